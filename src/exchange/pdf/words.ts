/** Words of reports: dates, records, signatures, reasons. Numbers as on screen: one decimal, true minus, thin space before the per cent sign. */
import { countingDiameterMm, isLocked, recordOf, signOffOf, treatedRecord, type Assessment, type ConfirmationMeaning, type DecisionMeaning, type Lesion, type NotEvaluableReason, type SignatureMeaning, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import { formatMm, formatMonths, organWords, type EndpointResult, type NewLesionStatus, type NonTargetStatus, type OverallResponse } from '../../recist/index.ts';
import type { ExportRead, ExportStudy } from '../model.ts';

/** "2026-03-14 10:42 UTC" */
export const instantText = (at: string): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
export const secondsText = (at: string): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** On every page: what made it, of facts of when. */
export const madeByText = ({ versions }: Pick<ExportStudy, 'versions'>, asOf: string): string => `Nadir ${versions.product}, engine ${versions.engine}. Facts as of ${instantText(asOf)}.`;

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** "Liver, S7". */
export const lesionName = ({ organ, description }: Pick<Lesion, 'organ' | 'description'>): string => capital(organWords(organ)) + (description === '' ? '' : `, ${description}`);
/** What is measured of it: nothing of a lesion that is only judged. */
export const axisName = ({ role, kind }: Pick<Lesion, 'role' | 'kind'>): string => (role === 'target' ? (kind === 'node' ? 'short axis' : 'longest diameter') : '');

const notEvaluable: Readonly<Record<NotEvaluableReason, string>> = { notImaged: 'not imaged', poorQuality: 'image quality', obscured: 'obscured', otherTechnique: 'technique', treatedLocally: 'treated', other: 'other reason' };
const nonTarget: Readonly<Record<NonTargetStatus, string>> = { present: 'present', absent: 'absent', equivocalProgression: 'equivocal PD', unequivocalProgression: 'unequivocal PD', notEvaluable: 'NE' };
const newLesion: Readonly<Record<NewLesionStatus, string>> = { unequivocal: 'new', equivocal: 'equivocal', dismissed: 'dismissed', notEvaluable: 'NE' };

/** A record in a cell: the value or state, and under it what qualifies it. */
export type CellWords = { readonly value: string; readonly under: string };

function sizeOf(subject: SubjectCase, lesion: Lesion, record: Assessment): CellWords {
  const mm = countingDiameterMm(lesion, record);
  const value = mm === null ? 'open' : formatMm(mm);
  switch (record.state) {
    case 'measured': return { value, under: record.entered ? 'entered' : record.otherTechnique ? `other ${record.otherTechnique.what}` : '' };
    case 'split': return { value, under: `${record.parts.length} parts` };
    case 'merged': return { value: '0.0', under: `in ${subject.lesions.find(({ id }) => id === record.mergedInto)?.label ?? 'other'}` };
    case 'absent': return lesion.role === 'target' ? { value: '0.0', under: 'absent' } : { value: 'absent', under: '' };
    case 'tooSmall': return { value: '5.0', under: 'too small' };
    case 'notEvaluable': return { value: 'NE', under: notEvaluable[record.reason] };
    case 'status': return { value: nonTarget[record.status], under: '' };
    case 'newLesion': {
      const size = lesion.kind === 'node' ? record.shortAxisMm : record.longAxisMm;
      return { value: newLesion[record.status], under: size === null || size === undefined ? '' : `${formatMm(size)} mm` };
    }
  }
}

/** What stands for a lesion at a timepoint; a lesion that was not there yet has nothing. */
export function recordWords(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): CellWords {
  if (treatedRecord(subject, lesion, timepoint)) return { value: 'NE', under: lesion.treated?.kind ?? 'treated' };
  const record = recordOf(subject, lesion.id, timepoint.id);
  if (record) return sizeOf(subject, lesion, record);
  const placed = subject.timepoints.findIndex(({ id }) => id === lesion.placedAt);
  const isLater = lesion.role === 'new' && subject.timepoints.indexOf(timepoint) < placed;
  return { value: isLater ? '' : timepoint.performed ? 'no record' : 'not done', under: '' };
}

export const meaningWords: Readonly<Record<SignatureMeaning, string>> = { assessed: 'Reader assessment', reviewed: 'Review', approved: 'Approval' };
export const confirmationWords: Readonly<Record<ConfirmationMeaning, string>> = { confirmed: 'Date confirmed', otherDate: 'Other date confirmed' };
export const decisionWords: Readonly<Record<DecisionMeaning, string>> = { adjudicated: 'Adjudication', approved: 'Approval' };

/** "7.4 months, event" */
export const endpointText = ({ days, event }: EndpointResult): string => `${formatMonths(days)} months, ${event ? 'event' : 'censored'}`;

const responses: Readonly<Record<OverallResponse, string>> = { CR: 'Complete response', PR: 'Partial response', SD: 'Stable disease', 'NON-CR/NON-PD': 'Neither complete response nor progression', PD: 'Progressive disease', NE: 'Not evaluable', NED: 'No evidence of disease' };
export const responseWords = (response: OverallResponse): string => responses[response];

/** "Independent reader 1, Dr M. Keller" */
export function evaluatorText({ evaluator, readerNumber, readerName }: Pick<ExportRead, 'evaluator' | 'readerNumber' | 'readerName'>): string {
  const who = evaluator === 'reader' ? `Independent reader ${readerNumber ?? ''}`.trim() : evaluator === 'adjudicator' ? 'Adjudicator' : 'Site investigator';
  return readerName === null || readerName === '' ? who : `${who}, ${readerName}`;
}

/** "2026-03-14", of several days "2026-03-12 to 2026-03-14". */
export function scanText({ scanDates, performed, plannedDate }: Timepoint): string {
  const [first, last] = [scanDates[0], scanDates.at(-1)];
  if (first === undefined || last === undefined) return performed ? (plannedDate === null ? 'no date' : `planned ${plannedDate}`) : 'not done';
  return first === last ? first : `${first} to ${last}`;
}

/** Of a timepoint that was not performed there is nothing to sign. */
export const isSigned = (subject: SubjectCase, timepoint: Timepoint): boolean => isLocked(subject, timepoint.id);
export const isOpen = (subject: SubjectCase, timepoint: Timepoint): boolean => timepoint.performed && !isSigned(subject, timepoint);
export const signatureState = (subject: SubjectCase, timepoint: Timepoint): string => {
  const { state } = signOffOf(subject, timepoint.id);
  return state === 'signed' ? 'signed' : !timepoint.performed ? 'not done' : state === 'amending' ? 'amendment open' : 'not signed';
};
