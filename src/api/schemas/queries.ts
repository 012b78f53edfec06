/** Query strings and the small bodies that are not commands on a subject. */
import { z } from 'zod';
import { pfsRuleSetNames } from '../../recist/index.ts';

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

const numbers = z.string().regex(/^\d+(\.\d+)?(,\d+(\.\d+)?)*$/).transform((text) => text.split(',').map(Number)).pipe(z.array(z.number().positive().max(10_000)).max(24));
/** GET /api/study/analysis. `at`: times of rates in the unit, with commas between. */
export const analysisSchema = z.object({
  study: id, read: z.enum(['accepted', 'site', 'reader1', 'reader2']).optional(), rules: z.enum([...pfsRuleSetNames, 'protocol']).optional(), confirmed: z.enum(['true', 'false']).transform((text) => text === 'true').optional(),
  by: z.enum(['none', 'arm', 'site', 'reader']).optional(), arm: z.string().min(1).max(200).optional(), site: z.string().min(1).max(200).optional(), cutoff: z.iso.date().optional(), unit: z.enum(['month', 'week', 'day']).optional(),
  at: numbers.optional(), reference: z.string().min(1).max(200).optional(), ties: z.enum(['efron', 'breslow']).optional(), confidence: z.coerce.number().min(0.5).max(0.999).optional(),
});
