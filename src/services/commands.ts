import { NadirError } from '../common/index.ts';
import { engineVersion } from '../recist/index.ts';
import type { Change, Command, SubjectRow } from '../store/index.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { announceRead } from './reads/announce.ts';

export { announce } from './reads/announce.ts';

/** A command on one subject's facts carries the revision its sender saw; null where no sender saw one (imports, the terminal). */
export type OnSubject = { readonly subjectId: string; readonly expectedRevision: number | null };

export type Intent = { readonly what: string; readonly undoable: boolean; readonly undoOf?: string; readonly redoOf?: string; readonly reason?: string };
export type Plan = Intent & { readonly changes: readonly Change[] };

/** The subject, or `notFound`. */
export function requireSubject(deps: ServiceDeps, subjectId: string): SubjectRow {
  const subject = deps.store.subjects.byId(subjectId);
  if (!subject) throw new NadirError('notFound', 'No such subject is in this database.', { reason: 'subject' });
  return subject;
}

/** Errors: conflict revisionMoved. Null: the sender saw none. */
export function checkRevision(code: string, actual: number, expected: number | null): void {
  if (expected === null || expected === actual) return;
  throw new NadirError('conflict', `Subject ${code} has changed since this was shown (revision ${expected}, now ${actual}). Look at the new state, then do it again.`, {
    reason: 'revisionMoved', details: { expected, actual },
  });
}

/** The command's envelope: who, when, by which program. */
export function envelope(deps: ServiceDeps, context: RequestContext, plan: Plan): Command {
  return {
    id: deps.newId(), what: plan.what, undoable: plan.undoable, actor: context.actor, role: context.role,
    ...(plan.undoOf === undefined ? {} : { undoOf: plan.undoOf }), ...(plan.redoOf === undefined ? {} : { redoOf: plan.redoOf }), ...(plan.reason === undefined ? {} : { reason: plan.reason }),
    programVersion: deps.programVersion, engineVersion, at: deps.clock.nowIso(), changes: plan.changes,
  };
}

/** Appends a plan inside the running write. */
export const append = (deps: ServiceDeps, context: RequestContext, plan: Plan): ReadonlyMap<string, number> => deps.store.log.append(envelope(deps, context, plan), deps.newId);

/**
 * One command on one subject: reads, decides and appends in one transaction. `decide` sees the subject at the revision it will be changed at.
 * Errors: notFound, conflict, and what `decide` refuses. Whatever `decide` returns besides its plan is handed back.
 */
export function runOnSubject<T>(deps: ServiceDeps, context: RequestContext, target: OnSubject, decide: (subject: SubjectRow) => { plan: Plan; result: T }): T {
  const done = deps.store.write(() => {
    const subject = requireSubject(deps, target.subjectId);
    checkRevision(subject.code, subject.revision, target.expectedRevision);
    const { plan, result } = decide(subject);
    const moved = append(deps, context, plan).size > 0;
    return { result, moved, changes: plan.changes, studyId: subject.studyId };
  });
  const study = deps.store.studies.byId(done.studyId);
  if (done.moved && study) announceRead(deps, study, target.subjectId, 'site', done.changes);
  return done.result;
}
