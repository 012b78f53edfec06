import { signOffOf, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { isReading, navigate, openRead, toast } from '../../ui/index.ts';
import { openNextCase } from '../worklist/index.ts';

/** The timepoint to go on with after one was signed: the next that has images and is not signed. */
export const nextToRead = (subject: SubjectCase, timepoint: Timepoint): Timepoint | undefined =>
  subject.timepoints.filter((one) => one.index > timepoint.index && one.performed && (one.series.length > 0 || one.closed === true) && signOffOf(subject, one.id).state !== 'signed').toSorted((a, b) => a.index - b.index)[0];

/** "TP4 signed as PD." */
export function signedWords(timepoint: Timepoint, result: SubjectResult | null, version: number): string {
  const at = result?.timepoints.find((candidate) => candidate.id === timepoint.id);
  return `${timepoint.label} signed${at ? ` as ${at.overall}` : ''}${version > 1 ? `, version ${version}` : ''}.`;
}

/**
 * Says what was signed and goes on, with the way back: the subject's next timepoint opens; a subject that is read to its end makes way for the next case of
 * the list. An amendment stays where it is: it was made out of turn; so does somebody who has gone elsewhere meanwhile.
 */
export async function announceSigned(words: string, subject: SubjectCase, timepoint: Timepoint, version: number): Promise<void> {
  const { studyId, subjectId, code } = subject;
  const next = nextToRead(subject, timepoint);
  if (!isReading(subjectId, timepoint.id)) return toast(`${code} ${words}`, { label: 'Back', run: () => openRead(subjectId, timepoint.id) });
  if (version > 1) return toast(words, next && { label: `Read ${next.label}`, run: () => openRead(subjectId, next.id) });
  if (next) {
    openRead(subjectId, next.id);
    return toast(`${words} ${next.label} is open.`, { label: `Back to ${timepoint.label}`, run: () => openRead(subjectId, timepoint.id) });
  }
  await openNextCase({ studyId, subjectId, code, timepointId: timepoint.id, words: `${code} ${words}` }).catch(() => toast(words, { label: 'Timeline', run: () => navigate({ place: 'confirm', subjectId }) }));
}
