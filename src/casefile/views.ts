/** Facts and results put together for one screen each. Plain data; services make it, the API carries it. */
import type { Finding, IsoDate, Json, SeriesId, StudyId, SubjectId, TimepointId } from '../common/index.ts';
import type { OverallResponse, Progression, SubjectResult } from '../recist/index.ts';
import type { SeriesSummary, SubjectCase } from './model.ts';
import type { ReadingStatus } from './progress.ts';
import type { ReadSlot, SignOff } from './read.ts';
import type { DatedVisit } from './visits.ts';
import type { QueryCount } from './querying.ts';
import type { FacetCount, WorklistFound } from './worklist.ts';
import type { StudyProtocol } from './protocol.ts';
import type { ProtocolChange } from './protocolDiff.ts';

export type StudySummary = {
  readonly id: StudyId;
  readonly code: string;
  readonly title: string;
  readonly isDemo: boolean;
  readonly subjects: number;
  readonly protocolName: string;
  /** What whoever asks is to the study; left out where nobody in particular asks. */
  readonly you?: { readonly slot: ReadSlot | 'adjudicator' | null; readonly double: boolean; /** Identity, site, arm and treatment dates are kept from them (R-J02). */ readonly blinded: boolean };
};

/** One state of a study's record: as it was created, edited before the first signature, or amended. Old ones stay readable. */
export type StudyVersion = {
  /** Number of the protocol version; edits before the first signature keep 1. */
  readonly version: number;
  readonly kind: 'created' | 'edited' | 'amended';
  readonly at: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly changes: readonly ProtocolChange[];
  readonly protocol: StudyProtocol;
};

/** GET /api/study/:id/detail. */
export type StudyDetail = StudySummary & {
  readonly template: string;
  readonly protocol: StudyProtocol;
  readonly version: number;
  /** Carried by commands on the study. */
  readonly revision: number;
  /** Signed timepoints; above 0 the protocol is fixed and changes only by amendment. */
  readonly signedReads: number;
  /** Oldest first. */
  readonly versions: readonly StudyVersion[];
};

export type WorklistCell = {
  readonly timepointId: TimepointId;
  readonly label: string;
  readonly status: ReadingStatus;
  readonly overall: OverallResponse | null;
  readonly assessed: number;
  readonly expected: number;
  /** Baseline is 0: the column it stands in. */
  readonly index: number;
  /** Where its signature stands; `amending` is open again with a reason. */
  readonly sign: SignOff['state'];
  /** Not open to the reader until the one before it is signed (R-J01). */
  readonly closed?: boolean;
  /** Where each of two readers stands; only for those who see the whole study, and never with a response. */
  readonly readers?: Readonly<Record<'reader1' | 'reader2', ReadingStatus | 'signed'>>;
};

export type WorklistRow = {
  readonly subjectId: SubjectId;
  readonly code: string;
  readonly site: string;
  readonly note: string;
  /** What to do next, in words, and where. */
  readonly next: { readonly kind: 'decide' | 'read' | 'continue' | 'query' | 'sign' | 'adjudicate' | 'confirm' | 'waitForImages' | 'visit' | 'nothing'; readonly text: string; readonly detail: string; readonly timepointId: TimepointId | null };
  readonly cells: readonly WorklistCell[];
  /** Sum per read timepoint, baseline first; null where incomplete. */
  readonly sums: readonly { readonly label: string; readonly date: IsoDate | null; readonly sumMm: number | null }[];
  readonly latestSumMm: number | null;
  readonly pctFromBaseline: number | null;
  readonly bestOverallResponse: OverallResponse | null;
  readonly progression: Progression | null;
  /** Day the next action is due, and the last day of its window; null where the protocol names none. */
  readonly due: IsoDate | null;
  readonly dueUntil: IsoDate | null;
  /** Next visit of the plan that is no timepoint yet. */
  readonly visit: DatedVisit | null;
  /** Account the next action is assigned to; null: anybody. */
  readonly assignedTo: string | null;
  /** Full names of those who signed a timepoint. */
  readonly signers: readonly string[];
  /** Queries that wait; left out where there are none. */
  readonly queries?: QueryCount;
  /** A progression waits for its confirmation, or has moved since; left out where none does, and for whoever may not know it. */
  readonly toConfirm?: true;
  /** The investigator's confirmation; left out before the first, and for whoever may not know it. */
  readonly confirmation?: { readonly state: 'confirmed' | 'reopened'; /** Date confirmed or chosen; null: no progression. */ readonly date: IsoDate | null; readonly at: string };
};

