/** The callipers of one pane: which lie on the slice shown, which is being drawn or edited, and what is reported about it. The shell of caliperInteraction.ts. */
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { Caliper } from '../../../src/casefile/index.ts';
import { axisLengthMm, midpoint, planeName, sliceNormal, recordedMm, scale, worldToIndex, type Axis, type ImagePlane, type Point3 } from '../../../src/geometry/index.ts';
import { draftOf, idle, interact, isHolding, type Grip, type Interaction, type InteractionEvent } from '../calipers/caliperInteraction.ts';
import { boundsOf, type CaliperPart, type CaliperShape } from '../calipers/caliperShape.ts';
import { finishedMeasure, measureShape, shapeOf } from '../calipers/caliperWorld.ts';
import type { CaliperMeasure, PaneCaliper, PaneProps, Placing } from '../contract.ts';
import { linkOffsetMm, linkVersion } from '../link/linkGroups.ts';
import { nearestSlice, pixelGrid, planeOfSlice, sliceIndexOf } from '../series/seriesPlane.ts';
import type { RendererKind } from '../stage/engine.ts';

/** A calliper on the slice shown. */
export type ShownCaliper = {
  readonly lesionId: string; readonly label: string; readonly role: PaneCaliper['role']; readonly valueText: string;
  readonly ghost: boolean; readonly selected: boolean; readonly editable: boolean; /** Of a signed timepoint, or where measuring is off: no handles. */ readonly locked: boolean; readonly drafted: boolean; readonly proposal: boolean;
  readonly shape: CaliperShape;
  /** The part that keys move; null: none was chosen, keys move the whole. */
  readonly activePart: CaliperPart | null;
  readonly hoverLines: readonly string[];
};

type Pending = { readonly placing: Placing; readonly caliper: Caliper; readonly slice: number; readonly valueText: string; readonly calipersThen: string };
type Located = { readonly slice: number; readonly shift: Point3 };

export type DeskEnvironment = {
  props(): PaneProps;
  images(): SeriesImages | null;
  shownSlice(): number;
  pixelsPerMm(): number;
  renderer(): RendererKind;
  /** Something that is drawn changed. */
  changed(): void;
  /** Tells assistive technology. */
  say(text: string): void;
};

/** A press and release within this many pixels is a click. */
const clickPx = 3;
/** A ghost farther than this from the nearest slice has no place in this series. */
const farthestGhostMm = 6;
const nudgePauseMs = 450;

const signatureOf = (calipers: readonly PaneCaliper[]): string => JSON.stringify(calipers.map(({ lesionId, ghost, caliper, valueText }) => [lesionId, ghost, valueText, caliper]));

export class CaliperDesk {
  #state: Interaction = idle;
  #pending: Pending | null = null;
  #activePart: { lesionId: string; part: CaliperPart } | null = null;
  #nudgeTimer: ReturnType<typeof setTimeout> | undefined;
  #located: { calipers: readonly PaneCaliper[]; images: SeriesImages; link: string; at: readonly (Located | null)[] } | null = null;
  readonly #pane: DeskEnvironment;

