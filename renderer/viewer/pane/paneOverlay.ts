/** Writes the overlay of a pane: callipers, tag, magnifier, corners, letters, scale bar and rail. Called at most once per animation frame. */
import type { SeriesImages } from '../../../src/api/wire.ts';
import { edgeLetters, lettersOf, scale } from '../../../src/geometry/index.ts';
import type { PlanePoint } from '../calipers/caliperShape.ts';
import type { PaneProps } from '../contract.ts';
import { bottomLeftLines, topLeftLines, type BottomLeftState } from '../overlay/cornerTexts.ts';
import { boxOf, buildCaliperScene, cornersOf, outlineOf, placeBeside, placeMagnifier, scaleBar, type Box, type SceneCaliper } from '../../../src/figures/index.ts';
import { drawMagnifier, magnifierRadius, magnifierReach } from '../overlay/magnifier.ts';
import { createTextMeasure, paintScene } from '../overlay/paintScene.ts';
import { imageToCanvas, type CanvasPoint, type DisplayTransform } from '../stage/displayTransform.ts';
import { viewerSettings } from '../viewerSettings.ts';
import type { CaliperDesk, ShownCaliper } from './caliperDesk.ts';
import { setAttributes, setLines, setText, type PaneDom } from './paneDom.ts';
import { roleColor } from './roleColors.ts';

export type OverlayState = {
  readonly props: PaneProps;
  readonly images: SeriesImages;
  readonly transform: DisplayTransform;
  readonly desk: CaliperDesk;
  /** The crosshair that keys move, plane mm. */
  readonly cursor: PlanePoint | null;
  readonly pointer: CanvasPoint | null;
  readonly canvas: HTMLCanvasElement | null;
  /** Size of the live tag as last laid out, CSS px. Never asked of the tag here: that would lay out the whole window in mid-frame. */
  readonly tagSize: { readonly width: number; readonly height: number };
  readonly bottomLeft: BottomLeftState;
  readonly hidden: boolean;
  /** Lesion whose calliper is under the pointer. */
  readonly hovered: string | null;
};

const labelFont = '650 12px "Inter Variable", Inter, system-ui, sans-serif';
const tagGaps = [20, 40, 70, 110];
let textWidth: ((text: string) => number) | null = null;

const canvasPointOf = ({ transform }: OverlayState, [x, y]: PlanePoint): CanvasPoint =>
  imageToCanvas(transform, { column: x / transform.grid.columnSpacingMm, row: y / transform.grid.rowSpacingMm });

/** A calliper of the slice in screen pixels. */
export function sceneCaliperOf(state: OverlayState, shown: ShownCaliper): SceneCaliper {
  const segment = ([a, b]: readonly [PlanePoint, PlanePoint]) => [canvasPointOf(state, a), canvasPointOf(state, b)] as const;
  const { lesionId, role, label, valueText, ghost, selected, locked, drafted, proposal, shape, activePart } = shown;
  return {
    lesionId, role, label, valueText, ghost, active: selected || drafted, locked, proposal, activePart,
    long: segment(shape.long), short: shape.short && segment(shape.short), shortProvisional: shape.shortProvisional,
    showLabel: !(drafted && state.props.renderLiveTag),
  };
}

export function paintOverlay(dom: PaneDom, state: OverlayState): void {
  const { width, height } = state.transform.size;
  const pane: Box = { x: 0, y: 0, width, height };
  dom.root.classList.toggle('nd-pane-bare', state.hidden);
  const calipers = state.desk.shown().map((shown) => sceneCaliperOf(state, shown));
  const drafted = state.desk.draft()?.slice === state.bottomLeft.sliceIndex ? (calipers[0] ?? null) : null;
  const magnifier = paintMagnifier(dom, state, drafted, pane);
  const tag = paintTag(dom, state, drafted, magnifier, pane);
  textWidth ??= createTextMeasure(labelFont);
  paintScene(dom.calipers, buildCaliperScene(calipers, pane, textWidth, [magnifier, tag].filter((box) => box !== null), viewerSettings().overlayScale));
  paintHover(dom, state, drafted ? null : state.hovered, pane);
  paintCursor(dom, state);
  paintCorners(dom, state);
  paintScaleBar(dom, state);
  paintRail(dom, state);
}

