import { assertNever, NadirError, type Json } from '../common/index.ts';
import { calipersOf, recordOf, treatedRecord, type Assessment, type Lesion, type SubjectCase, type Timepoint } from '../casefile/index.ts';
import { formatMm } from '../recist/index.ts';
import { assessmentKey, readStream, type AssessmentSnapshot, type Change } from '../store/index.ts';
import { roleName } from './labels.ts';

const allowedStates: Readonly<Record<Lesion['role'], ReadonlySet<Assessment['state']>>> = {
  target: new Set(['measured', 'split', 'merged', 'absent', 'tooSmall', 'notEvaluable']),
  nonTarget: new Set(['status']),
  new: new Set(['newLesion']),
};
const whatToRecord: Readonly<Record<Lesion['role'], string>> = {
  target: 'a measurement, split, merged, absent, too small or not evaluable (R-202 to R-211)', nonTarget: 'a status (R-401)', new: 'equivocal, unequivocal, dismissed or not evaluable (R-501)',
};

const refuse = (reason: string, message: string): never => {
  throw new NadirError('refused', message, { reason });
};

/** the lead is another target of the read, and following leads never comes back. Errors: refused badLead. */
function checkLead(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint, mergedInto: string): void {
  const seen = new Set<string>([lesion.id]);
  for (let next = mergedInto; ;) {
    const lead = subject.lesions.find((one) => one.id === next);
    if (lead?.role !== 'target') return refuse('badLead', `${lesion.label} merges with another target lesion, which carries the joint diameter (R-211). Choose one.`);
    if (seen.has(lead.id)) return refuse('badLead', `${lesion.label} cannot merge with ${lead.label}: ${lead.label} is itself recorded as merged with ${lesion.label} at ${timepoint.label}. One of them carries the joint diameter (R-211).`);
    seen.add(lead.id);
    const record = recordOf(subject, lead.id, timepoint.id);
    if (record?.state !== 'merged') return;
    next = record.mergedInto;
  }
}

/** A finding seen looking back is recorded where it was seen, but not at baseline: there it would not be new. */
function checkLookBack(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): void {
  const placedAt = subject.timepoints.find((one) => one.id === lesion.placedAt);
  if (!placedAt || timepoint.index >= placedAt.index) return;
  if (lesion.role !== 'new') refuse('beforePlaced', `${lesion.label} was first recorded at ${placedAt.label}; ${timepoint.label} is earlier.`);
  if (timepoint.index === 0) refuse('seenAtBaseline', `${lesion.label} is a new lesion: what baseline already had is not new (R-501). Record it as a non-target of the baseline, and dismiss ${lesion.label}.`);
}

/** What may be recorded for a lesion at a timepoint. Errors: refused wrongState, notPerformed, beforePlaced, seenAtBaseline, baselineNotMeasured, badLead, treated. */
export function checkRecordable(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint, input: { readonly state: Assessment['state']; readonly mergedInto?: string }): void {
  const { state } = input;
  if (!allowedStates[lesion.role].has(state)) refuse('wrongState', `${lesion.label} is a ${roleName[lesion.role]}: record ${whatToRecord[lesion.role]}.`);
  if (!timepoint.performed) refuse('notPerformed', `${timepoint.label} was recorded as not performed (R-216). Mark it as performed first.`);
  checkLookBack(subject, lesion, timepoint);
  if (state === 'merged') checkLead(subject, lesion, timepoint, input.mergedInto ?? '');
  if (treatedRecord(subject, lesion, timepoint)) refuse('treated', `${lesion.label} was treated locally and is not evaluable at ${timepoint.label} (R-214). Take the treatment back to assess it.`);
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
