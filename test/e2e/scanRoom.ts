/** The scans of scans.ts in the window: imported and assigned by hand, each brought on the screen, its pixels taken from the canvas. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { SeriesImages, WorklistRow } from '../../src/api/wire.ts';
import { bufferSource, decodeFrame, readFrame, readInstance } from '../../src/dicom/index.ts';
import { chooseFiles, createStudy, goTo } from './imports.ts';
import { ask, caseReply, currentPane, seriesImages, showSlice, type ImagePoint } from './phantom.ts';
import { comparedFile, scans, type Scan } from './scans.ts';

/** Where a scan is to be found in the window. */
export type Place = { readonly subjectId: string; readonly timepointId: string; /** In the timepoint's menu of series. */ readonly at: number; /** All series of the timepoint. */ readonly seriesIds: readonly string[]; readonly images: SeriesImages; readonly slice: number };

const studyCode = 'SCANS';

/** Imports a folder through the Import place and assigns every series by hand: subjects and timepoints are filled in where none is proposed, or every one is put to baseline. Answers what the list says of each examination. */
export async function bringIn(page: Page, folder: string, { toBaseline = false, onListed = async (): Promise<void> => {} } = {}): Promise<readonly string[]> {
  await createStudy(page, studyCode);
  await chooseFiles(page, 'Folder to import', folder);
  const table = page.getByRole('region', { name: 'Imported series' });
  await table.waitFor();
  const asides = page.getByRole('button', { name: /^Show \d+ localisers and secondary captures$/ });
  if (await asides.isVisible()) await asides.click();
  const said = await table.locator('th[scope=rowgroup]').allInnerTexts();
  const codes = table.getByPlaceholder('subject code');
  for (let at = 0, count = await codes.count(); at < count; at += 1) if (await codes.nth(at).inputValue() === '') await codes.nth(at).fill(`SCAN-${at}`);
  for (const missing = table.locator('[data-missing] select'); await missing.count() > 0;) await missing.first().selectOption('0');
  const times = table.getByRole('combobox', { name: /^Timepoint of/ });
  if (toBaseline) for (let at = 0, count = await times.count(); at < count; at += 1) await times.nth(at).selectOption('0');
  await page.evaluate(() => { for (const tick of document.querySelectorAll<HTMLInputElement>('td input[type=checkbox]:not(:checked)')) tick.click(); });
  await onListed();
  const assign = page.getByRole('button', { name: /^Assign \d+ series$/ });
  await assign.click();
  await page.getByText(/\d+ series assigned to/).waitFor();
  return said;
}

/** Every scan by name. Found by the SOP Instance UID of the file that is compared. */
export const placesOf = (page: Page, folder: string): Promise<ReadonlyMap<string, Place>> => placesOfImages(page, new Map(scans.map((scan) => {
  const file = path.join(folder, scan.name, path.basename(comparedFile(scan)));
  return [`${sopInstanceUid(file)} ${scan.frame ?? 1}`, scan.name];
})));

/** Where images are, by the names given to "SOP Instance UID, blank, frame". */
export async function placesOfImages(page: Page, wanted: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  const studies = await ask<{ id: string; code: string }[]>(page, '/api/study/list');
  const rows = await ask<WorklistRow[]>(page, `/api/worklist?study=${studies.find(({ code }) => code === studyCode)?.id}`);
  for (const { subjectId } of rows) {
    for (const timepoint of (await caseReply(page, subjectId)).case.timepoints) for (const [at, { id }] of timepoint.series.entries()) {
      const images = await seriesImages(page, id);
      for (const [slice, { sopInstanceUid: uid, frameNumber }] of images.slices.entries()) {
        const name = wanted.get(`${uid} ${frameNumber}`);
        if (name !== undefined) places.set(name, { subjectId, timepointId: timepoint.id, at, seriesIds: timepoint.series.map((series) => series.id), images, slice });
      }
    }
  }
  return places;
}

const sopInstanceUid = (file: string): string => readInstance(bufferSource(readFileSync(file))).record.sopInstanceUid;

