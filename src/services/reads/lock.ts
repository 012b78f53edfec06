import { NadirError } from '../../common/index.ts';
import { isLocked, neverSigned, type LocalTreatment, type SignedVersion, type SubjectCase } from '../../casefile/index.ts';
import { readFactTypes, type AssessmentSnapshot, type Change, type LesionSnapshot, type ReadFactSnapshot, type ReadFactType } from '../../store/index.ts';
import type { ServiceDeps } from '../context.ts';
import { signOffs } from './readFacts.ts';
import { signedOtherwiseCode } from './signedFindings.ts';

const isReadFact = (type: string): type is ReadFactType => (readFactTypes as readonly string[]).includes(type);
/** What is said about a read without being part of what is assessed. */
const besideTheRead: ReadonlySet<ReadFactType> = new Set(['signOff', 'signedContent', 'amendment', 'adjudication', 'lateSeries', 'query', 'confirmation', 'confirmedContent']);
const onwards = (subject: SubjectCase, from: string | undefined): readonly string[] => {
  const index = subject.timepoints.find((one) => one.id === from)?.index;
  return index === undefined ? [] : subject.timepoints.filter((one) => one.index >= index).map((one) => one.id);
};

function touchedByReadFact(deps: ServiceDeps, subject: SubjectCase, type: ReadFactType, change: Change): readonly string[] {
  // A signature that the engine no longer gives is judged after it was given.
  if (type === 'checkReason' && change.key.includes(`/${signedOtherwiseCode} `)) return [];
  if (besideTheRead.has(type)) return [];
  const states = [change.after as ReadFactSnapshot | null, deps.store.readFacts.byKey(type, change.key)].filter((state) => state !== null);
  // A treated lesion is not evaluable at every later timepoint too.
  if (type === 'treatment') return states.flatMap((state) => onwards(subject, (state.body as unknown as LocalTreatment).from));
  return states.flatMap((state) => (state.timepointId === null ? [] : [state.timepointId]));
}

/** Timepoints whose assessment a change would alter. */
function touched(deps: ServiceDeps, subject: SubjectCase, change: Change): readonly string[] {
  if (isReadFact(change.type)) return touchedByReadFact(deps, subject, change.type, change);
  switch (change.type) {
    case 'assessment': return [(change.after as AssessmentSnapshot | null)?.timepointId ?? change.key.split('/')[1] ?? ''];
    case 'timepoint': return [change.key];
    case 'lesion': {
      const placedAt = (change.after as LesionSnapshot | null)?.placedAt ?? subject.lesions.find((one) => one.id === change.key)?.placedAt;
      return placedAt === undefined ? [] : [placedAt];
    }
    default: return [];
  }
}

/** Refuses changes of what is signed, and of what is not open yet. Errors: refused signed, closed. */
export function requireUnlocked(deps: ServiceDeps, subject: SubjectCase, changes: readonly Change[]): void {
  const ids = new Set(changes.flatMap((change) => touched(deps, subject, change)));
  for (const { id, label, closed } of subject.timepoints) {
    if (!ids.has(id)) continue;
    if (isLocked(subject, id)) throw new NadirError('refused', `${label} is signed and stays as it is. To change it, open a new version with a reason; the signed one remains readable.`, { reason: 'signed', details: { timepointId: id } });
    if (closed) throw new NadirError('refused', `${label} opens when the timepoint before it is signed (R-J01).`, { reason: 'closed', details: { timepointId: id } });
  }
}

/** Refuses new images, or fewer, for a timepoint that anybody has signed: they would change its date and what was read. Errors: refused signed. */
export function requireImagesOpen({ store }: ServiceDeps, subjectId: string, timepointIds: readonly (string | undefined)[]): void {
  const bySlot = Map.groupBy(store.readFacts.ofSubjects([subjectId]), (row) => row.slot);
  for (const rows of bySlot.values()) {
    const signed = signOffs(rows);
    const locked = timepointIds.find((id) => id !== undefined && signed[id]?.state === 'signed');
    if (locked === undefined) continue;
    const label = store.subjects.rows([subjectId]).timepoints.find((one) => one.id === locked)?.label ?? 'This timepoint';
    throw new NadirError('refused', `${label} is signed: its series stay as they are. To change them, its reader opens a new version with a reason first.`, { reason: 'signed', details: { timepointId: locked } });
  }
}

/** The reads that have signed a timepoint and whose signature holds, by slot. */
export function signedSlots({ store }: ServiceDeps, subjectId: string, timepointId: string): readonly { readonly slot: string; readonly signed: SignedVersion }[] {
  return [...Map.groupBy(store.readFacts.ofSubjects([subjectId]), (row) => row.slot)].flatMap(([slot, rows]) => {
    const { state, signed } = signOffs(rows)[timepointId] ?? neverSigned;
    return state === 'signed' && signed ? [{ slot, signed }] : [];
  });
}

/** Refuses what would change timepoints from a visit number on while one of them is signed. Errors: refused laterSigned, naming them. */
export function requireLaterOpen(deps: ServiceDeps, subjectId: string, fromIndex: number, what: string): void {
  const later = deps.store.subjects.rows([subjectId]).timepoints.filter((one) => one.index > fromIndex).toSorted((a, b) => a.index - b.index);
  const locked = later.flatMap((one) => {
    const [first] = signedSlots(deps, subjectId, one.id);
    return first ? [{ ...one, signed: first.signed }] : [];
  });
  const [first] = locked;
  if (!first) return;
  const names = locked.map((one) => one.label).join(', ');
  throw new NadirError('refused', `${what} is blocked by ${names}, signed by ${first.signed.signer} on ${first.signed.at.slice(0, 10)}${locked.length > 1 ? ' and later' : ''}: what ${locked.length > 1 ? 'they say' : 'it says'} rests on the timepoints before. Open ${names} as a new version first.`, {
    reason: 'laterSigned', details: { timepointIds: locked.map((one) => one.id) },
  });
}
