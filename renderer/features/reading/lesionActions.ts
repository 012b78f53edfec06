import { lesionsToAssess, type Lesion, type NotEvaluableReason } from '../../../src/casefile/index.ts';
import { assessmentOf, pendingId, showDraft, useReading } from '../../state/index.ts';
import type { CaliperMeasure, Placing } from '../../viewer/index.ts';
import { toast, toastFailure } from '../../ui/index.ts';
import { caliperAt, earlierRecords, lesionOf, recordAt, type LesionChanges } from '../lesions/index.ts';
import { nextLesion } from './nextLesion.ts';
import type { PlacementFlow } from './placementFlow.ts';
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
  readonly notEvaluable: (lesionId: string, reason: NotEvaluableReason) => void;
  readonly note: (lesionId: string, note: string) => void;
  readonly remove: () => void;
  readonly edit: (lesionId: string, changes: LesionChanges) => void;
  readonly changeRole: (lesionId: string, role: 'target' | 'nonTarget') => void;
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
      return { selectedId: lesionId, isOffered: false, measuringId: isOpen && lesion.role === 'target' ? lesionId : null, menu: null, editingId: null, refusal: null, jump: now.jump + 1, series };
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
    recorder.record(lesion, timepoint.id, assessmentOf(lesion, measure, recordAt(subject, lesion.id, timepoint.id)));
    useReading.setState({ measuringId: null, selectedId: lesion.id, refusal: null });
  };

  /** Records a state. */
  const recordState = (lesion: Lesion, assessment: Parameters<ReaderContext['recorder']['record']>[2]) => {
    const { timepoint, recorder } = context();
    recorder.record(lesion, timepoint.id, assessment);
    showDraft(null);
    useReading.setState({ measuringId: null, menu: null });
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
    if (key === 'accept' && before) return next(1);
    const answer = stateAnswer(lesion, timepoint, before, earlierRecords(subject, lesion.id, timepoint)[0]?.record, key);
    if (answer.kind === 'refuse') return refuse(answer.why);
    if (answer.kind === 'askReason') return useReading.setState({ menu: { kind: 'reasons', lesionId: lesion.id } });
    if (answer.kind === 'nothing') return;
    recordState(lesion, answer.assessment);
    // Unequivocal progression needs its reason (R-409): the reader stays with it.
    if (key !== 'unequivocal') goOn(lesion);
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
  const stepHistory = (step: 'undo' | 'redo') => () => {
    const { subject, commands, say } = context();
    const { available, what } = subject[step];
    if (!available) return;
    const words = `${step === 'undo' ? 'Undone' : 'Redone'}${what ? `: ${what}` : ''}.`;
    commands[step]().then(() => { showDraft(null); toast(words); say(words); }, failed);
  };
  const undo = stepHistory('undo');
  const confirm: LesionActions['confirm'] = (words, revision) => {
    toast(words, { label: 'Undo', keys: 'Ctrl+Z', run: () => { if (context().subject.revision === revision) undo(); else toast('Not taken back: something was recorded after it. Ctrl+Z takes back the last change.'); } });
    context().say(words);
  };

  return {
    select, next, place, measureAgain, committed, state, remove, undo, confirm, redo: stepHistory('redo'),
    notEvaluable: (lesionId, reason) => {
      const lesion = lesionOf(context().subject, lesionId);
      if (!lesion) return;
      recordState(lesion, { state: 'notEvaluable', reason });
      goOn(lesion);
    },
    note: (lesionId, note) => {
      const { subject, timepoint, recorder } = context();
      const record = recordAt(subject, lesionId, timepoint.id);
      const lesion = lesionOf(subject, lesionId);
      if (lesion && (record?.state === 'status' || record?.state === 'newLesion')) recorder.record(lesion, timepoint.id, { ...record, note });
    },
    edit: (lesionId, changes) => { context().commands.editLesion({ lesionId, ...changes }).then(() => undefined, failed); },
    changeRole: (lesionId, role) => { context().commands.editLesion({ lesionId, role }).then(() => undefined, failed); },
  };
}
