/** Where the workstation keeps its data, and what lies where in it. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defaultDataFolder, NadirError, type Surroundings } from '../common/index.ts';

const here = (): Surroundings => ({ env: process.env, platform: process.platform, home: os.homedir() });

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
