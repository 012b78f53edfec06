/** What a person does with quarantined images: look at every one, take the series in or throw it away, with a reason that is recorded. */
import { createHash } from 'node:crypto';
import { NadirError, type StudyId } from '../common/index.ts';
import { buildStacks, type StoredInstance } from '../dicom/index.ts';
import type { QuarantinedSeries } from '../api/wire.ts';
import type { RequestContext } from '../services/index.ts';
import type { Core } from './core.ts';
import { importHeld } from './importJob.ts';
import type { Candidate, ImportPool } from './importModel.ts';
import { sinkFor } from './importInto.ts';
import { createQuarantine, type HeldFile } from './quarantine.ts';
import { makeThumbnail } from './thumbnails.ts';
import { planVolume } from './volumePlan.ts';
import type { DecodePool } from './volumeSource.ts';

export type QuarantineReview = {
  list(studyId: string): Promise<readonly QuarantinedSeries[]>;
  /** PNG of one frame, as large as it is, at most 1,024 pixels. Errors: notFound; unreadable. */
  image(studyId: string, sha256: string, frame: number, fullRange: boolean): Promise<Uint8Array>;
  /** Errors: notFound; storage. */
  release(context: RequestContext, studyId: string, key: string, reason: string): Promise<{ readonly images: number; readonly series: number }>;
  /** Errors: notFound. */
  discard(context: RequestContext, studyId: string, key: string, reason: string): Promise<void>;
};

const largestPixels = 1024;
const keyOf = ({ code, reason, instance }: HeldFile): string => createHash('sha256').update(`${instance.dicomStudyUid}\n${instance.seriesUid}\n${code}\n${reason}`).digest('hex').slice(0, 24);

function toWire(key: string, files: readonly HeldFile[]): QuarantinedSeries | null {
  const [first] = files;
  if (!first) return null;
  const { instance, code, reason, heldAt } = first;
  return {
    key, subjectId: instance.patientId, code, reason, modality: instance.modality, description: instance.seriesDescription, date: instance.studyDate, heldAt, files: files.length,
    images: files.flatMap((file) => file.instance.frames.map(({ frameNumber }) => ({ id: file.instance.sha256, frame: frameNumber }))),
  };
}

export function createQuarantineReview({ core, pool, decodePool }: { readonly core: Core; readonly pool: ImportPool; readonly decodePool: DecodePool }): QuarantineReview {
  const of = (studyId: string) => createQuarantine(core.dataFolder, core.services.studies.byId(studyId).id);
  const groups = async (studyId: string): Promise<Map<string, HeldFile[]>> => Map.groupBy(await of(studyId).list(), keyOf);
  async function required(studyId: string, key: string): Promise<readonly HeldFile[]> {
    const found = (await groups(studyId)).get(key);
    if (!found) throw new NadirError('notFound', 'These images are no longer in quarantine.', { reason: 'quarantine' });
    return found;
  }
  const record = (context: RequestContext, studyId: string, kind: 'QuarantineReleased' | 'QuarantineDiscarded', files: readonly HeldFile[], reason: string): void => {
    const [first] = files;
    const what = `${files.length} quarantined ${files.length === 1 ? 'image' : 'images'} ${kind === 'QuarantineReleased' ? 'released' : 'discarded'}`;
    core.services.studyTrail.record(context, studyId, { kind, what, reason, after: { files: files.length, code: first?.code ?? '', seriesUid: first?.instance.seriesUid ?? '', subject: first?.instance.patientId ?? '', hashes: files.map((one) => one.instance.sha256) } });
  };
  return {
    async list(studyId) {
      return [...(await groups(studyId))].flatMap(([key, files]) => toWire(key, files) ?? []);
    },
    async image(studyId, sha256, frame, fullRange) {
      const quarantine = of(studyId);
      const file = await quarantine.pathOf(sha256);
      const held = (await quarantine.list()).find((one) => one.instance.sha256 === sha256);
      const instance: StoredInstance | undefined = held?.instance;
      const stack = instance && buildStacks([instance]).find(({ images }) => images.slices.some((slice) => slice.frameNumber === frame));
      if (!instance?.pixels || !stack) throw new NadirError('unreadable', 'This image cannot be shown. It can only be discarded.', { reason: 'PIX-03' });
      const { rows, columns } = instance.pixels;
      const { spacingMm } = stack.summary;
      const at = stack.images.slices.findIndex((slice) => slice.frameNumber === frame);
      return makeThumbnail(planVolume(stack.images, [instance], () => file), stack.images, spacingMm && [spacingMm[0], spacingMm[1]], decodePool, { at, fullRange, longerSide: Math.min(largestPixels, Math.max(rows, columns, 512)) });
    },
    async release(context, studyId, key, reason) {
      const files = await required(studyId, key);
      const quarantine = of(studyId);
      const hashes = files.map((one) => one.instance.sha256);
      const candidates: Candidate[] = [];
      for (const { instance } of files) candidates.push({ ...instance, staged: await quarantine.copyOut(instance.sha256, core.store.blobRoot) });
      const { sink } = sinkFor({ ...core, context }, studyId as StudyId);
      const { seriesIds, left } = await importHeld(candidates, { sink, pool, blobsRoot: core.store.blobRoot });
      if (left.length > 0 && left.length === files.length) throw new NadirError('refused', `These images cannot be taken in: ${left[0]?.reason ?? ''}`, { reason: left[0]?.code ?? 'IMP-02' });
      record(context, studyId, 'QuarantineReleased', files, reason);
      await quarantine.remove(hashes);
      return { images: files.length - left.length, series: seriesIds.length };
    },
    async discard(context, studyId, key, reason) {
      const files = await required(studyId, key);
      record(context, studyId, 'QuarantineDiscarded', files, reason);
      await of(studyId).remove(files.map((one) => one.instance.sha256));
    },
  };
}
