import { describe, expect, test } from 'vitest';
import type { Placing } from '../contract.ts';
import { draftOf, idle, interact, isHolding, type Grip, type Interaction, type InteractionContext, type InteractionEvent, type InteractionResult } from './caliperInteraction.ts';
import { lengthOf, type CaliperShape, type PlanePoint } from './caliperShape.ts';

const target: Placing = { lesionId: null, label: 'T1', role: 'target', shortAxisRequired: false };
const node: Placing = { lesionId: 'n', label: 'T2', role: 'target', shortAxisRequired: true };
const bounds = { minX: 0, minY: 0, maxX: 300, maxY: 300 };
const context = (placing: Placing | null, slice = 7): InteractionContext => ({ placing, slice, bounds, clickMm: 2 });
const down = (x: number, y: number, grip: Grip | null = null): InteractionEvent => ({ type: 'down', at: [x, y], grip });
const move = (x: number, y: number): InteractionEvent => ({ type: 'move', at: [x, y] });
const up = (x: number, y: number): InteractionEvent => ({ type: 'up', at: [x, y] });

/** Runs events from idle and returns the last state with everything that was committed and selected on the way. */
function play(where: InteractionContext, ...events: InteractionEvent[]): { state: Interaction; commits: NonNullable<InteractionResult['commit']>[]; selects: (string | null)[] } {
  let state: Interaction = idle;
  const commits: NonNullable<InteractionResult['commit']>[] = [];
  const selects: (string | null)[] = [];
  for (const event of events) {
    const result = interact(state, event, where);
    state = result.next;
    if (result.commit) commits.push(result.commit);
    if (result.select !== undefined) selects.push(result.select);
  }
  return { state, commits, selects };
}
const shape: CaliperShape = { long: [[100, 100], [140, 100]], short: [[120, 90], [120, 112]], shortProvisional: false };
const grip = (part: Grip['part'], more: Partial<Grip> = {}): Grip => ({ lesionId: 'a', label: 'T1', role: 'target', shape, part, editable: true, ...more });

describe('drawing', () => {
  test('press, drag, release records the long axis at once, with the short axis provisional', () => {
    const { state, commits } = play(context(target), down(50, 50), move(70, 60), move(90, 50), up(90, 50));
    expect(state).toBe(idle);
    expect(commits).toHaveLength(1);
    expect(commits[0]!.shape.long).toEqual([[50, 50], [90, 50]]);
    expect(commits[0]!.shape.shortProvisional).toBe(true);
    expect(commits[0]!.slice).toBe(7);
  });

  test('click, move, click does the same', () => {
    const { state, commits } = play(context(target), down(50, 50), up(50.5, 50), move(70, 60), move(88, 50), down(90, 50), up(90, 50));
    expect(state).toBe(idle);
    expect(commits.map((each) => each.shape.long)).toEqual([[[50, 50], [90, 50]]]);
  });

  test('two clicks on the same spot record nothing', () => {
    expect(play(context(target), down(50, 50), up(50, 50), down(50, 50), up(50, 50)).commits).toEqual([]);
  });

  test('a drag off the image ends at its edge', () => {
    expect(play(context(target), down(50, 50), move(900, 50), up(900, 50)).commits[0]!.shape.long[1]).toEqual([300, 50]);
  });

  test('Esc leaves nothing behind', () => {
    const { state, commits } = play(context(target), down(50, 50), move(90, 50), { type: 'cancel' }, up(90, 50));
    expect(state).toBe(idle);
    expect(commits).toEqual([]);
  });

  test('axes do not change roles while dragging, whatever their lengths', () => {
    const { state } = play(context(null), down(120, 112, grip('short1')), move(120, 250));
    expect(lengthOf(draftOf(state)!.shape.short!)).toBeGreaterThan(lengthOf(draftOf(state)!.shape.long));
  });
});

