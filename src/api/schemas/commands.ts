/** Bodies of the commands. Strict: an unknown member is an error, so that a typing mistake cannot be lost silently. */
import { z } from 'zod';
import { doseChangeKinds, newLesionExclusions, type DoseChange } from '../../casefile/index.ts';
import { bodyRegions, lesionNatures, organCodes, type LesionTraits } from '../../recist/index.ts';

const id = z.string().min(1).max(64);
const world = z.tuple([z.number(), z.number(), z.number()]);
const axis = z.tuple([world, world]);

export const caliperSchema = z.strictObject({
  seriesId: id,
  sopInstanceUid: z.string().min(1).max(64),
  frameNumber: z.number().int().min(1),
  longAxis: axis,
  shortAxis: axis.nullable(),
  shortAxisProvisional: z.boolean(),
  renderer: z.enum(['cpu', 'gpu', 'generated']),
});

const note = z.string().max(500).optional();
const notEvaluable = z.strictObject({ state: z.literal('notEvaluable'), reason: z.enum(['notImaged', 'poorQuality', 'obscured', 'otherTechnique', 'treatedLocally', 'other']), note });
const absent = z.strictObject({ state: z.literal('absent'), caliper: caliperSchema.optional() });
const tooSmall = z.strictObject({ state: z.literal('tooSmall'), caliper: caliperSchema.optional() });
const lengths = { caliper: caliperSchema, claimedLongMm: z.number().positive(), claimedShortMm: z.number().positive().nullable() };
const measured = z.strictObject({
  state: z.literal('measured'), ...lengths, otherTechnique: z.strictObject({ what: z.enum(['modality', 'plane', 'contrast']), reason: z.string().trim().min(1).max(500) }).optional(),
});

/** A measurement is sent as points; `claimedLongMm` and `claimedShortMm` are what the reader was shown, and the host refuses when its own lengths differ. */
export const assessmentInputSchema = z.discriminatedUnion('state', [
  measured, absent, tooSmall, notEvaluable,
  z.strictObject({ state: z.literal('split'), parts: z.array(z.discriminatedUnion('state', [measured, absent, tooSmall, notEvaluable])).min(2).max(20), note }),
  z.strictObject({ state: z.literal('merged'), mergedInto: id, note }),
  z.strictObject({ state: z.literal('status'), status: z.enum(['present', 'absent', 'equivocalProgression', 'unequivocalProgression', 'notEvaluable']), note, caliper: caliperSchema.optional() }),
  z.strictObject({ state: z.literal('newLesion'), status: z.enum(['unequivocal', 'equivocal', 'dismissed', 'notEvaluable']), note, caliper: caliperSchema.optional(), claimedLongMm: z.number().positive().optional(), claimedShortMm: z.number().positive().nullable().optional(), excluded: z.array(z.enum(newLesionExclusions)).max(10).optional(), lookBack: z.strictObject({ seenSince: id.nullable() }).optional() }),
]);
export type AssessmentInput = z.infer<typeof assessmentInputSchema>;

const onSubject = { subjectId: id, expectedRevision: z.number().int().min(0) };

/** What a lesion is beyond kind and organ; all that is said, at once. */
const traits = z.strictObject({
  nature: z.enum(lesionNatures), softTissueComponent: z.boolean(), previousLocalTherapy: z.boolean(), progressedSinceLocalTherapy: z.boolean(), region: z.enum(bodyRegions),
}).partial().transform((said) => said as LesionTraits).optional();

