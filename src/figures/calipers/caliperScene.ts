/** What is drawn of the callipers, as plain data in px (design standard, section 5). The viewer puts it on screen, `sceneSvg.ts` into pictures: both look the same. */
import type { LesionRole } from '../../casefile/index.ts';
import { placeBeside } from './labelPlacement.ts';
import { cornersOf, grown, type Box, type CanvasPoint } from './planar.ts';

export type ScreenSegment = readonly [CanvasPoint, CanvasPoint];
export type SceneCaliper = {
  readonly lesionId: string;
  readonly role: LesionRole;
  readonly label: string;
  readonly valueText: string;
  readonly ghost: boolean;
  /** Selected, or being drawn or edited: thicker, with handles instead of bars. */
  readonly active: boolean;
  /** It cannot be changed: bars although it is selected. */
  readonly locked?: boolean;
  /** The short axis is a proposal that the reader has to place: hollow handles. */
  readonly proposal: boolean;
  readonly long: ScreenSegment;
  readonly short: ScreenSegment | null;
  readonly shortProvisional: boolean;
  /** The part that keys move: its handle has a ring. */
  readonly activePart?: string | null;
  /** No label while the live tag speaks for it. */
  readonly showLabel: boolean;
};

export type SceneShape =
  | { readonly kind: 'line'; readonly from: CanvasPoint; readonly to: CanvasPoint; readonly width: number; readonly dash: string | null; readonly halo: boolean; readonly part: string }
  | { readonly kind: 'handle'; readonly at: CanvasPoint; readonly radius: number; readonly hollow: boolean; readonly part: string; readonly ring?: boolean }
  | { readonly kind: 'star'; readonly at: CanvasPoint }
  | { readonly kind: 'text'; readonly at: CanvasPoint; readonly text: string };
export type SceneGroup = { readonly lesionId: string; readonly role: LesionRole; readonly ghost: boolean; readonly label: string; readonly valueText: string; readonly shapes: readonly SceneShape[] };

const barLength = 10;
/** Where bars go by their axis: at most this share of it, so that those of a small lesion do not close to a box. */
const barOfAxis = 0.4;
const labelGap = 10;
const leaderFrom = 24;
const starWidth = 13;
const labelHeight = 16;
const dashes = { target: null, nonTarget: '6 4', new: '1.5 4' } as const;
const ghostDash = '2 4';
const provisionalDash = '3 3';

/** A bar of 10 px across the end of an axis, less where bars go by their axis. */
function endBar(at: CanvasPoint, other: CanvasPoint, width: number, part: string, scale: number, barsByAxis: boolean): SceneShape {
  const length = Math.hypot(other[0] - at[0], other[1] - at[1]) || 1;
  const half = Math.min(barLength * scale, barsByAxis ? Math.max(length * barOfAxis, 3 * scale) : Infinity) / 2;
  const [nx, ny] = [(-(other[1] - at[1]) / length) * half, ((other[0] - at[0]) / length) * half];
  return { kind: 'line', from: [at[0] - nx, at[1] - ny], to: [at[0] + nx, at[1] + ny], width, dash: null, halo: true, part };
}

/** Corners of the lesion's outline in order. */
export const outlineOf = (caliper: Pick<SceneCaliper, 'long' | 'short'>): CanvasPoint[] =>
  caliper.short ? [caliper.long[0], caliper.short[0], caliper.long[1], caliper.short[1]] : [caliper.long[0], caliper.long[1]];

function lines(caliper: SceneCaliper, scale: number, barsByAxis: boolean): SceneShape[] {
  const { long, short, role, ghost, active } = caliper;
  const style = ghost ? ghostDash : dashes[role];
  const longWidth = (active ? 2 : 1.5) * scale;
  const shortWidth = 1.25 * scale;
  const shapes: SceneShape[] = [];
  if (short) shapes.push({ kind: 'line', from: short[0], to: short[1], width: shortWidth, dash: caliper.shortProvisional ? provisionalDash : style, halo: true, part: 'short' });
  shapes.push({ kind: 'line', from: long[0], to: long[1], width: longWidth, dash: style, halo: true, part: 'long' });
  if (active && caliper.locked !== true) {
    if (short && (!caliper.shortProvisional || caliper.proposal)) {
      short.forEach((at, end) => shapes.push({ kind: 'handle', at, radius: 3 * scale, hollow: caliper.shortProvisional, part: `short${end}`, ring: caliper.activePart === `short${end}` }));
    }
    long.forEach((at, end) => shapes.push({ kind: 'handle', at, radius: 4 * scale, hollow: false, part: `long${end}`, ring: caliper.activePart === `long${end}` }));
  } else {
    if (short && !caliper.shortProvisional) shapes.push(endBar(short[0], short[1], shortWidth, 'short0', scale, barsByAxis), endBar(short[1], short[0], shortWidth, 'short1', scale, barsByAxis));
    shapes.push(endBar(long[0], long[1], longWidth, 'long0', scale, barsByAxis), endBar(long[1], long[0], longWidth, 'long1', scale, barsByAxis));
  }
  return shapes;
}

/**
 * All callipers of a slice with their labels. Labels are placed in the order given, so give the selected one first. `textWidth` measures at the design's label size;
 * `scale` is how much larger than the design the person wants texts and marks. `barsByAxis`: bars of small lesions are shorter, for pictures that nobody can zoom.
 */
export function buildCaliperScene(calipers: readonly SceneCaliper[], pane: Box, textWidth: (text: string) => number, reserved: readonly Box[] = [], scale = 1, barsByAxis = false): SceneGroup[] {
  const outlines = calipers.map(outlineOf);
  const taken: CanvasPoint[][] = reserved.map(cornersOf);
  return calipers.map((caliper, index) => {
    const shapes = lines(caliper, scale, barsByAxis);
    if (caliper.showLabel) {
      const text = caliper.ghost ? caliper.valueText : [caliper.label, caliper.valueText].filter(Boolean).join('\u2002');
      const star = caliper.role === 'new' && !caliper.ghost ? starWidth * scale : 0;
      const placed = placeBeside({
        outline: outlines[index]!, size: { width: textWidth(text) * scale + star, height: labelHeight * scale }, gaps: [labelGap, 26, 44, 66, 92],
        pane: grown(pane, -4), obstacles: [...outlines.filter((_, other) => other !== index), ...taken],
      });
      taken.push(cornersOf(grown(placed.box, 2)));
      if (placed.distance > leaderFrom) shapes.push({ kind: 'line', from: placed.anchor, to: placed.attach, width: 1, dash: null, halo: false, part: 'leader' });
      if (star) shapes.push({ kind: 'star', at: [placed.box.x + 5 * scale, placed.box.y + (labelHeight * scale) / 2] });
      shapes.push({ kind: 'text', at: [placed.box.x + star, placed.box.y + (labelHeight - 4) * scale], text });
    }
    return { lesionId: caliper.lesionId, role: caliper.role, ghost: caliper.ghost, label: caliper.label, valueText: caliper.valueText, shapes };
  });
}
