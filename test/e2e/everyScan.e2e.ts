/** One scan of every kind through the window: imported, assigned, opened; the canvas, the value under the pointer, the millimetres and the refusals against the truth of the shared corpus. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { sayNotRun, sharedPath } from '../fixtures/shared.ts';
import { freshMaterial, startEmpty } from './imports.ts';
import { caseReply, currentPane } from './phantom.ts';
import { bringIn, canvasSamples, expectedColour, fitOf, modalityValue, open, placesOf, pointIn, shownWindow, storedValues, type CanvasSample, type Place } from './scanRoom.ts';
import { comparedFile, layOut, scans, type Scan } from './scans.ts';
import { keepPicture, type Workstation } from './workstation.ts';

type PixelTruth = { readonly exact: boolean; readonly sha256: string; readonly lastFrameSha256?: string };
type ManifestFile = { readonly path: string; readonly expected: string; readonly pixelSpacing?: readonly [number, number] | null; readonly spacingSource?: string; readonly patientName?: string };

const corpus = sharedPath('dicom') ?? '';
if (corpus === '') sayNotRun('one scan of every kind through the window');
const json = <T>(name: string): T => JSON.parse(readFileSync(path.join(corpus, name), 'utf8')) as T;

describe.skipIf(corpus === '')('one scan of every kind', { timeout: 60_000 }, () => {
  const truth = corpus === '' ? {} : json<{ files: Record<string, PixelTruth> }>('pixels.json').files;
  const manifest = new Map((corpus === '' ? [] : json<{ files: ManifestFile[] }>('manifest.json').files).map((file) => [file.path, file]));
  const material = freshMaterial();
  let station: Workstation;
  let places: ReadonlyMap<string, Place>;
  const names: string[] = [];
  beforeAll(async () => {
    station = await startEmpty();
    station.page.setDefaultTimeout(15_000);
    names.push(...await bringIn(station.page, layOut(corpus, material.folder)));
    places = await placesOf(station.page, material.folder);
  }, 180_000);
  afterAll(async () => {
    await station?.close();
    material.drop();
  });
  beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

  it('all come in, each with the patient\'s name in its own script', () => {
    expect(scans.filter(({ name }) => !places.has(name)).map(({ name }) => name)).toEqual([]);
    const expected = scans.flatMap((scan) => manifest.get(comparedFile(scan))?.patientName ?? []);
    expect(expected.length).toBeGreaterThan(5);
    for (const name of expected) for (const spelling of name.split('=')) expect(names.join('\n')).toContain(spelling.replaceAll('^', ' '));
  });

  it.each(scans.filter(({ from }) => !from.startsWith('charsets/') || from.endsWith('chrH31.dcm')).map((scan) => [scan.name, scan] as const))('%s', async (_name, scan) => {
    const { page } = station;
    const place = places.get(scan.name) as Place;
    const { images, slice } = place;
    const [about, pixels] = [manifest.get(comparedFile(scan)) as ManifestFile, truth[comparedFile(scan)] as PixelTruth];
    await open(page, place);
    const values = await valuesInTruth(scan, pixels);

    // What is drawn is those values through the window that the pane says, where they belong to half a pixel.
    const fit = await fitOf(page, place);
    const window = await shownWindow(page, place);
    const samples = await canvasSamples(page, place, fit);
    const offBy = (dc: number, dr: number): readonly number[] => samples.flatMap((sample) => {
      const expected = expectedColour(place, values, window, { column: sample.column + dc, row: sample.row + dr });
      return sample.rgb.map((value, channel) => Math.abs(value - (expected[channel] ?? 0)));
    }).sort((a, b) => a - b);
    const here = offBy(0, 0);
    expect({ mean: mean(here) < 6, most: (here[Math.floor(here.length * 0.95)] ?? 0) < 20 }, `the canvas is off by ${mean(here)} grey levels on average`).toEqual({ mean: true, most: true });
    for (const [dc, dr] of [[0.5, 0], [-0.5, 0], [0, 0.5], [0, -0.5]] as const) expect(mean(offBy(dc, dr)), `moved by ${dc}, ${dr}`).toBeGreaterThanOrEqual(mean(here));
    expect(isBlank(samples), 'the canvas is blank').toBe(false);

    const pane = currentPane(page);
    const corner = async (where: string): Promise<string> => (await pane.locator(`[data-pane=${where}]`).innerText()).replaceAll('\u2212', '-');
    // The value under the pointer, at three places of the image.
    if (images.pixels.samples === 1 && !images.palette) for (const part of [0.31, 0.5, 0.68]) {
      const at = { column: Math.floor(images.series.columns * part), row: Math.floor(images.series.rows * (1 - part)) };
      const stored = values[at.row * images.series.columns + at.column] ?? Number.NaN;
      if (stored === images.paddingValue) continue;
      await page.mouse.move(...pointIn(fit, place, at));
      const expected = `${Math.round(modalityValue(images, slice, stored) * 10) / 10}`;
      await expect.poll(async () => (await corner('bottomLeft')).split('\n')[0]?.split(' ')[0]).toBe(expected);
    }

    // Millimetres and where they come from, or that there are none.
    const top = await corner('topLeft');
    if (about.pixelSpacing) expect(top).toContain(`${about.pixelSpacing[0].toFixed(2)} × ${about.pixelSpacing[1].toFixed(2)} mm/px, ${about.spacingSource ?? ''}`);
    else expect(top).toContain('no mm/px');
    expect(await pane.locator('.nd-scale').isVisible()).toBe(images.series.measuringOff === null);
    if (about.expected === 'opens-uncalibrated') expect(images.series.measuringOff).not.toBeNull();
    for (const words of scan.says ?? []) await page.getByText(words).first().waitFor();
    if (images.series.measuringOff !== null) await isRefused(place);
    expect(station.complaints).toEqual([]);
  });

  /** The values of the frame, which the corpus says are right. */
  async function valuesInTruth(scan: Scan, pixels: PixelTruth): Promise<ArrayLike<number>> {
    const { bytes, values, isFirst } = await storedValues(corpus, scan);
    if (pixels.exact) expect(createHash('sha256').update(bytes).digest('hex')).toBe(isFirst ? pixels.sha256 : pixels.lastFrameSha256);
    return values;
  }

  /** A drag for a target ends in the series' own reason, and in no lesion. */
  async function isRefused({ subjectId, images }: Place): Promise<void> {
    const { page } = station;
    await currentPane(page).focus();
    await page.keyboard.press('t');
    const box = await currentPane(page).locator('[data-pane=stage]').boundingBox();
    if (!box) throw new Error('the pane has no stage');
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.5);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5, { steps: 3 });
    await page.mouse.up();
    await page.getByRole('complementary', { name: 'Lesions and response' }).getByText((images.series.measuringOff ?? '').replace(/\.$/, '')).first().waitFor();
    await page.keyboard.press('Escape');
    expect((await caseReply(page, subjectId)).case.lesions).toEqual([]);
  }
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const isBlank = (samples: readonly CanvasSample[]): boolean => samples.every(({ rgb }) => rgb.join() === samples[0]?.rgb.join());
