/** What crosses the wire besides the case file itself. Sizes in mm, dates YYYY-MM-DD, instants ISO 8601 UTC. */
import type { ErrorCode, Finding, ImportSourceId, IsoDate, JobId, SeriesId, StudyId, SubjectId, TimepointId } from '../common/index.ts';
import type { ReadingStatus, SeriesSummary, SubjectCase, WorldPoint } from '../casefile/index.ts';
import type { OverallResponse, Progression, SubjectResult } from '../recist/index.ts';

export type WireError = { readonly error: { readonly code: ErrorCode; readonly reason: string; readonly message: string; readonly incident?: string } };

export type SessionInfo = {
  readonly version: string;
  readonly engineVersion: string;
  readonly shell: 'electron' | 'loopback' | 'test';
  readonly user: { readonly name: string; readonly role: 'reader' | 'investigator' | 'dataManager' | 'administrator' };
  /** The shell can open the system's folder dialog (POST /api/shell/choose-import). */
  readonly canChooseFolder: boolean;
  readonly auditEvents: number;
  readonly demo: { readonly state: 'absent' | 'creating' | 'ready' | 'failed'; readonly jobId: JobId | null; readonly message: string };
};

export type StudySummary = {
  readonly id: StudyId;
  readonly code: string;
  readonly title: string;
  readonly isDemo: boolean;
  readonly subjects: number;
  readonly protocolName: string;
};

export type WorklistCell = {
  readonly timepointId: TimepointId;
  readonly label: string;
  readonly status: ReadingStatus;
  readonly overall: OverallResponse | null;
  readonly assessed: number;
  readonly expected: number;
};

export type WorklistRow = {
  readonly subjectId: SubjectId;
  readonly code: string;
  readonly site: string;
  readonly note: string;
  /** What to do next, in words, and where. */
  readonly next: { readonly kind: 'read' | 'continue' | 'confirm' | 'waitForImages' | 'nothing'; readonly text: string; readonly detail: string; readonly timepointId: TimepointId | null };
  readonly cells: readonly WorklistCell[];
  /** Sum per read timepoint, baseline first; null where incomplete. */
  readonly sums: readonly { readonly label: string; readonly date: IsoDate | null; readonly sumMm: number | null }[];
  readonly latestSumMm: number | null;
  readonly pctFromBaseline: number | null;
  readonly bestOverallResponse: OverallResponse | null;
  readonly progression: Progression | null;
};

/** GET /api/subject/:id/case. `result` is null while there is no baseline record. */
export type SubjectCaseReply = { readonly case: SubjectCase; readonly result: SubjectResult | null; readonly findings: readonly Finding[] };

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
  readonly windows: readonly { readonly center: number; readonly width: number; readonly name: string }[];
  readonly paddingValue: number | null;
  readonly slices: readonly SliceInfo[];
};

export type JobKind = 'import' | 'demo' | 'export';
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

export type RejectedFile = { readonly path: string; readonly code: string; readonly reason: string };

/** A series with the subject and timepoint the product proposes; nothing is assigned until the person confirms. */
export type SeriesProposal = {
  readonly series: SeriesSummary;
  readonly patientId: string;
  readonly patientName: string;
  readonly subject: { readonly id: SubjectId | null; readonly code: string } | null;
  readonly timepoint: { readonly id: TimepointId | null; readonly index: number; readonly label: string } | null;
  readonly why: string;
  readonly duplicateOf: string | null;
};

/** GET /api/import/:jobId/result. */
export type ImportResult = {
  readonly jobId: JobId;
  readonly sourceName: string;
  readonly files: { readonly seen: number; readonly imported: number; readonly duplicate: number; readonly rejected: number };
  readonly milliseconds: number;
  readonly series: readonly SeriesProposal[];
  readonly rejected: readonly RejectedFile[];
};

export type ImportSource = { readonly id: ImportSourceId; readonly name: string; readonly files: number };

/** What GET /api/events sends, one JSON document per server-sent event. */
export type ServerEvent =
  | { readonly type: 'hello'; readonly version: string }
  | { readonly type: 'subject'; readonly subjectId: SubjectId; readonly revision: number }
  | { readonly type: 'study'; readonly studyId: StudyId }
  | { readonly type: 'job'; readonly job: JobStatus };

/** What the commands on a subject answer: the whole new case, so that the window never guesses. `ids` names what was created. */
export type CommandReply = SubjectCaseReply & { readonly ids: Readonly<Record<string, string>> };

export type SeriesAssignment = {
  readonly seriesId: SeriesId;
  readonly subjectId: SubjectId | null;
  /** Used when `subjectId` is null: a new subject is enrolled. */
  readonly newSubjectCode: string | null;
  readonly timepointIndex: number;
};
