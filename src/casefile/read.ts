/** What belongs to a read besides lesions and their records: whose it is, signatures, overrides, reasons, key images, markers. Plain data. */
import type { LesionId, SeriesId, TimepointId } from '../common/index.ts';
import type { NonTargetResponse, OverallResponse, TargetResponse, TimepointResult } from '../recist/index.ts';

/** Whose read of a subject: of a single-read study or the site's own (`site`), or one of two independent readers (R-J03). */
export type ReadSlot = 'site' | 'reader1' | 'reader2';
export const readSlots = ['site', 'reader1', 'reader2'] as const satisfies readonly ReadSlot[];

/** How a study is read; every member missing in a protocol is its default. */
export type ReadingScheme = {
  /** Two independent readers and an adjudicator, or one read (default). */
  readonly scheme: 'single' | 'double';
  /** A timepoint opens when the one before it is signed (R-J01). Default false. */
  readonly sequentialLock: boolean;
  /** Readers do not see identity, site, arm, treatment dates and the investigator's results (R-J02). Default false. */
  readonly blinded: boolean;
};
/** Accounts that read a study of scheme `double`. */
export type StudyReaders = { readonly reader1?: string | null; readonly reader2?: string | null; readonly adjudicator?: string | null };

/** Whose read the case shows, and whether it may be changed by who asked. */
export type ReadInfo = {
  readonly slot: ReadSlot;
  /** Full name of the account assigned to the slot; null in a single read. */
  readonly reader: string | null;
  readonly editable: boolean;
  /** Why it may not be changed, for the person; empty when it may. */
  readonly why: string;
  /** Identity, site, treatment dates and the investigator's results were left out (R-J02). */
  readonly blinded: boolean;
};

/** What a signature says: the meaning shown to the signer when the password is given. */
export const signatureMeanings = ['assessed', 'reviewed', 'approved'] as const;
export type SignatureMeaning = (typeof signatureMeanings)[number];

export type SignedVersion = {
  /** 1 for the first signature; each amendment signed is one more. */
  readonly version: number;
  /** Full name. */
  readonly signer: string;
  /** UTC instant. */
  readonly at: string;
  readonly meaning: SignatureMeaning;
  /** SHA-256 over the canonical JSON of engine input, parameters and records of the timepoint. */
  readonly contentHash: string;
  readonly engineVersion: string;
  /** Version of the study's protocol it was given under. */
  readonly protocolVersion: number;
  /** What the engine said then; null at baseline, where no response exists. */
  readonly result: TimepointResult | null;
  /** Sum of diameters then, mm; null where there was none. */
  readonly sumMm: number | null;
  /** Why this version was opened; null for the first. */
  readonly amendmentReason: string | null;
};

export type SignOff = {
  readonly state: 'open' | 'signed' | 'amending';
  /** The version that holds or, while open or amending, the one that the next signature makes. */
  readonly version: number;
  /** The latest signature; null before the first. */
  readonly signed: SignedVersion | null;
  /** Why it is open again; null unless amending. */
  readonly amendment: { readonly reason: string; readonly by: string; readonly at: string } | null;
  /** Every signature, oldest first. */
  readonly versions: readonly SignedVersion[];
};
/** A timepoint that was never signed. */
export const neverSigned: SignOff = { state: 'open', version: 1, signed: null, amendment: null, versions: [] };

/** A category assigned by a person in place of the computed one. */
export type AssignedCategory<Category> = { readonly value: Category; readonly reason: string };
export type TimepointOverrides = {
  readonly target?: AssignedCategory<TargetResponse>;
  readonly nonTarget?: AssignedCategory<NonTargetResponse>;
  readonly overall?: AssignedCategory<OverallResponse>;
};

/** What a reader answered to a check (section 14); a deviation from the protocol when the check blocks. */
export type CheckReason = { readonly reason: string; readonly by: string; readonly at: string; readonly timepointId: TimepointId | null };

/** An image somebody wants to find again, with its window and caption. */
export type KeyImage = {
  readonly id: string;
  readonly timepointId: TimepointId;
  /** Lesion it shows; null for the image as such. */
  readonly lesionId: LesionId | null;
  readonly seriesId: SeriesId;
  readonly sopInstanceUid: string;
  /** 1 for single-frame instances. */
  readonly frameNumber: number;
  readonly caption: string;
  /** Window as it was seen, in stored units after rescale (Hounsfield for CT); null for the series' own. */
  readonly window: { readonly center: number; readonly width: number } | null;
};

/** The tumour markers at a timepoint as the rules take them: at baseline `none` when they are not followed. */
export type MarkerStatus = 'none' | 'normal' | 'elevated' | 'notAssessed';
export type MarkerValue = { readonly name: string; readonly value: number; readonly unit: string; readonly upperLimit: number | null; readonly date: string | null };
export type MarkerRecord = { readonly status: MarkerStatus; readonly values: readonly MarkerValue[]; readonly note: string };

/** Additions to a subject's case by the read that is shown. */
export type ReadFacts = {
  readonly read: ReadInfo;
  /** By timepoint id; a timepoint that was never signed is left out (`signOffOf`). */
  readonly signOffs: Readonly<Record<string, SignOff>>;
  /** By timepoint id. */
  readonly overrides: Readonly<Record<string, TimepointOverrides>>;
  /** By `findingKey`. */
  readonly checkReasons: Readonly<Record<string, CheckReason>>;
  /** In the order they were added. */
  readonly keyImages: readonly KeyImage[];
  /** By timepoint id. */
  readonly markers: Readonly<Record<string, MarkerRecord>>;
  /** Timepoints whose CR was revised to PR. */
  readonly revisedCr: readonly TimepointId[];
};

/** A read in which nothing of this was recorded: what a single-read study starts from. */
export const emptyRead: ReadFacts = {
  read: { slot: 'site', reader: null, editable: true, why: '', blinded: false }, signOffs: {}, overrides: {}, checkReasons: {}, keyImages: [], markers: {}, revisedCr: [],
};

/** Where the signature of a timepoint stands. */
export const signOffOf = (subject: Pick<ReadFacts, 'signOffs'>, timepointId: string): SignOff => subject.signOffs[timepointId] ?? neverSigned;
/** True while a signature holds: nothing of the timepoint may be changed. */
export const isLocked = (subject: Pick<ReadFacts, 'signOffs'>, timepointId: string): boolean => signOffOf(subject, timepointId).state === 'signed';
