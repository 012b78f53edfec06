/**
 * What every writer of an export takes: the facts of a study as they are exported, whole and already limited to what was asked for. Plain data: no I/O, no clock.
 * A writer is a function from it to files, and the same facts give the same bytes whoever exports them and whenever: who and when stand in manifest.json and nowhere else.
 */
import type { AdjudicationState, ClinicalFacts, Confirmation, ConfirmationState, DecisionMeaning, DecisionOutcome, ExportConfig, QueryAbout, QueryMessage, QueryStatus, ReadSlot, StudyAnalysisReply, StudyProtocol, SubjectCase } from '../casefile/index.ts';
import type { Finding, IsoDate, SeriesId, StudyId, SubjectId } from '../common/index.ts';
import type { ImagePlane } from '../geometry/index.ts';
import type { SubjectResult } from '../recist/index.ts';
import type { ReportFont } from './pdf/model.ts';
import type { Picture, PictureRequest } from './pictures.ts';

export type { ExportConfig } from '../casefile/index.ts';

/** One file of an export: its place inside the package with "/" between folders, and its bytes. */
export type ExportFile = { readonly path: string; readonly bytes: Uint8Array; /** Rows of a table, without its head: the manifest names them. */ readonly rows?: number };

/** `investigator`: the site's own read. `reader`: an independent reader. `adjudicator`: a read that an adjudicator made anew (this version has none: an adjudicator accepts a whole read, R-J06). */
export type ExportEvaluator = 'investigator' | 'reader' | 'adjudicator';

/** One read of a subject: whose it is, what it says, what is signed. */
export type ExportRead = {
  readonly slot: ReadSlot;
  readonly evaluator: ExportEvaluator;
  /** 1 or 2 for an independent reader; null for the site. */
  readonly readerNumber: 1 | 2 | null;
  /** Full name of the account the read is assigned to, else who signed last; null where nobody is known. */
  readonly readerName: string | null;
  /** The signature given last, by the order of the audit chain: a clock may have been put back. Null where none of what is exported is signed. */
  readonly lastSigned: { readonly timepointId: string; readonly version: number } | null;
  /** Ids of the lesions in `case`, in the order they were first recorded. */
  readonly lesionOrder: readonly string[];
  /** The read that is the subject's result: the only one, the adjudicated, or the first reader's where the two agree (R-J07). */
  readonly accepted: boolean;
  /**
   * The facts of the read as far as they are exported: timepoints after the cut-off are left out, of signed reads also those from the first unsigned one on.
   * Signatures are `case.signOffs`, key images `case.keyImages`, markers, overrides and reasons beside them.
   */
  readonly case: SubjectCase;
  /** The engine's result on exactly that; null while there is no baseline. */
  readonly result: SubjectResult | null;
  /** What the checks say of exactly that, worded as the window does. */
  readonly findings: readonly Finding[];
  /** Labels of performed timepoints that the scope left out, oldest first. */
  readonly leftOut: readonly LeftOut[];
};
export type LeftOut = { readonly timepointId: string; readonly label: string; readonly date: IsoDate | null; readonly why: 'unsigned' | 'amending' | 'afterUnsigned' | 'afterCutOff' };

export type ExportDecision = {
  readonly round: number; readonly accepted: 'reader1' | 'reader2'; readonly reason: string; readonly by: string; /** UTC instant. */ readonly at: string;
  readonly meaning: DecisionMeaning; readonly outcome: DecisionOutcome; readonly basis: string;
};
export type ExportAdjudication = {
  readonly state: AdjudicationState;
  /** Variables that differ, in the configured order (R-J05). */
  readonly variables: readonly string[];
  /** The read that holds; null while nothing was decided or both agree. */
  readonly accepted: 'reader1' | 'reader2' | null;
  /** Oldest first; the last holds while `state` is `decided`. */
  readonly decisions: readonly ExportDecision[];
};

export type ExportConfirmation = { readonly state: ConfirmationState['state']; /** Oldest first. */ readonly history: readonly Confirmation[] };

export type ExportQuery = {
  readonly id: string; readonly slot: ReadSlot; readonly about: QueryAbout; /** "TP4, T1". */ readonly aboutText: string; readonly status: QueryStatus;
  readonly openedAt: string; readonly closedAt: string | null; readonly messages: readonly QueryMessage[];
};

/** Where a stream of the audit trail ends: how many events it has and the hash of the last, which stands for all before it. */
export type AuditHead = { readonly stream: 'site' | 'reader1' | 'reader2' | 'adjudication'; readonly events: number; readonly hash: string; /** UTC instant of the last event. */ readonly at: string; /** Where the last event stands in the order of all streams. */ readonly seq: number };

