import { asId, NadirError, type Json, type StudyId } from '../common/index.ts';
import { checkProtocol, protocolChanges, protocolVersion, type StudyDetail, type StudyProtocol, type StudySummary, type StudyVersion } from '../casefile/index.ts';
import { studyStream, type StudyRow, type StudySnapshot } from '../store/index.ts';
import { announce, append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { assignedSlot, isDoubleRead, viewpointOf, type Viewpoint } from './reads/viewpoint.ts';
import { replanStudy } from './replan.ts';
import { templates, type TemplateName } from './templates.ts';

/** `protocol` left out: the template's own. */
export type NewStudy = { readonly code: string; readonly title: string; readonly template: TemplateName; readonly isDemo?: boolean; readonly protocol?: StudyProtocol };
/** A command on a study's record carries the revision that was shown (`StudyDetail.revision`). */
export type OnStudy = { readonly studyId: string; readonly expectedRevision: number };
export type StudyEdit = { readonly code?: string; readonly title?: string; readonly protocol?: StudyProtocol };

export type StudyService = {
  /** Real studies first, then the demo; by code. */
  list(): readonly StudySummary[];
  /** The same, each with what whoever asks is to it. */
  listFor(context: RequestContext): readonly StudySummary[];
  /** Errors: notFound. */
  byId(studyId: string): StudySummary;
  /** Case does not matter. Errors: notFound, listing the codes there are. */
  byCode(code: string): StudySummary;
  /** The whole protocol with every version of it. Errors: notFound. */
  detail(studyId: string): StudyDetail;
  /** The same as whoever asks may know it: readers of a blinded or double-read study see neither arms and other readers nor how far reads are. Errors: notFound. */
  detailFor(context: RequestContext, studyId: string): StudyDetail;
  /** Tells every window to look at the study again. */
  announce(studyId: string): void;
  /** Errors: refused studyExists; invalid protocol, naming the field. */
  create(context: RequestContext, study: NewStudy): StudySummary;
  /** Changes a study in place. Once a read is signed only what is organisation may change. Errors: notFound, conflict, invalid; refused studyExists, protocolFixed. */
  edit(context: RequestContext, target: OnStudy, edit: StudyEdit): StudyDetail;
  /** A numbered amendment: version n + 1 with its reason; signatures keep the version they were given under. Errors: notFound, conflict, invalid; refused nothingChanged. */
  amend(context: RequestContext, target: OnStudy, protocol: StudyProtocol, reason: string): StudyDetail;
};

/** The protocol of a stored study. */
export const protocolOf = (row: Pick<StudyRow, 'protocol'>): StudyProtocol => row.protocol as unknown as StudyProtocol;

const toSummary = (row: StudyRow): StudySummary => ({
  id: asId<StudyId>(row.id), code: row.code, title: row.title, isDemo: row.isDemo, subjects: row.subjects, protocolName: protocolOf(row).name,
});

/** The stored study, or `notFound`. */
export function requireStudy(deps: ServiceDeps, studyId: string): StudyRow {
  const study = deps.store.studies.byId(studyId);
  if (!study) throw new NadirError('notFound', 'No such study is in this database.', { reason: 'study' });
  return study;
}

/** Refuses a protocol that cannot be used, naming the first fields. Oddities (`warn`) pass. */
function checked(protocol: StudyProtocol): StudyProtocol {
  const faults = checkProtocol(protocol).filter((one) => one.severity === 'block');
  if (faults.length > 0) {
    throw new NadirError('invalid', `The protocol cannot be used. ${faults.slice(0, 3).map((one) => one.message).join(' ')}${faults.length > 3 ? ` And ${faults.length - 3} more.` : ''}`, {
      reason: 'protocol', details: { problems: faults as unknown as Json },
    });
  }
  // One place for the decimals: the recording tools read them from the protocol itself.
  const { recordingDecimals: _decimals, ...params } = protocol.params;
  return { ...protocol, params };
}

type StudyEvent = { readonly revision: number; readonly kind: string; readonly at: string; readonly actor: string; readonly reason: string | null; readonly before: StudySnapshot | null; readonly after: StudySnapshot };

const studyEvents = (deps: ServiceDeps, studyId: string): readonly StudyEvent[] => deps.store.log.eventsOfStream(studyStream(studyId))
  .filter((event) => event.entity_type === 'study' && event.after !== null)
  .map((event) => ({
    revision: event.revision, kind: event.kind, at: event.at, actor: event.actor, reason: event.reason,
    before: event.before === null ? null : (JSON.parse(event.before) as StudySnapshot), after: JSON.parse(event.after ?? 'null') as StudySnapshot,
  }));

const kindWords: Readonly<Record<string, StudyVersion['kind']>> = { StudyCreated: 'created', StudyAmended: 'amended' };

const toVersion = ({ kind, at, actor, reason, before, after }: StudyEvent): StudyVersion => {
  const protocol = protocolOf(after);
  return {
    version: protocolVersion(protocol), kind: kindWords[kind] ?? 'edited', at, actor, reason, protocol,
    changes: before === null ? [] : [
      ...(before.code === after.code ? [] : [{ path: 'code', section: 'Study', title: 'Code', before: before.code, after: after.code, fixed: false }]),
      ...(before.title === after.title ? [] : [{ path: 'title', section: 'Study', title: 'Title', before: before.title, after: after.title, fixed: false }]),
      ...protocolChanges(protocolOf(before), protocol),
    ],
  };
};

function detailOf(deps: ServiceDeps, studyId: string): StudyDetail {
  const row = requireStudy(deps, studyId);
  const events = studyEvents(deps, studyId);
  return {
    ...toSummary(row), template: row.template, protocol: protocolOf(row), version: protocolVersion(protocolOf(row)), revision: events.at(-1)?.revision ?? 0,
    signedReads: deps.store.studies.signedReads(studyId), versions: events.map(toVersion),
  };
}

/** What a reader may know of the study (R-J02). */
function limitedDetail(detail: StudyDetail, { slot, blinded }: Viewpoint): StudyDetail {
  if (slot === 'site' && !blinded) return detail;
  const { readers: _readers, design: _design, sites: _sites, subjectCodes: _codes, deidentification: _deidentification, exporting: _exporting, ...protocol } = detail.protocol;
  return { ...detail, protocol, signedReads: 0, versions: [] };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** One change of a study's own record, and what it moves in the plans of its subjects, in one transaction. */
function change(deps: ServiceDeps, context: RequestContext, target: OnStudy, decide: (row: StudyRow) => { kind: 'StudyEdited' | 'StudyAmended'; what: string; after: StudySnapshot; reason?: string }): StudyDetail {
  const revisions = deps.store.write(() => {
    const row = requireStudy(deps, target.studyId);
    const actual = studyEvents(deps, row.id).at(-1)?.revision ?? 0;
    if (actual !== target.expectedRevision) {
      throw new NadirError('conflict', `Study ${row.code} has been changed since it was shown. Look at the new state, then do it again.`, { reason: 'revisionMoved', details: { expected: target.expectedRevision, actual } });
    }
    const { kind, what, after, reason } = decide(row);
    const touched = append(deps, context, { what, undoable: false, ...(reason === undefined ? {} : { reason }), changes: [{ stream: studyStream(row.id), kind, type: 'study', key: row.id, after: after as unknown as Json }] });
    const replanned = same(protocolOf(row).visits, protocolOf(after).visits) && same(protocolOf(row).params, protocolOf(after).params) ? new Map<string, number>() : replanStudy(deps, context, row, protocolOf(after));
    return new Map([...touched, ...replanned]);
  });
  announce(deps, target.studyId, revisions);
  return deps.store.read(() => detailOf(deps, target.studyId));
}

const snapshotOf = (row: StudyRow, edit: StudyEdit & { readonly protocol: StudyProtocol }): StudySnapshot => ({
  id: row.id, code: edit.code ?? row.code, title: edit.title ?? row.title, template: row.template, isDemo: row.isDemo, protocol: edit.protocol as unknown as Json,
});

const codeTaken = (code: string): NadirError => new NadirError('refused', `A study with the code ${code} exists already. Choose another code.`, { reason: 'studyExists' });

function checkEdit(deps: ServiceDeps, row: StudyRow, edit: StudyEdit, protocol: StudyProtocol): void {
  const other = edit.code === undefined ? null : deps.store.studies.byCode(edit.code);
  if (edit.code !== undefined && other && other.id !== row.id) throw codeTaken(edit.code);
  const signed = deps.store.studies.signedReads(row.id);
  if (signed === 0) return;
  const fixed = protocolChanges(protocolOf(row), protocol).filter((one) => one.fixed);
  if (fixed.length > 0) {
    throw new NadirError('refused', `${signed} ${signed === 1 ? 'read is' : 'reads are'} signed under version ${protocolVersion(protocolOf(row))} of the protocol. ${fixed.map((one) => one.title).slice(0, 3).join(', ')} can be changed only by an amendment with a reason.`, {
      reason: 'protocolFixed', details: { fields: fixed.map((one) => one.path) },
    });
  }
}

/** Studies (clinical trials) with their protocol. */
export function createStudyService(deps: ServiceDeps): StudyService {
  const { store } = deps;
  return {
    list: () => store.read(() => store.studies.list().map(toSummary)),
    listFor: (context) => store.read(() => store.studies.list().map((row) => {
      const { slot, blinded } = viewpointOf(row, context);
      return { ...toSummary(row), you: { slot: assignedSlot(row, context.accountId) ?? slot, double: isDoubleRead(row), blinded } };
    })),
    byId: (studyId) => store.read(() => toSummary(requireStudy(deps, studyId))),
    byCode: (code) => store.read(() => {
      const study = store.studies.byCode(code);
      if (study) return toSummary(study);
      const codes = store.studies.list().map((one) => one.code);
      throw new NadirError('notFound', `There is no study ${code}. ${codes.length > 0 ? `Studies here: ${codes.join(', ')}.` : 'There are no studies in this data folder yet.'}`, { reason: 'study' });
    }),
    detail: (studyId) => store.read(() => detailOf(deps, studyId)),
    detailFor: (context, studyId) => store.read(() => limitedDetail(detailOf(deps, studyId), viewpointOf(requireStudy(deps, studyId), context))),
    announce: (studyId) => announce(deps, studyId, new Map()),
    create(context, study) {
      const protocol = { ...checked(study.protocol ?? templates[study.template].protocol), version: 1 };
      const created = store.write(() => {
        if (store.studies.byCode(study.code)) throw codeTaken(study.code);
        const snapshot: StudySnapshot = { id: deps.newId(), code: study.code, title: study.title, template: study.template, isDemo: study.isDemo ?? false, protocol: protocol as unknown as Json };
        append(deps, context, { what: `Study ${study.code} created`, undoable: false, changes: [{ stream: studyStream(snapshot.id), kind: 'StudyCreated', type: 'study', key: snapshot.id, after: snapshot as unknown as Json }] });
        return requireStudy(deps, snapshot.id);
      });
      announce(deps, created.id, new Map());
      return toSummary(created);
    },
    edit: (context, target, edit) => change(deps, context, target, (row) => {
      const protocol = { ...checked(edit.protocol ?? protocolOf(row)), version: protocolVersion(protocolOf(row)) };
      checkEdit(deps, row, edit, protocol);
      return { kind: 'StudyEdited', what: `Study ${row.code} changed`, after: snapshotOf(row, { ...edit, protocol }) };
    }),
    amend: (context, target, amended, reason) => change(deps, context, target, (row) => {
      const before = protocolOf(row);
      const version = protocolVersion(before) + 1;
      const protocol = { ...checked(amended), version };
      if (protocolChanges(before, protocol).length === 0) throw new NadirError('refused', `Nothing differs from version ${version - 1}. Change a parameter first.`, { reason: 'nothingChanged' });
      return { kind: 'StudyAmended', what: `Protocol amended to version ${version}`, reason, after: snapshotOf(row, { protocol }) };
    }),
  };
}
