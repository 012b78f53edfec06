import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canvasToImage, fitView, flipView, imageToCanvas, panBy, resizeView, zoomAbout, type DisplayTransform } from './displayTransform.ts';

const grid = { rows: 200, columns: 100, rowSpacingMm: 0.5, columnSpacingMm: 2 };
const size = { width: 600, height: 400 };
const fitted: DisplayTransform = { grid, size, view: fitView(grid, size) };

test('a fitted image fills the pane along its tighter side, in true proportions', () => {
  // 200 × 100 mm into 600 × 400 px: 3 px per mm, so 600 × 300 px.
  expect(fitted.view.pixelsPerMm).toBe(3);
  expect(imageToCanvas(fitted, { column: -0.5, row: -0.5 })).toEqual([0, 50]);
  expect(imageToCanvas(fitted, { column: 99.5, row: 199.5 })).toEqual([600, 350]);
});

const anyTransform = fc.record({
  column: fc.double({ min: -50, max: 150, noNaN: true }), row: fc.double({ min: -50, max: 250, noNaN: true }), pixelsPerMm: fc.double({ min: 0.1, max: 60, noNaN: true }),
  flipHorizontal: fc.boolean(), flipVertical: fc.boolean(), x: fc.double({ min: 0, max: 600, noNaN: true }), y: fc.double({ min: 0, max: 400, noNaN: true }), factor: fc.double({ min: 0.5, max: 2, noNaN: true }),
}).map(({ column, row, pixelsPerMm, flipHorizontal, flipVertical, x, y, factor }) => ({
  transform: { grid, size, view: { centre: { column, row }, pixelsPerMm, flipHorizontal, flipVertical } } satisfies DisplayTransform, point: [x, y] as const, factor,
}));

test('screen to image and back is the same point, under any zoom, pan and flip', () => {
  fc.assert(fc.property(anyTransform, ({ transform, point }) => {
    const back = imageToCanvas(transform, canvasToImage(transform, point));
    expect(back[0]).toBeCloseTo(point[0], 6);
    expect(back[1]).toBeCloseTo(point[1], 6);
  }));
});

test('zooming holds the image point under the cursor', () => {
  fc.assert(fc.property(anyTransform, ({ transform, point, factor }) => {
    const before = canvasToImage(transform, point);
    const after = canvasToImage({ ...transform, view: zoomAbout(transform, factor, point) }, point);
    expect(after.column).toBeCloseTo(before.column, 6);
    expect(after.row).toBeCloseTo(before.row, 6);
  }));
});

test('a flip mirrors about the middle and lengths on screen stay', () => {
  const mirrored = { ...fitted, view: flipView(fitted.view, 'horizontal') };
  expect(imageToCanvas(mirrored, { column: 0, row: 0 })[0]).toBeCloseTo(600 - imageToCanvas(fitted, { column: 0, row: 0 })[0], 9);
  expect(imageToCanvas(mirrored, { column: 0, row: 0 })[1]).toBe(imageToCanvas(fitted, { column: 0, row: 0 })[1]);
});

test('dragging right moves the image right, mirrored or not, and never loses it', () => {
  for (const view of [fitted.view, flipView(fitted.view, 'horizontal')]) {
    const moved = { ...fitted, view: panBy({ ...fitted, view }, 40, 0) };
    expect(imageToCanvas(moved, { column: 10, row: 10 })[0]).toBeCloseTo(imageToCanvas({ ...fitted, view }, { column: 10, row: 10 })[0] + 40, 9);
  }
  expect(panBy(fitted, 99999, -99999).centre).toEqual({ column: 0, row: 199 });
});

test('a pane that grows keeps its magnification relative to the fit', () => {
  const zoomed = { ...fitted.view, pixelsPerMm: 6 };
  expect(resizeView(zoomed, grid, size, { width: 1200, height: 800 }).pixelsPerMm).toBe(12);
});
