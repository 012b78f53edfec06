/** What crosses the wire besides the case file itself. Sizes in mm, dates YYYY-MM-DD, instants ISO 8601 UTC. */
import type { Account, Role, SessionState } from '../accounts/index.ts';
import type { ErrorCode, ImportSourceId, IsoDate, JobId, StudyId, SubjectId } from '../common/index.ts';
import type { BackupPlan, ExportFinding, Query, ReadSlot, SeriesProposal, SignedContent, SignedVersion, SeriesSummary, StudyProtocol, WorldPoint } from '../casefile/index.ts';

export type { AnalysisQuery, StudyAnalysisReply } from '../casefile/index.ts';

export type {
  AuditEvent, CommandReply, SeriesAssignment, SeriesProposal, StudyDetail, StudySummary, StudyVersion, SubjectCaseReply, SubjectList, WorklistCell, WorklistPage, WorklistRow,
} from '../casefile/index.ts';

export type { Account, AccountSummary, Role, SessionState } from '../accounts/index.ts';

export type WireError = { readonly error: { readonly code: ErrorCode; readonly reason: string; readonly message: string; readonly incident?: string } };

export type SessionUser = {
  /** Full name, or "Local user". */
  readonly name: string;
  readonly accountId: string | null;
  readonly username: string | null;
  readonly roles: readonly Role[];
  /** The role shown beside the name: the first of them. */
  readonly role: Role;
};

export type SessionInfo = {
  readonly version: string;
  readonly engineVersion: string;
  readonly shell: 'electron' | 'loopback' | 'test';
  /** Who works here: the local user, or the account that is signed in (also while it is locked). Null when nobody is signed in. */
  readonly user: SessionUser | null;
  readonly access: {
    /** False: a personal workstation, which has no sign-in, no lock and no sign-out. */
    readonly accounts: boolean;
    readonly state: SessionState;
    /** Minutes without input after which the window locks. */
    readonly idleLockMinutes: number;
    /** Routes the person's roles may call, as `GET /worklist`: the window hides what the host would refuse. While the window is locked they stand, so that it comes back as it was; the host refuses them. */
    readonly may: readonly string[];
  };
  /** The shell can open the system's folder dialog (POST /api/shell/choose-import). */
  readonly canChooseFolder: boolean;
  readonly auditEvents: number;
  /** The audit chain, recomputed after the start: `broken` is said on every screen. */
  readonly auditChain: 'unchecked' | 'whole' | 'broken';
  readonly demo: { readonly state: 'absent' | 'creating' | 'ready' | 'failed'; readonly jobId: JobId | null; readonly message: string };
};

/** Geometry and display facts of one image of a series, in series order (by position along the normal). */
export type SliceInfo = {
  readonly sopInstanceUid: string;
  readonly frameNumber: number;
  readonly instanceNumber: number | null;
  /** Centre of the first pixel (DICOM ImagePositionPatient), null when absent. */
  readonly origin: WorldPoint | null;
  /** Signed distance along the series normal in mm. */
  readonly positionMm: number | null;
  readonly rescaleSlope: number;
  readonly rescaleIntercept: number;
};

/** GET /api/series/:id/images. */
export type SeriesImages = {
  readonly series: SeriesSummary;
  /** Unit vectors along a row (increasing column) and along a column (increasing row), LPS; null when absent or not orthonormal. */
  readonly rowDirection: WorldPoint | null;
  readonly columnDirection: WorldPoint | null;
  readonly frameOfReferenceUid: string | null;
  readonly photometric: string;
  /** Layout of every slice in the volume stream: little endian, rows × columns × samples. */
  readonly pixels: { readonly type: 'uint8' | 'int8' | 'uint16' | 'int16'; readonly samples: 1 | 3; readonly bytesPerSlice: number };
  /** In file order, the first is the default. `shape`: VOI LUT function other than LINEAR. */
  readonly windows: readonly { readonly center: number; readonly width: number; readonly name: string; readonly shape?: 'LINEAR_EXACT' | 'SIGMOID' }[];
  readonly paddingValue: number | null;
  /** Other end of a range of padding. */
  readonly paddingLimit?: number;
  /** Unit of values after rescale: HU, or what the header names; '' for none. Left out by series stored before it was read. */
  readonly valueUnit?: string;
  /** Body-weight SUV = value after rescale × this (g/ml). */
  readonly suvFactor?: number;
  /** 16-bit entries, little endian, base64. Stands for slope and intercept. */
  readonly modalityLut?: { readonly first: number; readonly bits: number; readonly entries: string };
  /** For display where the file has no window. */
  readonly voiLut?: { readonly first: number; readonly bits: number; readonly entries: string };
  /** One byte per entry and channel, base64. */
  readonly palette?: { readonly first: number; readonly red: string; readonly green: string; readonly blue: string };
  /** Parts of an ultrasound image with their own spacing, in pixels. */
  readonly regions?: readonly { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number; readonly spacingMm: readonly [row: number, column: number] | null }[];
  /** Where a row and a column run, in letters, for images without direction cosines. */
  readonly patientOrientation?: readonly [row: string, column: string];
  readonly slices: readonly SliceInfo[];
};

