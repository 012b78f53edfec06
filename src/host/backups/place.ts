/** The folder of automatic backups: the data folder's own, or one that a person chose and this workstation has marked as its own. */
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { NadirError } from '../../common/index.ts';
import { readBackupHeader } from '../../store/index.ts';
import type { BackupMade } from '../../api/wire.ts';
import type { KnownHead } from '../../services/index.ts';

const markName = 'nadir-backups.json';
const namePattern = /^nadir-\d{8}-\d{6}(?:-\d{1,3})?\.tar$/;

type Mark = { readonly what: 'nadir-backups'; readonly owner: string; readonly computer: string };

/** Who backs up into a folder: a data folder on a machine, without its path. */
const ownerOf = (dataFolder: string): string => createHash('sha256').update(`${os.hostname()}\n${path.resolve(dataFolder)}`).digest('hex').slice(0, 32);

export const folderOf = (dataFolder: string, place: string | null): string => place ?? path.join(dataFolder, 'backups');

const isWithin = (folder: string, outer: string): boolean => {
  const way = path.relative(path.resolve(outer), path.resolve(folder));
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way));
};

const refused = (message: string): NadirError => new NadirError('refused', message, { reason: 'backupPlace' });

function markIn(folder: string): Mark | null {
  try {
    return JSON.parse(readFileSync(path.join(folder, markName), 'utf8')) as Mark;
  } catch {
    return null;
  }
}

const othersWords = (folder: string, { computer }: Mark): string => `${folder} holds the backups of another data folder (on ${computer}). Choose another folder; or, if that one is not used any more, remove ${markName} from it.`;

/** Takes a folder for the backups of this data folder. Errors: refused backupPlace, saying what stands in the way. */
export function claimPlace(folder: string, dataFolder: string): void {
  if (!path.isAbsolute(folder)) throw refused(`${folder} is not a whole path. Write it from the root of the disk.`);
  if (isWithin(folder, dataFolder)) throw refused(`${folder} lies in the data folder. Choose a folder on another disk, or the data folder's own.`);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found?.isDirectory()) throw refused(`There is no folder ${folder}. Make it, or connect its disk, and try again.`);
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const mark = markIn(folder);
    if (mark && mark.owner !== ownerOf(dataFolder)) throw refused(othersWords(folder, mark));
    writeFileSync(path.join(folder, markName), `${JSON.stringify({ what: 'nadir-backups', owner: ownerOf(dataFolder), computer: os.hostname() } satisfies Mark)}\n`, { flush: true, mode: 0o600 });
  } catch (cause) {
    if (cause instanceof NadirError) throw cause;
    throw new NadirError('refused', `${folder} cannot be written to (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}). Choose another folder.`, { reason: 'backupPlace', cause });
  }
}

/** A disk that is not connected leaves an empty folder or none: nothing is written there. Errors: storage backupPlace. */
export function requirePlace(dataFolder: string, place: string | null): string {
  const folder = folderOf(dataFolder, place);
  if (place === null) return folder;
  const mark = markIn(folder);
  if (!mark) throw new NadirError('storage', existsSync(folder) ? `${folder} is not the folder that was chosen for backups: its ${markName} is missing. Connect the disk, or choose the folder again.` : `The folder for backups ${folder} is not there. Connect its disk, or choose another folder.`, { reason: 'backupPlace' });
  if (mark.owner !== ownerOf(dataFolder)) throw new NadirError('storage', othersWords(folder, mark), { reason: 'backupPlace' });
  return folder;
}

/** False also where it cannot be known. */
export async function isOnOneDisk(folder: string, dataFolder: string): Promise<boolean> {
  const [place, data] = await Promise.all([stat(folder).catch(() => stat(path.dirname(folder))).catch(() => null), stat(dataFolder).catch(() => null)]);
  return place !== null && place.dev === data?.dev;
}

/** A free name for a backup of this instant. */
export function freeName(folder: string, atIso: string): string {
  const stamp = atIso.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  for (let n = 1; ; n += 1) {
    const file = path.join(folder, `nadir-${stamp}${n === 1 ? '' : `-${n}`}.tar`);
    if (!existsSync(file)) return file;
  }
}

/** The backups in a folder, newest first. One whose beginning cannot be read is listed without what it says, and never counts or goes. */
export async function backupsIn(folder: string): Promise<readonly BackupMade[]> {
  let names: readonly string[];
  try {
    names = (await readdir(folder)).filter((name) => namePattern.test(name));
  } catch {
    return [];
  }
  const made = await Promise.all(names.map(async (name): Promise<BackupMade> => {
    const file = path.join(folder, name);
    const bytes = await stat(file).then(({ size }) => size, () => 0);
    try {
      const { createdAt, database, images } = await readBackupHeader(file);
      return { name, bytes, createdAt, events: database.events, chainHash: database.chainHash, images: images.state };
    } catch {
      return { name, bytes, createdAt: null, events: null, chainHash: null, images: null };
    }
  }));
  return made.toSorted((a, b) => ((b.createdAt ?? '') > (a.createdAt ?? '') ? 1 : (b.createdAt ?? '') < (a.createdAt ?? '') ? -1 : b.name > a.name ? 1 : -1));
}

/** Ends of the chain as the backups of this data folder know them: in its own folder, and in the place that was chosen where that is marked as its. A disk that is not there says nothing. */
export async function headsInBackups(dataFolder: string, place: string | null): Promise<readonly KnownHead[]> {
  const folders = [folderOf(dataFolder, null), ...(place !== null && markIn(place)?.owner === ownerOf(dataFolder) ? [place] : [])];
  const made = (await Promise.all(folders.map(backupsIn))).flat();
  return made.flatMap(({ name, createdAt, events, chainHash }) => (createdAt === null || events === null || chainHash === null ? [] : [{ from: `Backup ${name}`, events, chainHash, at: createdAt }]));
}

/** The end of the chain in one backup. Errors: as `readBackupHeader`. */
export async function headOfBackup(file: string): Promise<KnownHead> {
  const { createdAt, database } = await readBackupHeader(file);
  return { from: `Backup ${path.basename(file)}`, events: database.events, chainHash: database.chainHash, at: createdAt };
}