describe('a node needs its short axis', () => {
  const longAxis = [down(50, 50), move(90, 50), up(90, 50)];

  test('the long axis alone is not recorded', () => {
    const { state, commits } = play(context(node), ...longAxis);
    expect(commits).toEqual([]);
    expect(state.kind).toBe('awaitingShort');
    expect(isHolding(state)).toBe(false);
  });

  test('dragging the perpendicular records both, the short one placed', () => {
    const { state, commits } = play(context(node), ...longAxis, down(65, 42), move(66, 60), up(66, 58));
    expect(state).toBe(idle);
    expect(commits[0]!.shape).toEqual({ long: [[50, 50], [90, 50]], short: [[65, 42], [65, 58]], shortProvisional: false });
  });

  test('Enter accepts the proposal', () => {
    const { commits } = play(context(node), ...longAxis, { type: 'accept' });
    expect(commits[0]!.shape.shortProvisional).toBe(false);
    expect(lengthOf(commits[0]!.shape.short!)).toBeCloseTo((40 * 2) / 3, 9);
  });

  test('a proposal handle can be dragged; a long handle can be mended first', () => {
    const awaiting = play(context(node), ...longAxis).state;
    const proposal = draftOf(awaiting)!.shape;
    const own = (part: Grip['part']): Grip => ({ lesionId: 'n', label: 'T2', role: 'target', shape: proposal, part, editable: true });
    const end = proposal.short![1];
    const mended = play(context(node), ...longAxis, down(90, 50, own('long1')), move(100, 50), up(100, 50));
    expect(mended.state.kind).toBe('awaitingShort');
    expect(draftOf(mended.state)!.shape.long[1]).toEqual([100, 50]);
    const placed = play(context(node), ...longAxis, down(end[0], end[1], own('short1')), move(end[0], end[1] - 5), up(end[0], end[1] - 5));
    expect(placed.commits[0]!.shape.shortProvisional).toBe(false);
  });

  test('a drag across the long axis is a short axis drawn anew, also when it begins on a handle of the proposal', () => {
    const proposal = draftOf(play(context(node), ...longAxis).state)!.shape;
    const [from] = proposal.short!;
    const { commits } = play(context(node), ...longAxis, down(from[0], from[1], { lesionId: 'n', label: 'T2', role: 'target', shape: proposal, part: 'short0', editable: true }), move(from[0], 60), up(from[0], 60));
    expect(commits[0]!.shape.short).toEqual([from, [from[0], 60]]);
  });

  test('is drawn, and moves nothing, when the press falls on the proposal\'s line or on the long axis', () => {
    const drawn = play(context(node), ...longAxis, down(65, 42, grip('whole', { lesionId: 'n' })), move(66, 60), up(66, 60));
    expect(drawn.commits).toHaveLength(1);
    expect(drawn.commits[0]!.shape.long).toEqual(draftOf(play(context(node), ...longAxis).state)!.shape.long);
    expect(drawn.commits[0]!.shape.shortProvisional).toBe(false);
  });

  test('a click that drags nothing leaves the proposal, Esc once takes back the drag and then everything', () => {
    expect(play(context(node), ...longAxis, down(65, 45), up(65, 45)).state.kind).toBe('awaitingShort');
    expect(play(context(node), ...longAxis, down(65, 42), move(65, 60), { type: 'cancel' }).state.kind).toBe('awaitingShort');
    expect(play(context(node), ...longAxis, { type: 'cancel' }).state).toBe(idle);
  });

  test('a perpendicular longer than the long axis changes roles with it on release', () => {
    const { commits } = play(context(node), ...longAxis, down(70, 20), move(70, 90), up(70, 90));
    expect(commits[0]!.shape.long).toEqual([[70, 20], [70, 90]]);
    expect(commits[0]!.shape.short).toEqual([[50, 50], [90, 50]]);
  });
});

describe('editing', () => {
  test('a long handle turns the calliper; it is recorded on release for its own lesion', () => {
    const { commits, selects } = play(context(null), down(141, 100, grip('long1')), move(100, 141), up(100, 141));
    expect(selects).toEqual(['a']);
    expect(commits[0]!.placing.lesionId).toBe('a');
    // Grabbed 1 mm beside the end, so the end follows 1 mm beside the pointer.
    expect(commits[0]!.shape.long[1]).toEqual([99, 141]);
    expect(lengthOf(commits[0]!.shape.short!)).toBeCloseTo(22, 9);
  });

  test('dragging the line moves all of it', () => {
    const { commits } = play(context(null), down(110, 100, grip('whole')), move(120, 110), up(120, 110));
    expect(commits[0]!.shape).toEqual({ long: [[110, 110], [150, 110]], short: [[130, 100], [130, 122]], shortProvisional: false });
  });

  test('a click selects and changes nothing; beside everything it selects nothing', () => {
    expect(play(context(null), down(140, 100, grip('long1')), up(140, 100))).toMatchObject({ commits: [], selects: ['a'], state: idle });
    expect(play(context(null), down(10, 10), up(10, 10)).selects).toEqual([null]);
  });

  test('what may not be edited is selected only', () => {
    expect(play(context(null), down(140, 100, grip('long1', { editable: false })), move(10, 10), up(10, 10))).toMatchObject({ commits: [], selects: ['a'] });
  });

  test('Esc while dragging records nothing', () => {
    expect(play(context(null), down(140, 100, grip('long1')), move(180, 100), { type: 'cancel' }, up(180, 100)).commits).toEqual([]);
  });

  test('a calliper cannot be folded to nothing', () => {
    expect(play(context(null), down(140, 100, grip('long1')), move(100, 100), up(100, 100)).commits).toEqual([]);
  });
});

describe('nudging', () => {
  const nudge = (by: PlanePoint): InteractionEvent => ({ type: 'nudge', by, grip: grip('long1') });

  test('steps add up and are recorded once, after the pause', () => {
    const { commits, state } = play(context(null), nudge([0.1, 0]), nudge([0.1, 0]), nudge([0, 0.1]), { type: 'settle' });
    expect(state).toBe(idle);
    expect(commits).toHaveLength(1);
    expect(commits[0]!.shape.long[1][0]).toBeCloseTo(140.2, 9);
    expect(commits[0]!.shape.long[1][1]).toBeCloseTo(100.1, 9);
  });

  test('a press before the pause is over records what was nudged and goes on', () => {
    const { commits, selects } = play(context(null), nudge([1, 0]), down(10, 10));
    expect(commits[0]!.shape.long[1]).toEqual([141, 100]);
    expect(selects).toEqual([null]);
  });

  test('Esc takes the steps back', () => {
    expect(play(context(null), nudge([1, 0]), { type: 'cancel' }, { type: 'settle' }).commits).toEqual([]);
  });
});
