import { describe, expect, test } from 'vitest';
import type { SeriesImages } from '../../../src/api/wire.ts';
import { hitTest } from '../calipers/caliperHits.ts';
import { bottomLeftLines, regionText, valueText } from './cornerTexts.ts';
import { buildCaliperScene, convexOverlap, cornersOf, placeBeside, placeMagnifier, scaleBar, type SceneCaliper, type SceneShape } from '../../../src/figures/index.ts';

const pane = { x: 0, y: 0, width: 600, height: 400 };
const request = (outline: readonly (readonly [number, number])[], obstacles: readonly (readonly (readonly [number, number])[])[] = []) =>
  placeBeside({ outline, size: { width: 60, height: 16 }, gaps: [10, 30], pane, obstacles });

describe('a label', () => {
  test('goes right of the lesion, 10 px from its end', () => {
    expect(request([[100, 100], [140, 120]]).box).toEqual({ x: 150, y: 112, width: 60, height: 16 });
  });

  test('goes below, left, above in this order where the pane ends or another label is', () => {
    expect(request([[500, 100], [545, 120]]).box.y).toBe(130);
    expect(request([[540, 300], [580, 390]]).box.x).toBeLessThan(540);
    const blocked = [cornersOf({ x: 141, y: 60, width: 100, height: 120 }), cornersOf({ x: 60, y: 121, width: 200, height: 60 }), cornersOf({ x: 0, y: 95, width: 99, height: 85 })];
    expect(request([[100, 100], [140, 120]], blocked).box.y).toBeLessThan(100);
  });

  test('never covers its lesion', () => {
    const outline = [[300, 100], [350, 200], [300, 300], [250, 200]] as const;
    expect(convexOverlap(outline, cornersOf(request(outline).box))).toBe(false);
  });

  test('is inside the pane even where nothing is free', () => {
    const { box } = request([[-50, -50], [700, 500]]);
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(600);
  });
});

test('the magnifier stands 150 px from the pointer, away from the lesion, and turns where the pane ends', () => {
  expect(placeMagnifier([300, 200], [[200, 200], [300, 200]], pane, 92, 150)).toEqual([450, 200]);
  const [x, y] = placeMagnifier([590, 200], [[500, 200], [590, 200]], pane, 92, 150);
  expect(Math.hypot(x - 590, y - 200)).toBeCloseTo(150, 6);
  expect(x + 92).toBeLessThanOrEqual(600);
});

const caliper = (more: Partial<SceneCaliper> = {}): SceneCaliper => ({
  lesionId: 'a', role: 'target', label: 'T1', valueText: '24.8', ghost: false, active: false, proposal: false,
  long: [[100, 100], [200, 100]], short: [[150, 80], [150, 130]], shortProvisional: false, showLabel: true, ...more,
});
const shapesOf = (each: SceneCaliper): readonly SceneShape[] => buildCaliperScene([each], pane, (text) => text.length * 7)[0]!.shapes;
const lineOf = (each: SceneCaliper, part: string) => shapesOf(each).find((shape) => shape.kind === 'line' && shape.part === part) as Extract<SceneShape, { kind: 'line' }>;

describe('a calliper is drawn', () => {
  test('solid for a target, 6-4 for a non-target, 1.5-4 and a star for a new lesion, 2-4 for a ghost', () => {
    expect(lineOf(caliper(), 'long').dash).toBeNull();
    expect(lineOf(caliper({ role: 'nonTarget' }), 'long').dash).toBe('6 4');
    expect(lineOf(caliper({ role: 'new' }), 'long').dash).toBe('1.5 4');
    expect(shapesOf(caliper({ role: 'new' })).some((shape) => shape.kind === 'star')).toBe(true);
    expect(lineOf(caliper({ ghost: true, valueText: 'TP3 24.8' }), 'long').dash).toBe('2 4');
    expect(shapesOf(caliper({ ghost: true, valueText: 'TP3 24.8' })).find((shape) => shape.kind === 'text')).toMatchObject({ text: 'TP3 24.8' });
  });

  test('with bars of 10 px at its ends, with handles of 4 and 3 px when active', () => {
    const bar = lineOf(caliper(), 'long0');
    expect(Math.hypot(bar.to[0] - bar.from[0], bar.to[1] - bar.from[1])).toBeCloseTo(10, 9);
    const handles = shapesOf(caliper({ active: true })).filter((shape) => shape.kind === 'handle');
    expect(handles.map((handle) => [handle.radius, handle.hollow])).toEqual([[3, false], [3, false], [4, false], [4, false]]);
  });

  test('thicker with bars, without handles, when selected but signed', () => {
    const shapes = shapesOf(caliper({ active: true, locked: true }));
    expect(shapes.filter((shape) => shape.kind === 'handle')).toEqual([]);
    expect(lineOf(caliper({ active: true, locked: true }), 'long').width).toBe(2);
    expect(lineOf(caliper({ active: true, locked: true }), 'long0')).toBeDefined();
  });

  test('with the short axis 3-3 and without handles while it is provisional, with hollow ones when it is offered', () => {
    expect(lineOf(caliper({ active: true, shortProvisional: true }), 'short').dash).toBe('3 3');
    expect(shapesOf(caliper({ active: true, shortProvisional: true })).filter((shape) => shape.kind === 'handle')).toHaveLength(2);
    expect(shapesOf(caliper({ active: true, shortProvisional: true, proposal: true })).filter((shape) => shape.kind === 'handle' && shape.hollow)).toHaveLength(2);
  });

  test('with a leader line only when its label is farther than 24 px', () => {
    expect(lineOf(caliper(), 'leader')).toBeUndefined();
    const crowd = Array.from({ length: 8 }, (_, index) => caliper({ lesionId: String(index), long: [[100, 100 + index], [200, 100 + index]], short: null }));
    const scene = buildCaliperScene(crowd, pane, (text) => text.length * 7);
    expect(scene.some((group) => group.shapes.some((shape) => shape.kind === 'line' && shape.part === 'leader'))).toBe(true);
  });
});

