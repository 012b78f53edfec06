/** One Cornerstone stack viewport that shows what it is told: a slice, a view, a window. It is never asked for positions (displayTransform.ts). */
import { Enums, type StackViewport, type Types } from '@cornerstonejs/core';
import { add, scale, sliceNormal, type Point3 } from '../../../src/geometry/index.ts';
import type { SeriesImages } from '../../../src/api/wire.ts';
import { displayPlane, imageIdsOf } from '../series/metadata.ts';
import { isColour } from '../series/lookups.ts';
import type { PaneSize, View } from './displayTransform.ts';
import { startEngine, type RendererKind } from './engine.ts';
import { linearRange, type DisplayWindow } from './voi.ts';

const events = Enums.Events;
/** More than two device pixels per CSS pixel cost time on the CPU and show nothing new of a 512 × 512 image. */
const mostCpuPixelRatio = 2;

export class Stage {
  readonly renderer: RendererKind;
  readonly #element: HTMLDivElement;
  readonly #viewportId: string;
  readonly #onShown: (index: number) => void;
  #images: SeriesImages | null = null;
  #view: View | null = null;
  #window: DisplayWindow | null = null;
  #invert = false;
  #shown = false;
  #isSigmoid = false;

  /** `onShown` is called with the index of each slice as soon as it is the one that will be drawn. */
  constructor(element: HTMLDivElement, viewportId: string, onShown: (index: number) => void) {
    const { engine, renderer } = startEngine();
    this.renderer = renderer;
    this.#element = element;
    this.#viewportId = viewportId;
    this.#onShown = onShown;
    engine.enableElement({ viewportId, type: Enums.ViewportType.STACK, element, defaultOptions: { background: [0, 0, 0] } });
    element.addEventListener(events.STACK_NEW_IMAGE, this.#newImage);
  }

  get size(): PaneSize { return { width: this.#element.clientWidth, height: this.#element.clientHeight }; }
  /** What is drawn; null until something is. For the magnifier. */
  get canvas(): HTMLCanvasElement | null { return this.#shown ? this.#viewport.getCanvas() : null; }

  get #viewport(): StackViewport { return startEngine().engine.getViewport(this.#viewportId) as StackViewport; }

  /** Opens a series at a slice that is loaded. */
  open(images: SeriesImages, index: number): void {
    this.#images = images;
    void this.#viewport.setStack(imageIdsOf(images), index).catch(ignoreOvertaken);
  }

  /** Shows another slice of the open series; it must be loaded. */
  showSlice(index: number): void {
    void this.#viewport.setImageIdIndex(index).catch(ignoreOvertaken);
  }

  setView(view: View): void {
    this.#view = view;
    if (this.#shown) { this.#applyView(); this.#viewport.render(); }
  }

  setWindow(window: DisplayWindow, invert: boolean): void {
    this.#window = window;
    this.#invert = invert;
    if (this.#shown) { this.#applyWindow(); this.#viewport.render(); }
  }

  /** Brings the canvas to the element's size. The view has to be set anew afterwards. */
  resize(): void {
    if (this.renderer === 'gpu') { startEngine().engine.resize(true, true); return; }
    const canvas = this.#viewport.getCanvas();
    const ratio = Math.min(mostCpuPixelRatio, window.devicePixelRatio || 1);
    const [width, height] = [Math.round(this.size.width * ratio), Math.round(this.size.height * ratio)];
    if (width > 0 && height > 0 && (canvas.width !== width || canvas.height !== height)) Object.assign(canvas, { width, height });
  }

  destroy(): void {
    this.#element.removeEventListener(events.STACK_NEW_IMAGE, this.#newImage);
    startEngine().engine.disableElement(this.#viewportId);
  }

  readonly #newImage = (event: Event): void => {
    const { imageIdIndex } = (event as CustomEvent<{ imageIdIndex: number }>).detail;
    // The CPU path announces an image before it has taken it over; by the end of this task it has, and nothing was drawn in between.
    queueMicrotask(() => {
      if (!this.#images || !startEngine().engine.getViewport(this.#viewportId)) return;
      this.#shown = true;
      this.#onShown(imageIdIndex);
      this.#applyView();
      this.#applyWindow();
      this.#viewport.render();
    });
  };

  #applyView(): void {
    if (!this.#view || !this.#images) return;
    if (this.renderer === 'cpu') this.#applyViewCpu(this.#view, this.#images);
    else this.#applyViewGpu(this.#view, this.#images);
  }

  /** The CPU path draws pixel (i, j) over [i, i + 1], so its own coordinates are ours plus half a pixel; its pan is in image pixels, after the flips. */
  #applyViewCpu(view: View, images: SeriesImages): void {
    const viewport = this.#viewport;
    const plane = displayPlane(images, images.slices[0]!);
    const canvas = viewport.getCanvas();
    const devicePixels = canvas.width / Math.max(1, this.size.width);
    viewport.setCamera({ flipHorizontal: view.flipHorizontal, flipVertical: view.flipVertical });
    viewport.setCamera({ scale: view.pixelsPerMm * devicePixels * Math.min(plane.rowSpacingMm, plane.columnSpacingMm) } as Types.ICamera);
    const [flipX, flipY] = [view.flipHorizontal ? -1 : 1, view.flipVertical ? -1 : 1];
    const wantedX = -flipX * (view.centre.column + 0.5 - plane.columns / 2);
    const wantedY = -flipY * (view.centre.row + 0.5 - plane.rows / 2);
    // Twice, because the toolkit keeps its directions in single precision.
    for (let pass = 0; pass < 2; pass += 1) {
      const [panX, panY] = viewport.getPan();
      const focal = viewport.getCamera().focalPoint as Types.Point3;
      const across = scale(plane.rowDirection, flipX * (panX - wantedX) * plane.columnSpacingMm);
      const down = scale(plane.columnDirection, flipY * (panY - wantedY) * plane.rowSpacingMm);
      viewport.setCamera({ focalPoint: [...add(focal as Point3, add(across, down))] as Types.Point3 });
    }
  }

  #applyViewGpu(view: View, images: SeriesImages): void {
    const viewport = this.#viewport;
    const slice = images.slices[viewport.getCurrentImageIdIndex()];
    if (!slice) return;
    const plane = displayPlane(images, slice);
    const normal = sliceNormal(plane.rowDirection, plane.columnDirection);
    const viewPlaneNormal = scale(normal, view.flipHorizontal === view.flipVertical ? -1 : 1);
    const viewUp = scale(plane.columnDirection, view.flipVertical ? 1 : -1);
    const focalPoint = add(plane.origin, add(scale(plane.rowDirection, view.centre.column * plane.columnSpacingMm), scale(plane.columnDirection, view.centre.row * plane.rowSpacingMm)));
    const position = add(focalPoint, scale(viewPlaneNormal, cameraDistanceMm));
    viewport.setCamera({
      focalPoint: [...focalPoint] as Types.Point3, position: [...position] as Types.Point3, viewUp: [...viewUp] as Types.Point3,
      viewPlaneNormal: [...viewPlaneNormal] as Types.Point3, parallelScale: this.size.height / 2 / view.pixelsPerMm,
    });
  }

  #applyWindow(): void {
    if (!this.#window || !this.#images) return;
    const slice = this.#images.slices[this.#viewport.getCurrentImageIdIndex()];
    if (!slice) return;
    const isColor = isColour(this.#images);
    const range = isColor ? { lower: 0, upper: 255 } : linearRange(this.#window);
    if (this.renderer === 'cpu' || isColor) { this.#viewport.setProperties({ voiRange: range, invert: this.#invert }); return; }
    // The texture holds stored values: the window goes to them, not they to the window.
    const slope = slice.rescaleSlope || 1;
    const ends = [(range.lower - slice.rescaleIntercept) / slope, (range.upper - slice.rescaleIntercept) / slope];
    const shape = this.#window.shape === 'SIGMOID' ? Enums.VOILUTFunctionType.SAMPLED_SIGMOID : Enums.VOILUTFunctionType.LINEAR;
    // Named only where a sigmoid comes or goes: setting it makes the toolkit build its transfer function anew.
    const named = shape === Enums.VOILUTFunctionType.LINEAR && !this.#isSigmoid ? {} : { VOILUTFunction: shape };
    this.#isSigmoid = shape === Enums.VOILUTFunctionType.SAMPLED_SIGMOID;
    this.#viewport.setProperties({ ...named, voiRange: { lower: Math.min(...ends), upper: Math.max(...ends) }, invert: slope < 0 ? !this.#invert : this.#invert });
  }
}

/** Far enough from the slice for the toolkit's clipping planes; a parallel projection does not depend on it. */
const cameraDistanceMm = 100;

/** A slice that was asked for and then overtaken by another is no error. */
function ignoreOvertaken(): void { /* the newer request shows its slice */ }
