/**
 * Drawing and editing a calliper as a pure machine: what the pointer does goes in, the next state and what to tell the outside comes out.
 * All points are plane mm (caliperShape.ts); the pane turns them into screen pixels and patient mm.
 */
import type { LesionRole } from '../../../src/casefile/index.ts';
import type { Placing } from '../contract.ts';
import { clampPoint, drawnShape, drawShort, isAcross, lengthOf, longFirst, movePart, type CaliperPart, type CaliperShape, type PlaneBounds, type PlanePoint } from './caliperShape.ts';

/** An existing calliper and the part of it under the pointer. */
export type Grip = {
  readonly lesionId: string;
  readonly label: string;
  readonly role: LesionRole;
  readonly shape: CaliperShape;
  readonly part: CaliperPart;
  readonly editable: boolean;
};

export type Interaction =
  | { readonly kind: 'idle' }
  /** The long axis follows the pointer; `sticky` when it was begun by a click, so that the next click ends it. */
  | { readonly kind: 'drawing'; readonly placing: Placing; readonly slice: number; readonly anchor: PlanePoint; readonly shape: CaliperShape; readonly sticky: boolean; readonly moved: boolean }
  /** The long axis is there; the reader has to place the short axis or accept the proposal (nodes, R-203). */
  | { readonly kind: 'awaitingShort'; readonly placing: Placing; readonly slice: number; readonly shape: CaliperShape }
  | { readonly kind: 'drawingShort'; readonly placing: Placing; readonly slice: number; readonly from: PlanePoint; readonly before: CaliperShape; readonly shape: CaliperShape }
  /** A handle or the whole of a calliper follows the pointer; `awaiting`: it is the one being placed. */
  | { readonly kind: 'adjusting'; readonly placing: Placing; readonly slice: number; readonly part: CaliperPart; readonly grabbed: PlanePoint; readonly before: CaliperShape; readonly shape: CaliperShape; readonly moved: boolean; readonly awaiting: boolean }
  | { readonly kind: 'nudging'; readonly placing: Placing; readonly slice: number; readonly part: CaliperPart; readonly before: CaliperShape; readonly shape: CaliperShape };

export type InteractionEvent =
  | { readonly type: 'down'; readonly at: PlanePoint; readonly grip: Grip | null }
  | { readonly type: 'move'; readonly at: PlanePoint }
  | { readonly type: 'up'; readonly at: PlanePoint }
  | { readonly type: 'nudge'; readonly by: PlanePoint; readonly grip: Grip | null }
  /** The pause after the last nudge is over. */
  | { readonly type: 'settle' }
  | { readonly type: 'accept' }
  | { readonly type: 'cancel' };

export type InteractionContext = {
  readonly placing: Placing | null;
  readonly slice: number;
  readonly bounds: PlaneBounds;
  /** Below this many mm a press and release is a click and not a drag. */
  readonly clickMm: number;
};

export type InteractionResult = {
  readonly next: Interaction;
  /** A finished calliper to record. */
  readonly commit?: { readonly placing: Placing; readonly shape: CaliperShape; readonly slice: number };
  /** A calliper was picked, or none. */
  readonly select?: string | null;
};

export const idle: Interaction = { kind: 'idle' };

/** What is shown of a calliper in the making, and on which slice; null when nothing is. */
export function draftOf(state: Interaction): { readonly placing: Placing; readonly shape: CaliperShape; readonly slice: number } | null {
  return state.kind === 'idle' ? null : { placing: state.placing, shape: state.shape, slice: state.slice };
}

/** True while the pointer holds something, so that the magnifier shows and the wheel rests. */
export const isHolding = (state: Interaction): boolean =>
  state.kind === 'drawingShort' || state.kind === 'adjusting' || (state.kind === 'drawing' && (state.moved || state.sticky));

const placingOf = (grip: Grip): Placing => ({ lesionId: grip.lesionId, label: grip.label, role: grip.role, shortAxisRequired: false });

function onDown(state: Interaction, event: { at: PlanePoint; grip: Grip | null }, context: InteractionContext): InteractionResult {
  const at = clampPoint(event.at, context.bounds);
  if (state.kind === 'drawing') return { next: { ...state, shape: drawnShape([state.anchor, at], context.bounds), moved: true } };
  if (state.kind === 'awaitingShort') {
    if (state.slice !== context.slice) return { next: state };
    // Only its ends are taken hold of: whoever draws the short axis along the proposal, or from near the long axis, must not move what is placed.
    if (event.grip && event.grip.part !== 'whole') return { next: { ...state, kind: 'adjusting', part: event.grip.part, grabbed: event.at, before: state.shape, moved: false, awaiting: true } };
    return { next: { ...state, kind: 'drawingShort', from: at, before: state.shape } };
  }
  if (state.kind !== 'idle' && state.kind !== 'nudging') return { next: state };
  const settled = state.kind === 'nudging' ? { commit: { placing: state.placing, shape: longFirst(state.shape), slice: state.slice } } : {};
  if (context.placing) {
    return { ...settled, next: { kind: 'drawing', placing: context.placing, slice: context.slice, anchor: at, shape: drawnShape([at, at], context.bounds), sticky: false, moved: false } };
  }
  const { grip } = event;
  if (!grip) return { ...settled, next: idle, select: null };
  if (!grip.editable) return { ...settled, next: idle, select: grip.lesionId };
  return {
    ...settled,
    select: grip.lesionId,
    next: { kind: 'adjusting', placing: placingOf(grip), slice: context.slice, part: grip.part, grabbed: event.at, before: grip.shape, shape: grip.shape, moved: false, awaiting: false },
  };
}

