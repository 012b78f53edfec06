/** New lesions over time: where one was first seen, and what looking back for it records. Pure. */
import type { TimepointId } from '../common/index.ts';
import { recordOf } from './engineInput.ts';
import { isImaged, type Assessment, type Lesion, type SubjectCase, type Timepoint } from './model.ts';

type NewLesionAssessment = Extract<Assessment, { state: 'newLesion' }>;

/** A record of a lesion to make at a timepoint; null takes away what is there. */
export type RecordAt = { readonly timepointId: TimepointId; readonly record: Assessment | null };

const newRecord = (record: Assessment | undefined): NewLesionAssessment | undefined => (record?.state === 'newLesion' ? record : undefined);
const isSeen = (record: NewLesionAssessment | undefined): boolean => record?.status === 'equivocal' || record?.status === 'unequivocal';

/** Timepoints with images before the one where a lesion was placed, latest first: where one looks back for it. */
export function lookBackTimepoints(subject: SubjectCase, lesion: Pick<Lesion, 'placedAt'>): readonly Timepoint[] {
  const placed = subject.timepoints.find((one) => one.id === lesion.placedAt)?.index ?? 0;
  return subject.timepoints.filter((one) => one.index < placed && one.performed && isImaged(one)).toSorted((a, b) => b.index - a.index);
}

/** The earliest timepoint at which a new lesion is recorded as seen; where it was placed while none is. */
export function firstSeenAt(subject: SubjectCase, lesion: Lesion): Timepoint | undefined {
  const inOrder = subject.timepoints.toSorted((a, b) => a.index - b.index);
  return inOrder.find((one) => isSeen(newRecord(recordOf(subject, lesion.id, one.id)))) ?? inOrder.find((one) => one.id === lesion.placedAt);
}

/**
 * What looking back for a new lesion records. Seen since an earlier timepoint: equivocal there and at every one between that says nothing of it, so that its chain
 * is whole. Not seen before: what an earlier look back left is taken away. Seen at baseline: it is not new and is dismissed.
 * `seenSince` null: at no earlier timepoint. Empty while the lesion has no record at `timepoint`.
 */
export function lookBackRecords(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint, seenSince: string | null): readonly RecordAt[] {
  const now = newRecord(recordOf(subject, lesion.id, timepoint.id));
  if (!now) return [];
  const earlier = lookBackTimepoints(subject, lesion);
  const since = earlier.find((one) => one.id === seenSince);
  const isOld = since?.index === 0;
  const from = since === undefined || isOld ? Number.POSITIVE_INFINITY : since.index;
  const before = earlier.flatMap((one): readonly RecordAt[] => {
    const there = newRecord(recordOf(subject, lesion.id, one.id));
    if (one.index >= from) return isSeen(there) ? [] : [{ timepointId: one.id, record: { ...there, state: 'newLesion', status: 'equivocal' } }];
    return there ? [{ timepointId: one.id, record: null }] : [];
  });
  const { lookBack: _before, ...rest } = now;
  const said: NewLesionAssessment = { ...rest, ...(isOld ? { status: 'dismissed' as const } : {}), lookBack: { seenSince: since?.id ?? null } };
  return [...before, { timepointId: timepoint.id, record: said }];
}

/** The case with records of a lesion laid over it. */
export function withRecords(subject: SubjectCase, lesionId: string, records: readonly RecordAt[]): SubjectCase {
  const own: Record<string, Assessment> = { ...subject.assessments[lesionId] };
  for (const { timepointId, record } of records) {
    if (record === null) delete own[timepointId];
    else own[timepointId] = record;
  }
  return { ...subject, assessments: { ...subject.assessments, [lesionId]: own } };
}

/** The lesion was recorded at a timepoint, or before it. */
export const existsRecord = (subject: SubjectCase, lesionId: string, upTo: Timepoint): boolean => subject.timepoints.some((one) => one.index <= upTo.index && recordOf(subject, lesionId, one.id) !== undefined);