/** GET /api/export/formats: one thing an export can hold. */
export type ExportFormatInfo = { readonly name: string; readonly title: string; readonly content: string; readonly needsImages: boolean };
/** What is asked for: POST /api/export/check and /api/export/start. A member left out is everything; of reads the signed ones wherever the study signs. */
export type ExportOrder = {
  readonly studyId: string; readonly formats: readonly string[]; readonly reads?: 'signed' | 'all' | undefined; readonly cutOff?: IsoDate | undefined; readonly subjects?: readonly string[] | undefined; readonly readers?: readonly ReadSlot[] | undefined;
  /** Leaves subjects out of which a file would be wrong. */
  readonly leaveOutBlocked: boolean; readonly reason: string | null;
};
export type { BackupPlan } from '../casefile/index.ts';
/** GET /api/backups/state: whether the work of this data folder is kept. */
export type BackupState = {
  readonly isOn: boolean; readonly isRunning: boolean;
  /** UTC instant of the newest automatic backup; null when there is none. */
  readonly lastAt: string | null;
  readonly failure: { /** UTC instant. */ readonly since: string; readonly reason: string } | null;
};
/** One automatic backup; nulls where its beginning cannot be read. */
export type BackupMade = { readonly name: string; readonly bytes: number; readonly createdAt: string | null; readonly events: number | null; readonly chainHash: string | null; readonly images: 'included' | 'beside' | 'leftOut' | null };
/** GET /api/backups. */
export type BackupOverview = BackupState & {
  readonly plan: BackupPlan; /** Absolute. */ readonly folder: string; /** The data folder's own. */ readonly ownFolder: string; /** Something was recorded since, and this day has none yet. */ readonly isDue: boolean; /** Backups lie on the disk of the data. */ readonly isOnOneDisk: boolean;
  /** Newest first. */
  readonly made: readonly BackupMade[];
  /** Stored images that were missing or altered in the data folder at the last one. */
  readonly imageFaults: number;
  /** Why the last one failed, with the remedy. */
  readonly message: string | null;
  readonly jobId: JobId | null;
};

/** The check before an export: what would be written, and what to know. */
export type ExportCheckReply = {
  readonly subjects: number; readonly timepoints: number; readonly reads: 'signed' | 'all'; /** Ids of the subjects that findings name, by code. */ readonly subjectIds: Readonly<Record<string, SubjectId>>; readonly cutOff: string | null; /** Instant of the last fact. */ readonly asOf: string; readonly findings: readonly ExportFinding[];
  /** Codes of subjects a finding blocks; the study itself may be blocked too. */
  readonly blocked: readonly string[]; readonly isBlocked: boolean; /** Left out as it was asked. */ readonly leftOut: readonly string[];
};
/** A package that waits to be taken away. */
export type ExportPackage = { readonly jobId: JobId; readonly name: string; readonly zipBytes: number; readonly files: number; readonly bytes: number; readonly subjects: number; readonly manifestSha256: string; readonly contentSha256: string; readonly leftOut: readonly string[]; readonly findings: readonly ExportFinding[] };

export type JobKind = 'import' | 'demo' | 'export' | 'backup' | 'verify';
export type JobStatus = {
  readonly id: JobId;
  readonly kind: JobKind;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** What is being done now, for the progress line. */
  readonly text: string;
  readonly done: number;
  /** Null while the total is not known. */
  readonly total: number | null;
  readonly error: WireError['error'] | null;
};

/** `sourceName`: what a neutral `path` of a study that de-identifies stands for; shown to whoever imported, kept nowhere. */
export type RejectedFile = { readonly path: string; readonly code: string; readonly reason: string; readonly sourceName?: string };

/** GET /api/import/:jobId/result. */
export type ImportResult = {
  readonly jobId: JobId;
  readonly sourceName: string;
  /** `quarantined`: held for a person to look at; left out where the study does not de-identify. */
  readonly files: { readonly seen: number; readonly imported: number; readonly duplicate: number; readonly rejected: number; readonly quarantined?: number };
  readonly milliseconds: number;
  /** Null where the study does not de-identify. */
  readonly deidentification: DeidentificationReport | null;
  readonly series: readonly SeriesProposal[];
  readonly rejected: readonly RejectedFile[];
};

