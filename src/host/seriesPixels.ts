/** Pixels of a stored series for the window, from the database's own record of where every frame lies. */
import type { SeriesId } from '../common/index.ts';
import type { ByteStream, VolumeWanted } from '../api/index.ts';
import type { SeriesSource } from '../services/index.ts';
import { blobPath } from '../store/index.ts';
import type { Core } from './core.ts';
import { makeThumbnail } from './thumbnails.ts';
import { planVolume, type VolumePlan } from './volumePlan.ts';
import { openVolume, type DecodePool } from './volumeSource.ts';

const planOf = ({ stack, instances, blobRoot }: SeriesSource): VolumePlan => planVolume(stack.images, instances.values(), (sha256) => blobPath(blobRoot, sha256));

/** Errors: notFound; unreadable when nothing of it can be decoded; storage when a file is gone. */
export async function streamVolume(core: Core, pool: DecodePool, seriesId: SeriesId, wanted: VolumeWanted, signal: AbortSignal): Promise<ByteStream> {
  const plan = planOf(core.services.series.source(seriesId));
  const onDamaged = (_slice: unknown, reason: string): void => core.log.info('slice damaged', { seriesId, reason: reason.slice(0, 120) });
  return openVolume(plan, wanted, { pool, signal, onDamaged });
}

/** PNG of the middle slice. Errors: notFound; unreadable; storage. */
export async function thumbnailOf(core: Core, pool: DecodePool, seriesId: SeriesId): Promise<Uint8Array> {
  const source = core.services.series.source(seriesId);
  const { spacingMm } = source.stack.summary;
  return makeThumbnail(planOf(source), source.stack.images, spacingMm && [spacingMm[0], spacingMm[1]], pool);
}