function paintMagnifier(dom: PaneDom, state: OverlayState, drafted: SceneCaliper | null, pane: Box): Box | null {
  const show = state.desk.holding && drafted && state.pointer && state.canvas;
  dom.magnifier.hidden = !show;
  if (!show) return null;
  const centre = placeMagnifier(state.pointer, outlineOf(drafted), pane, magnifierRadius, magnifierReach);
  dom.magnifier.style.transform = `translate(${centre[0] - magnifierRadius}px, ${centre[1] - magnifierRadius}px)`;
  drawMagnifier(dom.magnifierCanvas, state.canvas, state.transform.size.width, state.pointer, drafted.short ? [drafted.long, drafted.short] : [drafted.long], roleColor(dom.root, drafted.role));
  return { x: centre[0] - magnifierRadius, y: centre[1] - magnifierRadius, width: 2 * magnifierRadius, height: 2 * magnifierRadius };
}

function paintTag(dom: PaneDom, state: OverlayState, drafted: SceneCaliper | null, magnifier: Box | null, pane: Box): Box | null {
  const show = drafted !== null && state.props.renderLiveTag !== undefined && dom.tag.childElementCount > 0;
  dom.tag.classList.toggle('nd-tag-off', !show);
  dom.tagLeader.style.display = show ? '' : 'none';
  if (!show) return null;
  dom.tag.dataset['role'] = drafted.role;
  const placed = placeBeside({
    outline: outlineOf(drafted), size: state.tagSize, gaps: tagGaps,
    pane: { x: 6, y: 6, width: pane.width - 12, height: pane.height - 12 }, obstacles: magnifier ? [cornersOf(magnifier)] : [],
  });
  dom.tag.style.transform = `translate(${Math.round(placed.box.x)}px, ${Math.round(placed.box.y)}px)`;
  const [from, to] = [placed.anchor, placed.attach];
  setAttributes(dom.tagLeader, { x1: from[0].toFixed(1), y1: from[1].toFixed(1), x2: to[0].toFixed(1), y2: to[1].toFixed(1), class: `nd-tag-leader nd-role-${drafted.role}` });
  return placed.box;
}

/** Beside the calliper under the pointer: its size and how it changed since the timepoint before. */
function paintHover(dom: PaneDom, state: OverlayState, lesionId: string | null, pane: Box): void {
  const shown = lesionId === null ? undefined : state.desk.shown().find((each) => each.lesionId === lesionId && !each.ghost && each.hoverLines.length > 0);
  dom.hover.hidden = shown === undefined;
  if (!shown) return;
  setLines(dom.hover, shown.hoverLines);
  dom.hover.dataset['role'] = shown.role;
  const { box } = placeBeside({
    outline: outlineOf(sceneCaliperOf(state, shown)), size: { width: dom.hover.offsetWidth, height: dom.hover.offsetHeight }, gaps: tagGaps.slice(0, 3),
    pane: { x: 6, y: 6, width: pane.width - 12, height: pane.height - 12 }, obstacles: [],
  });
  dom.hover.style.transform = `translate(${Math.round(box.x)}px, ${Math.round(box.y)}px)`;
}

const cursorGapPx = 4;
const cursorArmPx = 15;

/** A crosshair, open in the middle so that the pixel under it is seen. */
function paintCursor(dom: PaneDom, state: OverlayState): void {
  dom.cursor.style.display = state.cursor ? '' : 'none';
  if (!state.cursor) return;
  const [x, y] = canvasPointOf(state, state.cursor).map((value) => value.toFixed(1)) as [string, string];
  const arm = cursorArmPx - cursorGapPx;
  const path = `M${x} ${y}m${-cursorArmPx} 0h${arm}m${2 * cursorGapPx} 0h${arm}M${x} ${y}m0 ${-cursorArmPx}v${arm}m0 ${2 * cursorGapPx}v${arm}`;
  for (const node of dom.cursor.children) setAttributes(node, { d: path });
}