  constructor(environment: DeskEnvironment) { this.#pane = environment; }

  get holding(): boolean { return isHolding(this.#state); }
  get phase(): Interaction['kind'] { return this.#state.kind; }
  get busy(): boolean { return this.#state.kind !== 'idle' && this.#state.kind !== 'awaitingShort'; }

  /** What is being drawn or edited, measured; null while nothing is. */
  draft(): { readonly measure: CaliperMeasure; readonly placing: Placing; readonly shape: CaliperShape; readonly slice: number } | null {
    const draft = draftOf(this.#state);
    const images = this.#pane.images();
    const plane = draft && images && planeOfSlice(images, draft.slice);
    if (!draft || !images || !plane) return null;
    return { ...draft, measure: measureShape(images, draft.slice, plane, draft.shape, this.#pane.renderer(), this.#pane.props().recordingDecimals) };
  }

  /** The ghost on the slice shown; null when there is none. */
  ghost(): CaliperShape | null { return this.shown().find(({ ghost }) => ghost)?.shape ?? null; }

  /** "long axis 31.0 mm, short axis 20.1 mm" of the calliper in the making; empty when none is. */
  draftText(): string {
    const draft = this.draft();
    if (!draft) return '';
    const { recordingDecimals: decimals } = this.#pane.props();
    const { longAxisMm, shortAxisMm } = draft.measure;
    return `long axis ${longAxisMm.toFixed(decimals)} mm${shortAxisMm === null || draft.shape.shortProvisional ? '' : `, short axis ${shortAxisMm.toFixed(decimals)} mm`}`;
  }

  /** Why nothing can be measured here; null when it can. */
  refusal(): string | null {
    const images = this.#pane.images();
    if (!images) return null;
    return images.series.measuringOff ?? (planeOfSlice(images, this.#pane.shownSlice()) ? null : 'Position or orientation of this image is unknown: nothing can be measured on it.');
  }

  propsChanged(): void {
    const props = this.#pane.props();
    if (this.#pending && this.#pending.calipersThen !== signatureOf(props.calipers)) this.#pending = null;
    const state = this.#state;
    if (state.kind === 'idle' || state.kind === 'nudging' || (state.kind === 'adjusting' && !state.awaiting)) return;
    const { placing } = props;
    if (!placing || placing.label !== state.placing.label || placing.role !== state.placing.role) this.#enter(idle);
    else if (placing !== state.placing) this.#state = { ...state, placing };
  }

  seriesChanged(): void {
    this.#pending = null;
    this.#activePart = null;
    this.#enter(idle);
  }

  send(event: InteractionEvent): void {
    const images = this.#pane.images();
    if (!images) return;
    const props = this.#pane.props();
    const context = { placing: props.placing, slice: this.#pane.shownSlice(), bounds: boundsOf(pixelGrid(images)), clickMm: clickPx / this.#pane.pixelsPerMm() };
    if (event.type === 'down') this.#activePart = event.grip ? { lesionId: event.grip.lesionId, part: event.grip.part } : null;
    const result = interact(this.#state, event, context);
    if (result.commit) this.#commit(images, result.commit);
    this.#enter(result.next);
    if (result.select !== undefined) props.onSelect?.(result.select);
  }

  /** Moves the part chosen last, by pointer or by `nextPart`, else the whole calliper. */
  nudge(byMm: readonly [number, number]): void {
    const selected = this.#gripFor((caliper) => caliper.selected && caliper.editable);
    const chosen = this.#activePart;
    const part = selected && chosen?.lesionId === selected.lesionId ? chosen.part : 'whole';
    this.send({ type: 'nudge', by: byMm, grip: selected && { ...selected, part } });
    const draft = this.draft();
    if (!draft) { this.#pane.say('No calliper to move on this slice.'); return; }
    this.#pane.say(spokenPart(draft.placing.label, this.#state.kind === 'nudging' ? this.#state.part : 'whole', draft.measure, this.#pane.props().recordingDecimals));
    clearTimeout(this.#nudgeTimer);
    this.#nudgeTimer = setTimeout(() => this.send({ type: 'settle' }), nudgePauseMs);
  }

  /** Chooses the next handle of the selected calliper; after the last the whole. False when there is none to move here. */
  nextPart(): boolean {
    if (this.#state.kind === 'nudging') this.send({ type: 'settle' });
    const selected = this.shown().find((each) => each.selected && (each.editable || each.drafted));
    if (!selected) { this.#pane.say('No calliper to move on this slice.'); return false; }
    const { lesionId, label, shape } = selected;
    const parts: readonly CaliperPart[] = ['long0', 'long1', ...(shape.short && !shape.shortProvisional ? (['short0', 'short1'] as const) : []), 'whole'];
    const at = this.#activePart?.lesionId === lesionId ? parts.indexOf(this.#activePart.part) : -1;
    const part = parts[(at + 1) % parts.length] ?? 'whole';
    this.#activePart = { lesionId, part };
    this.#pane.say(part === 'whole' ? `${label}, whole calliper` : `${label}, handle ${parts.indexOf(part) + 1} of ${parts.length - 1}, ${part.startsWith('long') ? 'long' : 'short'} axis`);
    this.#pane.changed();
    return true;
  }

  cancel(): void {
    clearTimeout(this.#nudgeTimer);
    this.#pending = null;
    this.send({ type: 'cancel' });
    this.#pane.changed();
  }

  destroy(): void { this.send({ type: 'settle' }); clearTimeout(this.#nudgeTimer); }

  /** Everything to draw on the slice shown: the one in the making first, then the selected, then the others, ghosts last. */
  shown(): ShownCaliper[] {
    const images = this.#pane.images();
    const slice = this.#pane.shownSlice();
    const plane = images && planeOfSlice(images, slice);
    if (!images || !plane) return [];
    const shown: ShownCaliper[] = [];
    const replaced = new Set<string>();
    this.#addDraft(shown, replaced, slice, plane);
    const located = this.#locate(images);
    this.#pane.props().calipers.forEach((each, index) => {
      const place = located[index];
      if (place?.slice !== slice || (!each.ghost && replaced.has(each.lesionId))) return;
      const { lesionId, label, role, valueText, ghost, selected, editable, hoverLines = [] } = each;
      const mayEdit = editable && !ghost && this.refusal() === null;
      shown.push({ lesionId, label, role, valueText, ghost, selected: selected && !ghost, editable: mayEdit, locked: !mayEdit, drafted: false, proposal: selected && mayEdit, shape: shapeOf(plane, each.caliper, place.shift), activePart: selected && mayEdit ? this.#partOf(lesionId) : null, hoverLines });
    });
    const rank = (each: ShownCaliper): number => (each.drafted ? 0 : each.selected ? 1 : each.ghost ? 3 : 2);
    return shown.sort((a, b) => rank(a) - rank(b));
  }

  /** Slice of every lesion for the scroll rail, ghosts left out. */
  ticks(): { readonly slice: number; readonly role: PaneCaliper['role']; readonly selected: boolean }[] {
    const images = this.#pane.images();
    if (!images) return [];
    const located = this.#locate(images);
    return this.#pane.props().calipers.flatMap((each, index) => (located[index] && !each.ghost ? [{ slice: located[index].slice, role: each.role, selected: each.selected }] : []));
  }

  #addDraft(shown: ShownCaliper[], replaced: Set<string>, slice: number, plane: ImagePlane): void {
    const draft = draftOf(this.#state);
    const add = (placing: Placing, shape: CaliperShape, valueText: string, drafted: boolean): void => {
      const lesionId = placing.lesionId ?? 'new';
      shown.push({ lesionId, label: placing.label, role: placing.role, valueText, ghost: false, selected: drafted || this.#pending?.placing === placing, editable: false, locked: false, drafted, proposal: drafted && this.#state.kind === 'awaitingShort', shape, activePart: this.#partOf(lesionId), hoverLines: [] });
    };
    for (const each of [draft, this.#pending]) if (each?.placing.lesionId) replaced.add(each.placing.lesionId);
    const pendingReplaced = draft !== null && (this.#pending?.placing.lesionId ?? '') === draft.placing.lesionId;
    if (draft?.slice === slice) add(draft.placing, draft.shape, this.#pane.props().renderLiveTag ? '' : this.#draftValue(), true);
    if (this.#pending?.slice === slice && !pendingReplaced) add(this.#pending.placing, shapeOf(plane, this.#pending.caliper), this.#pending.valueText, false);
  }

  #partOf(lesionId: string): CaliperPart | null { return this.#activePart?.lesionId === lesionId ? this.#activePart.part : null; }

  #draftValue(): string {
    return this.draft()?.measure.longAxisMm.toFixed(this.#pane.props().recordingDecimals) ?? '';
  }

  #gripFor(fits: (caliper: ShownCaliper) => boolean): Grip | null {
    const found = this.shown().find((each) => !each.drafted && fits(each));
    return found ? { lesionId: found.lesionId, label: found.label, role: found.role, shape: found.shape, part: 'whole', editable: found.editable } : null;
  }

  #commit(images: SeriesImages, { placing, shape, slice }: { placing: Placing; shape: CaliperShape; slice: number }): void {
    const plane = planeOfSlice(images, slice);
    if (!plane) return;
    const props = this.#pane.props();
    const measure = finishedMeasure(images, slice, plane, shape, this.#pane.renderer(), props.recordingDecimals);
    const byShortAxis = placing.shortAxisRequired || isShownByShortAxis(props.calipers.find((each) => !each.ghost && each.lesionId === placing.lesionId), props.recordingDecimals);
    const valueText = (byShortAxis && measure.shortAxisMm !== null ? measure.shortAxisMm : measure.longAxisMm).toFixed(props.recordingDecimals);
    this.#pending = { placing, caliper: measure.caliper, slice, valueText, calipersThen: signatureOf(props.calipers) };
    props.onCommit?.(measure, placing);
  }

  #enter(next: Interaction): void {
    const had = draftOf(this.#state) !== null;
    const changed = next !== this.#state;
    this.#state = next;
    if (!changed) return;
    const draft = this.draft();
    if (draft) this.#pane.props().onDraft?.(draft.measure, draft.placing);
    else if (had) this.#pane.props().onDraft?.(null, null);
    this.#pane.changed();
  }

  #locate(images: SeriesImages): readonly (Located | null)[] {
    const { calipers, linkGroup } = this.#pane.props();
    const known = this.#located;
    const link = `${linkVersion()} ${linkGroup ?? ''}`;
    if (known && known.calipers === calipers && known.images === images && known.link === link) return known.at;
    const at = calipers.map((each) => locate(images, each, linkGroup));
    this.#located = { calipers, images, link, at };
    return at;
  }
}

/** "T1 long axis 31.0 mm": what a key's step did. */
function spokenPart(label: string, part: CaliperPart, measure: CaliperMeasure, decimals: number): string {
  const long = `long axis ${measure.longAxisMm.toFixed(decimals)} mm`;
  const short = measure.shortAxisMm === null ? '' : `short axis ${measure.shortAxisMm.toFixed(decimals)} mm`;
  return `${label} ${part.startsWith('short') && short !== '' ? short : part === 'whole' ? `moved, ${long}` : long}`;
}

/** A node shows its short axis: its text is that length and not the long one. */
function isShownByShortAxis(shown: PaneCaliper | undefined, decimals: number): boolean {
  const short = shown?.caliper.shortAxis;
  if (!shown || !short) return false;
  const text = (axis: Axis): string => recordedMm(axisLengthMm(axis), decimals).toFixed(decimals);
  return shown.valueText.includes(text(short)) && !shown.valueText.includes(text(shown.caliper.longAxis));
}

/** The slice of a calliper: its own image, or for one from another series the nearest slice at the same place of the patient. */
function locate(images: SeriesImages, { caliper }: PaneCaliper, linkGroup: string | null): Located | null {
  if (caliper.seriesId === images.series.id) {
    const slice = sliceIndexOf(images, caliper.sopInstanceUid, caliper.frameNumber);
    return slice === null ? null : { slice, shift: [0, 0, 0] };
  }
  if (!images.rowDirection || !images.columnDirection) return null;
  const normal = sliceNormal(images.rowDirection, images.columnDirection);
  const shift = scale(normal, linkGroup === null ? 0 : linkOffsetMm(linkGroup, caliper.seriesId, images.series.id));
  const middle = midpoint(caliper.longAxis[0], caliper.longAxis[1]);
  const point: Point3 = [middle[0] + shift[0], middle[1] + shift[1], middle[2] + shift[2]];
  const slice = nearestSlice(images, point);
  const plane = slice === null ? null : planeOfSlice(images, slice);
  if (slice === null || !plane || Math.abs(worldToIndex(plane, point).offPlaneMm) > farthestGhostMm) return null;
  return { slice, shift };
}

/** "axial", "oblique coronal": for the accessible description. */
export function planeText(images: SeriesImages): string {
  if (!images.rowDirection || !images.columnDirection) return '';
  const { name, oblique } = planeName(sliceNormal(images.rowDirection, images.columnDirection));
  return oblique ? `oblique ${name}` : name;
}
