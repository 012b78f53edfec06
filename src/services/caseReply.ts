import type { CommandReply, SubjectCase, SubjectCaseReply } from '../casefile/index.ts';
import type { SubjectResult } from '../recist/index.ts';
import { assembleCase } from './caseFile.ts';
import type { ServiceDeps } from './context.ts';
import { evaluateCase } from './evaluate.ts';
import { findingsOf } from './findings/index.ts';

/** A case with what the engine makes of it and what a person should look at. */
export function withResult(subject: SubjectCase): SubjectCaseReply {
  const result: SubjectResult | null = evaluateCase(subject);
  return { case: subject, result, findings: findingsOf(subject, result) };
}

/** One subject, whole. Errors: notFound. */
export const readCase = (deps: ServiceDeps, subjectId: string): SubjectCaseReply => withResult(deps.store.read(() => assembleCase(deps, subjectId)));

/** What a command answers: the case after it, and the ids it made. */
export const commandReply = (deps: ServiceDeps, subjectId: string, ids: Readonly<Record<string, string>> = {}): CommandReply => ({ ...readCase(deps, subjectId), ids });
