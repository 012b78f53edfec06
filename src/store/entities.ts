/**
 * Facts are entities: a type, a key, and a whole snapshot. An event carries the snapshot before and after; null means "not there".
 * `record`, `facts` and `protocol` are opaque here: services know their shapes.
 */
import type { Json } from '../common/index.ts';

export type StudySnapshot = { readonly id: string; readonly code: string; readonly title: string; readonly template: string; readonly isDemo: boolean; readonly protocol: Json };
export type SubjectSnapshot = { readonly id: string; readonly studyId: string; readonly code: string; readonly site: string; readonly note: string };
/** Clinical dates of the subject, by name. */
export type FactsSnapshot = { readonly [name: string]: Json };
export type TimepointSnapshot = {
  readonly id: string; readonly subjectId: string; readonly index: number; readonly label: string; readonly visitName: string;
  readonly plannedDate: string | null; readonly performed: boolean;
};
export type LesionSnapshot = {
  readonly id: string; readonly subjectId: string; readonly role: string; readonly number: number; readonly organ: string; readonly kind: string;
  readonly description: string; readonly group: boolean; readonly placedAt: string;
  /** Whose lesion; left out for the site's, as in every database before there were two readers. */
  readonly slot?: string;
  /** What the lesion is and what was done to it beyond this; left out when nothing was said. */
  readonly traits?: Json;
};
export type AssessmentSnapshot = {
  readonly subjectId: string; readonly lesionId: string; readonly timepointId: string;
  /** Series the record's calliper was drawn on. */
  readonly seriesId: string | null;
  readonly record: Json;
};
export type SeriesAssignmentSnapshot = {
  readonly seriesId: string; readonly subjectId: string; readonly timepointId: string;
  /** Day of the scan as a person said it; left out where the images say it. */
  readonly scanDate?: string;
};
/** Somebody who may sign in. `roles` is opaque here. The password is no fact and is kept elsewhere. */
export type AccountSnapshot = { readonly id: string; readonly username: string; readonly fullName: string; readonly roles: readonly string[]; readonly active: boolean };
/** Rules of all accounts of this data folder; its key is `accountPolicyKey`. */
export type AccountPolicySnapshot = { readonly idleLockMinutes: number };
/** What belongs to a read besides lesions and their records. `body` is opaque here. */
export const readFactTypes = ['signOff', 'signedContent', 'amendment', 'override', 'checkReason', 'keyImage', 'marker', 'revisedCr', 'treatment', 'imaging', 'adjudication', 'readingAssignment', 'lateSeries', 'query', 'confirmation', 'confirmedContent'] as const;
export type ReadFactType = (typeof readFactTypes)[number];
export type ReadFactSnapshot = { readonly subjectId: string; readonly slot: string; readonly timepointId: string | null; readonly body: Json };
/** Something that happened and has no state of its own: an import, an export, a series that grew. */
export type OccurrenceSnapshot = { readonly [name: string]: Json };

export type Snapshots = {
  readonly study: StudySnapshot;
  readonly subject: SubjectSnapshot;
  readonly facts: FactsSnapshot;
  readonly timepoint: TimepointSnapshot;
  readonly lesion: LesionSnapshot;
  readonly assessment: AssessmentSnapshot;
  readonly seriesAssignment: SeriesAssignmentSnapshot;
  readonly account: AccountSnapshot;
  readonly accountPolicy: AccountPolicySnapshot;
  readonly occurrence: OccurrenceSnapshot;
} & { readonly [Type in ReadFactType]: ReadFactSnapshot };
export type EntityType = keyof Snapshots;

export const assessmentKey = (lesionId: string, timepointId: string): string => `${lesionId}/${timepointId}`;
export const studyStream = (studyId: string): string => `study:${studyId}`;
/** The stream of one read: the site's is the subject's own; a reader's holds nothing but that read, so that its revisions and hashes say nothing of the other. */
export const readStream = (subjectId: string, slot: string): string => (slot === 'site' ? subjectId : `${subjectId}#${slot}`);
/** The stream of the decisions between two reads of a subject. */
export const adjudicationStream = (subjectId: string): string => `${subjectId}#adjudication`;
/** Audit streams of a subject by the names that leave the database, as in the manifest of an export. */
export const auditStreamNames = ['site', 'reader1', 'reader2', 'adjudication'] as const;
export type AuditStreamName = (typeof auditStreamNames)[number];
export const namedStream = (subjectId: string, name: AuditStreamName): string => (name === 'adjudication' ? adjudicationStream(subjectId) : readStream(subjectId, name));
/** Key of a read fact there is one of per subject, slot and what `rest` names. */
export const readFactKey = (subjectId: string, slot: string, rest: string): string => `${subjectId}/${slot}/${rest}`;
/** The stream of everything about accounts and who signed in. */
export const accountStream = 'accounts';
export const accountPolicyKey = 'all';
/** The stream of what happens to the data folder as a whole: where backups go, copies that people took, restores. */
export const workstationStream = 'workstation';
