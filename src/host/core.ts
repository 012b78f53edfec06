/** Store and services on one data folder: what the window's host and the commands of a terminal have in common. */
import os from 'node:os';
import { v7 as newId } from 'uuid';
import { localUserName, roles } from '../accounts/index.ts';
import { productVersion } from '../common/index.ts';
import { createServices, type FactsChanged, type RequestContext, type Services } from '../services/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { prepareDataFolder } from './dataFolder.ts';
import { checkedKeysFolder, chosenKeysFolder, createKeyring, type Keyring } from './keyring.ts';
import { openLog, type Log } from './log.ts';
import { systemClock } from './systemClock.ts';

export type Core = {
  readonly dataFolder: string;
  readonly store: Store;
  readonly services: Services;
  readonly log: Log;
  readonly newId: () => string;
  readonly nowIso: () => string;
  /** Key lists of studies that de-identify, in their folder apart from the data. */
  readonly keyring: Keyring;
  /** Who acts: the local user of a window, or the command line. Every event names it. */
  readonly context: RequestContext;
  /** Hears what was committed, after the commit. */
  subscribe(listener: (change: FactsChanged) => void): void;
};

function systemUser(): string {
  try {
    return os.userInfo().username;
  } catch {
    // An account without an entry in the system's user list, as in some containers.
    return 'unknown';
  }
}

/** A window without accounts: whoever opened it, in every role. */
export const localUser: RequestContext = { actor: localUserName, accountId: null, roles, role: 'administrator' };
/** Whoever works in a terminal. */
export const commandLine = (): RequestContext => ({ actor: `Command line (${systemUser()})`, accountId: null, roles, role: 'administrator' });

/**
 * Opens the data folder. `exclusive` is for the one workstation on it; commands beside it leave it false.
 * Errors: storage (folder, newer or damaged database); refused secondInstance.
 */
export function openCore(dataFolder: string, { exclusive, longestIdleSeconds, keysFolder }: { readonly exclusive: boolean; readonly longestIdleSeconds?: number; readonly keysFolder?: string | undefined }): Core {
  prepareDataFolder(dataFolder);
  const keysRoot = checkedKeysFolder(chosenKeysFolder(keysFolder, dataFolder), dataFolder);
  const log = openLog(dataFolder, systemClock);
  const listeners = new Set<(change: FactsChanged) => void>();
  const store = openStore({ dataFolder, programVersion: productVersion, nowIso: systemClock.nowIso(), exclusive });
  const notify = (change: FactsChanged): void => { for (const listener of listeners) listener(change); };
  const services = createServices({ store, clock: systemClock, newId, programVersion: productVersion, notify, ...(longestIdleSeconds === undefined ? {} : { longestIdleSeconds }) });
  return {
    dataFolder, store, services, log, newId, nowIso: systemClock.nowIso, keyring: createKeyring({ folder: keysRoot, services, newId, nowIso: systemClock.nowIso }), context: commandLine(),
    subscribe: (listener) => { listeners.add(listener); },
  };
}
