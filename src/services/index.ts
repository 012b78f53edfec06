import type { SubjectCaseReply, CommandReply } from '../casefile/index.ts';
import { createAccountServices, type AccountService, type SessionService } from './accounts/index.ts';
import { createAnalysis, type AnalysisService } from './analysis/index.ts';
import { createAssignments, type AssignmentService } from './assignSeries.ts';
import { createAudit, createPreferences, type AuditService, type PreferenceService } from './audit.ts';
import { createBackupRecords, type BackupRecords } from './backups.ts';
import { caseFor, commandReply, readCase } from './caseReply.ts';
import { createFactImport, type FactImportService } from './clinical/index.ts';
import { createConfirmations, createQueries, createSyntheticCorrespondence, type ConfirmationService, type QueryService, type SyntheticCorrespondence } from './confirming/index.ts';
import type { FactsChanged, RequestContext, ServiceDeps } from './context.ts';
import { createExports, type ExportService } from './exports.ts';
import { createImportSink, type ImportSink } from './importSeries.ts';
import { createStudyTrail, type StudyTrail } from './studyTrail.ts';
import { createLesions, type LesionCommands } from './lesions.ts';
import { createAdjudication, createReads, createSyntheticReads, createVisibility, type SyntheticReads, type AdjudicationService, type ReadService, type VisibilityService } from './reads/index.ts';
import { mayHear } from './reads/viewpoint.ts';
import { createReadingAssignments, type ReadingAssignments } from './readingAssignments.ts';
import { createSeriesService, type SeriesService } from './series.ts';
import { createStudyService, type StudyService } from './studies.ts';
import { createSubjects, type SubjectCommands } from './subjects.ts';
import { createTrailService, type TrailService } from './trail/index.ts';
import { createTimepoints, type TimepointCommands } from './timepoints.ts';
import { createVerify, type VerifyService } from './verifying/index.ts';
import { createWorklist, type WorklistService } from './worklist.ts';

/** Every use case of the product over one store. The host makes it, the API and the command line call it. */
export type Services = {
  readonly studies: StudyService;
  readonly subjects: SubjectCommands;
  readonly timepoints: TimepointCommands;
  readonly lesions: LesionCommands;
  readonly series: SeriesService;
  readonly assignments: AssignmentService;
  readonly worklist: WorklistService;
  readonly readingAssignments: ReadingAssignments;
  readonly exports: ExportService;
  readonly analysis: AnalysisService;
  readonly audit: AuditService;
  readonly trail: TrailService;
  readonly preferences: PreferenceService;
  readonly integrity: VerifyService;
  /** The plan of automatic backups, and what the trail says of backups. */
  readonly backups: BackupRecords;
  readonly accounts: AccountService;
  readonly sessions: SessionService;
  readonly reads: ReadService;
  readonly adjudication: AdjudicationService;
  readonly factImport: FactImportService;
  readonly queries: QueryService;
  readonly confirmations: ConfirmationService;
  readonly visibility: VisibilityService;
  /** What is recorded of key lists and quarantine, which lie outside the database. */
  readonly studyTrail: StudyTrail;
  /** Finished reads, queries and confirmations of people who do not exist; in demo studies only. */
  readonly synthetic: SyntheticReads & SyntheticCorrespondence;
  /** One subject's facts, result and findings with the site's read, whole: for the terminal and the demo, never for a window. Errors: notFound. */
  readCase(subjectId: string): SubjectCaseReply;
  /** The same as whoever asks may see it. Errors: notFound. */
  caseFor(context: RequestContext, subjectId: string): SubjectCaseReply;
  /** The same after a command, with the ids it made. */
  commandReply(context: RequestContext, subjectId: string, ids?: Readonly<Record<string, string>>): CommandReply;
  /** Whether a person may hear of a change. */
  mayHear(context: RequestContext, change: FactsChanged): boolean;
  /** Where one import into one study puts what it reads. Errors: notFound. */
  importSink(context: RequestContext, studyId: string): ImportSink;
};

export function createServices(deps: ServiceDeps): Services {
  const people = createAccountServices(deps);
  return {
    studies: createStudyService(deps), subjects: createSubjects(deps), timepoints: createTimepoints(deps), lesions: createLesions(deps), series: createSeriesService(deps),
    assignments: createAssignments(deps), worklist: createWorklist(deps), readingAssignments: createReadingAssignments(deps), exports: createExports(deps), analysis: createAnalysis(deps), audit: createAudit(deps), trail: createTrailService(deps),
    preferences: createPreferences(deps), integrity: createVerify(deps), backups: createBackupRecords(deps), ...people, reads: createReads(deps, people.accounts),
    adjudication: createAdjudication(deps, people.accounts), queries: createQueries(deps, people.accounts), confirmations: createConfirmations(deps, people.accounts), visibility: createVisibility(deps), factImport: createFactImport(deps),
    studyTrail: createStudyTrail(deps), synthetic: { ...createSyntheticReads(deps), ...createSyntheticCorrespondence(deps) },
    readCase: (subjectId) => readCase(deps, subjectId),
    caseFor: (context, subjectId) => caseFor(deps, context, subjectId),
    commandReply: (context, subjectId, ids) => commandReply(deps, context, subjectId, ids),
    mayHear: (context, change) => deps.store.read(() => mayHear(deps, context, change)),
    importSink: (context, studyId) => createImportSink(deps, context, studyId),
  };
}

export { backupPlanOf, type BackupRecords } from './backups.ts';
export type { AccountChanges, AccountPolicy, AccountService, Caller, NewAccount, Person, SessionService } from './accounts/index.ts';
export type { FactFile, FactImportService } from './clinical/index.ts';
export type { ConfirmationService, ConfirmProgression, QueryService, RaiseQuery, SayInQuery } from './confirming/index.ts';
export type { FactsChanged, RequestContext, Role, ServiceDeps } from './context.ts';
export type { AssessmentInput, CaliperInput, EditLesion, PlaceLesion } from './inputs.ts';
export { createAnalysis, type AnalysisService } from './analysis/index.ts';
export type { CsvFile } from './exports.ts';
export { exportFormats, formatsNamed, type CsvKind, type ExportFormat, type ExportRequest } from './export/index.ts';
export type { OnSubject } from './commands.ts';
export type { StudyEvent, StudyTrail, StandingKeys } from './studyTrail.ts';
export type { ImportSink, ImportSummary } from './importSeries.ts';
export type { AdjudicationService, ReadService, SyntheticPerson, VisibilityService } from './reads/index.ts';
export type { SeriesSource } from './series.ts';
export type { NewStudy, OnStudy, StudyEdit } from './studies.ts';
export type { FactsPatch, NewSubject } from './subjects.ts';
export { templateNames, templates, type ProtocolTemplate, type TemplateName } from './templates.ts';
export { createTrailService, trailColumns, type TrailFile, type TrailService } from './trail/index.ts';
export type { PlannedTimepoint } from './timepoints.ts';
export { verifyInspected, type AnchorReport, type FileFault, type KnownHead, type ResultDifference, type VerifyOptions, type VerifyReport, type VerifyService, type VerifyStage } from './verifying/index.ts';
