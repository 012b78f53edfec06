/** Plain questions to a subject's facts. Pure. */
import { calipersOf, countingDiameterMm, recordOf, treatedRecord, type Assessment, type Caliper, type Lesion, type SeriesSummary, type SubjectCase, type Timepoint, type WorldPoint } from '../../../src/casefile/index.ts';
import { recordSizeMm } from '../../../src/recist/index.ts';
import { ownerOf } from '../../state/index.ts';

export const baselineOf = (subject: SubjectCase): Timepoint | undefined => subject.timepoints.find((timepoint) => timepoint.index === 0);
export const timepointOf = (subject: SubjectCase, id: string | null): Timepoint | undefined => subject.timepoints.find((timepoint) => timepoint.id === id);
/** The lesion of an id, or of its fragment's id. */
export const lesionOf = (subject: SubjectCase, id: string | null): Lesion | undefined => (id === null ? undefined : subject.lesions.find((lesion) => lesion.id === ownerOf(id)));
export const recordAt = (subject: SubjectCase, lesionId: string, timepointId: string): Assessment | undefined => subject.assessments[lesionId]?.[timepointId];
/** What counts for a lesion at a timepoint: not evaluable from a local treatment on, else what was recorded. */
export const shownRecord = (subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): Assessment | undefined => treatedRecord(subject, lesion, timepoint) ?? recordOf(subject, lesion.id, timepoint.id);
/** The calliper of a record; of a split lesion its first fragment's. */
export const caliperOf = (record: Assessment | undefined): Caliper | undefined => calipersOf(record)[0];
export const caliperAt = (subject: SubjectCase, lesionId: string, timepointId: string): Caliper | undefined => caliperOf(recordAt(subject, lesionId, timepointId));

/** Middle of the long axis: where one looks for the lesion. Patient mm. */
export const centreOf = ({ longAxis: [a, b] }: Pick<Caliper, 'longAxis'>): WorldPoint => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];

export const seriesOf = (subject: SubjectCase, seriesId: string): SeriesSummary | undefined =>
  subject.timepoints.flatMap((timepoint) => timepoint.series).find((series) => series.id === seriesId);

/** Earlier timepoints with any record of the lesion, latest first. */
export function earlierRecords(subject: SubjectCase, lesionId: string, before: Timepoint): readonly { readonly timepoint: Timepoint; readonly record: Assessment }[] {
  return subject.timepoints
    .filter((timepoint) => timepoint.index < before.index)
    .flatMap((timepoint) => {
      const record = recordAt(subject, lesionId, timepoint.id);
      return record ? [{ timepoint, record }] : [];
    })
    .sort((a, b) => b.timepoint.index - a.timepoint.index);
}

/** What a target's record counts in the sum, mm; a merged one nothing, its lead carries it; null for not evaluable, and for a node without a placed short axis. */
export function countsMm(lesion: Pick<Lesion, 'kind'>, record: Assessment | undefined): number | null {
  switch (record?.state) {
    case 'measured':
    case 'split': return countingDiameterMm(lesion, record);
    case 'merged': return 0;
    case 'absent':
    case 'tooSmall': return recordSizeMm({ state: record.state }, lesion.kind);
    default: return null;
  }
}

/** `LD` or `SA`: the axis that counts. */
export const axisName = (lesion: Pick<Lesion, 'kind'>): 'LD' | 'SA' => (lesion.kind === 'node' ? 'SA' : 'LD');

/** True when the lesion exists at the timepoint: a new lesion only from where it was first recorded. */
export function existsAt(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): boolean {
  return lesion.role !== 'new' || (timepointOf(subject, lesion.placedAt)?.index ?? 0) <= timepoint.index;
}
