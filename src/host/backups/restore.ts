/** A data folder from a backup: put back, brought to this program's format, verified whole, and its trail told, before it is in its place. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { v7 as newId } from 'uuid';
import { productVersion } from '../../common/index.ts';
import { createServices, type RequestContext, type VerifyReport } from '../../services/index.ts';
import { openStore, restoreBackup, type BackupWork, type Restored } from '../../store/index.ts';
import { systemClock } from '../systemClock.ts';

export type RestoreRequest = { /** Absolute. */ readonly file: string; /** Absolute; new or empty. */ readonly dataFolder: string; /** A folder of stored images, or a data folder. */ readonly images?: string | undefined };
export type RestoreDone = { readonly restored: Restored; readonly verify: VerifyReport };

/** Where images that are not in a backup may be: what was named, the mirror beside the file, the data folder that the file lies in. */
function imageFolders({ file, images }: RestoreRequest): readonly string[] {
  const beside = path.dirname(file);
  const named = images === undefined ? [] : [path.join(images, 'blobs'), path.join(images, 'images'), images];
  return [...named, path.join(beside, 'images'), path.join(beside, '..', 'blobs')].filter((folder) => existsSync(folder));
}

/** Errors: as `restoreBackup`; the place is as it was. What `verify` finds in a whole backup was so before: it is restored and reported. */
export function restore(context: RequestContext, request: RestoreRequest, work: BackupWork): Promise<RestoreDone> {
  const order = { file: request.file, dataFolder: request.dataFolder, images: imageFolders(request), programVersion: productVersion };
  return restoreBackup(order, work, async (folder, restored) => {
    work.report?.({ text: 'Verifying', done: 0, total: 1 });
    const store = openStore({ dataFolder: folder, programVersion: productVersion, nowIso: systemClock.nowIso(), exclusive: false });
    try {
      const services = createServices({ store, clock: systemClock, newId, programVersion: productVersion, notify: () => undefined });
      const verify = await services.integrity.verify({ onProgress: (done, total) => work.report?.({ text: 'Verifying', done, total }), ...(work.signal ? { signal: work.signal } : {}) });
      services.backups.recordRestore(context, restored, path.basename(request.file));
      return { restored, verify };
    } finally {
      store.close();
    }
  });
}
