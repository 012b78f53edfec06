import { NadirError } from '../../common/index.ts';
import { readSlots, type ProtocolParameters, type ReadSlot } from '../../casefile/index.ts';
import type { StudyRow } from '../../store/index.ts';
import type { FactsChanged, RequestContext, ServiceDeps } from '../context.ts';

/**
 * What somebody may see and change of a study's subjects. It comes from the account and the study, never from the window: queries are made with it and cannot
 * return more.
 */
export type Viewpoint = {
  /** The read it shows; null: none. An adjudicator sees reads only where they are compared, somebody who does not read the study sees none. */
  readonly slot: ReadSlot | null;
  /** Account of the slot in a double-read study; null otherwise. */
  readonly accountId: string | null;
  /** Identity, site, treatment dates and the investigator's results are left out (R-J02). */
  readonly blinded: boolean;
  /** Later timepoints stay closed until the earlier ones are signed (R-J01). */
  readonly sequential: boolean;
  /** Has no part in the study: its subjects have timepoints by label, and no images. */
  readonly outside?: boolean;
  /** Empty: may record. Else why not, for the person. */
  readonly why: string;
};

/** What the product itself sees: the site's read, whole. For exports, the terminal and tests of rules. */
export const wholeSite: Viewpoint = { slot: 'site', accountId: null, blinded: false, sequential: false, why: '' };
/** The whole read of one slot, to compare and to export. */
export const wholeRead = (slot: ReadSlot): Viewpoint => ({ ...wholeSite, slot });

const protocolOf = (study: Pick<StudyRow, 'protocol'>): ProtocolParameters => study.protocol as unknown as ProtocolParameters;
export const isDoubleRead = (study: Pick<StudyRow, 'protocol'>): boolean => protocolOf(study).reading?.scheme === 'double';

/** The slot an account was assigned to in a double-read study; null for everybody else. */
export function assignedSlot(study: Pick<StudyRow, 'protocol'>, accountId: string | null): 'reader1' | 'reader2' | 'adjudicator' | null {
  if (accountId === null || !isDoubleRead(study)) return null;
  const readers = protocolOf(study).readers ?? {};
  return (['reader1', 'reader2', 'adjudicator'] as const).find((slot) => readers[slot] === accountId) ?? null;
}

const reads = ({ roles }: RequestContext): boolean => roles.includes('reader') || roles.includes('investigator');
const knowsPatient = ({ roles }: RequestContext): boolean => roles.includes('investigator') || roles.includes('dataManager');
const onlyReaders = 'Only readers and investigators record what they see.';
/** Why somebody may not record in a study that is read once; empty for a reader. */
const whyNotReading = ({ roles }: RequestContext): string =>
  roles.includes('reader') ? '' : roles.includes('investigator') ? 'Investigators look at the read and confirm its date; a reader measures.' : 'A reader measures; your roles look at the read.';

function ofSingleRead(study: StudyRow, context: RequestContext): Viewpoint {
  const { reading, readers } = protocolOf(study);
  const isAssigned = context.accountId !== null && readers?.reader1 === context.accountId;
  return {
    slot: 'site', accountId: null, blinded: reading?.blinded === true && (isAssigned || !knowsPatient(context)), sequential: reading?.sequentialLock === true && reads(context),
    why: whyNotReading(context),
  };
}

/** The viewpoint of whoever asks on the subjects of a study. */
export function viewpointOf(study: StudyRow, context: RequestContext): Viewpoint {
  if (!isDoubleRead(study)) return ofSingleRead(study, context);
  const { reading } = protocolOf(study);
  const blinded = reading?.blinded === true;
  const assigned = assignedSlot(study, context.accountId);
  if (assigned === 'adjudicator') return { slot: null, accountId: context.accountId, blinded, sequential: false, why: 'An adjudicator compares two reads and measures nothing (R-J06).' };
  if (assigned !== null) return { slot: assigned, accountId: context.accountId, blinded, sequential: reading?.sequentialLock === true, why: reads(context) ? '' : onlyReaders };
  if (!knowsPatient(context)) return { slot: null, accountId: null, blinded: true, sequential: false, outside: true, why: 'This study is read by two assigned readers, and you are none of them.' };
  // The site's own read of a centrally read study is the investigator's (R-J09).
  return { ...wholeSite, why: context.roles.includes('investigator') ? '' : 'Central readers read this study; only an investigator records the site\'s own read.' };
}

/** Refuses who may not know the whole of a study: a blinded reader, a reader of one of two reads, an adjudicator. Errors: refused blinded. */
export function requireOverview(study: StudyRow, context: RequestContext): void {
  const { slot, blinded } = viewpointOf(study, context);
  if (slot === 'site' && !blinded) return;
  throw new NadirError('refused', `You read study ${study.code} without knowing the other read or the patient: this is not shown to its readers and adjudicator (R-J02).`, { reason: 'blinded' });
}

/** True when a person may hear of a change: a read's own progress goes to its reader and to who sees the whole study, never to the other reader. */
export function mayHear(deps: ServiceDeps, context: RequestContext, change: FactsChanged): boolean {
  if (change.type === 'accounts') return true;
  const study = change.type === 'study' ? deps.store.studies.byId(change.studyId) : studyOfSubject(deps, change.subjectId);
  if (!study || !isDoubleRead(study)) return true;
  const { slot } = viewpointOf(study, context);
  if (change.type === 'study' && change.slot === 'adjudication') return slot === 'site' || assignedSlot(study, context.accountId) === 'adjudicator';
  if (change.type === 'subject') return (change.slot ?? 'site') === slot;
  return change.slot === undefined || change.slot === slot || slot === 'site' || (change.slot !== 'site' && assignedSlot(study, context.accountId) === 'adjudicator');
}

function studyOfSubject({ store }: ServiceDeps, subjectId: string): StudyRow | null {
  const subject = store.subjects.byId(subjectId);
  return subject && store.studies.byId(subject.studyId);
}

/** The account assigned to a slot; null where there is none. */
export const readerOf = (study: StudyRow, slot: ReadSlot): string | null => (slot === 'site' ? null : (protocolOf(study).readers?.[slot] ?? null));

export const isReadSlot = (text: string): text is ReadSlot => (readSlots as readonly string[]).includes(text);
