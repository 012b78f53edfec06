/** The list of what may be new disease: new lesions, and non-targets that may be progressing. Pure. */
import { existsRecord, firstSeenAt, lookBackTimepoints, recordOf, type Assessment, type Lesion, type RecordAt, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import type { NewLesionStatus } from '../../../src/recist/index.ts';
import { previewOf, type Preview } from './preview.ts';

/** How sure a finding is at a timepoint; null: nothing recorded. */
export type FindingStatus = NewLesionStatus | null;

export type LedgerEntry = {
  readonly lesion: Lesion;
  readonly firstSeen: Timepoint | undefined;
  /** At the timepoint being read. */
  readonly status: FindingStatus;
  /** Equivocal here, or where it was recorded last and not decided here: it waits for an answer. */
  readonly isOpen: boolean;
  /** What was found looking back; undefined: nobody looked, or there is nowhere to look. */
  readonly lookBack: { readonly since: Timepoint | null } | undefined;
  readonly mayLookBack: boolean;
  /** What each answer would change now. */
  readonly consequences: readonly { readonly as: 'unequivocal' | 'dismissed'; readonly preview: Preview }[];
};

function statusOf(lesion: Lesion, record: Assessment | undefined): FindingStatus {
  if (lesion.role === 'new') return record?.state === 'newLesion' ? record.status : null;
  if (record?.state !== 'status') return null;
  return record.status === 'equivocalProgression' ? 'equivocal' : record.status === 'unequivocalProgression' ? 'unequivocal' : record.status === 'notEvaluable' ? 'notEvaluable' : 'dismissed';
}

/** The record that decides a finding, its calliper kept. */
export function decidedRecord(lesion: Lesion, now: Assessment | undefined, as: 'unequivocal' | 'dismissed'): Assessment {
  if (lesion.role === 'new') {
    const drawn = now?.state === 'newLesion' ? now : { state: 'newLesion' as const };
    return { ...drawn, status: as };
  }
  const caliper = now?.state === 'status' && now.caliper ? { caliper: now.caliper } : {};
  return { state: 'status', status: as === 'unequivocal' ? 'unequivocalProgression' : 'present', ...caliper };
}

const earlierStatus = (subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): FindingStatus =>
  subject.timepoints.filter((one) => one.index < timepoint.index).toSorted((a, b) => b.index - a.index).map((one) => statusOf(lesion, recordOf(subject, lesion.id, one.id))).find((status) => status !== null && status !== 'notEvaluable') ?? null;

function consequencesOf(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): LedgerEntry['consequences'] {
  const now = recordOf(subject, lesion.id, timepoint.id);
  return (['unequivocal', 'dismissed'] as const).map((as) => {
    const records: readonly RecordAt[] = [{ timepointId: timepoint.id, record: decidedRecord(lesion, now, as) }];
    return { as, preview: previewOf(subject, lesion.id, records) };
  });
}

/** New lesions known at a timepoint, and non-targets recorded as equivocal or unequivocal progression up to it; those that wait for an answer first. */
export function ledgerOf(subject: SubjectCase, timepoint: Timepoint): readonly LedgerEntry[] {
  const isKnown = (lesion: Lesion): boolean => (lesion.role === 'new'
    ? (subject.timepoints.find(({ id }) => id === lesion.placedAt)?.index ?? 0) <= timepoint.index || existsRecord(subject, lesion.id, timepoint)
    : lesion.role === 'nonTarget' && subject.timepoints.some((one) => one.index <= timepoint.index && ['equivocal', 'unequivocal'].includes(statusOf(lesion, recordOf(subject, lesion.id, one.id)) ?? '')));
  const entries = subject.lesions.filter(isKnown).map((lesion): LedgerEntry => {
    const now = recordOf(subject, lesion.id, timepoint.id);
    const status = statusOf(lesion, now);
    const isOpen = status === 'equivocal' || (status === null && earlierStatus(subject, lesion, timepoint) === 'equivocal');
    const said = now?.state === 'newLesion' ? now.lookBack : undefined;
    const seen = lesion.role === 'new' ? firstSeenAt(subject, lesion) : subject.timepoints.find((one) => ['equivocal', 'unequivocal'].includes(statusOf(lesion, recordOf(subject, lesion.id, one.id)) ?? ''));
    return {
      lesion, firstSeen: seen, status, isOpen, mayLookBack: lesion.role === 'new' && status !== null && lookBackTimepoints(subject, lesion).length > 0,
      lookBack: said && { since: subject.timepoints.find(({ id }) => id === said.seenSince) ?? null },
      consequences: isOpen ? consequencesOf(subject, lesion, timepoint) : [],
    };
  });
  return entries.toSorted((a, b) => Number(b.isOpen) - Number(a.isOpen));
}

export type LookBackChoice = { readonly seenSince: string | null; readonly label: string; readonly at: Timepoint | null };

/** The answers a look back can have, latest first: not visible before, visible since each earlier timepoint. */
export function lookBackChoices(subject: SubjectCase, lesion: Lesion): readonly LookBackChoice[] {
  const placed = subject.timepoints.find(({ id }) => id === lesion.placedAt);
  return [
    { seenSince: null, label: `Not visible before ${placed?.label ?? ''}`, at: null },
    ...lookBackTimepoints(subject, lesion).map((at) => ({ seenSince: at.id as string, label: at.index === 0 ? `Visible at ${at.label}: not new` : `Visible since ${at.label}`, at })),
  ];
}
