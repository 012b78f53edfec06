/**
 * What the API needs from the host process and cannot do itself: pixels, jobs, uploads, dialogs. `src/host` implements it, tests give small ones.
 * Every member that fails throws a NadirError; anything else that comes out is a defect.
 */
import type { JobId, SeriesId, StudyId, ImportSourceId } from '../common/index.ts';
import type { AnalysisService, RequestContext } from '../services/index.ts';
import type { BackupOverview, BackupPlan, BackupState, DeidentificationReport, ExportCheckReply, ExportOrder, ExportPackage, ImportSource, JobStatus, KeyListExport, KeyListStatus, QuarantinedSeries, RejectedFile, SessionInfo, TrailCheck, TrailChoices, TrailEvent, TrailPage, TrailQuery } from './wire.ts';

/** A body of known length, sent with back-pressure. Cancelling the stream stops the work behind it. */
export type ByteStream = {
  readonly body: ReadableStream<Uint8Array>;
  readonly byteLength: number;
  /**
   * The same bytes straight to a socket, instead of by `body`: a piece is valid only until its `write` resolves, because its memory is filled again. A `write` that rejects
   * ends the work behind it.
   */
  readonly sendTo?: (write: (piece: Uint8Array) => Promise<void>) => Promise<void>;
};

/** The slices of a series that a window wants: all but those of the ranges `without` (both ends included), from `from` outwards. */
export type VolumeWanted = { readonly from: number; readonly without?: readonly (readonly [first: number, last: number])[] };

/** What an import job leaves behind; the API adds the proposals, which depend on what has been assigned since. */
export type ImportOutcome = {
  readonly jobId: JobId;
  readonly studyId: StudyId;
  readonly sourceName: string;
  readonly files: { readonly seen: number; readonly imported: number; readonly duplicate: number; readonly rejected: number; readonly quarantined?: number };
  readonly milliseconds: number;
  /** Series that came with this import or grew by it. */
  readonly seriesIds: readonly SeriesId[];
  readonly rejected: readonly RejectedFile[];
  readonly deidentification: DeidentificationReport | null;
};

/** Given with an import into a study that de-identifies: the subject of all its images, and why a second patient of a subject is the same person. */
export type ImportIdentity = { readonly subjectId: string | null; readonly secondPatientReason: string | null };

/** The audit trail beside the thread that answers everybody. */
export type TrailPorts = {
  /** Errors: notFound; invalid. */
  page(context: RequestContext, query: TrailQuery, after: string | null, limit: number): Promise<TrailPage>;
  count(context: RequestContext, query: TrailQuery): Promise<number>;
  choices(context: RequestContext, query: Pick<TrailQuery, 'study' | 'subject'>): Promise<TrailChoices>;
  /** Errors: notFound. */
  event(context: RequestContext, id: string): Promise<TrailEvent>;
  /** Starts a check of everything, or answers with the one that is under way. */
  check(context: RequestContext): Promise<JobStatus>;
  checked(): TrailCheck;
  /** Writes all events of a query as CSV in the background. */
  startExport(context: RequestContext, query: TrailQuery): Promise<JobStatus>;
  /** What a finished job wrote; only for whoever started it. Errors: notFound. */
  file(context: RequestContext, jobId: JobId): Promise<{ readonly name: string; readonly byteLength: number; readonly body: ReadableStream<Uint8Array> }>;
  chain(): TrailCheck['chain'];
  /** The chain is whole up to its end now, and the rows are what it says. Errors: refused chainBroken. */
  requireWhole(): Promise<void>;
};

