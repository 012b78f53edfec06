import { asId, isIsoDate, NadirError, type Json, type SubjectId } from '../common/index.ts';
import { clinicalTexts, factField, type DoseChange, codeRuleOf, readSubjectCode, siteOfCode, subjectCodeWords, type ClinicalFacts, type StudyProtocol } from '../casefile/index.ts';
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
export type FactsPatch = { readonly [name: string]: string | readonly DoseChange[] | Readonly<Record<string, string>> | null | undefined };
/** What the audit trail says of it, where it is not one step of a person at the window. */
export type Told = { readonly what: string; readonly reason: string; readonly undoable: boolean };

export type SubjectCommands = {
  /** Errors: notFound study; refused subjectExists; invalid. */
  enrol(context: RequestContext, subject: NewSubject): SubjectId;
  /** Errors: invalid for an impossible date. */
  setFacts(context: RequestContext, target: OnSubject, patch: FactsPatch, told?: Told): void;
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
  const signed = new Set(deps.store.readFacts.ofType('signOff', [subject.id]).map(({ timepointId }) => timepointId));
  const { timepoints } = deps.store.subjects.rows([subject.id]);
  return replanChanges(timepoints, (id) => signed.has(id), { protocol, facts: subject.facts as unknown as SubjectFacts }, { protocol, facts: facts as unknown as SubjectFacts });
}

/** Dose changes by day, or days of visits by timepoint. Errors: invalid date. */
function listed(name: string, value: readonly DoseChange[] | Readonly<Record<string, string>>): Json {
  const dates = Array.isArray(value) ? (value as readonly DoseChange[]).map(({ date }) => date as string) : Object.values(value as Readonly<Record<string, string>>);
  const wrong = dates.find((date) => !isIsoDate(date));
  if (wrong !== undefined) throw new NadirError('invalid', `${wrong} is not a date of the calendar. Write it as YYYY-MM-DD.`, { reason: 'date', details: { name } });
  return (Array.isArray(value) ? (value as readonly DoseChange[]).toSorted((a, b) => a.date.localeCompare(b.date)) : value) as unknown as Json;
}

/** "Death 2026-03-01, arm B": what a patch says, for the audit trail. */
function factsWords(patch: FactsPatch): string {
  const said = Object.entries(patch).filter(([, value]) => value !== undefined).map(([name, value]) => {
    const title = factField(name)?.title ?? name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
    return value === null ? `${title} taken away` : typeof value === 'string' ? `${title} ${value}` : title;
  });
  return said.length === 0 ? 'Clinical facts' : said.join(', ');
}

function patchedFacts(facts: Json, patch: FactsPatch): Json {
  const result: Record<string, Json> = { ...(facts as Record<string, Json>) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) delete result[name];
    else if (typeof value !== 'string') result[name] = listed(name, value);
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
    setFacts: (context, target, patch, told) => runOnSubject(deps, context, target, (subject) => {
      requireOverview(requireStudy(deps, subject.studyId), context);
      const facts = patchedFacts(subject.facts, patch);
      const { arm } = patch;
      checkArm(protocolOf(requireStudy(deps, subject.studyId)), typeof arm === 'string' ? arm : undefined);
      const change: Change = { stream: subject.id, kind: 'SubjectFactsRecorded', type: 'facts', key: subject.id, after: facts };
      // The visits count from these dates: the plan moves with them, in the same step.
      return { plan: { ...(told ?? { what: factsWords(patch), undoable: true }), changes: [change, ...replanned(deps, subject, facts)] }, result: undefined };
    }),
    undo: (context, target) => step(deps, context, target, 'undo'),
    redo: (context, target) => step(deps, context, target, 'redo'),
  };
}