/** GET /api/keys/status: the key list of a study that de-identifies, without anything in it. */
export type KeyListStatus = {
  /** `none`: begins with the first import. `missing`: the trail knows one, the folder does not. `stale`: the folder holds another than the trail knows. */
  readonly state: 'none' | 'open' | 'locked' | 'missing' | 'stale';
  readonly protection: 'passphrase' | 'keyFile' | null;
  readonly wasDestroyed: boolean;
  readonly folder: string;
  /** Patients linked and patients on the enrolment list; null while it is locked. */
  readonly patients: number | null;
  readonly enrolled: number | null;
};
/** POST /api/keys/export: CSV texts in clear. */
export type KeyListExport = { readonly name: string; readonly patients: string; readonly examinations: string; readonly enrolment: number };

/** What de-identification did to an import: counts and names of attributes, never a value. */
export type DeidentificationReport = {
  readonly files: number;
  /** Elements by action: kept, removed, emptied, replaced, cleaned, remapped, shifted. */
  readonly actions: Readonly<Record<string, number>>;
  /** Attributes whose text was removed. */
  readonly descriptors: readonly string[];
  readonly quarantined: number;
  readonly newSubjects: readonly string[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
};

/** Images held until a person has looked at them (interoperability 5.6): one series with one reason. */
export type QuarantinedSeries = {
  readonly key: string;
  readonly subjectId: string;
  readonly code: string;
  readonly reason: string;
  readonly modality: string;
  readonly description: string;
  readonly date: string | null;
  readonly heldAt: string;
  /** One per frame, in order; its address is GET /api/bytes/quarantine/:image. */
  readonly images: readonly { readonly id: string; readonly frame: number }[];
  readonly files: number;
};

export type ImportSource = { readonly id: ImportSourceId; readonly name: string; readonly files: number };

/** GET /api/study/templates: a protocol to start from; `points` say in a few words what it decides. */
export type StudyTemplate = { readonly name: string; readonly title: string; readonly summary: string; readonly points: readonly string[]; readonly protocol: StudyProtocol };

/** What GET /api/events sends, one JSON document per server-sent event. */
export type ServerEvent =
  | { readonly type: 'hello'; readonly version: string }
  | { readonly type: 'subject'; readonly subjectId: SubjectId; readonly revision: number; readonly slot?: ReadSlot }
  | { readonly type: 'study'; readonly studyId: StudyId; readonly slot?: ReadSlot | 'adjudication' }
  /** Accounts, sessions or their rules have changed: ask for the session again. */
  | { readonly type: 'accounts' }
  | { readonly type: 'job'; readonly job: JobStatus };

/** POST /api/accounts/create and reset-password: the password is shown once and must be changed at the next sign-in. */
export type NewAccountReply = { readonly account: Account; readonly temporaryPassword: string };
/** GET /api/accounts/policy. */
export type AccountPolicy = { readonly idleLockMinutes: number };
/** GET /api/accounts/people: active accounts, to choose readers from. */
export type PersonSummary = Pick<Account, 'id' | 'fullName' | 'roles'>;

export type { AdjudicationCase, AdjudicationList, BackdatingPreview, DoubleReadStatus } from '../casefile/index.ts';
/** GET /api/timepoint/signed: a version as it was signed. */
export type SignedVersionReply = SignedVersion & { readonly content: SignedContent };

export type { Confirmation, ConfirmationState, ConfirmRead, Query } from '../casefile/index.ts';
/** GET /api/query/list and what commands on a query answer: oldest first. */
export type QueryList = readonly Query[];
/** POST /api/query/raise. */
export type RaisedQuery = { readonly queryId: string; readonly queries: QueryList };
export type { FactChange, FactImportOptions, FactPreview, FactProblem } from '../casefile/index.ts';

export type { TrailChange, TrailChoice, TrailChoices, TrailEvent, TrailPage, TrailPart, TrailProof, TrailQuery, TrailRow } from '../casefile/index.ts';
/** GET /api/audit/check: what is known of the whole trail. */
export type TrailCheck = {
  readonly chain: SessionInfo['auditChain'];
  /** The check that is under way. */
  readonly running: JobId | null;
  /** The last whole check since the start. */
  readonly last: {
    readonly at: string; readonly by: string; readonly whole: boolean; readonly events: number; readonly files: number; readonly signatures: number;
    /** The first bad record in words. */
    readonly firstFault: string | null; readonly findings: readonly string[]; readonly faults: number;
    /** The event it is about, where it is one. */
    readonly eventId: string | null;
  } | null;
};
