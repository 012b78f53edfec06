import { signOffOf, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { navigate, openRead, toast } from '../../ui/index.ts';
import { openNextCase } from '../worklist/index.ts';

/** The timepoint to go on with after one was signed: the next that has images and is not signed. */
export const nextToRead = (subject: SubjectCase, timepoint: Timepoint): Timepoint | undefined =>
  subject.timepoints.filter((one) => one.index > timepoint.index && one.performed && (one.series.length > 0 || one.closed === true) && signOffOf(subject, one.id).state !== 'signed').toSorted((a, b) => a.index - b.index)[0];

/** "TP4 signed as PD." */
export function signedWords(timepoint: Timepoint, result: SubjectResult | null, version: number): string {
  const at = result?.timepoints.find((candidate) => candidate.id === timepoint.id);
  return `${timepoint.label} signed${at ? ` as ${at.overall}` : ''}${version > 1 ? `, version ${version}` : ''}.`;
}

/** Says what was signed. The subject's next timepoint is offered; a subject that is read to its end makes way for the next case of the list, which opens by itself. */
export async function announceSigned(words: string, subject: SubjectCase, timepoint: Timepoint): Promise<void> {
  const next = nextToRead(subject, timepoint);
  if (next) return toast(words, { label: `Read ${next.label}`, run: () => openRead(subject.subjectId, next.id) });
  const { studyId, subjectId, code } = subject;
  await openNextCase({ studyId, subjectId, code, timepointId: timepoint.id, words: `${code} ${words}` }).catch(() => toast(words, { label: 'Timeline', run: () => navigate({ place: 'confirm', subjectId }) }));
}
