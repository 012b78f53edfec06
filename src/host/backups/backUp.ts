/** One backup of a data folder into a file, for window, schedule and command alike. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NadirError, productVersion } from '../../common/index.ts';
import { lockBackups, writeBackup, type BackupDone, type BackupHeader, type BackupOrder, type BackupWork } from '../../store/index.ts';
import { isRunning } from '../../system/index.ts';
import { systemClock } from '../systemClock.ts';
import { heldMembers } from './held.ts';

export type BackUpOrder = { readonly dataFolder: string; /** Absolute. */ readonly file: string; readonly images: BackupHeader['images']['state']; readonly madeBy: BackupHeader['madeBy']; readonly alsoDo?: BackupOrder['alsoDo'] };

/** Errors: notFound noDatabase; refused targetTaken, backupRunning; storage; cancelled. */
export async function backUp({ dataFolder, file, images, madeBy, alsoDo }: BackUpOrder, work: BackupWork): Promise<BackupDone> {
  if (!existsSync(path.join(dataFolder, 'nadir.sqlite'))) throw new NadirError('notFound', `There is no database in ${dataFolder}. Name the data folder with --data or NADIR_DATA.`, { reason: 'noDatabase' });
  const lock = lockBackups(dataFolder);
  try {
    return await writeBackup({ dataFolder, file, images, madeBy, programVersion: productVersion, atIso: systemClock.nowIso(), held: () => heldMembers(dataFolder), ...(alsoDo ? { alsoDo } : {}) }, work);
  } finally {
    lock.release();
  }
}

/** Whether a workstation seems to be open on the folder: then a backup goes gently. */
export function isInUse(dataFolder: string): boolean {
  try {
    const { pid } = JSON.parse(readFileSync(path.join(dataFolder, 'workstation.json'), 'utf8')) as { pid: number };
    return isRunning(pid);
  } catch {
    return false;
  }
}