function onMove(state: Interaction, at: PlanePoint, { bounds, clickMm }: InteractionContext): Interaction {
  switch (state.kind) {
    case 'drawing': {
      const end = clampPoint(at, bounds);
      const moved = state.moved || lengthOf([state.anchor, end]) > clickMm;
      return moved || state.sticky ? { ...state, moved, shape: drawnShape([state.anchor, end], bounds) } : state;
    }
    case 'drawingShort': return lengthOf([state.from, at]) > clickMm ? { ...state, shape: drawShort(state.before, state.from, at, bounds) } : { ...state, shape: state.before };
    case 'adjusting': {
      const moved = state.moved || lengthOf([state.grabbed, at]) > clickMm / 2;
      // A press on a proposal's handle that is drawn across the long axis is a short axis drawn anew, not a handle pulled through to the other side.
      if (moved && state.awaiting && (state.part === 'short0' || state.part === 'short1') && isAcross(state.before.long, state.grabbed, at)) {
        return { ...state, moved, shape: drawShort(state.before, state.grabbed, at, bounds) };
      }
      return moved ? { ...state, moved, shape: movePart(state.before, state.part, state.grabbed, at, bounds) } : state;
    }
    default: return state;
  }
}

/** The long axis is finished: recorded at once, or the short axis is asked for. */
function longAxisDone(state: Extract<Interaction, { kind: 'drawing' }>): InteractionResult {
  const { placing, slice, shape } = state;
  if (placing.shortAxisRequired) return { next: { kind: 'awaitingShort', placing, slice, shape } };
  return { next: idle, commit: { placing, slice, shape } };
}

function onUp(before: Interaction, at: PlanePoint, context: InteractionContext): InteractionResult {
  const state = onMove(before, at, context);
  switch (state.kind) {
    case 'drawing': {
      const long = lengthOf(state.shape.long);
      if (state.moved && long > context.clickMm) return longAxisDone(state);
      return { next: { ...state, sticky: true, moved: false } };
    }
    case 'drawingShort': {
      const { placing, slice, shape } = state;
      if (shape === state.before || !shape.short || lengthOf(shape.short) <= context.clickMm) return { next: { kind: 'awaitingShort', placing, slice, shape: state.before } };
      return { next: idle, commit: { placing, slice, shape: longFirst(shape) } };
    }
    case 'adjusting': {
      const { placing, slice, shape } = state;
      const usable = lengthOf(shape.long) > context.clickMm;
      if (state.awaiting) {
        if (!state.moved || !usable) return { next: { kind: 'awaitingShort', placing, slice, shape: state.before } };
        return shape.shortProvisional ? { next: { kind: 'awaitingShort', placing, slice, shape } } : { next: idle, commit: { placing, slice, shape: longFirst(shape) } };
      }
      return state.moved && usable ? { next: idle, commit: { placing, slice, shape: longFirst(shape) } } : { next: idle };
    }
    default: return { next: state };
  }
}

function onNudge(state: Interaction, event: { by: PlanePoint; grip: Grip | null }, context: InteractionContext): Interaction {
  const start = state.kind === 'nudging' ? state
    : state.kind === 'idle' && event.grip?.editable
      ? { kind: 'nudging' as const, placing: placingOf(event.grip), slice: context.slice, part: event.grip.part, before: event.grip.shape, shape: event.grip.shape }
      : null;
  if (!start) return state;
  const moved = movePart(start.shape, start.part, [0, 0], event.by, context.bounds);
  return { ...start, shape: lengthOf(moved.long) > 0 ? moved : start.shape };
}

/** The next state for one event. Never throws; an event that means nothing in a state leaves it as it is. */
export function interact(state: Interaction, event: InteractionEvent, context: InteractionContext): InteractionResult {
  switch (event.type) {
    case 'down': return onDown(state, event, context);
    case 'move': return { next: onMove(state, event.at, context) };
    case 'up': return onUp(state, event.at, context);
    case 'nudge': return { next: onNudge(state, event, context) };
    case 'settle': return state.kind === 'nudging' ? { next: idle, commit: { placing: state.placing, slice: state.slice, shape: longFirst(state.shape) } } : { next: state };
    case 'accept': {
      if (state.kind !== 'awaitingShort') return { next: state };
      return { next: idle, commit: { placing: state.placing, slice: state.slice, shape: longFirst({ ...state.shape, shortProvisional: false }) } };
    }
    case 'cancel': {
      if ((state.kind === 'adjusting' && state.awaiting) || state.kind === 'drawingShort') {
        return { next: { kind: 'awaitingShort', placing: state.placing, slice: state.slice, shape: state.before } };
      }
      return { next: idle };
    }
  }
}
