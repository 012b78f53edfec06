import { asId, isIsoDate, NadirError, type Json, type SubjectId } from '../common/index.ts';
import { clinicalTexts, codeRuleOf, readSubjectCode, siteOfCode, subjectCodeWords, type ClinicalFacts, type StudyProtocol } from '../casefile/index.ts';
import type { SubjectFacts } from '../recist/index.ts';
import { readStream, type Change, type SubjectRow, type SubjectSnapshot } from '../store/index.ts';
import { announce, append, runOnSubject, type OnSubject } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { runOnRead } from './reads/runOnRead.ts';
import { requireOverview } from './reads/viewpoint.ts';
import { replanChanges } from './replan.ts';
import { protocolOf, requireStudy } from './studies.ts';

export type NewSubject = { readonly studyId: string; readonly code: string; readonly site?: string; readonly note?: string; readonly facts?: ClinicalFacts };
/** Clinical dates and facts in words by name; null takes a date away, a missing one stays. */
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

/** A new subject with its code as the study's rule writes it, and the site the code names. Errors: refused subjectCode. */
export function subjectBy(protocol: StudyProtocol, subject: NewSubject): NewSubject {
  const rule = codeRuleOf(protocol);
  const parts = readSubjectCode(rule, subject.code);
  if (!parts) throw new NadirError('refused', `${subject.code} is not a subject code of this study: ${subjectCodeWords(rule)}.`, { reason: 'subjectCode' });
  return { ...subject, code: parts.code, site: subject.site ?? (parts.site === '' ? '' : siteOfCode(protocol, parts.site)) };
}

function checkNewSubject(deps: ServiceDeps, given: NewSubject): NewSubject {
  const protocol = protocolOf(requireStudy(deps, given.studyId));
  if (given.code.trim() === '') throw new NadirError('invalid', 'A subject needs a code.', { reason: 'subjectCode' });
  const subject = subjectBy(protocol, given);
  if (deps.store.subjects.byCode(subject.studyId, subject.code)) throw new NadirError('refused', `Subject ${subject.code} exists already in this study.`, { reason: 'subjectExists' });
  return subject;
}

function replanned(deps: ServiceDeps, subject: SubjectRow, facts: Json): Change[] {
  const protocol = protocolOf(requireStudy(deps, subject.studyId));
  if (!protocol.visits) return [];
  const signed = deps.store.studies.signedTimepoints(subject.studyId);
  const { timepoints } = deps.store.subjects.rows([subject.id]);
  return replanChanges(timepoints, (id) => signed.has(id), { protocol, facts: subject.facts as unknown as SubjectFacts }, { protocol, facts: facts as unknown as SubjectFacts });
}

function patchedFacts(facts: Json, patch: FactsPatch): Json {
  const result: Record<string, Json> = { ...(facts as Record<string, Json>) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) delete result[name];
    else if ((clinicalTexts as readonly string[]).includes(name)) result[name] = value.trim();
    else if (isIsoDate(value)) result[name] = value;
    else throw new NadirError('invalid', `${value} is not a date of the calendar. Write it as YYYY-MM-DD.`, { reason: 'date', details: { name } });
  }
  return result;
}

function step(deps: ServiceDeps, context: RequestContext, target: OnSubject, direction: 'undo' | 'redo'): void {
  runOnRead(deps, context, target, ({ subject, slot }) => {
    const stream = readStream(subject.subjectId, slot);
    const state = deps.store.undo.state(stream);
    const found = direction === 'undo' ? state.undo : state.redo;
    if (!found) throw new NadirError('refused', `There is nothing to ${direction} for subject ${subject.code}.`, { reason: direction === 'undo' ? 'nothingToUndo' : 'nothingToRedo' });
    const changes = deps.store.undo.changes(stream, found.commandId, direction);
    const link = direction === 'undo' ? { undoOf: found.commandId } : { redoOf: found.commandId };
    return { plan: { what: found.what, undoable: false, ...link, changes }, result: undefined };
  });
}

/** Errors: refused arm. */
function checkArm({ design }: StudyProtocol, arm: string | null | undefined): void {
  if (arm == null || !design || design.arms.some(({ name }) => name === arm.trim())) return;
  throw new NadirError('refused', `The study has no arm ${arm}. Its arms: ${design.arms.map(({ name }) => name).join(', ')}.`, { reason: 'arm' });
}

/** Subjects, their clinical dates, and the way back. */
export function createSubjects(deps: ServiceDeps): SubjectCommands {
  return {
    enrol(context, subject) {
      const id = deps.newId();
      const revisions = deps.store.write(() => {
        const enrolled = checkNewSubject(deps, subject);
        checkArm(protocolOf(requireStudy(deps, subject.studyId)), subject.facts?.arm);
        return append(deps, context, { what: `Subject ${enrolled.code} enrolled`, undoable: false, changes: enrolChanges(id, enrolled) });
      });
      announce(deps, subject.studyId, revisions);
      return asId<SubjectId>(id);
    },
    setFacts: (context, target, patch) => runOnSubject(deps, context, target, (subject) => {
      requireOverview(requireStudy(deps, subject.studyId), context);
      const facts = patchedFacts(subject.facts, patch);
      checkArm(protocolOf(requireStudy(deps, subject.studyId)), patch['arm']);
      const change: Change = { stream: subject.id, kind: 'SubjectFactsRecorded', type: 'facts', key: subject.id, after: facts };
      // The visits count from these dates: the plan moves with them, in the same step.
      return { plan: { what: 'Dates of the subject', undoable: true, changes: [change, ...replanned(deps, subject, facts)] }, result: undefined };
    }),
    undo: (context, target) => step(deps, context, target, 'undo'),
    redo: (context, target) => step(deps, context, target, 'redo'),
  };
}
