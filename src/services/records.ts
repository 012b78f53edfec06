import { assertNever, NadirError, type Json } from '../common/index.ts';
import { calipersOf, type Assessment, type Lesion, type SubjectCase, type Timepoint } from '../casefile/index.ts';
import { formatMm } from '../recist/index.ts';
import { assessmentKey, readStream, type AssessmentSnapshot, type Change } from '../store/index.ts';
import { roleName } from './labels.ts';

const allowedStates: Readonly<Record<Lesion['role'], ReadonlySet<Assessment['state']>>> = {
  target: new Set(['measured', 'absent', 'tooSmall', 'notEvaluable']),
  nonTarget: new Set(['status']),
  new: new Set(['newLesion']),
};
const whatToRecord: Readonly<Record<Lesion['role'], string>> = {
  target: 'a measurement, absent, too small or not evaluable (R-202 to R-209)', nonTarget: 'a status (R-401)', new: 'equivocal, unequivocal, dismissed or not evaluable (R-501)',
};

/** What may be recorded for a lesion at a timepoint. Errors: refused wrongState, notPerformed, beforePlaced, baselineNotMeasured. */
export function checkRecordable(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint, state: Assessment['state']): void {
  const refuse = (reason: string, message: string): never => {
    throw new NadirError('refused', message, { reason });
  };
  if (!allowedStates[lesion.role].has(state)) refuse('wrongState', `${lesion.label} is a ${roleName[lesion.role]}: record ${whatToRecord[lesion.role]}.`);
  if (!timepoint.performed) refuse('notPerformed', `${timepoint.label} was recorded as not performed (R-216). Mark it as performed first.`);
  const placedAt = subject.timepoints.find((one) => one.id === lesion.placedAt);
  if (placedAt && timepoint.index < placedAt.index) refuse('beforePlaced', `${lesion.label} was first recorded at ${placedAt.label}; ${timepoint.label} is earlier.`);
  if (timepoint.index === 0 && lesion.role === 'target' && state !== 'measured') refuse('baselineNotMeasured', `${lesion.label} is a target: at baseline it needs a measurement (R-150). Measure it, or make it a non-target.`);
}

const statusWords = {
  present: 'present', absent: 'absent', equivocalProgression: 'equivocal progression', unequivocalProgression: 'unequivocal progression', notEvaluable: 'not evaluable',
} as const;

/** "T1 set to 30.9 mm at TP2": for the toast, the undo button and the audit trail. */
export function recordWords(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint, record: Assessment): string {
  const where = `at ${timepoint.label}`;
  switch (record.state) {
    case 'measured': {
      const counting = lesion.kind === 'node' ? record.shortAxisMm : record.longAxisMm;
      return counting === null ? `${lesion.label} drawn ${where}, short axis open` : `${lesion.label} set to ${formatMm(counting)} mm ${where}`;
    }
    case 'split': return `${lesion.label} split in ${record.parts.length} ${where}`;
    case 'merged': return `${lesion.label} merged with ${subject.lesions.find((one) => one.id === record.mergedInto)?.label ?? 'another lesion'} ${where}`;
    case 'absent': return `${lesion.label} absent ${where}`;
    case 'tooSmall': return `${lesion.label} too small to measure ${where}`;
    case 'notEvaluable': return `${lesion.label} not evaluable ${where}`;
    case 'status': return `${lesion.label} ${statusWords[record.status]} ${where}`;
    case 'newLesion': return `${lesion.label} ${record.status === 'notEvaluable' ? 'not evaluable' : record.status} ${where}`;
    default: return assertNever(record, 'record');
  }
}

/** The change that records an assessment. */
export function recordChange(subject: SubjectCase, lesionId: string, timepointId: string, record: Assessment): Change {
  const snapshot: AssessmentSnapshot = {
    subjectId: subject.subjectId, lesionId, timepointId, seriesId: calipersOf(record)[0]?.seriesId ?? null, record: record as unknown as Json,
  };
  const kind = record.state === 'measured' ? 'MeasurementRecorded' : 'LesionStateRecorded';
  return { stream: readStream(subject.subjectId, subject.read.slot), kind, type: 'assessment', key: assessmentKey(lesionId, timepointId), after: snapshot as unknown as Json };
}

/** The change that takes a record away. */
export const clearChange = (subject: SubjectCase, lesionId: string, timepointId: string): Change => ({
  stream: readStream(subject.subjectId, subject.read.slot), kind: 'AssessmentCleared', type: 'assessment', key: assessmentKey(lesionId, timepointId), after: null,
});
