/** Kinds of events and of records in the words of the field, in groups. Unknown ones are made readable. */

type Kinds = Readonly<Record<string, string>>;

const measuring: Kinds = {
  LesionPlaced: 'Lesion placed', LesionEdited: 'Lesion edited', LesionRemoved: 'Lesion removed', LesionTreated: 'Local treatment of a lesion', MeasurementRecorded: 'Measurement', LesionStateRecorded: 'Lesion state',
  AssessmentCleared: 'Record cleared', RecordMoved: 'Record moved', KeyImageKept: 'Key image kept', KeyImageMoved: 'Key image moved', KeyImageRemoved: 'Key image removed', CheckAnswered: 'Check answered',
  ResponseAssigned: 'Response assigned by the reader', CrRevised: 'CR revised',
};
const signing: Kinds = { TimepointSigned: 'Timepoint signed', TimepointAmended: 'Amendment opened', ProgressionConfirmed: 'Date confirmed', AdjudicationOrdered: 'Order of the reads drawn', AdjudicationDecided: 'Adjudication decided' };
const clinical: Kinds = {
  SubjectEnrolled: 'Subject enrolled', SubjectFactsRecorded: 'Clinical dates', MarkerRecorded: 'Tumour marker', ImagingStated: 'Imaging without images', TimepointPlanned: 'Timepoint planned', TimepointReplanned: 'Timepoint replanned',
  TimepointEdited: 'Timepoint edited', TimepointMissed: 'Timepoint missed', TimepointPerformedSet: 'Timepoint performed or not', ScanDateSet: 'Scan date set', FactsImportBegun: 'Clinical facts: import begun', FactsImported: 'Clinical facts imported',
  FactsImportTakenBack: 'Clinical facts: import taken back',
};
const images: Kinds = {
  ImagesImported: 'Images imported', ImagesDiscarded: 'Images discarded', ImagesStored: 'Images stored', ImagesSealed: 'Images covered by the trail', SeriesAssigned: 'Series assigned', SeriesMoved: 'Series moved', SeriesMovedAway: 'Series moved away', SeriesExtended: 'Series extended', LateImagesCame: 'Late images came', LateImagesTakenIn: 'Late images taken in',
  LateImagesLeftAside: 'Late images left aside', QuarantineReleased: 'Held images released', QuarantineDiscarded: 'Held images discarded',
};
const queries: Kinds = { QueryRaised: 'Query raised', QueryAnswered: 'Query answered', QueryAskedAgain: 'Query asked again', QueryClosed: 'Query closed' };
const study: Kinds = { StudyCreated: 'Study created', StudyEdited: 'Protocol edited', StudyAmended: 'Protocol amended', ReadingAssigned: 'Reader assigned', ReadingUnassigned: 'Reader unassigned' };
const identity: Kinds = {
  KeysCreated: 'Key list made', KeysProtected: 'Key list protected', KeysOpened: 'Key list opened', KeysExported: 'Key list exported', KeysDestroyed: 'Key list destroyed', PatientUnlinked: 'Link to a patient taken back', EnrolmentListLoaded: 'Enrolment list loaded',
};
const exporting: Kinds = { ExportCreated: 'Export', AuditExported: 'Audit trail exported', AuditChecked: 'Audit trail checked', BackupsPlanned: 'Automatic backups changed', BackupTaken: 'Backup taken', BackupRestored: 'Restored from a backup' };
const accounts: Kinds = {
  AccountCreated: 'Account made', AccountEdited: 'Account edited', AccountRolesChanged: 'Roles changed', AccountActivated: 'Account activated', AccountDeactivated: 'Account deactivated', AccountPolicyChanged: 'Rule of accounts changed',
  PasswordSet: 'Password set', PasswordChanged: 'Password changed', PasswordReset: 'Password reset',
};
const access: Kinds = {
  SignedIn: 'Signed in', SignInFailed: 'Sign-in failed', SignedOut: 'Signed out', SessionEnded: 'Session ended', SessionLocked: 'Window locked', SessionUnlocked: 'Window unlocked', PasswordRefused: 'Wrong password', LockedOut: 'Attempts stopped',
};

/** Groups as they are chosen from, what is asked for most first. */
export const trailGroups = [
  { name: 'measuring', title: 'Reading', kinds: measuring }, { name: 'signing', title: 'Signatures and decisions', kinds: signing }, { name: 'queries', title: 'Queries', kinds: queries }, { name: 'clinical', title: 'Subjects and dates', kinds: clinical },
  { name: 'images', title: 'Images', kinds: images }, { name: 'study', title: 'Study protocol', kinds: study }, { name: 'identity', title: 'Key lists', kinds: identity }, { name: 'exporting', title: 'Exports, backups, checks', kinds: exporting },
  { name: 'accounts', title: 'Accounts', kinds: accounts }, { name: 'access', title: 'Sign-in', kinds: access },
] as const satisfies readonly { readonly name: string; readonly title: string; readonly kinds: Kinds }[];
export type TrailGroup = (typeof trailGroups)[number]['name'];

const titles = new Map<string, string>(trailGroups.flatMap(({ kinds }) => Object.entries(kinds)));
const undone = 'Undone';

const named = new Map<string, string>();
/** "ScanDateSet" is "Scan date set". */
export function wordsOfName(name: string): string {
  const before = named.get(name);
  if (before !== undefined) return before;
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  const told = words.charAt(0).toUpperCase() + words.slice(1);
  if (named.size < 2000) named.set(name, told);
  return told;
}

/** A kind of event in words; what an undo wrote is told as such. */
export function eventTitle(kind: string): string {
  const known = titles.get(kind);
  if (known !== undefined) return known;
  return kind.endsWith(undone) ? `${eventTitle(kind.slice(0, -undone.length))}, undone` : wordsOfName(kind);
}

/** Every kind of a group, with those that undo writes; null for a name that is none. */
export function kindsOfGroup(name: string): readonly string[] | null {
  const group = trailGroups.find((one) => one.name === name);
  return group ? Object.keys(group.kinds).flatMap((kind) => [kind, `${kind}${undone}`]) : null;
}

/** The group of a kind; null where it is not known. */
export const groupOfKind = (kind: string): TrailGroup | null => trailGroups.find(({ kinds }) => Object.hasOwn(kinds, kind.endsWith(undone) ? kind.slice(0, -undone.length) : kind))?.name ?? null;

const entities: Kinds = {
  study: 'Study', subject: 'Subject', facts: 'Clinical dates', timepoint: 'Timepoint', lesion: 'Lesion', assessment: 'Measurement or state', seriesAssignment: 'Series', account: 'Account', accountPolicy: 'Rule of accounts', occurrence: 'Occurrence', signOff: 'Signature',
  signedContent: 'Content of a signature', amendment: 'Amendment', override: 'Assigned response', checkReason: 'Answer to a check', keyImage: 'Key image', marker: 'Tumour marker', revisedCr: 'Revised CR', treatment: 'Local treatment', imaging: 'Imaging without images',
  adjudication: 'Adjudication', readingAssignment: 'Reader', lateSeries: 'Late images', query: 'Query', confirmation: 'Confirmation', confirmedContent: 'Content of a confirmation',
};
/** A type of record in words. */
export const entityTitle = (type: string): string => entities[type] ?? wordsOfName(type);

const parts: Kinds = { accounts: 'Accounts', workstation: 'Workstation', study: 'Study', site: 'Site', reader1: 'Reader 1', reader2: 'Reader 2', adjudication: 'Adjudication' };
/** Where an event belongs, in words. */
export const partTitle = (part: string): string => parts[part] ?? part;