function paintCorners(dom: PaneDom, { images, props, transform, bottomLeft }: OverlayState): void {
  setLines(dom.topLeft, topLeftLines(images, props.caption));
  setLines(dom.bottomLeft, bottomLeftLines(images, bottomLeft));
  const { rowDirection, columnDirection } = images;
  const letters = rowDirection && columnDirection
    ? edgeLetters(scale(rowDirection, transform.view.flipHorizontal ? -1 : 1), scale(columnDirection, transform.view.flipVertical ? -1 : 1))
    : images.patientOrientation ? lettersOf(images.patientOrientation, transform.view) : { top: 'no orientation', right: '', bottom: '', left: '' };
  setText(dom.letters.top, letters.top);
  setText(dom.letters.right, letters.right);
  setText(dom.letters.bottom, letters.bottom);
  setText(dom.letters.left, letters.left);
}

function paintScaleBar(dom: PaneDom, { images, transform }: OverlayState): void {
  const { width, height } = transform.size;
  const bar = images.series.spacingMm && images.series.measuringOff === null ? scaleBar(transform.view.pixelsPerMm, width * 0.35) : null;
  dom.scale.style.display = bar ? '' : 'none';
  if (!bar) return;
  const [left, bottom] = [width - 20 - bar.lengthPx, height - 12];
  const path = `M${left} ${bottom - 8}V${bottom}H${left + bar.lengthPx}V${bottom - 8}${bar.ticksPx.slice(1, -1).map((tick) => `M${left + tick} ${bottom}V${bottom - 4}`).join('')}`;
  dom.scale.querySelectorAll('path').forEach((node) => { if (node.getAttribute('d') !== path) node.setAttribute('d', path); });
  const text = dom.scale.querySelector('text');
  if (!text) return;
  setAttributes(text, { x: left + bar.lengthPx / 2, y: bottom - 9 });
  setText(text, bar.text);
}

/** Where slice `index` lies on a rail of this height: its ends stay clear for the thumb. */
export const railPosition = (index: number, count: number, height: number): number => 14 + (count > 1 ? index / (count - 1) : 0.5) * Math.max(0, height - 28);
export const sliceAtRail = (y: number, count: number, height: number): number =>
  Math.min(count - 1, Math.max(0, Math.round(((y - 14) / Math.max(1, height - 28)) * (count - 1))));

const svg = 'http://www.w3.org/2000/svg';
function railTick(y: number, role: string): SVGElement {
  const path = document.createElementNS(svg, 'path');
  const at = y.toFixed(1);
  // Target: full bar; non-target: bar in two parts; new: a star.
  const star = `M8 ${(y - 5).toFixed(1)}l1.5 3.4 3.7.4-2.8 2.5.8 3.7-3.2-1.9-3.2 1.9.8-3.7-2.8-2.5 3.7-.4z`;
  path.setAttribute('d', role === 'target' ? `M3 ${at}H13` : role === 'nonTarget' ? `M3 ${at}H7M9 ${at}H13` : star);
  path.setAttribute('class', `nd-rail-tick nd-role-${role}`);
  return path;
}

const railKeys = new WeakMap<SVGSVGElement, string>();

function paintRail(dom: PaneDom, { images, desk, bottomLeft, transform }: OverlayState): void {
  // The rail is as high as the image area beside it.
  const { height } = transform.size;
  const count = images.slices.length;
  const ticks = desk.ticks();
  const key = JSON.stringify([height, count, bottomLeft.sliceIndex, ticks]);
  if (railKeys.get(dom.rail) === key) return;
  railKeys.set(dom.rail, key);
  const track = document.createElementNS(svg, 'path');
  track.setAttribute('d', `M8 6V${height - 6}`);
  track.setAttribute('class', 'nd-rail-track');
  const thumb = document.createElementNS(svg, 'rect');
  const box = { x: 2.5, y: railPosition(bottomLeft.sliceIndex, count, height) - 9, width: 11, height: 18, rx: 3, class: 'nd-rail-thumb' };
  for (const [name, value] of Object.entries(box)) thumb.setAttribute(name, String(value));
  dom.rail.replaceChildren(track, ...ticks.map((tick) => railTick(railPosition(tick.slice, count, height), tick.role)), thumb);
}

/** Screen outline of a calliper, for tests of what the pointer hits. */
export const outlineBox = (caliper: SceneCaliper): Box => boxOf(outlineOf(caliper));
