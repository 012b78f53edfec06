/** One pane's moving parts outside React: series, slice, view and window. Props go in through `update`, what the reader does comes out through their callbacks. */
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { Caliper, WorldPoint } from '../../../src/casefile/index.ts';
import { worldToIndex } from '../../../src/geometry/index.ts';
import type { PaneHandle, PaneProps } from '../contract.ts';
import { joinLinkGroup, moveLinked, type LinkMember } from '../link/linkGroups.ts';
import { linkedStack } from '../link/linkMath.ts';
import { openVolume } from '../series/imageLoader.ts';
import { pixelGrid, planeOfSlice, nearestSlice, sliceIndexOf, worldOfImagePoint } from '../series/seriesPlane.ts';
import type { SeriesVolume } from '../series/seriesVolume.ts';
import { acquireVolume, releaseVolume } from '../series/volumeCache.ts';
import { canvasToImage, fitView, flipView, resizeView, zoomAbout, type CanvasPoint, type DisplayTransform, type PaneSize, type View } from '../stage/displayTransform.ts';
import { renderCaliperCrop } from '../stage/caliperCrop.ts';
import { Stage } from '../stage/stage.ts';
import { windowOfRange, type DisplayWindow } from '../stage/voi.ts';
import { openingWindow, rangeOfSlice, valueAt } from '../series/values.ts';
import { CaliperDesk } from './caliperDesk.ts';
import type { DraftStore } from './draftStore.ts';
import { setText, type PaneDom } from './paneDom.ts';
import { attachInput } from './paneInput.ts';
import { paintOverlay } from './paneOverlay.ts';

const unnamed: DisplayWindow = { center: 127.5, width: 256, name: '' };

export class PaneController implements PaneHandle {
  readonly desk: CaliperDesk;
  readonly #dom: PaneDom;
  readonly #stage: Stage;
  readonly #drafts: DraftStore;
  readonly #resize: ResizeObserver;
  readonly #detachInput: () => void;
  #props: PaneProps;
  #images: SeriesImages | null = null;
  #volume: SeriesVolume | null = null;
  #stopVolume: () => void = () => {};
  #leaveGroup: () => void = () => {};
  #member: LinkMember | null = null;
  #opened = false;
  /** The slice asked for, and the one whose pixels are on screen. */
  #slice = 0;
  #shownSlice = 0;
  #size: PaneSize;
  #view: View | null = null;
  #window: DisplayWindow = unnamed;
  #windowChosen = false;
  #inverted = false;
  #linkNote = '';
  #failure = '';
  #frame = 0;
  #tagSize = '';
  pointer: CanvasPoint | null = null;
  hidden = false;

  constructor(dom: PaneDom, props: PaneProps, drafts: DraftStore) {
    this.#dom = dom;
    this.#props = props;
    this.#drafts = drafts;
    this.#stage = new Stage(dom.stage, `pane-${props.paneId}-${nextViewport += 1}`, (index) => { this.#shownSlice = index; this.repaint(); });
    this.#size = this.#stage.size;
    this.desk = new CaliperDesk({
      props: () => this.#props, images: () => this.#images, shownSlice: () => this.#shownSlice,
      pixelsPerMm: () => this.#view?.pixelsPerMm ?? 1, renderer: () => this.#stage.renderer, changed: () => this.#draftChanged(),
    });
    this.#resize = new ResizeObserver(() => this.#resized());
    this.#resize.observe(dom.stage);
    this.#detachInput = attachInput(this, dom);
    dom.root.dataset['renderer'] = this.#stage.renderer;
    this.#openSeries();
  }

