import type { SubjectCaseReply, CommandReply } from '../casefile/index.ts';
import { createAssignments, type AssignmentService } from './assignSeries.ts';
import { createAudit, createPreferences, type AuditService, type PreferenceService } from './audit.ts';
import { commandReply, readCase } from './caseReply.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { createExports, type ExportService } from './exports.ts';
import { createImportSink, type ImportSink } from './importSeries.ts';
import { createLesions, type LesionCommands } from './lesions.ts';
import { createSeriesService, type SeriesService } from './series.ts';
import { createStudyService, type StudyService } from './studies.ts';
import { createSubjects, type SubjectCommands } from './subjects.ts';
import { createTimepoints, type TimepointCommands } from './timepoints.ts';
import { createVerify, type VerifyService } from './verify.ts';
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
  readonly exports: ExportService;
  readonly audit: AuditService;
  readonly preferences: PreferenceService;
  readonly integrity: VerifyService;
  /** One subject's facts, result and findings. Errors: notFound. */
  readCase(subjectId: string): SubjectCaseReply;
  /** The same after a command, with the ids it made. */
  commandReply(subjectId: string, ids?: Readonly<Record<string, string>>): CommandReply;
  /** Where one import into one study puts what it reads. Errors: notFound. */
  importSink(context: RequestContext, studyId: string): ImportSink;
};

export function createServices(deps: ServiceDeps): Services {
  return {
    studies: createStudyService(deps), subjects: createSubjects(deps), timepoints: createTimepoints(deps), lesions: createLesions(deps), series: createSeriesService(deps),
    assignments: createAssignments(deps), worklist: createWorklist(deps), exports: createExports(deps), audit: createAudit(deps),
    preferences: createPreferences(deps), integrity: createVerify(deps),
    readCase: (subjectId) => readCase(deps, subjectId),
    commandReply: (subjectId, ids) => commandReply(deps, subjectId, ids),
    importSink: (context, studyId) => createImportSink(deps, context, studyId),
  };
}

export type { FactsChanged, RequestContext, Role, ServiceDeps } from './context.ts';
export type { AssessmentInput, CaliperInput, EditLesion, PlaceLesion } from './inputs.ts';
export type { CsvKind, ExportFile } from './exports.ts';
export type { OnSubject } from './commands.ts';
export type { ImportSink, ImportSummary } from './importSeries.ts';
export type { SeriesSource } from './series.ts';
export type { NewStudy, OnStudy, StudyEdit } from './studies.ts';
export type { FactsPatch, NewSubject } from './subjects.ts';
export { templateNames, templates, type ProtocolTemplate, type TemplateName } from './templates.ts';
export type { PlannedTimepoint } from './timepoints.ts';
export type { FileFault, VerifyReport } from './verify.ts';
