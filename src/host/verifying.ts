/** Verifying a data folder, or a copy of its database, without opening it as a workstation would: nothing is made, migrated or written. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { v7 as newId } from 'uuid';
import { NadirError, productVersion } from '../common/index.ts';
import { backupPlanOf, verifyInspected, type VerifyOptions, type VerifyReport } from '../services/index.ts';
import { openToInspect, type ReadingStore } from '../store/index.ts';
import { headsInBackups } from './backups/index.ts';
import { systemClock } from './systemClock.ts';

export type VerifyPlace = {
  readonly dataFolder: string;
  /** A copy of the database in place of the folder's own; its stored files are looked for beside it, then in the data folder. */
  readonly database?: string | undefined;
};
/** As for the service; a study by its code. */
export type VerifyFolderOptions = Omit<VerifyOptions, 'studyId'> & { readonly studyCode?: string | undefined };
export type FolderReport = VerifyReport & { readonly database: string; readonly filesRead: boolean };

const databaseOf = ({ dataFolder, database }: VerifyPlace): string => (database === undefined ? path.join(dataFolder, 'nadir.sqlite') : path.resolve(database));

/** Folder of the stored files; null where there is none, as beside a copy that was taken elsewhere. */
function blobsOf({ dataFolder, database }: VerifyPlace): string | null {
  const beside = database === undefined ? [] : [path.dirname(path.resolve(database)), path.dirname(path.dirname(path.resolve(database)))];
  return [...beside, dataFolder].map((folder) => path.join(folder, 'blobs')).find((folder) => existsSync(folder)) ?? null;
}

/** Where the plan says that backups go; null where the plan cannot be read: the faults of the trail say why. */
function planned(store: ReadingStore): string | null {
  try {
    return store.read(() => backupPlanOf(store.log).place);
  } catch {
    return null;
  }
}

/** Errors: storage noDatabase, newerDatabase, corrupt, busy; notFound study; invalid manifest; cancelled by `signal`. */
export async function verifyFolder(place: VerifyPlace, { studyCode, ...options }: VerifyFolderOptions = {}): Promise<FolderReport> {
  const database = databaseOf(place);
  const blobs = blobsOf(place);
  const opened = openToInspect(database, blobs ?? path.join(place.dataFolder, 'blobs'));
  const filesRead = options.files !== false && blobs !== null;
  let study: { readonly studyId?: string } = {};
  if (studyCode !== undefined) {
    try {
      const found = opened.store.read(() => opened.store.studies.byCode(studyCode));
      if (!found) throw new NadirError('notFound', `There is no study ${studyCode}.`, { reason: 'study' });
      study = { studyId: found.id };
    } catch (error) {
      opened.close();
      throw error;
    }
  }
  const heads = [...(options.heads ?? []), ...(place.database === undefined ? await headsInBackups(place.dataFolder, planned(opened.store)) : [])];
  const deps = { clock: systemClock, newId, programVersion: productVersion, notify: () => undefined };
  return { ...(await verifyInspected(opened, deps, { ...options, ...study, heads, files: filesRead })), database, filesRead };
}
