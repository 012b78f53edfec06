/** What a fault calls the record it is about. */
import { readSlots, type ReadSlot } from '../../casefile/index.ts';
import type { ReadingStore } from '../../store/index.ts';

const readNames: Readonly<Record<ReadSlot, string>> = { site: '', reader1: ', first reader', reader2: ', second reader' };
const isSlot = (slot: string): slot is ReadSlot => (readSlots as readonly string[]).includes(slot);

/** "subject S-001 of TRIAL, TP2, first reader, version 2"; ids where names are not there any more. */
export function placeInWords(store: ReadingStore, subjectId: string, slot: string, timepointId: string | null, version?: number): string {
  const subject = store.subjects.byId(subjectId);
  const study = subject && store.studies.byId(subject.studyId);
  const timepoint = timepointId === null ? undefined : store.subjects.rows([subjectId]).timepoints.find((one) => one.id === timepointId);
  const where = timepointId === null ? '' : `, ${timepoint?.label ?? timepointId}`;
  return `subject ${subject?.code ?? subjectId}${study ? ` of ${study.code}` : ''}${where}${isSlot(slot) ? readNames[slot] : ''}${version === undefined || version === 1 ? '' : `, version ${version}`}`;
}
