/** The shapes of an import: what it is given, what it tells, and the writer that it hands its result to. */
import type { SeriesId } from '../common/index.ts';
import type { LeftOut, ScanLimits, SeriesStack, StoredInstance } from '../dicom/index.ts';
import type { DeidentificationReport } from '../api/wire.ts';
import type { DeidentifySession } from './deidentifySession.ts';
import type { Quarantine, QuarantineReason } from './quarantine.ts';
import type { ImportTask, ReadOutcome } from './workers/import.worker.ts';
import type { WorkerPool } from './workers/pool.ts';

export type ImportPool = WorkerPool<ImportTask, ReadOutcome | string>;

/** Folders, files, ZIP archives or DICOMDIR files, absolute. `owned`: spooled uploads, whose files may be moved into the store. */
export type ImportRequest = { readonly paths: readonly string[]; readonly owned: boolean };

export type ImportBatch = {
  /** Instances that are new; their files are in the store already. */
  readonly instances: readonly StoredInstance[];
  /** Every DICOM series that got new instances, with all its stacks, old instances included. Stacks of it that are not named here are no more. */
  readonly series: readonly { readonly dicomStudyUid: string; readonly seriesUid: string; readonly stacks: readonly SeriesStack[] }[];
};

/** What the import asks of the database, for one study. `commit` writes everything in one transaction or throws. */
export type ImportSink = {
  /** Those of the UIDs that are stored already. */
  known(sopInstanceUids: readonly string[]): readonly { readonly sopInstanceUid: string; readonly sha256: string }[];
  /** Patient id under which the DICOM study is stored; null when nothing of it is (IMP-03). */
  patientOf(dicomStudyUid: string): string | null;
  /** All stored instances of a DICOM series. */
  instancesOf(dicomStudyUid: string, seriesUid: string): readonly StoredInstance[];
  /** True while any study references the file. */
  holdsFile(sha256: string): boolean;
  commit(batch: ImportBatch): readonly SeriesId[] | Promise<readonly SeriesId[]>;
};

export type ImportProgress = { readonly text: string; readonly done: number; readonly total: number | null };

export type ImportOptions = {
  readonly sink: ImportSink;
  readonly blobsRoot: string;
  readonly pool: ImportPool;
  readonly signal?: AbortSignal;
  readonly report?: (progress: ImportProgress) => void;
  readonly limits?: ScanLimits;
  /** Set where the study takes no image that says who the patient is: the study's code, for the reason (IMP-14). */
  readonly refuseIdentity?: { readonly studyCode: string };
  /** Set where the study de-identifies. */
  readonly deidentify?: { readonly session: DeidentifySession; readonly quarantine: Quarantine };
};

export type ImportReport = {
  /** seen = imported + duplicate + rejected + quarantined (only where the study de-identifies). Archives and DICOMDIR files count by what they hold. */
  readonly files: { readonly seen: number; readonly imported: number; readonly duplicate: number; readonly rejected: number; readonly quarantined?: number };
  /** By path within the source. Where the study de-identifies `path` is neutral ("file 12 of 340") and `sourceName` what it stands for, for the screen of whoever imports and nothing else. */
  readonly rejected: readonly { readonly path: string; readonly code: string; readonly reason: string; readonly sourceName?: string }[];
  readonly deidentification: DeidentificationReport | null;
  readonly seriesIds: readonly SeriesId[];
  /** Stacks of the series that came or grew. */
  readonly stacks: readonly SeriesStack[];
};

/** A readable image of this import, before it is known whether the store wants it. */
export type Candidate = StoredInstance & {
  /** Its staged copy; null when the store has the file already. */
  readonly staged: string | null;
  /** Set when a person must look at it first. */
  readonly quarantine?: QuarantineReason;
};

/** What reading the source gave. */
export type SourceContent = { readonly candidates: readonly Candidate[]; readonly leftOut: readonly LeftOut[]; readonly seen: number };