/** Opens a scan in the Read place, by the menu of series where another one is shown first, at its slice. */
export async function open(page: Page, { subjectId, timepointId, at, seriesIds, images, slice }: Place): Promise<void> {
  await goTo(page, `#/read/${subjectId}/${timepointId}`);
  const current = page.getByRole('region', { name: 'Current' });
  const menu = current.getByRole('button', { name: /^Series of / });
  // Until the case is there the pane shows the subject before.
  await page.waitForFunction((ids) => ids.includes(document.querySelector<HTMLElement>('[aria-label="Current"] .nd-pane')?.dataset['series'] ?? ''), seriesIds);
  if (await current.locator('.nd-pane').getAttribute('data-series') !== images.series.id) {
    await menu.click();
    await page.getByRole('menuitem').nth(at).click();
    await page.getByRole('menu').waitFor({ state: 'hidden' });
  }
  const pane = currentPane(page);
  await page.locator(`[aria-label="Current"] .nd-pane[data-series="${images.series.id}"]`).waitFor();
  await showSlice(page, pane, slice);
}

/** Stored values of the compared frame and the hash of their bytes, as the decoders of the product give them. */
export async function storedValues(corpus: string, scan: Scan): Promise<{ readonly bytes: Uint8Array; readonly values: ArrayLike<number>; readonly isFirst: boolean }> {
  const { record, header } = readInstance(bufferSource(readFileSync(path.join(corpus, comparedFile(scan)))));
  const frame = record.frames[(scan.frame ?? 1) - 1];
  if (!record.pixels || !frame) throw new Error(`${scan.name} has no such frame`);
  const bytes = Uint8Array.from(await decodeFrame(readFrame(header.source, frame.bytes), record.pixels));
  const { bitsAllocated, signed } = record.pixels;
  const values = bitsAllocated <= 8 ? (signed ? new Int8Array(bytes.buffer) : bytes) : new (signed ? Int16Array : Uint16Array)(bytes.buffer);
  return { bytes, values, isFirst: (scan.frame ?? 1) === 1 };
}

export type Fit = { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly scaleX: number; readonly scaleY: number };

/** The whole image as it is fitted into the pane: CSS px per pixel, and the pane's stage in the window. */
export async function fitOf(page: Page, { images }: Place): Promise<Fit> {
  const box = await currentPane(page).locator('[data-pane=stage]').boundingBox();
  if (!box) throw new Error('the pane has no stage');
  const [row, column] = images.series.spacingMm ?? [1, 1];
  const perMm = Math.min(box.width / (images.series.columns * column), box.height / (images.series.rows * row));
  return { ...box, scaleX: perMm * column, scaleY: perMm * row };
}

/** Where an image point lies in the window, CSS px. */
export const pointIn = (fit: Fit, { images }: Place, { column, row }: Pick<ImagePoint, 'column' | 'row'>): readonly [number, number] =>
  [fit.x + fit.width / 2 + (column - (images.series.columns - 1) / 2) * fit.scaleX, fit.y + fit.height / 2 + (row - (images.series.rows - 1) / 2) * fit.scaleY];

export type CanvasSample = { readonly column: number; readonly row: number; readonly rgb: readonly [number, number, number] };

/** Canvas pixels on a grid over the image, with the image point that lies under the middle of each. */
export async function canvasSamples(page: Page, place: Place, fit: Fit, across = 24): Promise<readonly CanvasSample[]> {
  const { rows, columns } = place.images.series;
  const [left, top] = [fit.width / 2 - (columns / 2) * fit.scaleX, fit.height / 2 - (rows / 2) * fit.scaleY];
  const wanted = Array.from({ length: across * across }, (_, at) => [
    Math.floor(left + ((at % across) + 0.5) / across * columns * fit.scaleX), Math.floor(top + (Math.floor(at / across) + 0.5) / across * rows * fit.scaleY),
  ] as const);
  const colours = await page.evaluate((points) => {
    const canvas = document.querySelector<HTMLCanvasElement>('[aria-label="Current"] [data-pane="stage"] canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('no canvas');
    if (canvas.width !== canvas.clientWidth) throw new Error(`the canvas has ${canvas.width} pixels on ${canvas.clientWidth}`);
    const { data, width } = context.getImageData(0, 0, canvas.width, canvas.height);
    return points.map(([x, y]) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)]);
  }, wanted);
  return wanted.map(([x, y], at) => ({
    column: (x + 0.5 - fit.width / 2) / fit.scaleX + (columns - 1) / 2, row: (y + 0.5 - fit.height / 2) / fit.scaleY + (rows - 1) / 2,
    rgb: colours[at] as unknown as readonly [number, number, number],
  }));
}

