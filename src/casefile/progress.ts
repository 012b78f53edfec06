import { countingDiameterMm, recordOf } from './engineInput.ts';
import type { Lesion, SubjectCase, Timepoint } from './model.ts';

/** Lesions that existed before or at the timepoint: baseline lesions always, a new lesion from the timepoint it was first recorded. */
export function lesionsAt(subject: SubjectCase, timepoint: Timepoint): readonly Lesion[] {
  const indexOf = new Map(subject.timepoints.map((candidate) => [candidate.id, candidate.index]));
  return subject.lesions.filter((lesion) => lesion.role !== 'new' || (indexOf.get(lesion.placedAt) ?? 0) <= timepoint.index);
}

/** Lesions without a complete record at the timepoint, in table order. A measured node without a placed short axis is still open. */
export function lesionsToAssess(subject: SubjectCase, timepoint: Timepoint): readonly Lesion[] {
  return lesionsAt(subject, timepoint).filter((lesion) => {
    const record = recordOf(subject, lesion.id, timepoint.id);
    if (!record) return true;
    return lesion.role === 'target' && record.state === 'measured' && countingDiameterMm(lesion, record) === null;
  });
}

export type ReadingStatus = 'noImages' | 'toRead' | 'inProgress' | 'complete' | 'notPerformed';

/** Where the reading of a timepoint stands; a timepoint with lesions and none left open is complete. */
export function readingStatus(subject: SubjectCase, timepoint: Timepoint): ReadingStatus {
  if (!timepoint.performed) return 'notPerformed';
  const expected = lesionsAt(subject, timepoint);
  const assessed = expected.filter((lesion) => recordOf(subject, lesion.id, timepoint.id) !== undefined);
  if (assessed.length === 0) return timepoint.series.length > 0 ? 'toRead' : 'noImages';
  return lesionsToAssess(subject, timepoint).length === 0 ? 'complete' : 'inProgress';
}