  get props(): PaneProps { return this.#props; }
  get images(): SeriesImages | null { return this.#images; }
  get window(): DisplayWindow { return this.#window; }
  get ready(): boolean { return this.#opened; }
  /** Null until there is something to show. */
  get transform(): DisplayTransform | null { return this.#images && this.#view && { view: this.#view, grid: pixelGrid(this.#images), size: this.#size }; }

  update(props: PaneProps): void {
    const before = this.#props;
    this.#props = props;
    if (before.images?.series.id !== props.images?.series.id) this.#openSeries();
    else if (before.linkGroup !== props.linkGroup) this.#joinGroup();
    this.desk.propsChanged();
    this.repaint();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.desk.destroy();
    this.#detachInput();
    this.#resize.disconnect();
    this.#closeSeries();
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

  /** The tag's content changed; it has to be placed anew only when that changed its size. */
  tagRendered(): void {
    const size = `${this.#dom.tag.offsetWidth} ${this.#dom.tag.offsetHeight} ${this.#dom.tag.childElementCount}`;
    if (size === this.#tagSize) return;
    this.#tagSize = size;
    this.repaintNow();
  }

  // Slices

  scrollBy(slices: number): void { this.scrollTo(this.#slice + slices); }

  scrollTo(sliceIndex: number): void {
    if (this.desk.busy || !this.#goTo(sliceIndex)) return;
    this.#linkNote = this.#props.linkGroup ? 'linked' : '';
    if (this.#props.linkGroup && this.#member) moveLinked(this.#props.linkGroup, this.#member);
  }

  jumpTo(point: WorldPoint, { centre = false }: { centre?: boolean } = {}): void {
    const index = this.#images && nearestSlice(this.#images, point);
    if (!this.#images || index === null) return;
    this.#goTo(index);
    const plane = planeOfSlice(this.#images, index);
    if (centre && plane && this.#view) this.setView({ ...this.#view, centre: worldToIndex(plane, point) });
  }

  currentSlice(): ReturnType<PaneHandle['currentSlice']> {
    const slice = this.#images?.slices[this.#slice];
    if (!this.#images || !slice) return null;
    const centre = this.#view && worldOfImagePoint(this.#images, this.#slice, this.#view.centre);
    return { index: this.#slice, sopInstanceUid: slice.sopInstanceUid, centre };
  }

  /** False when it is there already. */
  #goTo(sliceIndex: number): boolean {
    if (!this.#images) return false;
    const index = Math.min(this.#images.slices.length - 1, Math.max(0, Math.round(sliceIndex)));
    if (index === this.#slice || !Number.isFinite(index)) return false;
    this.#slice = index;
    this.#showWhenLoaded();
    this.#props.onSliceChange?.(index);
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
    if (!this.#images) return;
    this.#inverted = false;
    this.setView(fitView(pixelGrid(this.#images), this.#size));
    this.showWindow(this.#openingWindow());
  }

  // Window

  setWindow({ center, width }: { center: number; width: number }, name: string): void {
    if (!this.#images || !this.#volume?.has(this.#shownSlice)) return;
    const full = rangeOfSlice(this.#volume, this.#shownSlice);
    this.#windowChosen = true;
    this.showWindow(width > 0 ? { center, width, name } : windowOfRange(full.lower, full.upper, name));
  }

  showWindow(window: DisplayWindow): void {
    this.#window = window;
    this.#stage.setWindow(window, this.#inverted !== (this.#images?.photometric === 'MONOCHROME1'));
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

  acceptProposal(): void { this.desk.send({ type: 'accept' }); }
  cancel(): void { this.desk.cancel(); }

  thumbnail(caliper: Caliper, sizePx: number): string | null {
    const index = this.#images && caliper.seriesId === this.#images.series.id ? sliceIndexOf(this.#images, caliper.sopInstanceUid, caliper.frameNumber) : null;
    if (index === null || !this.#volume?.has(index)) return null;
    const role = this.#props.calipers.find((each) => each.caliper.sopInstanceUid === caliper.sopInstanceUid && each.caliper.longAxis[0][0] === caliper.longAxis[0][0])?.role ?? 'target';
    const color = getComputedStyle(this.#dom.root).getPropertyValue(`--viewer-${role}`).trim();
    return renderCaliperCrop(this.#volume, index, caliper, this.#window, sizePx, color);
  }

  // Series

  #openSeries(): void {
    this.#closeSeries();
    const images = this.#props.images;
    this.#images = images;
    this.desk.seriesChanged();
    this.#dom.banner.hidden = !images?.series.measuringOff;
    setText(this.#dom.banner, images?.series.measuringOff ?? '');
    if (!images || images.slices.length === 0) { this.repaint(); return; }
    this.#slice = Math.min(images.slices.length - 1, Math.max(0, this.#props.initialSlice ?? Math.floor(images.slices.length / 2)));
    this.#shownSlice = this.#slice;
    this.#view = fitView(pixelGrid(images), this.#size);
    this.#joinGroup();
    try {
      const volume = acquireVolume(images, this.#slice);
      this.#volume = volume;
      openVolume(volume);
      this.#stopVolume = volume.onChange(() => this.#volumeChanged());
      this.#volumeChanged();
    } catch (cause) {
      this.#failure = cause instanceof Error ? cause.message : String(cause);
      this.repaint();
    }
  }

  #closeSeries(): void {
    this.#stopVolume();
    this.#leaveGroup();
    if (this.#volume) releaseVolume(this.#volume);
    Object.assign(this, { pointer: null });
    this.#volume = null;
    this.#member = null;
    this.#stopVolume = this.#leaveGroup = () => {};
    this.#opened = false;
    this.#failure = '';
    this.#linkNote = '';
    this.#inverted = false;
  }

  #volumeChanged(): void {
    const volume = this.#volume;
    if (!volume) return;
    this.#failure = volume.state === 'failed' ? volume.failure : '';
    this.#showWhenLoaded();
    this.repaint();
  }

  /** Old pixels stay until the new ones are there. */
  #showWhenLoaded(): void {
    const { images, volume } = { images: this.#images, volume: this.#volume };
    if (!images || !volume?.has(this.#slice)) return;
    if (this.#opened) { if (this.#shownSlice !== this.#slice || this.#slice !== this.#requested) this.#request(); return; }
    this.#opened = true;
    this.#requested = this.#shownSlice = this.#slice;
    if (!this.#windowChosen || images.series.modality !== 'CT') { this.#window = this.#openingWindow(); }
    if (this.#view) this.#stage.setView(this.#view);
    this.#stage.open(images, this.#slice);
    this.showWindow(this.#window);
  }

  #requested = -1;
  #request(): void {
    this.#requested = this.#slice;
    this.#stage.showSlice(this.#slice);
  }

  #openingWindow(): DisplayWindow {
    return this.#images && this.#volume ? openingWindow(this.#images, this.#volume, this.#shownSlice) : unnamed;
  }

  #joinGroup(): void {
    this.#leaveGroup();
    this.#leaveGroup = () => {};
    this.#linkNote = '';
    const { images, linkGroup } = this.#props;
    if (!images || linkGroup === null) return;
    this.#member = {
      seriesId: images.series.id, stack: linkedStack(images), currentSlice: () => this.#slice,
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
    if (this.#images && this.#view) {
      const grid = pixelGrid(this.#images);
      this.setView(before.width > 0 && before.height > 0 ? resizeView(this.#view, grid, before, size) : fitView(grid, size));
    }
    this.repaint();
  }

  #draftChanged(): void {
    const draft = this.desk.draft();
    this.#drafts.set(draft && { measure: draft.measure, placing: draft.placing });
    this.repaint();
  }

  #paint(): void {
    const { transform } = this;
    const volume = this.#volume;
    const share = volume && volume.state === 'loading' ? volume.loadedSlices / volume.sliceCount : 1;
    this.#dom.progress.hidden = share >= 1;
    this.#dom.progress.style.setProperty('--share', String(share));
    setText(this.#dom.message, this.#failure);
    this.#dom.root.classList.toggle('nd-pane-empty', !this.#opened);
    if (!transform || !this.#images) return;
    setText(this.#dom.status, `Image ${this.#slice + 1} of ${this.#images.slices.length}`);
    const under = this.pointer && canvasToImage(transform, this.pointer);
    paintOverlay(this.#dom, {
      props: this.#props, images: this.#images, transform, desk: this.desk, pointer: this.pointer, canvas: this.#opened ? this.#stage.canvas : null, hidden: this.hidden,
      bottomLeft: {
        sliceIndex: this.#slice, window: this.#window, inverted: this.#inverted, mirrored: transform.view.flipHorizontal !== transform.view.flipVertical,
        zoom: transform.view.pixelsPerMm * transform.grid.columnSpacingMm, linkNote: this.#linkNote, renderer: this.#stage.renderer,
        valueAtCursor: under && volume ? valueAt(volume, this.#shownSlice, under) : null, sliceLoading: this.#slice !== this.#shownSlice,
      },
    });
  }
}

let nextViewport = 0;