/** POST /api/lesion/place */
export const placeLesionSchema = z.strictObject({
  ...onSubject,
  timepointId: id,
  role: z.enum(['target', 'nonTarget', 'new']),
  organ: z.enum(organCodes),
  kind: z.enum(['nonNodal', 'node']),
  description: z.string().max(200),
  group: z.boolean().default(false),
  traits,
  assessment: assessmentInputSchema.optional(),
});
/** POST /api/lesion/edit */
export const editLesionSchema = z.strictObject({
  ...onSubject,
  lesionId: id,
  organ: z.enum(organCodes).optional(),
  kind: z.enum(['nonNodal', 'node']).optional(),
  description: z.string().max(200).optional(),
  group: z.boolean().optional(),
  role: z.enum(['target', 'nonTarget']).optional(),
  traits,
});
/** POST /api/lesion/remove */
export const removeLesionSchema = z.strictObject({ ...onSubject, lesionId: id });
/** POST /api/assessment/record */
export const recordAssessmentSchema = z.strictObject({ ...onSubject, lesionId: id, timepointId: id, assessment: assessmentInputSchema });
/** POST /api/assessment/clear */
export const clearAssessmentSchema = z.strictObject({ ...onSubject, lesionId: id, timepointId: id });
/** POST /api/subject/undo and /api/subject/redo */
export const undoSchema = z.strictObject(onSubject);
/** POST /api/timepoint/set-performed */
export const setPerformedSchema = z.strictObject({ ...onSubject, timepointId: id, performed: z.boolean() });
/** POST /api/timepoint/record-missed: a planned visit without images did not take place */
export const recordMissedSchema = z.strictObject({ ...onSubject, index: z.number().int().min(0).max(999) });
/** POST /api/subject/set-facts: clinical dates of the subject; null clears a date */
const dateOrNull = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).nullable().optional();
const wordsOrNull = z.string().trim().min(1).max(200).nullable().optional();
export const setFactsSchema = z.strictObject({
  ...onSubject,
  randomisationDate: dateOrNull, enrolmentDate: dateOrNull, firstDoseDate: dateOrNull, deathDate: dateOrNull,
  lastKnownAliveDate: dateOrNull, newTherapyStartDate: dateOrNull, clinicalProgressionDate: dateOrNull, studyEndDate: dateOrNull, treatmentEndDate: dateOrNull,
  doseChanges: z.array(z.strictObject({ date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), kind: z.enum(doseChangeKinds), note: z.string().max(500).default('') })).max(200).nullable().optional().transform((changes) => changes as readonly DoseChange[] | null | undefined),
  visitDates: z.record(id, z.string().regex(/^\d{4}-\d{2}-\d{2}$/)).nullable().optional(),
  arm: wordsOrNull, deathCause: wordsOrNull, newTherapy: wordsOrNull, treatmentEndReason: wordsOrNull, studyEndReason: wordsOrNull,
});

/** POST /api/import/start */
export const startImportSchema = z.strictObject({
  sourceId: id, studyId: id,
  /** Only for a study that de-identifies: the subject of all images, and why a second patient of a subject is the same person. */
  identity: z.strictObject({ subjectId: z.string().trim().min(1).max(64).nullable(), secondPatientReason: z.string().trim().min(1).max(500).nullable() }).optional(),
});
/** Whole for a planned visit, with one or two decimals for an unscheduled one. */
const visitNumber = z.number().min(0).max(999);
const reason = z.string().trim().max(500);

/** POST /api/series/assign */
export const assignSeriesSchema = z.strictObject({
  studyId: id,
  assignments: z.array(z.strictObject({
    seriesId: id,
    subjectId: id.nullable(),
    newSubjectCode: z.string().trim().min(1).max(40).nullable(),
    timepointIndex: visitNumber,
    scanDate: dateOrNull,
    reason: reason.nullable().optional(),
  })).min(1).max(2000),
});
/** POST /api/series/move */
export const moveSeriesSchema = z.strictObject({ ...onSubject, seriesIds: z.array(id).min(1).max(500), timepointIndex: visitNumber, reason: reason.default('') });
/** POST /api/series/set-date: null is what the images say. */
export const setScanDateSchema = z.strictObject({ ...onSubject, seriesId: id, date: z.string().max(10).nullable(), reason: reason.default('') });
/** POST /api/timepoint/edit: what is left out stays. */
export const editTimepointSchema = z.strictObject({ ...onSubject, timepointId: id, index: visitNumber.optional(), visitName: z.string().trim().max(80).optional(), plannedDate: dateOrNull, reason: reason.default('') });
/** POST /api/late/take-in, POST /api/late/leave-aside */
export const decideLateSchema = z.strictObject({ ...onSubject, timepointId: id, seriesIds: z.array(id).min(1).max(500), reason: z.string().trim().min(1).max(500) });
