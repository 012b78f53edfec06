/** One pane's moving parts outside React: series, slice, view and window. Props go in through `update`, what the reader does comes out through their callbacks. */
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { Caliper, WorldPoint } from '../../../src/casefile/index.ts';
import { worldToIndex } from '../../../src/geometry/index.ts';
import type { PaneHandle, PaneProps } from '../contract.ts';
import { anchoredPoint, joinLinkGroup, moveLinked, type LinkMember } from '../link/linkGroups.ts';
import { linkedStack } from '../link/linkMath.ts';
import { pixelGrid, planeOfSlice, nearestSlice, sliceIndexOf, worldOfImagePoint } from '../series/seriesPlane.ts';
import { boundsOf, type PlanePoint } from '../calipers/caliperShape.ts';
import { canvasToImage, fitView, imageToCanvas, flipView, resizeView, zoomAbout, type CanvasPoint, type DisplayTransform, type PaneSize, type View } from '../stage/displayTransform.ts';
import { renderCaliperCrop } from '../stage/caliperCrop.ts';
import { Stage } from '../stage/stage.ts';
import { windowOfRange, type DisplayWindow } from '../stage/voi.ts';
import { openingWindow, rangeOfSlice, valueAt } from '../series/values.ts';
import { CaliperDesk } from './caliperDesk.ts';
import type { DraftStore } from './draftStore.ts';
import { KeyCursor } from './keyCursor.ts';
import { setText, type PaneDom } from './paneDom.ts';
import { attachInput } from './paneInput.ts';
import { paintOverlay } from './paneOverlay.ts';
import { onViewerSettings, viewerSettings } from '../viewerSettings.ts';
import { PaneSeries } from './paneSeries.ts';
import { roleColor } from './roleColors.ts';

const unnamed: DisplayWindow = { center: 127.5, width: 256, name: '' };

export class PaneController implements PaneHandle {
  readonly desk: CaliperDesk;
  readonly cursor: KeyCursor;
  readonly #dom: PaneDom;
  readonly #stage: Stage;
  readonly #drafts: DraftStore;
  readonly #series: PaneSeries;
  readonly #resize: ResizeObserver;
  readonly #detachInput: () => void;
  readonly #stopSettings: () => void;
  #props: PaneProps;
  #leaveGroup: () => void = () => {};
  #member: LinkMember | null = null;
  #size: PaneSize;
  #view: View | null = null;
  #window: DisplayWindow = unnamed;
  #windowChosen = false;
  #inverted = false;
  #linkNote = '';
  #frame = 0;
  #tagSize = { width: 0, height: 0 };
  #hasTag = false;
  pointer: CanvasPoint | null = null;
  hidden = false;
  /** Lesion whose calliper is under the pointer; null: none. */
  hovered: string | null = null;

