/** Earlier ends of the whole chain, as backups and the trail's own entries about them wrote them down. They tell a tail that was cut off, an older database put in place of a newer one, and a chain that was written anew. */
import { workstationStream, type Faults, type ReadingStore } from '../../store/index.ts';

/** What something else wrote down of the chain: so many events, the last of them with this place in it. */
export type KnownHead = { /** In words, with a capital letter. */ readonly from: string; readonly events: number; readonly chainHash: string; /** UTC instant. */ readonly at: string };

type Act = { readonly events?: unknown; readonly chainHash?: unknown };

/** Backups that the trail says were taken, and restored. */
function headsInTrail(store: ReadingStore): readonly (KnownHead & { readonly isRestore: boolean })[] {
  return store.log.eventsOfStream(workstationStream).filter(({ kind }) => kind === 'BackupTaken' || kind === 'BackupRestored').flatMap((event) => {
    const { events, chainHash } = JSON.parse(event.after ?? '{}') as Act;
    if (typeof events !== 'number' || typeof chainHash !== 'string') return [];
    return [{ from: `Audit event ${event.seq}, about a backup,`, events, chainHash, at: event.at, isRestore: event.kind === 'BackupRestored' }];
  });
}

/**
 * Faults: `anchor`, one for each head that the chain does not have. Answers how many were compared. A backup of what was recorded before an older one was restored holds events that the restore left behind: the trail says so, and it
 * is not compared.
 */
export function checkKnownHeads(store: ReadingStore, given: readonly KnownHead[], faults: Faults): number {
  const inTrail = headsInTrail(store);
  const isLeftBehind = ({ at, events }: KnownHead): boolean => inTrail.some((one) => one.isRestore && one.at > at && events > one.events);
  const heads = [...given.filter((one) => !isLeftBehind(one)), ...inTrail].filter(({ events }) => events > 0);
  const now = store.log.heads().chain.seq;
  for (const { from, at, events, chainHash } of heads) {
    const [event] = store.log.eventsAfter(events - 1, 1);
    if (event?.seq === events && event.chain_hash === chainHash) continue;
    const what = event?.seq === events ? `event ${events} has another place in the chain now: the trail was written anew` : `${now} are there now: what was recorded last was removed, or this is an older database`;
    faults.add({ check: 'anchor', table: 'event', row: String(event?.seq ?? now + 1), seq: event?.seq ?? now + 1, was: chainHash, is: event?.chain_hash ?? null, message: `${from} knows ${events} audit events (${at}); ${what}.` });
  }
  return heads.length;
}