/** GET /api/worklist/page: one look at a worklist. Rows from `offset` on; facets, counts and tasks are about the whole study. */
export type WorklistPage = {
  readonly rows: readonly WorklistRow[];
  readonly offset: number;
  readonly matching: number;
  /** Place of the subject asked about among the matching ones; null when it is not among them. */
  readonly at: number | null;
  readonly facets: readonly FacetCount[];
  readonly counts: WorklistFound['counts'];
  readonly tasks: readonly WorklistRow[];
  readonly columns: number;
  readonly hasDue: boolean;
  /** Day the look was taken: due days count from it. */
  readonly today: IsoDate;
  /** Why the list is empty for this person; empty otherwise. */
  readonly why: string;
  /** Two readers read this study and the list shows where each stands. */
  readonly readers: boolean;
};

/** GET /api/subject/list: every subject of a study by code, one array per value. */
export type SubjectList = {
  readonly ids: readonly SubjectId[];
  readonly codes: readonly string[];
  readonly sites: readonly string[];
  readonly timepoints: readonly number[];
  readonly progressed: readonly boolean[];
};

/** GET /api/subject/:id/case. `result` is null while there is no baseline record. */
export type SubjectCaseReply = { readonly case: SubjectCase; readonly result: SubjectResult | null; readonly findings: readonly Finding[] };

/** A series with the subject and timepoint the product proposes; nothing is assigned until the person confirms. */
export type SeriesProposal = {
  readonly series: SeriesSummary;
  readonly patientId: string;
  readonly patientName: string;
  readonly subject: { readonly id: SubjectId | null; readonly code: string } | null;
  readonly timepoint: { readonly id: TimepointId | null; readonly index: number; readonly label: string } | null;
  readonly why: string;
  /** Why a person must decide: a tie, a date outside every window, a second examination of a visit, a late baseline. Null: nothing speaks against the proposal. */
  readonly decision: string | null;
  readonly duplicateOf: string | null;
  /** True when the pixels are the same as those of `duplicateOf`, whatever the UIDs. */
  readonly isCopy: boolean;
  /** Where it may go, in order of visit numbers; empty without a subject. */
  readonly choices: readonly TimepointChoice[];
};

/** Whether anybody has recorded something at a timepoint, or signed it. */
export type TimepointState = 'open' | 'read' | 'signed';

/** A timepoint or planned visit a series may be put to, as a person chooses it. */
export type TimepointChoice = {
  readonly index: number;
  readonly label: string;
  /** Empty where nothing names it. */
  readonly visitName: string;
  readonly plannedDate: IsoDate | null;
  readonly scanDates: readonly IsoDate[];
  /** How many series it has. */
  readonly series: number;
  readonly state: TimepointState;
  /** Days the scan lies outside the visit's window: 0 inside, negative before it; null without a window or a date. */
  readonly outsideDays: number | null;
};

export type SeriesAssignment = {
  readonly seriesId: SeriesId;
  readonly subjectId: SubjectId | null;
  /** Used when `subjectId` is null: a new subject is enrolled. */
  readonly newSubjectCode: string | null;
  /** Visit number: 3.1 for an unscheduled one. */
  readonly timepointIndex: number;
  /** Day of the scan as a person says it, where the images say none that can be (TP-01). */
  readonly scanDate?: IsoDate | null;
  /** Why a scan after the first dose is the baseline, or why it moves; asked for there. */
  readonly reason?: string | null;
};

/** What the commands on a subject answer: the whole new case, so that the window never guesses. `ids` names what was created. */
export type CommandReply = SubjectCaseReply & { readonly ids: Readonly<Record<string, string>> };

/** One entry of the audit trail: who did what when, and what it was before and is after. Null: not there. */
export type AuditEvent = {
  readonly seq: number;
  /** Counts the subject's events. */
  readonly revision: number;
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  /** LesionPlaced, MeasurementRecorded, … */
  readonly kind: string;
  /** In words: "T1 set to 30.9 mm at TP2". */
  readonly what: string;
  readonly entityType: string;
  readonly entityKey: string;
  readonly before: Json | null;
  readonly after: Json | null;
  readonly reason: string | null;
  readonly commandId: string;
  /** Command that this one takes back, or does again. */
  readonly undoOf: string | null;
  readonly redoOf: string | null;
  readonly programVersion: string;
  readonly engineVersion: string;
  readonly hash: string;
};

/** Responses and progression of a subject at a glance. */
export type ResponseState = {
  readonly progression: Progression | null;
  readonly bestOverallResponse: OverallResponse | null;
  readonly timepoints: readonly { readonly timepointId: TimepointId; readonly date: IsoDate; readonly overall: OverallResponse; readonly overallAsRead: OverallResponse }[];
};
/** POST /api/lesion/preview: what records of one lesion would change, before they are made. */
export type BackdatingPreview = { readonly before: ResponseState; readonly after: ResponseState; /** In words: "TP1 SD → PD; progression dated …". */ readonly sentence: string };
