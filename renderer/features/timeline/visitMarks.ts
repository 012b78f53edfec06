import type { IsoDate } from '../../../src/common/index.ts';
import { datedVisit, displayDate, type StudyProtocol, type SubjectCase } from '../../../src/casefile/index.ts';

export type VisitMark = { readonly id: string; readonly label: string; readonly planned: IsoDate; /** First and last day of the window; null where the protocol gives none. */ readonly earliest: IsoDate | null; readonly latest: IsoDate | null; readonly state: 'done' | 'late' | 'missed' | 'waiting' };

/** Planned visits with their windows: done in it, done outside it, missed, or still to come. */
export function visitMarks(subject: SubjectCase): readonly VisitMark[] {
  return subject.timepoints.flatMap((timepoint): VisitMark[] => {
    const { plannedDate } = timepoint;
    if (plannedDate === null) return [];
    const window = datedVisit(subject.protocol as StudyProtocol, subject.facts, timepoint.index);
    const [earliest, latest] = window && window.plannedDate === plannedDate ? [window.earliest, window.latest] : [null, null];
    const scanned = timepoint.scanDates.length > 0 ? displayDate(timepoint) : null;
    const isOutside = scanned !== null && earliest !== null && latest !== null && (scanned < earliest || scanned > latest);
    return [{ id: timepoint.id, label: timepoint.label, planned: plannedDate, earliest, latest, state: !timepoint.performed ? 'missed' : scanned === null ? 'waiting' : isOutside ? 'late' : 'done' }];
  });
}