export type ExportSubject = {
  readonly subjectId: SubjectId;
  /** Code in the study (SUBJID). */
  readonly code: string;
  /** SITEID; empty where none is recorded. */
  readonly siteCode: string;
  /** USUBJID by the study's pattern. */
  readonly usubjid: string;
  /** Reference start (RFSTDTC) by the study's rule; null: study days stay empty. */
  readonly rfstdtc: IsoDate | null;
  /** Clinical facts up to the cut-off. */
  readonly facts: ClinicalFacts;
  /** Investigator, reader 1, reader 2; those that recorded nothing are left out. */
  readonly reads: readonly ExportRead[];
  /** Null in a study that is read once. */
  readonly adjudication: ExportAdjudication | null;
  /** Of the site's read; null where nothing was ever confirmed. */
  readonly confirmation: ExportConfirmation | null;
  /** Of the central read that is the result; null also for whoever may not know it. */
  readonly centralConfirmation: ExportConfirmation | null;
  /** Oldest first. */
  readonly queries: readonly ExportQuery[];
  readonly audit: readonly AuditHead[];
  /** UTC instant of the last fact of the subject. */
  readonly asOf: string;
};

/** A visit as every dataset names it, one to one (CG0035). `index` is `Timepoint.index`: 0 baseline, 3.1 unscheduled. */
export type ExportVisit = { readonly index: number; /** VISITNUM */ readonly number: number; /** VISIT */ readonly name: string; /** VISITDY by the plan; null where none names it. */ readonly plannedDay: number | null };

/** `signed`: timepoints whose signature holds. `all`: whatever was recorded. */
export type ExportReads = 'signed' | 'all';
export type ExportScope = {
  readonly reads: ExportReads;
  /** Codes; null: every subject. */
  readonly subjects: readonly string[] | null;
  /** Null: every reader. */
  readonly readers: readonly ReadSlot[] | null;
};

export type ExportStudy = {
  readonly studyId: StudyId;
  /** STUDYID */
  readonly code: string;
  readonly title: string;
  readonly isDemo: boolean;
  readonly protocol: StudyProtocol;
  readonly isDouble: boolean;
  readonly config: ExportConfig;
  /** By code. */
  readonly subjects: readonly ExportSubject[];
  /** Every visit of the subjects exported, by number. */
  readonly visits: readonly ExportVisit[];
  readonly cutOff: IsoDate | null;
  readonly scope: ExportScope;
  /** UTC instant of the last fact of the study's record or of a subject exported: the date of what is in the files (AsOfDateTime, PDF dates, SR ContentDate). */
  readonly asOf: string;
  /** The same instant, for attributes that ask when a file was made (ODM CreationDateTime): content that is the same was made when its last fact was. */
  readonly createdAt: string;
  readonly versions: { readonly product: string; readonly engine: string; /** Version of the study's protocol. */ readonly study: number };
};

/** Where an image lies in the patient; null where its header does not say (lengths and coordinates cannot be given then). */
export type ImageHeader = {
  readonly sopClassUid: string; readonly sopInstanceUid: string; readonly seriesUid: string; readonly studyUid: string; readonly modality: string;
  readonly rows: number; readonly columns: number;
  /** By frame, the first is frame 1. */
  readonly planes: readonly (ImagePlane | null)[];
  /** By frame: modality value = stored × slope + intercept, unless a table says it. */
  readonly rescale: readonly { readonly slope: number; readonly intercept: number }[];
  readonly hasModalityTable: boolean;
  /** Of the modality values: HU, or what the header names; '' for none. */
  readonly valueUnit: string;
  readonly photometric: string;
  /** Attributes by DICOM keyword as the header has them (text in Unicode, several values separated by a backslash); absent ones left out. */
  readonly values: Readonly<Record<string, string>>;
};

/** What writers need besides facts; the host brings it. Null: the images are not here. */
export type ExportPorts = {
  picture(request: PictureRequest): Promise<Picture | null>;
  /** `sopInstanceUid` null: the series' first image. */
  image(seriesId: SeriesId, sopInstanceUid: string | null): Promise<ImageHeader | null>;
  /** Font files that reports embed. */
  fonts(): Promise<readonly ReportFont[]>;
  /** The analysis of the study up to the export's cut-off, by arm where there are any; null: whoever exports may not see one. */
  analysis(study: ExportStudy): Promise<StudyAnalysisReply | null>;
};

/** What a writer is: files one after another, so that a large study never lies in memory whole. */
export type ExportWriter = (study: ExportStudy, ports: ExportPorts) => Iterable<ExportFile> | AsyncIterable<ExportFile>;

export type { ExportFinding } from '../casefile/index.ts';
