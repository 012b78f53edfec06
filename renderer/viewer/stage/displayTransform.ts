/**
 * Where a pixel is on the screen and which pixel is under a screen point. This is the viewer's one source of positions: the toolkit's own conversions
 * differ by half a pixel between its CPU and GPU paths and mix up spacings on non-square pixels, so it is told what to show (stageView) and never asked.
 */
import type { CanvasPoint } from '../../../src/figures/index.ts';
import type { ImagePoint } from '../../../src/geometry/index.ts';

/** CSS pixels from the top left corner of the pane's image area. */
export type { CanvasPoint };

/** What part of the image is shown, independent of the pane's size. */
export type View = {
  /** Image point (pixel centres are whole numbers) in the middle of the pane. */
  readonly centre: ImagePoint;
  /** CSS pixels per mm; per pixel where the spacing is unknown and 1 stands in for it. */
  readonly pixelsPerMm: number;
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
};

export type PixelGrid = { readonly rows: number; readonly columns: number; readonly rowSpacingMm: number; readonly columnSpacingMm: number };
export type PaneSize = { readonly width: number; readonly height: number };
export type DisplayTransform = { readonly view: View; readonly grid: PixelGrid; readonly size: PaneSize };

/** CSS pixels per image pixel along a row and down a column, signed by the flips. */
export function pixelScale({ view, grid }: Pick<DisplayTransform, 'view' | 'grid'>): readonly [x: number, y: number] {
  return [
    view.pixelsPerMm * grid.columnSpacingMm * (view.flipHorizontal ? -1 : 1),
    view.pixelsPerMm * grid.rowSpacingMm * (view.flipVertical ? -1 : 1),
  ];
}

export function imageToCanvas(transform: DisplayTransform, point: ImagePoint): CanvasPoint {
  const [sx, sy] = pixelScale(transform);
  const { view, size } = transform;
  return [size.width / 2 + (point.column - view.centre.column) * sx, size.height / 2 + (point.row - view.centre.row) * sy];
}

export function canvasToImage(transform: DisplayTransform, [x, y]: CanvasPoint): ImagePoint {
  const [sx, sy] = pixelScale(transform);
  const { view, size } = transform;
  return { column: view.centre.column + (x - size.width / 2) / sx, row: view.centre.row + (y - size.height / 2) / sy };
}

/** The whole image in the middle of the pane, as large as it fits, not flipped. */
export function fitView(grid: PixelGrid, size: PaneSize): View {
  const pixelsPerMm = Math.min(size.width / (grid.columns * grid.columnSpacingMm), size.height / (grid.rows * grid.rowSpacingMm));
  return { centre: { column: (grid.columns - 1) / 2, row: (grid.rows - 1) / 2 }, pixelsPerMm: pixelsPerMm > 0 ? pixelsPerMm : 1, flipHorizontal: false, flipVertical: false };
}

const smallestZoom = 0.2;
const largestZoom = 40;

/** Zooms by `factor` with the image point under `about` held in place; limited to 0.2 to 40 times the fit. */
export function zoomAbout(transform: DisplayTransform, factor: number, about: CanvasPoint): View {
  const { view, grid, size } = transform;
  const fit = fitView(grid, size).pixelsPerMm;
  const pixelsPerMm = Math.min(largestZoom * fit, Math.max(smallestZoom * fit, view.pixelsPerMm * factor));
  const held = canvasToImage(transform, about);
  const zoomed = { ...view, pixelsPerMm };
  const now = canvasToImage({ ...transform, view: zoomed }, about);
  return { ...zoomed, centre: { column: view.centre.column + held.column - now.column, row: view.centre.row + held.row - now.row } };
}

/** Moves the image by CSS pixels; at least its edge stays at the middle of the pane, so that it cannot get lost. */
export function panBy(transform: DisplayTransform, dx: number, dy: number): View {
  const { view, grid } = transform;
  const [sx, sy] = pixelScale(transform);
  const inside = (value: number, last: number): number => Math.min(last, Math.max(0, value));
  return { ...view, centre: { column: inside(view.centre.column - dx / sx, grid.columns - 1), row: inside(view.centre.row - dy / sy, grid.rows - 1) } };
}

/** Mirrors what is on screen about the middle of the pane: the same point stays there. */
export function flipView(view: View, axis: 'horizontal' | 'vertical'): View {
  return axis === 'horizontal' ? { ...view, flipHorizontal: !view.flipHorizontal } : { ...view, flipVertical: !view.flipVertical };
}

/** Keeps what was shown when the pane changes size: a fitted image stays fitted, a zoomed one keeps its magnification relative to the fit. */
export function resizeView(view: View, grid: PixelGrid, before: PaneSize, after: PaneSize): View {
  const ratio = fitView(grid, after).pixelsPerMm / fitView(grid, before).pixelsPerMm;
  return Number.isFinite(ratio) && ratio > 0 ? { ...view, pixelsPerMm: view.pixelsPerMm * ratio } : view;
}
