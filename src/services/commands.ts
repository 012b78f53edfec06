import { asId, NadirError, type StudyId, type SubjectId } from '../common/index.ts';
import { engineVersion } from '../recist/index.ts';
import type { Change, Command, SubjectRow } from '../store/index.ts';
import type { RequestContext, ServiceDeps } from './context.ts';

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

function checkRevision(subject: SubjectRow, expected: number | null): void {
  if (expected === null || expected === subject.revision) return;
  throw new NadirError('conflict', `Subject ${subject.code} has changed since this was shown (revision ${expected}, now ${subject.revision}). Look at the new state, then do it again.`, {
    reason: 'revisionMoved', details: { expected, actual: subject.revision },
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
    checkRevision(subject, target.expectedRevision);
    const { plan, result } = decide(subject);
    const revision = append(deps, context, plan).get(subject.id) ?? null;
    return { result, revision, studyId: subject.studyId };
  });
  if (done.revision !== null) announce(deps, done.studyId, new Map([[target.subjectId, done.revision]]));
  return done.result;
}

/** Tells the window, after the commit. Streams of studies are announced as the study. */
export function announce(deps: ServiceDeps, studyId: string, revisions: ReadonlyMap<string, number>): void {
  for (const [stream, revision] of revisions) {
    if (!stream.startsWith('study:')) deps.notify({ type: 'subject', subjectId: asId<SubjectId>(stream), revision });
  }
  deps.notify({ type: 'study', studyId: asId<StudyId>(studyId) });
}
