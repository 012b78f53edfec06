import type { CommandReply } from '../../../src/api/wire.ts';
import type { LesionRole, SubjectCase } from '../../../src/casefile/index.ts';
import { findingKey } from '../../../src/common/index.ts';
import { formatMm, type OrganCode } from '../../../src/recist/index.ts';
import { axisLengthMm, recordedMm } from '../../../src/geometry/index.ts';
import { assessmentOf, changePlacement, pendingId, showDraft, useReading, withLesion, type Placement } from '../../state/index.ts';
import type { CaliperMeasure } from '../../viewer/index.ts';
import { defaultOrgan, findingsAbout, isDeviation, isOrganFull, kindOf, nextLabel, pendingLesion, pendingRecord, placementGuards, placementObstacle, roleName, saidTraits } from '../lesions/index.ts';
import { assessmentInput } from './assessmentInput.ts';
import { toastFailure } from '../../ui/index.ts';
import type { ReaderContext } from './useReader.ts';
import { failureText } from './useRecorder.ts';

export type PlacementFlow = {
  /** Begins a new lesion; one drawn already changes its role instead. */
  readonly start: (role: LesionRole) => void;
  readonly drawn: (measure: CaliperMeasure) => void;
  readonly accept: (newStatus?: 'equivocal' | 'unequivocal') => void;
  /** Names its organ, which records a lesion that is drawn and has nothing in its way. */
  readonly chooseOrgan: (organ: OrganCode) => void;
  readonly cancel: () => void;
  readonly makeNonTarget: () => void;
  readonly makeTarget: () => void;
  /** Records a target that the rules do not allow, with the reason why the protocol is departed from (Q-B03, Q-B05). */
  readonly acceptDeviation: (reason: string) => Promise<void>;
  readonly measureAgain: () => void;
  readonly acceptShortAxis: () => void;
  /** Before the reader turns to something else: records what can be recorded, drops what was not drawn. `blocked`: something drawn still waits for an answer. */
  readonly settle: () => 'free' | 'sending' | 'blocked';
};

/** The measure with the proposed short axis taken as the reader's own. */
export function withAcceptedShortAxis(measure: CaliperMeasure, decimals: number): CaliperMeasure {
  const { caliper } = measure;
  if (!caliper.shortAxis) return measure;
  return { ...measure, caliper: { ...caliper, shortAxisProvisional: false }, shortAxisMm: recordedMm(axisLengthMm(caliper.shortAxis), decimals) };
}

/** The facts with the lesion being placed, for the table; one under the hand is in them already. The engine's result stays without it. */
export function withPlacement(subject: SubjectCase, placement: Placement): SubjectCase {
  if (subject.lesions.some((lesion) => lesion.id === pendingId)) return subject;
  const lesion = pendingLesion(placement);
  const whole = withLesion(subject, lesion);
  // How sure a new lesion is has not been said yet.
  if (!placement.measure || placement.role === 'new') return whole;
  return { ...whole, assessments: { ...whole.assessments, [pendingId]: { [placement.timepointId]: assessmentOf(lesion, placement.measure, undefined) } } };
}

const leaveField = () => (document.activeElement as HTMLElement | null)?.blur();