  constructor(dom: PaneDom, props: PaneProps, drafts: DraftStore) {
    this.#dom = dom;
    this.#props = props;
    this.#drafts = drafts;
    this.#stage = new Stage(dom.stage, `pane-${props.paneId}-${nextViewport += 1}`, (index) => { this.#series.shownSlice = index; this.repaint(); });
    this.#series = new PaneSeries(this.#stage, { firstImage: () => this.#firstImage(), changed: () => this.repaint() });
    this.#size = this.#stage.size;
    this.desk = new CaliperDesk({
      props: () => this.#props, images: () => this.images, shownSlice: () => this.#series.shownSlice,
      pixelsPerMm: () => this.#view?.pixelsPerMm ?? 1, renderer: () => this.#stage.renderer, changed: () => this.#draftChanged(), say: (text) => setText(this.#dom.live, text),
    });
    this.cursor = new KeyCursor(this.#keyHand());
    this.#resize = new ResizeObserver((entries) => {
      if (entries.some(({ target }) => target === dom.stage)) this.#resized();
      if (entries.some(({ target }) => target === dom.tag)) this.#tagResized();
    });
    this.#resize.observe(dom.stage);
    this.#resize.observe(dom.tag, { box: 'border-box' });
    this.#detachInput = attachInput(this, dom);
    this.#stopSettings = onViewerSettings(() => this.#settingsChanged());
    this.#settingsChanged();
    dom.root.dataset['renderer'] = this.#stage.renderer;
    this.#openSeries();
  }

  get props(): PaneProps { return this.#props; }
  get images(): SeriesImages | null { return this.#series.images; }
  get window(): DisplayWindow { return this.#window; }
  get ready(): boolean { return this.#series.opened; }
  /** Null until there is something to show. */
  get transform(): DisplayTransform | null { return this.images && this.#view && { view: this.#view, grid: pixelGrid(this.images), size: this.#size }; }

  update(props: PaneProps): void {
    const before = this.#props;
    this.#props = props;
    if (before.images?.series.id !== props.images?.series.id) this.#openSeries();
    else if (before.linkGroup !== props.linkGroup) this.#joinGroup();
    this.desk.propsChanged();
    if (props.placing === null && !this.desk.busy) this.cursor.hide();
    this.repaint();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.desk.destroy();
    this.#detachInput();
    this.#stopSettings();
    this.#resize.disconnect();
    this.#leaveGroup();
    this.#series.close();
    this.#stage.destroy();
  }

  repaint(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => { this.#frame = 0; this.#paint(); });
  }

  /** Paints within the animation frame that is running. */
  repaintNow(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#paint();
  }

  /** The tag's content changed; whether that changed its size is heard when it was laid out. */
  tagRendered(): void {
    const hasTag = this.#dom.tag.childElementCount > 0;
    if (hasTag === this.#hasTag) return;
    this.#hasTag = hasTag;
    this.repaintNow();
  }

  /** Heard after layout and before painting, so the tag is never seen in a wrong place. */
  #tagResized(): void {
    const { offsetWidth: width, offsetHeight: height } = this.#dom.tag;
    if (width === this.#tagSize.width && height === this.#tagSize.height) return;
    this.#tagSize = { width, height };
    this.repaintNow();
  }

  // Slices

  scrollBy(slices: number): void { this.scrollTo(this.#series.slice + slices); }

  scrollTo(sliceIndex: number): void {
    if (this.desk.busy || !this.#goTo(sliceIndex)) return;
    this.#linkNote = this.#props.linkGroup ? 'linked' : '';
    if (this.#props.linkGroup && this.#member) moveLinked(this.#props.linkGroup, this.#member);
  }

  jumpTo(taken: WorldPoint, { centre = false, from }: { centre?: boolean; from?: string | undefined } = {}): void {
    const point = this.images && from !== undefined ? anchoredPoint(taken, from, this.images, this.#props.linkGroup) : taken;
    const index = this.images && nearestSlice(this.images, point);
    if (!this.images || index === null) return;
    this.#goTo(index);
    const plane = planeOfSlice(this.images, index);
    if (centre && plane && this.#view) this.setView({ ...this.#view, centre: worldToIndex(plane, point) });
  }

  seriesId(): string | null { return this.images?.series.id ?? null; }

  currentSlice(): ReturnType<PaneHandle['currentSlice']> {
    const slice = this.images?.slices[this.#series.slice];
    if (!this.images || !slice) return null;
    const centre = this.#view && worldOfImagePoint(this.images, this.#series.slice, this.#view.centre);
    return { index: this.#series.slice, sopInstanceUid: slice.sopInstanceUid, frameNumber: slice.frameNumber, centre };
  }

  /** False when it is there already. */
  #goTo(sliceIndex: number): boolean {
    if (!this.#series.goTo(sliceIndex)) return false;
    this.#props.onSliceChange?.(this.#series.slice);
    this.repaint();
    return true;
  }

  // View

  setView(view: View): void {
    this.#view = view;
    this.#stage.setView(view);
    this.repaint();
  }

  zoomBy(factor: number, about: CanvasPoint = [this.#size.width / 2, this.#size.height / 2]): void {
    if (this.transform) this.setView(zoomAbout(this.transform, factor, about));
  }

  flip(axis: 'horizontal' | 'vertical'): void { if (this.#view) this.setView(flipView(this.#view, axis)); }

  reset(): void {
    if (!this.images) return;
    this.#inverted = false;
    this.#windowChosen = false;
    this.setView(fitView(pixelGrid(this.images), this.#size));
    this.showWindow(this.#openingWindow());
  }

  // Window

  setWindow({ center, width, shape }: { center: number; width: number; shape?: DisplayWindow['shape'] | undefined }, name: string): void {
    const { volume, shownSlice } = this.#series;
    if (!this.images) return;
    if (width <= 0 && !volume?.has(shownSlice)) return;
    this.#windowChosen = true;
    if (width > 0 || !volume) { this.showWindow({ center, width, name, ...(shape ? { shape } : {}) }); return; }
    const full = rangeOfSlice(volume, shownSlice);
    this.showWindow(windowOfRange(full.lower, full.upper, name));
  }

  showWindow(window: DisplayWindow): void {
    this.#window = window;
    this.#stage.setWindow(window, this.#inverted !== (this.images?.photometric === 'MONOCHROME1'));
    this.#props.onWindowChange?.(window);
    this.repaint();
  }

  toggleInvert(): void {
    this.#inverted = !this.#inverted;
    this.showWindow(this.#window);
  }

  // Callipers

  nudge(rightMm: number, downMm: number): void {
    if (!this.#view) return;
    this.desk.nudge([rightMm * (this.#view.flipHorizontal ? -1 : 1), downMm * (this.#view.flipVertical ? -1 : 1)]);
  }

  setPoint(): boolean {
    const refusal = this.#props.placing && this.desk.refusal();
    if (refusal) this.#props.onMeasuringRefused?.(refusal);
    return !refusal && this.ready && this.cursor.point();
  }

  moveCursor(rightMm: number, downMm: number): boolean {
    const { view } = this.transform ?? {};
    return view !== undefined && this.cursor.move([rightMm * (view.flipHorizontal ? -1 : 1), downMm * (view.flipVertical ? -1 : 1)]);
  }

  /** What the crosshair needs of the pane: points in plane mm. */
  #keyHand(): ConstructorParameters<typeof KeyCursor>[0] {
    const { desk } = this;
    return {
      mayDraw: () => desk.phase !== 'idle' || this.#props.placing !== null, phase: () => desk.phase, send: (event) => desk.send(event),
      bounds: () => this.images && boundsOf(pixelGrid(this.images)), ghost: () => desk.ghost(), drawn: () => desk.draft()?.shape ?? null, measured: () => desk.draftText(),
      middle: () => { const { transform } = this; return transform && [transform.view.centre.column * transform.grid.columnSpacingMm, transform.view.centre.row * transform.grid.rowSpacingMm]; },
      moved: (at) => this.#cursorMoved(at), say: (text) => setText(this.#dom.live, text),
    };
  }

  /** The magnifier and the value under the cursor follow the crosshair; the view moves when it would leave it. */
  #cursorMoved(at: PlanePoint | null): void {
    const { transform } = this;
    if (!transform || at === null) { this.pointer = null; this.repaint(); return; }
    const point = { column: at[0] / transform.grid.columnSpacingMm, row: at[1] / transform.grid.rowSpacingMm };
    const [x, y] = imageToCanvas(transform, point);
    if (x < 0 || y < 0 || x > this.#size.width || y > this.#size.height) this.setView({ ...transform.view, centre: point });
    this.pointer = this.transform && imageToCanvas(this.transform, point);
    this.repaint();
  }

  nextHandle(): boolean { return this.desk.nextPart(); }
  acceptProposal(): void { this.desk.send({ type: 'accept' }); }
  cancel(): void { this.cursor.hide(); this.desk.cancel(); }

  thumbnail(caliper: Caliper, sizePx: number): string | null {
    const index = this.images && caliper.seriesId === this.images.series.id ? sliceIndexOf(this.images, caliper.sopInstanceUid, caliper.frameNumber) : null;
    if (index === null || !this.#series.volume?.has(index)) return null;
    const role = this.#props.calipers.find((each) => each.caliper.sopInstanceUid === caliper.sopInstanceUid && each.caliper.longAxis[0][0] === caliper.longAxis[0][0])?.role ?? 'target';
    return renderCaliperCrop(this.#series.volume, index, caliper, this.#window, sizePx, roleColor(this.#dom.root, role));
  }

  // Series

  #openSeries(): void {
    const { images, initialSlice } = this.#props;
    const place = this.images && images && isSameSpace(this.images, images) ? (this.currentSlice()?.centre ?? null) : null;
    this.#series.open(images, images && place ? nearestSlice(images, place) : initialSlice);
    this.pointer = null;
    this.hovered = null;
    this.#inverted = false;
    this.cursor.hide();
    this.desk.seriesChanged();
    this.#dom.banner.hidden = !images?.series.measuringOff;
    setText(this.#dom.banner, images?.series.measuringOff ?? '');
    this.#view = this.images && fitView(pixelGrid(this.images), this.#size);
    this.#joinGroup();
    this.#series.load();
    this.repaint();
  }

  #firstImage(): void {
    // A window the reader chose holds for the next CT too; elsewhere values have no common scale.
    if (!this.#windowChosen || this.images?.series.modality !== 'CT') this.#window = this.#openingWindow();
    if (this.#view) this.#stage.setView(this.#view);
    this.showWindow(this.#window);
  }

  #openingWindow(): DisplayWindow {
    return this.images && this.#series.volume ? openingWindow(this.images, this.#series.volume, this.#series.shownSlice) : unnamed;
  }

  #joinGroup(): void {
    this.#leaveGroup();
    this.#leaveGroup = () => {};
    this.#member = null;
    this.#linkNote = '';
    const { images } = this;
    const { linkGroup } = this.#props;
    if (!images || linkGroup === null) return;
    this.#member = {
      seriesId: images.series.id, stack: linkedStack(images), leads: this.#props.linkLead === true, isPlaced: this.#props.initialSlice !== null || this.#series.opened, currentSlice: () => this.#series.slice,
      follow: (slice, note) => { this.#linkNote = note; if (slice !== null) this.#goTo(slice); this.repaint(); },
    };
    this.#leaveGroup = joinLinkGroup(linkGroup, this.#member);
  }

  #resized(): void {
    const size = this.#stage.size;
    if (size.width === 0 || size.height === 0) return;
    const before = this.#size;
    this.#size = size;
    this.#stage.resize();
    if (this.images && this.#view) {
      const grid = pixelGrid(this.images);
      this.setView(before.width > 0 && before.height > 0 ? resizeView(this.#view, grid, before, size) : fitView(grid, size));
    }
    this.repaint();
  }

  #settingsChanged(): void {
    this.#dom.root.style.setProperty('--viewer-scale', String(viewerSettings().overlayScale));
    this.repaint();
  }

  #draftChanged(): void {
    const draft = this.desk.draft();
    this.#drafts.set(draft && { measure: draft.measure, placing: draft.placing });
    this.repaint();
  }

  #paint(): void {
    const { transform, images } = this;
    const { volume, slice, shownSlice, opened, progress, failure } = this.#series;
    this.#dom.progress.hidden = progress >= 1;
    this.#dom.progress.style.setProperty('--share', String(progress));
    setText(this.#dom.message, failure);
    this.#dom.root.classList.toggle('nd-pane-empty', !opened);
    // Whose pixels are on screen: for tests, which must not measure on the series before.
    const shownId = opened && images ? images.series.id : '';
    if (this.#dom.root.dataset['series'] !== shownId) this.#dom.root.dataset['series'] = shownId;
    if (!transform || !images) return;
    setText(this.#dom.status, `Image ${slice + 1} of ${images.slices.length}`);
    const under = this.pointer && canvasToImage(transform, this.pointer);
    paintOverlay(this.#dom, {
      props: this.#props, images, transform, desk: this.desk, cursor: this.cursor.at, pointer: this.pointer, canvas: opened ? this.#stage.canvas : null, hidden: this.hidden, hovered: this.hovered, tagSize: this.#tagSize,
      bottomLeft: {
        sliceIndex: slice, window: this.#window, inverted: this.#inverted, mirrored: transform.view.flipHorizontal !== transform.view.flipVertical,
        zoom: transform.view.pixelsPerMm * transform.grid.columnSpacingMm, linkNote: this.#linkNote, renderer: this.#stage.renderer,
        valueAtCursor: under && volume && !images.regions ? valueAt(volume, shownSlice, under) : null, cursor: under, sliceLoading: slice !== shownSlice,
      },
    });
  }
}

let nextViewport = 0;

/** Two series of one examination: a place in one is the same place in the other. */
const isSameSpace = (a: SeriesImages, b: SeriesImages): boolean => a.frameOfReferenceUid !== null && a.frameOfReferenceUid === b.frameOfReferenceUid;
