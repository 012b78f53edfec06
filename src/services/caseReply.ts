import { timepointFindings, type CommandReply, type SubjectCase, type SubjectCaseReply } from '../casefile/index.ts';
import type { SubjectResult } from '../recist/index.ts';
import { assembleCase } from './caseFile.ts';
import { requireSubject } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { evaluateCase } from './evaluate.ts';
import { findingsOf } from './findings/index.ts';
import { signedFindings } from './reads/signedFindings.ts';
import { viewpointOf } from './reads/viewpoint.ts';
import { requireStudy } from './studies.ts';

/** A case with what the engine makes of it and what a person should look at. */
export function withResult(subject: SubjectCase): SubjectCaseReply {
  const result: SubjectResult | null = evaluateCase(subject);
  return { case: subject, result, findings: [...timepointFindings(subject), ...findingsOf(subject, result), ...signedFindings(subject, result)] };
}

/** One subject with the site's read, whole: for the terminal, exports and the demo. Errors: notFound. */
export const readCase = (deps: ServiceDeps, subjectId: string): SubjectCaseReply => withResult(deps.store.read(() => assembleCase(deps, subjectId)));

/** One subject as whoever asks may see it. Errors: notFound. */
export const caseFor = (deps: ServiceDeps, context: RequestContext, subjectId: string): SubjectCaseReply =>
  withResult(deps.store.read(() => assembleCase(deps, subjectId, viewpointOf(requireStudy(deps, requireSubject(deps, subjectId).studyId), context))));

/** What a command answers: the case after it, and the ids it made. */
export const commandReply = (deps: ServiceDeps, context: RequestContext, subjectId: string, ids: Readonly<Record<string, string>> = {}): CommandReply => ({ ...caseFor(deps, context, subjectId), ids });
