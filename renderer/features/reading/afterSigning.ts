import { signOffOf, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { nextCase } from '../../queries/index.ts';
import { navigate, openRead, toast, type ToastAction } from '../../ui/index.ts';

/** The timepoint to go on with after one was signed: the next that has images and is not signed. */
export const nextToRead = (subject: SubjectCase, timepoint: Timepoint): Timepoint | undefined =>
  subject.timepoints.filter((one) => one.index > timepoint.index && one.performed && (one.series.length > 0 || one.closed === true) && signOffOf(subject, one.id).state !== 'signed').toSorted((a, b) => a.index - b.index)[0];

/** "TP4 signed as PD." */
export function signedWords(timepoint: Timepoint, result: SubjectResult | null, version: number): string {
  const at = result?.timepoints.find((candidate) => candidate.id === timepoint.id);
  return `${timepoint.label} signed${at ? ` as ${at.overall}` : ''}${version > 1 ? `, version ${version}` : ''}.`;
}

/** Says what was signed and offers what comes next: the subject's next timepoint, else the next case to read, else its timeline. */
export async function announceSigned(words: string, subject: SubjectCase, timepoint: Timepoint): Promise<void> {
  const next = nextToRead(subject, timepoint);
  const timeline: ToastAction = { label: 'Timeline', run: () => navigate({ place: 'confirm', subjectId: subject.subjectId }) };
  if (next) return toast(words, { label: `Read ${next.label}`, run: () => openRead(subject.subjectId, next.id) });
  const row = await nextCase(subject.studyId, { text: '', choice: {}, sort: 'subject', descending: false }, subject.subjectId).catch(() => null);
  toast(words, row ? { label: `Read ${row.code}`, run: () => openRead(row.subjectId, row.next.timepointId) } : timeline);
}
