/** Bodies and query strings of a read: what becomes of lesions, responses by hand, reasons, key images, signatures. Strict, as in `commands.ts`. */
import { z } from 'zod';
import { newLesionExclusions, signatureMeanings } from '../../casefile/index.ts';

const id = z.string().min(1).max(64);
const onSubject = { subjectId: id, expectedRevision: z.number().int().min(0) };
const text = z.string().max(2000);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** POST /api/lesion/resolve: an equivocal finding is decided */
export const resolveLesionSchema = z.strictObject({
  ...onSubject, lesionId: id, timepointId: id, as: z.enum(['unequivocal', 'dismissed']), note: text.optional(), excluded: z.array(z.enum(newLesionExclusions)).max(10).optional(),
});
/** POST /api/lesion/treat; null takes it back */
export const treatLesionSchema = z.strictObject({
  ...onSubject, lesionId: id,
  treatment: z.strictObject({ kind: z.enum(['resected', 'irradiated', 'ablated', 'other']), from: id, date: date.nullable().default(null), planned: z.boolean().default(false), note: text.default('') }).nullable(),
});
/** POST /api/lesion/look-back: whether a new lesion is visible in earlier timepoints; null: in none */
export const lookBackSchema = z.strictObject({ ...onSubject, lesionId: id, timepointId: id, seenSince: id.nullable() });
/** POST /api/lesion/preview: what records of one lesion would change; null takes a record away. Changes nothing. */
export const previewLesionSchema = z.strictObject({
  subjectId: id, lesionId: id,
  records: z.array(z.strictObject({
    timepointId: id,
    status: z.enum(['unequivocal', 'equivocal', 'dismissed', 'notEvaluable', 'present', 'absent', 'equivocalProgression', 'unequivocalProgression']).nullable(),
  })).max(100),
});

/** POST /api/timepoint/override; value null takes it back */
export const overrideSchema = z.strictObject({ ...onSubject, timepointId: id, component: z.enum(['target', 'nonTarget', 'overall']), value: z.string().min(1).max(40).nullable(), reason: text });
/** POST /api/timepoint/revise-cr */
export const reviseCrSchema = z.strictObject({ ...onSubject, timepointId: id, revised: z.boolean(), reason: text });
/** POST /api/timepoint/set-marker; null clears it */
export const setMarkerSchema = z.strictObject({
  ...onSubject, timepointId: id,
  marker: z.strictObject({
    status: z.enum(['none', 'normal', 'elevated', 'notAssessed']), note: text.default(''),
    values: z.array(z.strictObject({ name: z.string().trim().min(1).max(80), value: z.number().nonnegative(), unit: z.string().trim().max(40), upperLimit: z.number().nonnegative().nullable(), date: date.nullable().default(null) })).max(20).default([]),
  }).nullable(),
});

/** POST /api/check/give-reason; an empty reason takes the answer back */
export const giveReasonSchema = z.strictObject({ ...onSubject, findingKey: z.string().min(1).max(400), reason: text });

/** POST /api/key-image/add */
export const addKeyImageSchema = z.strictObject({
  ...onSubject, timepointId: id, lesionId: id.nullable().default(null), seriesId: id, sopInstanceUid: z.string().min(1).max(64), frameNumber: z.number().int().min(1), caption: text,
  window: z.strictObject({ center: z.number(), width: z.number().positive() }).nullable().default(null),
});
/** POST /api/key-image/edit */
export const editKeyImageSchema = z.strictObject({ ...onSubject, keyImageId: id, caption: text });
/** POST /api/key-image/remove */
export const removeKeyImageSchema = z.strictObject({ ...onSubject, keyImageId: id });

/** POST /api/timepoint/sign */
export const signSchema = z.strictObject({ ...onSubject, timepointId: id, meaning: z.enum(signatureMeanings), password: z.string().max(1024) });
/** POST /api/timepoint/amend */
export const amendSchema = z.strictObject({ ...onSubject, timepointId: id, reason: text });
/** GET /api/timepoint/signed */
export const signedVersionSchema = z.object({ subject: id, timepoint: id, version: z.coerce.number().int().min(1).max(10_000) });