export function makePlacementFlow(context: () => ReaderContext): PlacementFlow {
  const current = () => useReading.getState().placement;
  /** What the reader asked for while a lesion was on its way. */
  let afterwards: (() => void) | null = null;
  /** The lesion on its way was recorded with an organ that the reader has not looked at yet. */
  let isEditedNext = false;
  const drop = () => { useReading.setState({ placement: null }); showDraft(null); leaveField(); };

  const start: PlacementFlow['start'] = (role) => {
    const { subject, timepoint } = context();
    const before = current();
    const label = nextLabel(subject, role);
    if (before?.measure && before.role !== role) { changePlacement({ role, label, state: 'open', message: null }); return; }
    const settled = settle();
    if (settled === 'sending') afterwards = () => start(role);
    if (settled !== 'free') return;
    // A full organ is not offered to a target: what comes next is elsewhere, or a non-target.
    const offered = defaultOrgan(subject);
    const organ = role === 'target' && offered !== null && isOrganFull(subject, offered) ? null : offered;
    useReading.setState({
      selectedId: null, measuringId: null, menu: null, editingId: null, refusal: null,
      placement: { role, label, timepointId: timepoint.id, organ, description: '', group: false, traits: {}, measure: null, state: 'open', message: null },
    });
  };

  const stored = (placement: Placement, reply: CommandReply, known: ReadonlySet<string>) => {
    const { say, changeView } = context();
    const lesion = reply.case.lesions.find((candidate) => !known.has(candidate.id));
    // The reader may have turned to another lesion or timepoint meanwhile.
    if (current() === null || current()?.state === 'sending') useReading.setState((now) => ({ placement: null, selectedId: now.selectedId ?? lesion?.id ?? null }));
    showDraft(null);
    leaveField();
    if (placement.organ !== null) changeView({ lastOrgan: placement.organ });
    const then = afterwards;
    afterwards = null;
    if (isEditedNext && !then && lesion && useReading.getState().selectedId === lesion.id) useReading.setState({ editingId: lesion.id });
    isEditedNext = false;
    then?.();
    say(`${lesion?.label ?? placement.label} recorded as ${roleName(placement.role)}${placement.measure ? `, ${formatMm(lesion?.kind === 'node' ? placement.measure.shortAxisMm ?? placement.measure.longAxisMm : placement.measure.longAxisMm)} mm` : ''}.`);
  };

  /** Sends what is drawn and named, and answers with the lesion it became. */
  const send = async (placement: Placement, newStatus: 'equivocal' | 'unequivocal'): Promise<CommandReply | null> => {
    const { subject, timepoint, commands } = context();
    const record = pendingRecord(placement, newStatus);
    if (placement.organ === null || !record) return null;
    changePlacement({ state: 'sending', message: null });
    const known = new Set(subject.lesions.map((lesion) => lesion.id));
    try {
      const reply = await commands.placeLesion({
        timepointId: timepoint.id, role: placement.role, organ: placement.organ, kind: kindOf(placement.organ), description: placement.description.trim(), group: placement.group, ...saidTraits(placement.traits),
        assessment: assessmentInput(record),
      });
      stored(placement, reply, known);
      return reply;
    } catch (error) {
      afterwards = null;
      isEditedNext = false;
      const failed: Placement = { ...placement, state: 'failed', message: failureText(error) };
      if (context().timepoint.id === placement.timepointId) useReading.setState({ placement: failed });
      else toastFailure(error);
      return null;
    }
  };

  const accept: PlacementFlow['accept'] = (newStatus = 'unequivocal') => {
    const placement = current();
    if (placement && placementObstacle(context().subject, placement) === null) void send(placement, newStatus);
  };

  const acceptDeviation: PlacementFlow['acceptDeviation'] = async (reason) => {
    const placement = current();
    const { subject, timepoint, commands } = context();
    if (!placement || placement.state === 'sending' || !isDeviation(placementGuards(subject, placement))) return;
    const known = new Set(subject.lesions.map((lesion) => lesion.id));
    const reply = await send(placement, 'unequivocal');
    const lesion = reply?.case.lesions.find((candidate) => !known.has(candidate.id));
    if (!reply || !lesion) return;
    const blocking = findingsAbout(reply.findings, lesion.id, timepoint.id).filter((finding) => finding.severity === 'block' && finding.acceptsReason === true);
    for (const finding of blocking) await commands.giveReason({ findingKey: findingKey(finding), reason });
  };

  /** Saved as soon as it is drawn and named, unless a guard stands in the way. An organ taken from the lesion before, and the description, stay open for correction. */
  const recordAtOnce = (isCorrected: boolean) => {
    const placement = current();
    const { subject } = context();
    if (!placement || placement.role === 'new' || placement.organ === null || placementObstacle(subject, placement) !== null) return;
    isEditedNext = isCorrected;
    accept();
  };

  const settle: PlacementFlow['settle'] = () => {
    const placement = current();
    if (!placement) return 'free';
    if (placement.state === 'sending') return 'sending';
    if (!placement.measure) { drop(); return 'free'; }
    const { subject } = context();
    if (placement.role !== 'new' && placement.state === 'open' && placementObstacle(subject, placement) === null) { accept(); return 'sending'; }
    useReading.setState({ refusal: `${placement.label} is drawn and not recorded. Record or discard it first.` });
    return 'blocked';
  };

  return {
    start, accept, acceptDeviation, settle,
    drawn: (measure) => {
      useReading.setState({ refusal: null });
      changePlacement({ measure, state: 'open', message: null });
      showDraft(null);
      recordAtOnce(true);
    },
    chooseOrgan: (organ) => {
      changePlacement({ organ, traits: {}, state: 'open', message: null });
      if (current()?.measure) recordAtOnce(false);
    },
    cancel: () => { for (const handle of Object.values(context().handles)) handle.current?.cancel(); useReading.setState({ refusal: null }); drop(); },
    makeNonTarget: () => changePlacement({ role: 'nonTarget', label: nextLabel(context().subject, 'nonTarget'), state: 'open', message: null }),
    makeTarget: () => start('target'),
    measureAgain: () => { leaveField(); changePlacement({ measure: null, state: 'open', message: null }); },
    acceptShortAxis: () => {
      const measure = current()?.measure;
      if (measure) changePlacement({ measure: withAcceptedShortAxis(measure, context().subject.protocol.recordingDecimals) });
    },
  };
}
