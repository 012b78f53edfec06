/** Lesions that experts outlined, measured with the mouse: callipers on their stated end points give the stated mm, and stand where those points are on the image. */
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import dicomParser from 'dicom-parser';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { lesions, lesionsPath, type ExpertSlice, type PixelPoint } from '../fixtures/expertLesions.ts';
import { sayNotRun } from '../fixtures/shared.ts';
import { settled } from './hand.ts';
import { freshMaterial, startEmpty } from './imports.ts';
import { caseReply, currentPane, drag } from './phantom.ts';
import { bringIn, fitOf, open, placesOfImages, pointIn, type Place } from './scanRoom.ts';
import { keepPicture, type Workstation } from './workstation.ts';

if (lesionsPath === undefined) sayNotRun('callipers on the end points that experts state');
const toleranceMm = 0.1;

type Drawn = Pick<ExpertSlice, 'image' | 'longMm' | 'shortMm' | 'longAxis' | 'shortAxis'> & { readonly id: string };

/** An image whose rows and columns have different spacing, 0.5 and 1.25 mm; no expert drew on it, the lengths are worked out by hand. */
const anisotropic: Drawn = {
  id: 'pixels of 0.5 × 1.25 mm', image: 'hostile/derived/spacing-anisotropic.dcm',
  // 40 × 1.25 across and 60 × 0.5 down; 12 × 1.25 across and −50 × 0.5 down: at right angles in mm.
  longAxis: [[40, 30], [80, 90]], longMm: Math.hypot(50, 30), shortAxis: [[54, 85], [66, 35]], shortMm: Math.hypot(15, 25),
};

const all: readonly Drawn[] = lesionsPath === undefined ? [] : [...lesions.map((lesion) => ({ id: lesion.id, ...lesion.perSlice[lesion.longestSlice] as ExpertSlice })), anisotropic];

describe.skipIf(lesionsPath === undefined)('callipers placed by the mouse on stated end points', { timeout: 60_000 }, () => {
  const material = freshMaterial();
  let station: Workstation;
  let places: ReadonlyMap<string, Place>;
  beforeAll(async () => {
    station = await startEmpty();
    station.page.setDefaultTimeout(15_000);
    const wanted = new Map<string, string>();
    for (const { id, image } of all) {
      const file = path.join(lesionsPath ?? '', image);
      const folder = path.join(material.folder, path.dirname(image).replaceAll('/', '-'));
      mkdirSync(folder, { recursive: true });
      cpSync(file, path.join(folder, path.basename(image)));
      wanted.set(`${dicomParser.parseDicom(readFileSync(file), { untilTag: 'x7fe00010' }).string('x00080018')} 1`, id);
    }
    await bringIn(station.page, material.folder, { toBaseline: true });
    places = await placesOfImages(station.page, wanted);
  }, 120_000);
  afterAll(async () => {
    await station?.close();
    material.drop();
  });
  beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

  it.each(all.map((lesion) => [lesion.id, lesion] as const))('%s', async (_id, { id, longAxis, shortAxis, longMm, shortMm }) => {
    const { page } = station;
    const place = places.get(id) as Place;
    expect(place, 'the image is not in the study').toBeDefined();
    await open(page, place);
    const pane = currentPane(page);
    await pane.focus();
    await page.keyboard.press('t');
    await page.getByRole('combobox', { name: 'Organ' }).fill('lymph');
    await page.keyboard.press('Enter');
    for (const axis of [longAxis, shortAxis]) {
      await drag(page, pane, place.images, [imagePoint(axis[0], place), imagePoint(axis[1], place)]);
      await settled(page);
    }

    // Where the lines stand on the screen, and what length they have there.
    const fit = await fitOf(page, place);
    const caliper = pane.locator('.nd-caliper');
    await expect.poll(() => caliper.count(), { message: 'callipers on the image' }).toBe(1);
    for (const [part, axis, mm] of [['long', longAxis, longMm], ['short', shortAxis, shortMm]] as const) {
      const line = caliper.locator(`line.nd-line[data-part=${part}]`);
      const endsOf = () => line.evaluate((drawn) => [['x1', 'y1'], ['x2', 'y2']].map((names) => names.map((name) => Number(drawn.getAttribute(name)))));
      const [one, other] = axis.map(([column, row]) => pointIn(fit, place, { column, row })).map(([x, y]) => [x - fit.x, y - fit.y] as const) as [readonly [number, number], readonly [number, number]];
      const offPx = async (): Promise<number> => {
        const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = []] = await endsOf();
        const apart = (order: readonly [readonly [number, number], readonly [number, number]]): number => Math.max(Math.hypot(x1 - order[0][0], y1 - order[0][1]), Math.hypot(x2 - order[1][0], y2 - order[1][1]));
        return Math.min(apart([one, other]), apart([other, one]));
      };
      await expect.poll(offPx, { message: `${part} axis from its place, px` }).toBeLessThan(0.5);
      const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = []] = await endsOf();
      const pixelsPerMm = fit.scaleX / (place.images.series.spacingMm?.[1] ?? Number.NaN);
      expect(Math.abs(Math.hypot(x1 - x2, y1 - y2) / pixelsPerMm - mm), `${part} axis drawn, mm`).toBeLessThanOrEqual(toleranceMm);
    }
    await expect.poll(async () => Math.abs(Number(/[\d.]+$/.exec(await pane.locator('.nd-label').textContent() ?? '')?.[0]) - shortMm), { message: 'the calliper\'s own words, mm off' }).toBeLessThanOrEqual(toleranceMm + 1e-9);

    // What is recorded; a node below 15 mm cannot be a target and is asked about first.
    const recorded = async () => {
      const { case: subject } = await caseReply(page, place.subjectId);
      return subject.lesions.map((lesion) => subject.assessments[lesion.id]?.[place.timepointId]).find((record) => record?.state === 'measured');
    };
    if (shortMm >= 15) {
      await expect.poll(async () => (await recorded())?.state).toBe('measured');
      const record = await recorded();
      if (record?.state !== 'measured') throw new Error('not measured');
      expect(Math.abs(record.longAxisMm - longMm), `${record.longAxisMm} for ${longMm} mm`).toBeLessThanOrEqual(toleranceMm);
      expect(Math.abs((record.shortAxisMm ?? 0) - shortMm), `${record.shortAxisMm} for ${shortMm} mm`).toBeLessThanOrEqual(toleranceMm);
      await pane.focus();
      await page.keyboard.press('Control+z');
    } else {
      await page.getByRole('complementary', { name: 'Lesions and response' }).getByText(/15(\.0)? mm/).first().waitFor();
      await page.keyboard.press('Escape');
    }
    await expect.poll(recorded).toBeUndefined();
    expect(station.complaints).toEqual([]);
  });
});

const imagePoint = ([column, row]: PixelPoint, { slice }: Place): { slice: number; column: number; row: number } => ({ slice, column, row });
