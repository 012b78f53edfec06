import { asId, NadirError, type IsoDate, type TimepointId } from '../../common/index.ts';
import { lookBackRecords, lookBackTimepoints, recordOf, type Assessment, type BackdatingPreview, type Lesion, type LocalTreatment, type NewLesionExclusion, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import type { NewLesionStatus, NonTargetStatus, SubjectResult } from '../../recist/index.ts';
import { assembleCase, lesionOf, timepointOf } from '../caseFile.ts';
import { requireSubject, type OnSubject } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { evaluateCase } from '../evaluate.ts';
import { checkRecordable, clearChange, recordChange, recordWords } from '../records.ts';
import { requireStudy } from '../studies.ts';
import { readFactChange } from './readFacts.ts';
import { runOnRead } from './runOnRead.ts';
import { viewpointOf } from './viewpoint.ts';

export type ResolveFinding = { readonly lesionId: string; readonly timepointId: string; readonly as: 'unequivocal' | 'dismissed'; readonly note?: string | undefined; readonly excluded?: readonly NewLesionExclusion[] | undefined };
export type TreatLesion = { readonly lesionId: string; readonly treatment: { readonly kind: LocalTreatment['kind']; readonly from: string; readonly date: string | null; readonly planned: boolean; readonly note: string } | null; /** Where it was taken from, for the audit trail: a file and its row. */ readonly source?: string };
export type LookBackFor = { readonly lesionId: string; readonly timepointId: string; readonly seenSince: string | null };
export type PreviewedRecord = { readonly timepointId: string; readonly status: NewLesionStatus | NonTargetStatus | null };

export type LifecycleCommands = {
  /** Decides an equivocal finding, of a new lesion or of a non-target (R-505, R-507). Errors: refused notEquivocal and what a record refuses. */
  resolve(context: RequestContext, target: OnSubject, input: ResolveFinding): void;
  /** A lesion was resected, irradiated or ablated: not evaluable from a timepoint on (R-214); null takes that back. Errors: refused treatedBaseline, treatedNew. */
  treat(context: RequestContext, target: OnSubject, input: TreatLesion): void;
  /** Whether a new lesion is visible in earlier timepoints: equivocal since then (R-507), or dismissed when baseline had it (R-501). One command, one step of undo. Errors: refused notNew, lookBackLater, nothingToLookBackFor. */
  lookBack(context: RequestContext, target: OnSubject, input: LookBackFor): void;
  /** What responses and progression would become if these records of one lesion were made. Changes nothing. Errors: notFound. */
  preview(context: RequestContext, subjectId: string, lesionId: string, records: readonly PreviewedRecord[]): BackdatingPreview;
};

const isEquivocal = (record: Assessment | undefined): boolean =>
  (record?.state === 'newLesion' && record.status === 'equivocal') || (record?.state === 'status' && record.status === 'equivocalProgression');

function checkEquivocal(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): void {
  const before = subject.timepoints.filter((one) => one.index <= timepoint.index);
  if (before.some((one) => isEquivocal(recordOf(subject, lesion.id, one.id)))) return;
  throw new NadirError('refused', `${lesion.label} was not recorded as equivocal up to ${timepoint.label}: there is nothing to decide. Record its status instead.`, { reason: 'notEquivocal' });
}

/** The record that decides the finding at the timepoint, its calliper kept. */
function resolved(lesion: Lesion, now: Assessment | undefined, { as, note, excluded }: ResolveFinding): Assessment {
  const said = note === undefined || note.trim() === '' ? {} : { note: note.trim() };
  if (lesion.role === 'nonTarget') {
    const caliper = now?.state === 'status' && now.caliper ? { caliper: now.caliper } : {};
    return { state: 'status', status: as === 'unequivocal' ? 'unequivocalProgression' : 'present', ...said, ...caliper };
  }
  const { status: _status, note: _note, excluded: _excluded, ...drawn } = now?.state === 'newLesion' ? now : ({ state: 'newLesion', status: 'equivocal' } as Extract<Assessment, { state: 'newLesion' }>);
  return { ...drawn, status: as, ...said, ...(excluded && excluded.length > 0 ? { excluded } : {}) };
}

function toTreatment(subject: SubjectCase, lesion: Lesion, { kind, from, date, planned, note }: NonNullable<TreatLesion['treatment']>): LocalTreatment {
  const timepoint = timepointOf(subject, from);
  if (lesion.role === 'new') throw new NadirError('refused', `${lesion.label} is a new lesion: progression stands whatever is done to it later (R-502).`, { reason: 'treatedNew' });
  if (timepoint.index === 0) throw new NadirError('refused', `Treatment before baseline is a trait of the lesion (R-119), not a treatment since baseline. Choose the first timepoint after it.`, { reason: 'treatedBaseline' });
  return { kind, from: asId<TimepointId>(from), date: date as IsoDate | null, planned, note: note.trim() };
}

function withRecords(subject: SubjectCase, lesion: Lesion, records: readonly PreviewedRecord[]): SubjectCase {
  const own: Record<string, Assessment> = { ...subject.assessments[lesion.id] };
  for (const { timepointId, status } of records) {
    const timepoint = timepointOf(subject, timepointId);
    if (status === null) delete own[timepoint.id];
    else own[timepoint.id] = lesion.role === 'new' ? { state: 'newLesion', status: status as NewLesionStatus } : { state: 'status', status: status as NonTargetStatus };
  }
  return { ...subject, assessments: { ...subject.assessments, [lesion.id]: own } };
}

const stateOf = (result: SubjectResult | null): BackdatingPreview['before'] => ({
  progression: result?.progression ?? null, bestOverallResponse: result?.bestOverallResponse ?? null,
  timepoints: (result?.timepoints ?? []).map(({ id, date, overall, overallAsRead }) => ({ timepointId: asId<TimepointId>(id), date, overall, overallAsRead })),
});

function changesBetween(subject: SubjectCase, before: BackdatingPreview['before'], after: BackdatingPreview['before']): string {
  const labelOf = new Map<string, string>(subject.timepoints.map((one) => [one.id, one.label]));
  const was = new Map<string, string>(before.timepoints.map((one) => [one.timepointId, one.overall]));
  const moved = after.timepoints.filter((one) => was.get(one.timepointId) !== one.overall)
    .map((one) => `${labelOf.get(one.timepointId) ?? ''} ${was.has(one.timepointId) ? `${was.get(one.timepointId)} → ` : ''}${one.overall}`);
  const [from, to] = [before.progression?.date ?? null, after.progression?.date ?? null];
  const dates = from === to ? [] : [to === null ? `no progression (was ${from})` : `progression dated ${to}${from === null ? '' : ` instead of ${from}`}`];
  return [...moved, ...dates].join('; ') || 'Nothing changes';
}

/** What becomes of findings and lesions after baseline. */
export function createLifecycle(deps: ServiceDeps): LifecycleCommands {
  return {
    resolve: (context, target, input) => runOnRead(deps, context, target, ({ subject }) => {
      const [lesion, timepoint] = [lesionOf(subject, input.lesionId), timepointOf(subject, input.timepointId)];
      checkEquivocal(subject, lesion, timepoint);
      const record = resolved(lesion, recordOf(subject, lesion.id, timepoint.id), input);
      checkRecordable(subject, lesion, timepoint, { state: record.state });
      return { plan: { what: recordWords(subject, lesion, timepoint, record), undoable: true, changes: [recordChange(subject, lesion.id, timepoint.id, record)] }, result: undefined };
    }),

    treat: (context, target, { lesionId, treatment, source }) => runOnRead(deps, context, target, ({ subject, slot }) => {
      const lesion = lesionOf(subject, lesionId);
      const body = treatment === null ? null : { lesionId: lesion.id, ...toTreatment(subject, lesion, treatment) };
      const place = { subjectId: subject.subjectId, slot, timepointId: body?.from ?? null, name: lesion.id };
      const what = body === null ? `${lesion.label} no longer treated locally` : `${lesion.label} ${body.kind === 'other' ? 'treated locally' : body.kind} before ${timepointOf(subject, body.from).label}`;
      return { plan: { what, undoable: source === undefined, ...(source === undefined ? {} : { reason: source }), changes: [readFactChange('LesionTreated', 'treatment', place, body)] }, result: undefined };
    }, { knowsPatient: true }),

    lookBack: (context, target, { lesionId, timepointId, seenSince }) => runOnRead(deps, context, target, ({ subject }) => {
      const [lesion, timepoint] = [lesionOf(subject, lesionId), timepointOf(subject, timepointId)];
      if (lesion.role !== 'new') throw new NadirError('refused', `${lesion.label} is no new lesion: baseline shows where it was.`, { reason: 'notNew' });
      const since = seenSince === null ? null : timepointOf(subject, seenSince);
      if (since && !lookBackTimepoints(subject, lesion).some((one) => one.id === since.id)) throw new NadirError('refused', `${lesion.label} was placed at ${timepointOf(subject, lesion.placedAt).label}; ${since.label} is no earlier timepoint with images.`, { reason: 'lookBackLater' });
      const records = lookBackRecords(subject, lesion, timepoint, seenSince);
      if (records.length === 0) throw new NadirError('refused', `${lesion.label} is not recorded at ${timepoint.label} yet. Record it, then look back.`, { reason: 'nothingToLookBackFor' });
      for (const { timepointId: id, record } of records) if (record && record.state === 'newLesion' && record.status !== 'dismissed') checkRecordable(subject, lesion, timepointOf(subject, id), { state: record.state });
      const what = since === null ? `${lesion.label} not visible before ${timepointOf(subject, lesion.placedAt).label}` : since.index === 0 ? `${lesion.label} visible at ${since.label}, dismissed` : `${lesion.label} visible since ${since.label}`;
      return { plan: { what, undoable: true, changes: records.map(({ timepointId: id, record }) => (record === null ? clearChange(subject, lesion.id, id) : recordChange(subject, lesion.id, id, record))) }, result: undefined };
    }),

    preview: (context, subjectId, lesionId, records) => deps.store.read(() => {
      const view = viewpointOf(requireStudy(deps, requireSubject(deps, subjectId).studyId), context);
      const subject = assembleCase(deps, subjectId, view);
      const [before, after] = [stateOf(evaluateCase(subject)), stateOf(evaluateCase(withRecords(subject, lesionOf(subject, lesionId), records)))];
      return { before, after, sentence: changesBetween(subject, before, after) };
    }),
  };
}
