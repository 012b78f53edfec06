/** The slice behind a point of the timeline: where its lesion was drawn. */
import { calipersOf, recordOf, type SubjectCase } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { openAt, type LookAt } from '../signing/index.ts';

/** A lesion at a timepoint with the slice it was drawn on; null where it was not drawn. */
export function lookAt(subject: SubjectCase, lesionId: string, timepointId: string): LookAt {
  const [caliper] = calipersOf(recordOf(subject, lesionId, timepointId));
  return { lesionId, image: caliper ? { seriesId: caliper.seriesId, sopInstanceUid: caliper.sopInstanceUid, frameNumber: caliper.frameNumber } : null };
}

/** What to look at where a timepoint as a whole is meant: the lesion that decided it, else the first that was drawn there. */
export function lookAtTimepoint(subject: SubjectCase, result: SubjectResult, timepointId: string): LookAt {
  const deciding = result.timepoints.find(({ id }) => id === timepointId)?.explanation.decidingLesions ?? [];
  const ids = [...deciding, ...subject.lesions.map(({ id }) => id)];
  const found = ids.map((id) => lookAt(subject, id, timepointId)).find(({ image }) => image !== null);
  return found ?? { lesionId: deciding[0] ?? null, image: null };
}

export const openLesion = (subject: SubjectCase, lesionId: string, timepointId: string): void => openAt(subject.subjectId, timepointId, lookAt(subject, lesionId, timepointId));
export const openTimepointAt = (subject: SubjectCase, result: SubjectResult, timepointId: string): void => openAt(subject.subjectId, timepointId, lookAtTimepoint(subject, result, timepointId));
