import { addDays, type IsoDate } from '../common/index.ts';
import { datedVisit, displayDate, lateWords, lesionsAt, lesionsToAssess, nextPlannedNumber, planFacts, queryStatus, readingStatus, signOffOf, type DatedVisit, type SubjectCase, type StudyProtocol, type Timepoint, type WorklistRow } from '../casefile/index.ts';
import type { SubjectResult } from '../recist/index.ts';
import type { confirmationStands, StoredQuery } from './confirming/index.ts';

type NextAction = WorklistRow['next'];
export type Next = Pick<WorklistRow, 'next' | 'due' | 'dueUntil' | 'visit'>;

const nameOf = (timepoint: Timepoint): string => (timepoint.index === 0 ? 'baseline' : timepoint.label);
const protocolOf = (subject: SubjectCase): StudyProtocol => subject.protocol;

/** Day a read of the timepoint is due: its last scan and the days the study allows. */
function readDue(subject: SubjectCase, timepoint: Timepoint | undefined): IsoDate | null {
  const { readWithinDays } = protocolOf(subject);
  const scanned = timepoint ? displayDate(timepoint) : null;
  return readWithinDays == null || scanned === null ? null : addDays(scanned, readWithinDays);
}

const action = (kind: NextAction['kind'], text: string, detail: string, timepoint: Timepoint | null): NextAction => ({ kind, text, detail, timepointId: timepoint?.id ?? null });
const at = (next: NextAction, due: IsoDate | null, more: Partial<Next> = {}): Next => ({ next, due, dueUntil: due, visit: null, ...more });

function continueAt(subject: SubjectCase, timepoint: Timepoint): Next {
  const open = lesionsToAssess(subject, timepoint);
  const total = lesionsAt(subject, timepoint).length;
  const names = open.slice(0, 3).map((lesion) => lesion.label).join(', ');
  const isAmending = signOffOf(subject, timepoint.id).state === 'amending';
  const detail = open.length === 0 ? 'All lesions assessed' : `${total - open.length} of ${total} lesions assessed, ${names}${open.length > 3 ? ' …' : ''} left`;
  return at(action('continue', `${isAmending ? 'Amend' : 'Finish'} ${nameOf(timepoint)} read`, detail, timepoint), readDue(subject, timepoint));
}

const isOpen = (subject: SubjectCase, timepoint: Timepoint): boolean => !timepoint.closed && signOffOf(subject, timepoint.id).state !== 'signed';

/** Signing is asked for where the study or the subject uses it: a workstation that only measures is not reminded of it. */
function isSigned(subject: SubjectCase): boolean {
  const { reading } = protocolOf(subject);
  return reading?.scheme === 'double' || reading?.sequentialLock === true || Object.values(subject.signOffs).some((one) => one.signed !== null);
}

/** A signed or begun read, images to read, a read to sign; null when a reader has nothing to do. */
function readingTask(subject: SubjectCase): Next | null {
  const open = subject.timepoints.filter((timepoint) => isOpen(subject, timepoint));
  const begun = open.find((timepoint) => readingStatus(subject, timepoint) === 'inProgress' || signOffOf(subject, timepoint.id).state === 'amending');
  if (begun) return continueAt(subject, begun);
  const unsigned = isSigned(subject) ? open.find((timepoint) => readingStatus(subject, timepoint) === 'complete') : undefined;
  const ready = open.find((timepoint) => readingStatus(subject, timepoint) === 'toRead');
  if (unsigned && (!ready || unsigned.index < ready.index)) return at(action('sign', `Sign ${nameOf(unsigned)}`, 'All lesions assessed', unsigned), readDue(subject, unsigned));
  const [late] = (subject.late ?? []).filter((one) => one.state === 'waiting');
  const changed = late && subject.timepoints.find((one) => one.id === late.timepointId);
  if (late && changed) return at(action('decide', `Decide on late images ${nameOf(changed)}`, `${lateWords(late)}, came ${late.at.slice(0, 10)}`, changed), null);
  if (ready) return at(action('read', `Read ${nameOf(ready)}`, ready.series.length > 0 ? `Images in, ${ready.series.length} series` : 'Imaged, without images here', ready), readDue(subject, ready));
  return null;
}

