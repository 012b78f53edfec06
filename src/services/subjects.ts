import { asId, isIsoDate, NadirError, type Json, type SubjectId } from '../common/index.ts';
import type { SubjectFacts } from '../recist/index.ts';
import type { Change, SubjectSnapshot } from '../store/index.ts';
import { announce, append, runOnSubject, type OnSubject } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { requireStudy } from './studies.ts';

export type NewSubject = { readonly studyId: string; readonly code: string; readonly site?: string; readonly note?: string; readonly facts?: SubjectFacts };
/** Clinical dates by name; null takes a date away, a missing one stays. */
export type FactsPatch = { readonly [name: string]: string | null | undefined };

export type SubjectCommands = {
  /** Errors: notFound study; refused subjectExists; invalid. */
  enrol(context: RequestContext, subject: NewSubject): SubjectId;
  /** Errors: invalid for an impossible date. */
  setFacts(context: RequestContext, target: OnSubject, patch: FactsPatch): void;
  /** Takes the subject's last step back. Errors: refused nothingToUndo, undoBlocked. */
  undo(context: RequestContext, target: OnSubject): void;
  /** Does the last undone step again. Errors: refused nothingToRedo, undoBlocked. */
  redo(context: RequestContext, target: OnSubject): void;
};

/** The change that enrols a subject, and the one that records its first dates. */
export function enrolChanges(id: string, subject: NewSubject): Change[] {
  const snapshot: SubjectSnapshot = { id, studyId: subject.studyId, code: subject.code, site: subject.site ?? '', note: subject.note ?? '' };
  return [
    { stream: id, kind: 'SubjectEnrolled', type: 'subject', key: id, after: snapshot as unknown as Json },
    { stream: id, kind: 'SubjectFactsRecorded', type: 'facts', key: id, after: (subject.facts ?? {}) as unknown as Json },
  ];
}

function checkNewSubject(deps: ServiceDeps, subject: NewSubject): void {
  requireStudy(deps, subject.studyId);
  if (subject.code.trim() === '') throw new NadirError('invalid', 'A subject needs a code.', { reason: 'subjectCode' });
  if (deps.store.subjects.byCode(subject.studyId, subject.code)) throw new NadirError('refused', `Subject ${subject.code} exists already in this study.`, { reason: 'subjectExists' });
}

function patchedFacts(facts: Json, patch: FactsPatch): Json {
  const result: Record<string, Json> = { ...(facts as Record<string, Json>) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) delete result[name];
    else if (isIsoDate(value)) result[name] = value;
    else throw new NadirError('invalid', `${value} is not a date of the calendar. Write it as YYYY-MM-DD.`, { reason: 'date', details: { name } });
  }
  return result;
}

function step(deps: ServiceDeps, context: RequestContext, target: OnSubject, direction: 'undo' | 'redo'): void {
  runOnSubject(deps, context, target, (subject) => {
    const state = deps.store.undo.state(subject.id);
    const found = direction === 'undo' ? state.undo : state.redo;
    if (!found) throw new NadirError('refused', `There is nothing to ${direction} for subject ${subject.code}.`, { reason: direction === 'undo' ? 'nothingToUndo' : 'nothingToRedo' });
    const changes = deps.store.undo.changes(subject.id, found.commandId, direction);
    const link = direction === 'undo' ? { undoOf: found.commandId } : { redoOf: found.commandId };
    return { plan: { what: found.what, undoable: false, ...link, changes }, result: undefined };
  });
}

/** Subjects, their clinical dates, and the way back. */
export function createSubjects(deps: ServiceDeps): SubjectCommands {
  return {
    enrol(context, subject) {
      const trimmed = { ...subject, code: subject.code.trim() };
      const id = deps.newId();
      const revisions = deps.store.write(() => {
        checkNewSubject(deps, trimmed);
        return append(deps, context, { what: `Subject ${trimmed.code} enrolled`, undoable: false, changes: enrolChanges(id, trimmed) });
      });
      announce(deps, subject.studyId, revisions);
      return asId<SubjectId>(id);
    },
    setFacts: (context, target, patch) => runOnSubject(deps, context, target, (subject) => {
      const change: Change = { stream: subject.id, kind: 'SubjectFactsRecorded', type: 'facts', key: subject.id, after: patchedFacts(subject.facts, patch) };
      return { plan: { what: 'Dates of the subject', undoable: true, changes: [change] }, result: undefined };
    }),
    undo: (context, target) => step(deps, context, target, 'undo'),
    redo: (context, target) => step(deps, context, target, 'redo'),
  };
}
