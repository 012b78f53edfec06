import type { IsoDate, Json } from '../common/index.ts';
import type { Change, TimepointSnapshot } from '../store/index.ts';
import { timepointLabel } from './labels.ts';

export type PlannedTimepoint = { readonly index: number; readonly visitName: string; readonly plannedDate: IsoDate | null };

/** The change that adds a timepoint. */
export function timepointChange(subjectId: string, id: string, planned: PlannedTimepoint): Change {
  const snapshot: TimepointSnapshot = {
    id, subjectId, index: planned.index, label: timepointLabel(planned.index), visitName: planned.visitName, plannedDate: planned.plannedDate, performed: true,
  };
  return { stream: subjectId, kind: 'TimepointPlanned', type: 'timepoint', key: id, after: snapshot as unknown as Json };
}
