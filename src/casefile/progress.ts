import { countingDiameterMm, isRead, recordOf, treatedRecord } from './engineInput.ts';
import { isLocked } from './read.ts';
import { isImaged, type Assessment, type Lesion, type SubjectCase, type Timepoint } from './model.ts';

/** Lesions that existed before or at the timepoint: baseline lesions always, a new lesion from the timepoint it was first recorded, and where it was seen looking back. */
export function lesionsAt(subject: SubjectCase, timepoint: Timepoint): readonly Lesion[] {
  const indexOf = new Map(subject.timepoints.map((candidate) => [candidate.id, candidate.index]));
  return subject.lesions.filter((lesion) => lesion.role !== 'new' || (indexOf.get(lesion.placedAt) ?? 0) <= timepoint.index || recordOf(subject, lesion.id, timepoint.id) !== undefined);
}

/** A node, or a fragment of one, whose short axis was not placed yet. */
function isUnplaced(lesion: Lesion, record: Assessment): boolean {
  if (record.state === 'split') return record.parts.some((part) => isUnplaced(lesion, part));
  return record.state === 'measured' && countingDiameterMm(lesion, record) === null;
}

/** Lesions without a complete record at the timepoint, in table order. A measured node without a placed short axis is still open. */
export function lesionsToAssess(subject: SubjectCase, timepoint: Timepoint): readonly Lesion[] {
  return lesionsAt(subject, timepoint).filter((lesion) => {
    if (treatedRecord(subject, lesion, timepoint)) return false;
    const record = recordOf(subject, lesion.id, timepoint.id);
    if (!record) return true;
    return lesion.role === 'target' && isUnplaced(lesion, record);
  });
}

export type ReadingStatus = 'noImages' | 'toRead' | 'inProgress' | 'complete' | 'notPerformed';

/** Where the reading of a timepoint stands; a timepoint with lesions and none left open is complete. */
export function readingStatus(subject: SubjectCase, timepoint: Timepoint): ReadingStatus {
  if (!timepoint.performed) return 'notPerformed';
  const expected = lesionsAt(subject, timepoint);
  const assessed = expected.filter((lesion) => recordOf(subject, lesion.id, timepoint.id) !== undefined);
  if (isLocked(subject, timepoint.id)) return 'complete';
  if (assessed.length === 0 && !isRead(subject, timepoint)) return isImaged(timepoint) ? 'toRead' : 'noImages';
  return lesionsToAssess(subject, timepoint).length === 0 ? 'complete' : 'inProgress';
}
