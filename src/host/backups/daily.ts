/** One automatic backup: the place, the images beside it, the file, and what may go afterwards. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { BackupPlan } from '../../casefile/index.ts';
import { imagesNamedIn, mirrorImages, thinMirror, type BackupDone, type BackupWork } from '../../store/index.ts';
import { clearStaging } from '../../system/index.ts';
import { systemClock } from '../systemClock.ts';
import { backUp } from './backUp.ts';
import { backupsIn, freeName, requirePlace } from './place.ts';
import { toRemove, type Dated } from './rotation.ts';

/** Errors: as `backUp`; storage backupPlace. Older backups stay whatever happens; they go only after the new one was read again. */
export async function backUpByPlan(dataFolder: string, plan: BackupPlan, work: BackupWork): Promise<BackupDone> {
  const folder = requirePlace(dataFolder, plan.place);
  clearStaging(folder, 'nadir-');
  const mirror = plan.place !== null && plan.images ? path.join(folder, 'images') : null;
  const done = await backUp({
    dataFolder, file: freeName(folder, systemClock.nowIso()), images: mirror === null ? 'leftOut' : 'beside', madeBy: 'schedule',
    ...(mirror === null ? {} : { alsoDo: ({ images }) => mirrorImages(path.join(dataFolder, 'blobs'), mirror, images, work) }),
  }, work);
  await thin(folder, plan, path.basename(done.file), mirror);
  return done;
}

async function thin(folder: string, plan: BackupPlan, made: string, mirror: string | null): Promise<void> {
  const there = await backupsIn(folder);
  const dated = there.flatMap(({ name, createdAt }): Dated[] => (createdAt === null ? [] : [{ name, createdAt }]));
  const gone = new Set(toRemove(dated, plan.keep, made));
  for (const name of gone) rmSync(path.join(folder, name), { force: true });
  // While one of them cannot be read, nobody knows which images it needs.
  if (mirror === null || dated.length < there.length || gone.size === 0) return;
  const named = new Set<string>();
  for (const { name } of dated) if (!gone.has(name)) for (const sha256 of await imagesNamedIn(path.join(folder, name))) named.add(sha256);
  thinMirror(mirror, named);
}
