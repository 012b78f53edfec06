import { lesionsToAssess, lookBackTimepoints, type Assessment, type Lesion, type LocalTreatment, type NewLesionExclusion, type NotEvaluableReason, type OtherTechnique } from '../../../src/casefile/index.ts';
import { assessmentOf, fragmentId, fragmentIndexOf, fragmentsOf, ownerOf, pendingId, recordOfFragments, showDraft, useReading, withFragment } from '../../state/index.ts';
import type { CaliperMeasure, Placing } from '../../viewer/index.ts';
import { toast, toastFailure } from '../../ui/index.ts';
import { caliperAt, decidedRecord, earlierRecords, lesionOf, notEvaluableReasons, previewOf, recordAt, type LesionChanges, type SplitActions } from '../lesions/index.ts';
import { nextLesion } from './nextLesion.ts';
import { withAcceptedShortAxis, type PlacementFlow } from './placementFlow.ts';
import { stateAnswer, type StateKey } from './stateKeys.ts';
import type { ReaderContext } from './useReader.ts';

export type LesionActions = {
  /** Selects a lesion, moves both panes to it and, while it is a target still to assess, puts it under the pen. */
  readonly select: (lesionId: string) => void;
  readonly next: (step: 1 | -1) => void;
  /** T, N, X. */
  readonly place: (role: Lesion['role']) => void;
  readonly measureAgain: (lesionId: string) => void;
  /** A calliper was finished in the pane. */
  readonly committed: (measure: CaliperMeasure, placing: Placing) => void;
  readonly state: (key: StateKey) => void;
  /** Records what is given, for a lesion of the timepoint being read. */
  readonly record: (lesionId: string, assessment: Assessment) => void;
  /** Decides an equivocal finding; one that dates progression back is shown first (R-505, R-507). */
  readonly decide: (lesionId: string, as: 'unequivocal' | 'dismissed') => void;
  /** Records what was only proposed so far. */
  readonly acceptProposal: () => void;
  /** Shows the place of a new lesion in every earlier timepoint. */
  readonly lookBack: (lesionId: string) => void;
  /** Where it is visible looking back: since a timepoint, or null, at none before. */
  readonly lookedBack: (lesionId: string, seenSince: string | null) => Promise<unknown>;
  readonly ruleOut: (lesionId: string, excluded: readonly NewLesionExclusion[]) => void;
  /** Takes the proposed short axis of a recorded node as the reader's own; without one the node is drawn again (R-203). */
  readonly acceptShortAxis: (lesionId: string) => void;
  readonly notEvaluable: (lesionId: string, reason: NotEvaluableReason) => void;
  readonly note: (lesionId: string, note: string) => void;
  readonly remove: () => void;
  readonly edit: (lesionId: string, changes: LesionChanges) => void;
  readonly changeRole: (lesionId: string, role: 'target' | 'nonTarget') => void;
  /** Opens the parts of a lesion that broke up (R-210). */
  readonly split: (lesionId: string) => void;
  readonly splitting: SplitActions;
  /** Confluent with a lead, which is then measured as the joint lesion (R-211). */
  readonly merge: (lesionId: string, leadId: string) => void;
  /** Treated locally since baseline; null: not after all (R-214). */
  readonly treat: (lesionId: string, treatment: LocalTreatment | null) => void;
  /** Measured by another technique, and comparable; null: by the same (R-213). */
  readonly technique: (lesionId: string, technique: OtherTechnique | null) => void;
  /** A non-target that stands for several lesions, or for one again (R-141). */
  readonly toggleGroup: (lesionId: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Says what was done, with the way back for as long as nothing was done after it: `revision` is the one it made. */
  readonly confirm: (words: string, revision: number) => void;
};

const refuse = (refusal: string) => useReading.setState({ refusal });

export function makeLesionActions(context: () => ReaderContext, placement: PlacementFlow): LesionActions {
  const selected = () => lesionOf(context().subject, useReading.getState().selectedId);

  const select: LesionActions['select'] = (lesionId) => {
    if (lesionId === pendingId || placement.settle() === 'blocked') return;
    const { subject, timepoint, reference } = context();
    const lesion = lesionOf(subject, lesionId);
    if (!lesion) return;
    const isOpen = lesionsToAssess(subject, timepoint).some((candidate) => candidate.id === lesionId);
    useReading.setState((now) => {
      // Where the lesion is measured decides the series; otherwise a series chosen by hand stays.
      const isMeasured = (id: string | undefined) => id !== undefined && caliperAt(subject, lesionId, id) !== undefined;
      const series = Object.fromEntries(Object.entries(now.series).filter(([id]) => !((id === timepoint.id || id === reference?.id) && isMeasured(id))));
      return {
        selectedId: lesion.id, isOffered: false, measuringId: isOpen && lesion.role === 'target' ? lesion.id : null, menu: null, editingId: null, refusal: null, jump: now.jump + 1, series, techniqueId: null, proposal: null, lookBackId: now.lookBackId === lesion.id ? now.lookBackId : null,
        splitting: now.splitting?.lesionId === lesion.id ? now.splitting : null,
      };
    });
  };
  const next: LesionActions['next'] = (step) => {
    const { subject, timepoint } = context();
    const { selectedId, isOffered } = useReading.getState();
    if (isOffered && selectedId !== null && step === 1) return select(selectedId);
    const lesion = nextLesion(subject, timepoint, selectedId, step);
    if (lesion) select(lesion.id);
  };
  const measureAgain: LesionActions['measureAgain'] = (lesionId) => {
    select(lesionId);
    if (useReading.getState().selectedId === lesionId) useReading.setState({ measuringId: lesionId });
  };

  const place: LesionActions['place'] = (role) => {
    const { subject, timepoint } = context();
    if (timepoint.index === 0 && role !== 'new') return placement.start(role);
    if (timepoint.index === 0) return refuse('New lesions start after baseline. At baseline disease is target or non-target (R-103).');
    if (role === 'new') return placement.start('new');
    const own = selected();
    const open = lesionsToAssess(subject, timepoint).find((lesion) => lesion.role === role);
    const lesion = own?.role === role && role === 'target' ? own : open ?? (own?.role === role ? own : undefined);
    if (!lesion) return refuse(role === 'target' ? 'Targets are chosen at baseline (R-136). Further disease that was there is non-target, what was not is new (X).' : 'Non-targets are recorded at baseline. Disease that was not there is new (X).');
    if (role === 'target') measureAgain(lesion.id);
    else select(lesion.id);
  };

  const committed: LesionActions['committed'] = (measure, placing) => {
    showDraft(null);
    if (placing.lesionId === null || placing.lesionId === pendingId) return placement.drawn(measure);
    const { subject, timepoint, recorder } = context();
    const lesion = lesionOf(subject, placing.lesionId);
    if (!lesion) return;
    const fragment = fragmentIndexOf(placing.lesionId);
    const record = assessmentOf(lesion, measure, recordAt(subject, lesion.id, timepoint.id), undefined, fragment);
    recorder.record(lesion, timepoint.id, record);
    useReading.setState({ recentId: lesion.id, measuringId: fragment === null ? null : nextFragment(lesion, record), selectedId: lesion.id, refusal: null });
  };

  /** The fragment to draw next, while there are more to give; null when all are given. */
  const nextFragment = (lesion: Lesion, record: Parameters<ReaderContext['recorder']['record']>[2] | null): string | null => {
    const { splitting } = useReading.getState();
    const given = fragmentsOf(record ?? undefined).length;
    return splitting?.lesionId === lesion.id && given < splitting.count ? fragmentId(lesion.id, given) : null;
  };
  const split: LesionActions['split'] = (lesionId) => {
    const { subject, timepoint } = context();
    const lesion = lesionOf(subject, lesionId);
    if (lesion?.role !== 'target') return;
    if (timepoint.index === 0) return refuse(`${lesion.label} cannot be split at baseline: fragments of a baseline lesion are lesions of their own (R-103, R-210).`);
    const record = recordAt(subject, lesion.id, timepoint.id);
    const count = Math.max(2, fragmentsOf(record).length);
    useReading.setState({ selectedId: lesion.id, menu: null, editingId: null, techniqueId: null, refusal: null, splitting: { lesionId: lesion.id, count } });
    useReading.setState({ measuringId: nextFragment(lesion, record ?? null) });
  };
  /** Changes the fragments of the lesion being split; what is left is recorded at once. */
  const changeFragments = (change: (parts: ReturnType<typeof fragmentsOf>) => ReturnType<typeof fragmentsOf>) => {
    const { subject, timepoint, recorder, commands } = context();
    const { splitting } = useReading.getState();
    const lesion = lesionOf(subject, splitting?.lesionId ?? null);
    if (!lesion || !splitting) return;
    const record = recordOfFragments(change(fragmentsOf(recordAt(subject, lesion.id, timepoint.id))));
    useReading.setState({ recentId: lesion.id });
    if (record) recorder.record(lesion, timepoint.id, record);
    else commands.clearAssessment({ lesionId: lesion.id, timepointId: timepoint.id }).then(() => undefined, failed);
    showDraft(null);
    useReading.setState({ measuringId: nextFragment(lesion, record) });
  };
  const splitting: SplitActions = {
    draw: (index) => useReading.setState((now) => (now.splitting ? { measuringId: fragmentId(now.splitting.lesionId, index) } : {})),
    give: (index, part) => changeFragments((parts) => withFragment(parts, index, part)),
    take: (index) => {
      useReading.setState((now) => (now.splitting ? { splitting: { ...now.splitting, count: Math.max(2, now.splitting.count - 1) } } : {}));
      changeFragments((parts) => withFragment(parts, index, null));
    },
    more: () => {
      const { subject, timepoint } = context();
      useReading.setState((now) => (now.splitting ? { splitting: { ...now.splitting, count: now.splitting.count + 1 } } : {}));
      const lesion = lesionOf(subject, useReading.getState().splitting?.lesionId ?? null);
      if (lesion) useReading.setState({ measuringId: nextFragment(lesion, recordAt(subject, lesion.id, timepoint.id) ?? null) });
    },
    done: () => useReading.setState((now) => ({ splitting: null, measuringId: now.measuringId !== null && ownerOf(now.measuringId) !== now.measuringId ? null : now.measuringId })),
  };
  const merge: LesionActions['merge'] = (lesionId, leadId) => {
    const { subject, timepoint, recorder } = context();
    const [lesion, lead] = [lesionOf(subject, lesionId), lesionOf(subject, leadId)];
    if (!lesion || !lead) return;
    recorder.record(lesion, timepoint.id, { state: 'merged', mergedInto: lead.id });
    showDraft(null);
    // The lead carries the joint diameter from now on: it is what to measure next.
    measureAgain(lead.id);
  };
  const technique: LesionActions['technique'] = (lesionId, said) => {
    const { subject, timepoint, recorder } = context();
    const record = recordAt(subject, lesionId, timepoint.id);
    const lesion = lesionOf(subject, lesionId);
    if (!lesion || record?.state !== 'measured') return;
    const { otherTechnique: _before, ...plain } = record;
    recorder.record(lesion, timepoint.id, said === null ? plain : { ...plain, otherTechnique: said });
  };

  /** Records a state. */
  const recordState = (lesion: Lesion, assessment: Parameters<ReaderContext['recorder']['record']>[2]) => {
    const { timepoint, recorder } = context();
    recorder.record(lesion, timepoint.id, assessment);
    showDraft(null);
    useReading.setState({ measuringId: null, menu: null, splitting: null, techniqueId: null, proposal: null, refusal: null, recentId: lesion.id });
  };
  const goOn = (from: Lesion) => {
    const { subject, timepoint } = context();
    const rest = lesionsToAssess(subject, timepoint).filter((lesion) => lesion.id !== from.id);
    if (rest.length > 0) next(1);
  };
  const state: LesionActions['state'] = (key) => {
    const { subject, timepoint } = context();
    const lesion = selected();
    if (!lesion) return next(1);
    const before = recordAt(subject, lesion.id, timepoint.id);
    if (key === 'accept' && useReading.getState().proposal?.lesionId === lesion.id) return acceptProposal();
    if (key === 'accept' && before) return next(1);
    const answer = stateAnswer(lesion, timepoint, before, earlierRecords(subject, lesion.id, timepoint)[0]?.record, key);
    if (answer.kind === 'refuse') return refuse(answer.why);
    if (answer.kind === 'askReason') return useReading.setState({ menu: { kind: 'reasons', lesionId: lesion.id } });
    if (answer.kind === 'nothing') return;
    if (key === 'unequivocal' && proposes(lesion, answer.assessment)) return;
    recordState(lesion, answer.assessment);
    // Unequivocal progression needs its reason (R-409): the reader stays with it.
    if (key !== 'unequivocal') goOn(lesion);
  };

  /** Shows what a record would date back instead of making it; false where it dates nothing back. */
  const proposes = (lesion: Lesion, assessment: Assessment): boolean => {
    const { subject, timepoint } = context();
    if (!previewOf(subject, lesion.id, [{ timepointId: timepoint.id, record: assessment }]).datesBack) return false;
    useReading.setState({ selectedId: lesion.id, measuringId: null, menu: null, refusal: null, proposal: { lesionId: lesion.id, timepointId: timepoint.id, assessment } });
    return true;
  };
  const acceptProposal: LesionActions['acceptProposal'] = () => {
    const { subject } = context();
    const { proposal } = useReading.getState();
    const lesion = lesionOf(subject, proposal?.lesionId ?? null);
    if (lesion && proposal) recordState(lesion, proposal.assessment);
  };
  const decide: LesionActions['decide'] = (lesionId, as) => {
    const { subject, timepoint } = context();
    const lesion = lesionOf(subject, lesionId);
    if (!lesion) return;
    select(lesionId);
    const record = decidedRecord(lesion, recordAt(subject, lesion.id, timepoint.id), as);
    if (as === 'dismissed' || !proposes(lesion, record)) recordState(lesion, record);
  };
  const lookBack: LesionActions['lookBack'] = (lesionId) => {
    const { subject, timepoint } = context();
    const lesion = lesionOf(subject, lesionId);
    if (lesion?.role !== 'new') return;
    if (!recordAt(subject, lesion.id, timepoint.id)) return refuse(`${lesion.label} is not recorded at ${timepoint.label} yet. Record it, then look back.`);
    if (lookBackTimepoints(subject, lesion).length === 0) return refuse(`No earlier timepoint has images to look back for ${lesion.label}.`);
    select(lesionId);
    useReading.setState({ lookBackId: lesion.id, lookBackSkip: 0 });
  };

  const failed = (error: unknown) => toastFailure(error);
  const remove: LesionActions['remove'] = () => {
    const { subject, timepoint, commands } = context();
    if (useReading.getState().placement) return placement.cancel();
    const lesion = selected();
    if (!lesion) return;
    if (lesion.placedAt === timepoint.id) {
      commands.removeLesion({ lesionId: lesion.id }).then((reply) => { useReading.setState({ selectedId: null, measuringId: null }); confirm(`${lesion.label} removed.`, reply.case.revision); }, failed);
    } else if (recordAt(subject, lesion.id, timepoint.id)) {
      commands.clearAssessment({ lesionId: lesion.id, timepointId: timepoint.id }).then((reply) => { confirm(`${lesion.label} at ${timepoint.label} cleared.`, reply.case.revision); select(lesion.id); }, failed);
    }
  };
  const stepNow = (step: 'undo' | 'redo') => {
    const { subject, commands, say, answers } = context();
    const { available, what } = subject[step];
    if (!available) return;
    const words = `${step === 'undo' ? 'Undone' : 'Redone'}${what ? `: ${what}` : ''}.`;
    const reply = commands[step]();
    answers.await(reply);
    reply.then(() => { showDraft(null); toast(words); say(words); }, failed);
  };
  /** What was just drawn may still be on its way: it is what the reader means, so it is waited for. */
  const stepHistory = (step: 'undo' | 'redo') => () => {
    const { commands, answers } = context();
    answers.after(() => answers.await(commands.settled(), () => stepNow(step)));
  };
  const undo = stepHistory('undo');
  const confirm: LesionActions['confirm'] = (words, revision) => {
    toast(words, { label: 'Undo', keys: 'Ctrl+Z', run: () => { if (context().subject.revision === revision) undo(); else toast('Not taken back: something was recorded after it. Ctrl+Z takes back the last change.'); } });
    context().say(words);
  };

  return {
    select, next, place, measureAgain, committed, state, remove, undo, confirm, redo: stepHistory('redo'), split, splitting, merge, technique, decide, acceptProposal, lookBack,
    record: (lesionId, assessment) => { const lesion = lesionOf(context().subject, lesionId); if (lesion) recordState(lesion, assessment); },
    lookedBack: async (lesionId, seenSince) => {
      const { commands, timepoint } = context();
      try {
        const reply = await commands.lookBack({ lesionId, timepointId: timepoint.id, seenSince });
        confirm(`${reply.case.undo.what ?? 'Looked back'}.`, reply.case.revision);
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    ruleOut: (lesionId, excluded) => {
      const { subject, timepoint, recorder } = context();
      const [lesion, record] = [lesionOf(subject, lesionId), recordAt(subject, lesionId, timepoint.id)];
      if (!lesion || record?.state !== 'newLesion') return;
      const { excluded: _before, ...rest } = record;
      recorder.record(lesion, timepoint.id, excluded.length === 0 ? rest : { ...rest, excluded });
    },
    acceptShortAxis: (lesionId) => {
      const { subject, timepoint } = context();
      const [lesion, record] = [lesionOf(subject, lesionId), recordAt(subject, lesionId, timepoint.id)];
      if (!lesion || record?.state !== 'measured' || !record.caliper || record.caliper.shortAxis === null) return measureAgain(lesionId);
      const taken = withAcceptedShortAxis({ caliper: record.caliper, longAxisMm: record.longAxisMm, shortAxisMm: null }, subject.protocol.recordingDecimals);
      recordState(lesion, { ...record, caliper: taken.caliper, shortAxisMm: taken.shortAxisMm });
    },
    treat: (lesionId, treatment) => {
      const lesion = lesionOf(context().subject, lesionId);
      const body = treatment && { kind: treatment.kind, from: treatment.from, date: treatment.date, planned: treatment.planned, note: treatment.note };
      context().commands.treatLesion({ lesionId, treatment: body }).then((reply) => { if (lesion && !lesion.treated) confirm(`${lesion.label} treated locally: not evaluable from ${context().timepoint.label} on.`, reply.case.revision); }, failed);
      useReading.setState({ measuringId: null, menu: null });
    },
    toggleGroup: (lesionId) => {
      const lesion = lesionOf(context().subject, lesionId);
      if (lesion?.role === 'nonTarget') context().commands.editLesion({ lesionId, group: !lesion.group }).then(() => undefined, failed);
    },
    notEvaluable: (lesionId, reason) => {
      const lesion = lesionOf(context().subject, lesionId);
      if (!lesion) return;
      const before = recordAt(context().subject, lesion.id, context().timepoint.id);
      const said = notEvaluableReasons.find(({ value }) => value === reason)?.label ?? reason;
      recordState(lesion, lesion.role === 'target' ? { state: 'notEvaluable', reason } : { state: 'status', status: 'notEvaluable', note: said, ...(before?.state === 'status' && before.caliper ? { caliper: before.caliper } : {}) });
      goOn(lesion);
    },
    note: (lesionId, note) => {
      const { subject, timepoint, recorder } = context();
      const record = recordAt(subject, lesionId, timepoint.id);
      const lesion = lesionOf(subject, lesionId);
      if (lesion && (record?.state === 'status' || record?.state === 'newLesion' || record?.state === 'notEvaluable')) recorder.record(lesion, timepoint.id, { ...record, note });
    },
    edit: (lesionId, changes) => { context().commands.editLesion({ lesionId, ...changes }).then(() => undefined, failed); },
    changeRole: (lesionId, role) => { context().commands.editLesion({ lesionId, role }).then(() => undefined, failed); },
  };
}
