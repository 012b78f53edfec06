/** Where the workstation keeps its data, and what lies where in it. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NadirError } from '../common/index.ts';

type Surroundings = { readonly env: Readonly<Record<string, string | undefined>>; readonly platform: NodeJS.Platform; readonly home: string };

const here = (): Surroundings => ({ env: process.env, platform: process.platform, home: os.homedir() });

/** The user's application-data folder: `~/.local/share/nadir`, `~/Library/Application Support/Nadir` or `%LOCALAPPDATA%\Nadir`. */
export function defaultDataFolder({ env, platform, home }: Surroundings = here()): string {
  switch (platform) {
    case 'win32': return path.win32.join(env['LOCALAPPDATA'] || path.win32.join(home, 'AppData', 'Local'), 'Nadir');
    case 'darwin': return path.posix.join(home, 'Library', 'Application Support', 'Nadir');
    default: return path.posix.join(env['XDG_DATA_HOME'] || path.posix.join(home, '.local', 'share'), 'nadir');
  }
}

/** The folder to use: what was asked for, else `NADIR_DATA`, else the default. Always absolute. */
export function chosenDataFolder(asked: string | undefined, surroundings: Surroundings = here()): string {
  return path.resolve(asked || surroundings.env['NADIR_DATA'] || defaultDataFolder(surroundings));
}

/** Makes the folder, for this account only. Errors: storage, naming the folder and what stands in the way. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new NadirError('storage', `The data folder ${folder} cannot be used (${why}). Choose one that this account may write to, with --data or NADIR_DATA.`, { reason: 'dataFolder', cause });
  }
}