export type HostPorts = {
  readonly version: string;
  readonly shell: SessionInfo['shell'];
  readonly canChooseFolder: boolean;
  demo(): SessionInfo['demo'];
  /** Starts the demo study's creation, or answers with the job that is doing it. */
  createDemo(context: RequestContext): Promise<JobStatus>;
  /** Starts the creation of the synthetic trial, or answers with the job that is doing it; its study is there at once. */
  createTrial(context: RequestContext): Promise<JobStatus>;

  /** Analyses in a thread of their own, so that other requests never wait for thousands of subjects; left out, the services do it where they are. Errors: as the services name them. */
  readonly analysis?: AnalysisService['bytes'];

  /** Left out, the trail is looked through where the services are, and neither checked nor exported. */
  readonly trail?: TrailPorts;

  /** Stored values of a series, little endian, slices in `outwardOrderWithout(count, from, without)`. Errors: notFound, unreadable, storage. */
  volume(seriesId: SeriesId, wanted: VolumeWanted, signal: AbortSignal): Promise<ByteStream>;
  /** PNG of the middle slice, about 96 px. */
  thumbnail(seriesId: SeriesId): Promise<Uint8Array>;

  /** Opens an empty upload source; files follow by `putUpload`. */
  beginUpload(name: string): Promise<ImportSource>;
  /** Writes one file of an upload. `path` is relative and from the wire: the host confines it. Errors: notFound, refused (limits), storage. */
  putUpload(sourceId: ImportSourceId, path: string, body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<void>;
  /** The system's folder dialog; null when it was closed. Errors: refused where the shell has none. */
  chooseImport(): Promise<ImportSource | null>;

  backupState(): Promise<BackupState>;
  backupOverview(): Promise<BackupOverview>;
  /** Errors: refused backupPlace, backupRunning; nothing was changed. */
  setBackupPlan(context: RequestContext, plan: BackupPlan): Promise<BackupOverview>;
  /** Starts a backup by the plan, or answers with the job that is making one. */
  runBackup(): Promise<JobStatus>;

  /** What it stores is recorded as this person's. */
  startImport(context: RequestContext, sourceId: ImportSourceId, studyId: StudyId, identity?: ImportIdentity): Promise<JobStatus>;
  /** Errors: notFound; refused while the job still runs. */
  importOutcome(jobId: JobId): Promise<ImportOutcome>;
  /** Errors: notFound. */
  job(jobId: JobId): JobStatus;
  cancelJob(jobId: JobId): Promise<void>;

  /** What an export would find; nothing is written. Errors: notFound; refused blinded, centralOnly, notARead; invalid format. */
  checkExport(context: RequestContext, order: ExportOrder): Promise<ExportCheckReply>;
  /** Writes a package in the background; the job's errors are those of the check, refused preflight and storage. Errors: notFound. */
  startExport(context: RequestContext, order: ExportOrder): Promise<JobStatus>;
  /** What a finished job wrote; only for whoever started it. Errors: notFound; refused running. */
  exportResult(context: RequestContext, jobId: JobId): Promise<ExportPackage>;
  /** The package itself, a ZIP file. Errors: as `exportResult`. */
  exportBytes(context: RequestContext, jobId: JobId): Promise<{ readonly name: string; readonly byteLength: number; readonly body: ReadableStream<Uint8Array> }>;

  /** The key list of a study; what touches it is recorded as this person's. */
  keyStatus(studyId: string): KeyListStatus;
  unlockKeys(context: RequestContext, studyId: string, passphrase: string): Promise<void>;
  lockKeys(studyId: string): void;
  protectKeys(context: RequestContext, studyId: string, passphrase: string | null): Promise<void>;
  loadEnrolment(context: RequestContext, studyId: string, csv: string): Promise<number>;
  exportKeys(context: RequestContext, studyId: string): Promise<KeyListExport>;
  destroyKeys(context: RequestContext, studyId: string, confirm: string): Promise<void>;

  /** Images held until somebody has looked at them. */
  quarantined(studyId: string): Promise<readonly QuarantinedSeries[]>;
  /** PNG of one frame of a held image, by its own window or over all its values. Errors: notFound; unreadable. */
  quarantinedImage(studyId: string, image: string, frame: number, fullRange: boolean): Promise<Uint8Array>;
  /** Takes held images into the study. Errors: notFound. */
  releaseQuarantined(context: RequestContext, studyId: string, key: string, reason: string): Promise<{ readonly images: number; readonly series: number }>;
  discardQuarantined(context: RequestContext, studyId: string, key: string, reason: string): Promise<void>;
};
