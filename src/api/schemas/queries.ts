/** Query strings and the small bodies that are not commands on a subject. */
import { z } from 'zod';

const id = z.string().min(1).max(64);

export const ofStudySchema = z.object({ study: id });
export const ofSubjectSchema = z.object({ subject: id });
const sliceIndex = z.coerce.number().int().min(0).max(1_000_000);
/** "0-11,40-40": slices that the window has already. */
const sliceRangesSchema = z.string().max(20_000).regex(/^(\d+-\d+(,\d+-\d+)*)?$/).transform((text) => (text === '' ? [] : text.split(',').map((range): readonly [number, number] => {
  const [first = 0, last = 0] = range.split('-').map(Number);
  return [first, last];
})));
export const volumeSchema = z.object({ from: sliceIndex.default(0), without: sliceRangesSchema.default([]) });
export const exportSchema = z.object({ study: id, kind: z.enum(['measurements', 'responses', 'endpoints', 'lesions']) });
export const uploadPathSchema = z.object({ path: z.string().min(1).max(4096) });
export const beginUploadSchema = z.strictObject({ name: z.string().trim().min(1).max(255) });
export const discardSchema = z.strictObject({ studyId: id, seriesIds: z.array(id).min(1).max(2000) });
export const preferencesSchema = z.record(z.string().max(100), z.json());