describe('the pointer grips', () => {
  const one = { name: 'one', long: [[100, 100], [200, 100]] as const, short: [[150, 80], [150, 130]] as const, shortHandles: true };

  test('a handle within 10 px, else a line within 10, else nothing', () => {
    expect(hitTest([one], [209, 100])?.part).toBe('long1');
    expect(hitTest([one], [150, 85])?.part).toBe('short0');
    expect(hitTest([one], [125, 104])?.part).toBe('whole');
    expect(hitTest([one], [125, 110])?.part).toBe('whole');
    expect(hitTest([one], [125, 111])).toBeNull();
    expect(hitTest([one], [211, 100])).toBeNull();
  });

  test('no handle on a short axis that is neither placed nor offered', () => {
    expect(hitTest([{ ...one, shortHandles: false }], [150, 80])?.part).toBe('whole');
  });

  test('the nearer of two callipers', () => {
    const two = { ...one, name: 'two', long: [[206, 100], [300, 100]] as const };
    expect(hitTest([one, two], [205, 100])?.target.name).toBe('two');
  });
});

test('the scale bar is a round length, never longer than 200 px, in five parts', () => {
  expect(scaleBar(3.5, 400)).toMatchObject({ lengthMm: 50, lengthPx: 175, text: '50 mm', ticksPx: [0, 35, 70, 105, 140, 175] });
  expect(scaleBar(1.2, 400)?.lengthMm).toBe(100);
  expect(scaleBar(3.5, 100)?.lengthMm).toBe(20);
  expect(scaleBar(0.001, 400)).toBeNull();
});

test('the value under the cursor has the unit the header names, SUV where it can be said, and an ultrasound region its own spacing', () => {
  const images = (facts: object) => ({ series: { modality: 'CT' }, ...facts }) as unknown as SeriesImages;
  expect([valueText(images({}), -37.04), valueText(images({ valueUnit: '' }), 12), valueText(images({ valueUnit: 'mg/ml' }), 2.26), valueText(images({ valueUnit: '', suvFactor: 0.000292 }), 12345)]).toEqual(['−37 HU', '12', '2.3 mg/ml', 'SUV 3.60']);
  const ultrasound = images({ regions: [{ left: 10, top: 10, right: 20, bottom: 20, spacingMm: [0.2, 0.1] }] });
  expect([regionText(ultrasound, { column: 15, row: 15 }), regionText(ultrasound, { column: 5, row: 15 }), regionText(ultrasound, null), regionText(images({}), { column: 1, row: 1 })]).toEqual(['0.200 × 0.100 mm/px in this region', 'Outside the calibrated region', '', '']);
});

test('the corner says image, position, window and zoom with a true minus, and what is unusual', () => {
  const images = { pixels: { samples: 1 }, series: { modality: 'CT' }, slices: [{ positionMm: -212.5 }, { positionMm: -209.5 }] } as unknown as SeriesImages;
  const lines = bottomLeftLines(images, {
    sliceIndex: 0, window: { center: -600, width: 1500, name: 'Lung' }, inverted: false, mirrored: true, zoom: 3.14, linkNote: 'linked +1.5 mm', renderer: 'cpu', valueAtCursor: -37.04, sliceLoading: false,
  });
  expect(lines.map((line) => line.replaceAll('\u2002', ' '))).toEqual(['−37 HU', 'Img 1 / 2 z −212.5 mm', 'Lung W 1500 L −600 3.1× mirrored linked +1.5 mm CPU']);
  // Colour has no window.
  expect(bottomLeftLines({ ...images, pixels: { samples: 3 } } as unknown as SeriesImages, { sliceIndex: 0, window: { center: 128, width: 256, name: 'Auto' }, inverted: false, mirrored: false, zoom: 1, linkNote: '', renderer: 'gpu', valueAtCursor: null, sliceLoading: false }).at(-1)).toBe('1.0×');
});