export type ShownWindow = { readonly lower: number; readonly upper: number; readonly inverted: boolean };

/** The window as the pane's corner says it, as the LINEAR function of PS3.3 C.11.2.1.2.1. */
export async function shownWindow(page: Page, { images }: Place): Promise<ShownWindow> {
  if (images.pixels.samples === 3 || images.palette) return { lower: 0, upper: 255, inverted: false };
  const text = ((await currentPane(page).locator('[data-pane=bottomLeft]').textContent()) ?? '').replaceAll('\u2212', '-');
  const match = /W (\d+)\s*L (-?\d+)/.exec(text);
  if (!match) throw new Error(`the pane does not say its window: ${text}`);
  const [width, center] = [Number(match[1]), Number(match[2])];
  return { lower: center - 0.5 - (width - 1) / 2, upper: center - 0.5 + (width - 1) / 2, inverted: text.includes('inverted') !== (images.photometric === 'MONOCHROME1') };
}

const decoded = new Map<string, Uint8Array<ArrayBuffer>>();
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const known = decoded.get(base64) ?? Uint8Array.from(Buffer.from(base64, 'base64'));
  decoded.set(base64, known);
  return known;
}
const lookUp = (entries: ArrayLike<number>, at: number): number => entries[Math.min(entries.length - 1, Math.max(0, at))] ?? Number.NaN;

/** HU for CT: stored × slope + intercept, or what the modality lookup table says. */
export function modalityValue({ slices, modalityLut }: SeriesImages, slice: number, stored: number): number {
  const { rescaleSlope = 1, rescaleIntercept = 0 } = slices[slice] ?? {};
  if (!modalityLut) return stored * rescaleSlope + rescaleIntercept;
  return lookUp(new Uint16Array(bytesOf(modalityLut.entries).buffer), stored - modalityLut.first);
}

/** What a canvas pixel has to show: the window applied to the pixels around it, mixed by distance as the canvas does between pixel centres. */
export function expectedColour(place: Place, values: ArrayLike<number>, window: ShownWindow, { column, row }: Pick<CanvasSample, 'column' | 'row'>): readonly number[] {
  const { images: { pixels: { samples }, series: { rows, columns }, palette }, slice } = place;
  const isColour = samples === 3 || palette !== undefined;
  const shown = (c: number, r: number, channel: number): number => {
    const stored = values[(Math.min(rows - 1, Math.max(0, r)) * columns + Math.min(columns - 1, Math.max(0, c))) * samples + (palette ? 0 : channel)] ?? Number.NaN;
    if (samples === 3) return stored;
    if (palette) return lookUp(bytesOf([palette.red, palette.green, palette.blue][channel] ?? ''), stored - palette.first);
    const part = Math.min(1, Math.max(0, (modalityValue(place.images, slice, stored) - window.lower) / (window.upper - window.lower)));
    return 255 * (window.inverted ? 1 - part : part);
  };
  const [c, r] = [Math.floor(column), Math.floor(row)];
  const [fc, fr] = [column - c, row - r];
  return [0, 1, 2].map((index) => {
    const channel = isColour ? index : 0;
    return shown(c, r, channel) * (1 - fc) * (1 - fr) + shown(c + 1, r, channel) * fc * (1 - fr) + shown(c, r + 1, channel) * (1 - fc) * fr + shown(c + 1, r + 1, channel) * fc * fr;
  });
}
