/** `nadir backup` and `nadir restore`: everything in one file while the window is in use, and back into an empty folder. */
import path from 'node:path';
import { NadirError } from '../../common/index.ts';
import { backUp, checkBackup, chosenDataFolder, commandLine, isInUse, restore as restoreInto, type BackupDone, type BackupProgress } from '../../host/index.ts';
import type { Shared } from '../main.ts';
import { endProgress, explain, print, printJson, progressLine, say, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** Ctrl+C ends between two pieces, and nothing of it stays. */
function interruptible(): AbortSignal {
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => abort.abort());
  return abort.signal;
}

function reporting(): (progress: BackupProgress) => void {
  const line = progressLine();
  return ({ text, done, total }) => line(`${text}, ${total > 0 ? Math.floor((100 * done) / total) : 0} %`);
}

const keyListsApart = 'Key lists of studies that de-identify are not in it: copy their folder apart.';

/** The copy leaves a trace in the trail; where that cannot be written, the copy is kept all the same. */
async function recorded(options: Shared, done: BackupDone): Promise<boolean> {
  try {
    return await withCore(options, ({ services, context }) => {
      services.backups.recordBackup(context, { place: done.file, header: done.header, imageFaults: done.imageFaults });
      return true;
    });
  } catch (error) {
    say(`nadir: The backup is whole, but the audit trail could not be told: ${explain(error)}`);
    return false;
  }
}

/** Errors: notFound noDatabase; refused targetTaken, backupRunning; storage. */
export async function backup(file: string, options: Shared & { readonly withoutImages?: boolean }): Promise<ExitStatus> {
  const dataFolder = chosenDataFolder(options.data);
  const done = await backUp({ dataFolder, file: path.resolve(file), images: options.withoutImages === true ? 'leftOut' : 'included', madeBy: 'person' }, { gentle: isInUse(dataFolder), signal: interruptible(), report: reporting() }).finally(endProgress);
  const isRecorded = await recorded(options, done);
  const { header, bytes, imageFaults } = done;
  if (options.json) printJson({ file: done.file, bytes, ...header, imageFaults, recorded: isRecorded });
  else {
    const images = header.images.state === 'included' ? `${counted(header.images.files - imageFaults.filter(({ state }) => state === 'missing').length, 'stored image')}` : `no images (${header.images.files} stay in ${dataFolder})`;
    print(`Backup ${done.file}, ${megabytes(bytes)}: ${counted(header.database.events, 'audit event')}, ${images}. Read again and whole.`);
  }
  say(keyListsApart);
  for (const { sha256, state } of imageFaults) say(`Stored image ${sha256} is ${state} in the data folder${state === 'altered' ? '; it is in the backup as it is' : ''}.`);
  return imageFaults.length > 0 || !isRecorded ? 1 : 0;
}

type RestoreOptions = Shared & { readonly images?: string; readonly check?: boolean };

async function check(file: string, options: RestoreOptions): Promise<ExitStatus> {
  const header = await checkBackup(file, { report: reporting() }).finally(endProgress);
  if (options.json) printJson({ file, whole: true, ...header });
  else print(`${file} is whole: made ${header.createdAt} by Nadir ${header.programVersion}, ${counted(header.database.events, 'audit event')}, images ${{ included: 'included', beside: 'in the folder "images" beside it', leftOut: 'left out' }[header.images.state]}.`);
  return 0;
}

/** Errors: refused targetTaken; notFound; unreadable notABackup, newerBackup, backupDamaged; storage newerDatabase, diskFull. */
export async function restore(given: string, options: RestoreOptions): Promise<ExitStatus> {
  const file = path.resolve(given);
  if (options.check === true) return check(file, options);
  const dataFolder = chosenDataFolder(options.data);
  if (file.startsWith(`${dataFolder}${path.sep}`)) throw new NadirError('refused', `${file} lies in ${dataFolder}. Restore into a new or empty folder with --data; nothing was changed.`, { reason: 'targetTaken' });
  const { restored, verify } = await restoreInto(commandLine(), { file, dataFolder, images: options.images === undefined ? undefined : path.resolve(options.images) }, { gentle: false, signal: interruptible(), report: reporting() }).finally(endProgress);
  const { database, header, imageFaults } = restored;
  if (options.json) printJson({ dataFolder, file, createdAt: header?.createdAt ?? null, events: database.events, chainHash: database.chainHash, databaseFormat: database.format, images: restored.images, imageFaults, verify });
  else {
    print(`Restored ${file} into ${dataFolder}: ${counted(database.events, 'audit event')}, ${restored.images - imageFaults.length} of ${counted(restored.images, 'stored image')}. ${verify.whole ? 'Verified whole.' : `Not whole: ${verify.firstFault}`}`);
    if (imageFaults.length > 0) say(`${counted(imageFaults.length, 'stored image')} missing or altered. Name a folder that has them with --images (a data folder, or the folder "images" of automatic backups), into another empty folder; or import them again.`);
  }
  say('Key lists of studies that de-identify are restored apart: put their folder back beside the data.');
  return verify.whole && imageFaults.length === 0 ? 0 : 1;
}