/** The visit after the last timepoint; null without a plan and once the subject is followed no more. */
function nextVisit(subject: SubjectCase, result: SubjectResult | null): DatedVisit | null {
  const { facts } = subject;
  if (result?.progression || facts.deathDate || facts.newTherapyStartDate) return null;
  return datedVisit(protocolOf(subject), planFacts(subject), nextPlannedNumber(subject.timepoints.map((timepoint) => timepoint.index)));
}

function wait(subject: SubjectCase, result: SubjectResult | null): Next {
  const waiting = subject.timepoints.find((timepoint) => !timepoint.closed && readingStatus(subject, timepoint) === 'noImages');
  if (waiting) {
    const window = datedVisit(protocolOf(subject), planFacts(subject), waiting.index);
    const until = window && waiting.plannedDate === window.plannedDate ? window.latest : waiting.plannedDate;
    return at(action('waitForImages', `Wait for images ${nameOf(waiting)}`, waiting.plannedDate ? `Planned ${waiting.plannedDate}` : '', waiting), waiting.plannedDate, { dueUntil: until });
  }
  const visit = nextVisit(subject, result);
  if (visit) return at(action('visit', `Next visit ${visit.plannedDate}`, visit.name, null), visit.plannedDate, { dueUntil: visit.latest, visit });
  if (subject.timepoints.length === 0) return at(action('waitForImages', 'Wait for images', '', null), null);
  return at(action('nothing', result?.progression ? 'Progressed' : 'Read to date', result?.progression?.date ?? '', null), null);
}

/** Questions and confirmations of a subject that its next action depends on. */
export type Correspondence = { readonly queries: readonly StoredQuery[]; readonly confirmation: ReturnType<typeof confirmationStands>; /** The viewpoint may know of confirmations. */ readonly isOverview: boolean; /** What the confirmation is of: the site's own result, or that of a finished central read; null while there is none. */ readonly confirmable: SubjectResult | null; readonly isCentral: boolean };

export function queryTask(subject: SubjectCase, { queries }: Correspondence): Next | null {
  const open = queries.find(({ slot, thread }) => slot === subject.read.slot && queryStatus(thread) === 'open');
  if (!open) return null;
  const timepoint = subject.timepoints.find(({ id }) => id === open.thread.about.timepointId) ?? null;
  return at(action('query', `Answer query${timepoint ? ` ${timepoint.label}` : ''}`, open.thread.messages.at(-1)?.text ?? '', timepoint), null);
}

/** A date to confirm, an answer to look at; null when neither waits. */
export function confirmTask(subject: SubjectCase, { queries, confirmation: { state, last }, isOverview, confirmable, isCentral }: Correspondence): Next | null {
  if (!isOverview) return null;
  const { progression } = confirmable ?? {};
  const answered = queries.some(({ slot, thread }) => (isCentral || slot === subject.read.slot) && queryStatus(thread) === 'answered');
  if (answered) return at(action('confirm', 'Query answered', progression ? `progression ${progression.date}` : 'no progression', null), null);
  if (state === 'reopened') return at(action('confirm', 'Confirm again', `changed since ${last?.at.slice(0, 10) ?? ''}`, null), null);
  if (!progression || state === 'confirmed') return null;
  const timepoint = subject.timepoints.find((one) => one.id === progression.timepointId);
  return at(action('confirm', 'Confirm progression', `${isCentral ? 'central read, ' : ''}${progression.date}${progression.backdatedFrom ? ', back-dated' : ''}`, null), readDue(subject, timepoint));
}

/** A date that waits for its confirmation: a progression nobody has confirmed, or one that moved since. */
export const isToConfirm = ({ confirmation: { state }, confirmable, isOverview }: Correspondence): boolean =>
  isOverview && confirmable !== null && (state === 'reopened' || (state === 'none' && confirmable.progression !== null));

/** Nothing asked, nothing confirmed. */
const silentOn = (result: SubjectResult | null): Correspondence => ({ queries: [], confirmation: { state: 'none', last: null }, isOverview: true, confirmable: result, isCentral: false });

/** What to do next for a subject: finish what was begun, answer a query, read what has images, sign, confirm a progression, else wait for images or the next visit. */
export function nextAction(subject: SubjectCase, result: SubjectResult | null, correspondence: Correspondence = silentOn(result)): Next {
  const task = readingTask(subject);
  if (task?.next.kind === 'continue') return task;
  return queryTask(subject, correspondence) ?? task ?? confirmTask(subject, correspondence) ?? wait(subject, result);
}
