/** Finds lesions in the pixels of a series and on the screen, so that a test drags where a reader would. */
import type { Locator, Page } from 'playwright-core';
import type { SeriesImages } from '../../src/api/wire.ts';
import type { SubjectCase, SubjectCaseReply, WorklistRow, WorldPoint } from '../../src/casefile/index.ts';

/** Asks the host through the window's own session. */
export async function ask<T>(page: Page, path: string): Promise<T> {
  return page.evaluate(async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }, path) as Promise<T>;
}

/** The reason the host refuses a command for, else "ok". */
export const refusal = (page: Page, path: string, body: object): Promise<string> => page.evaluate(async ([address, sent]) => {
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) });
  return answer.ok ? 'ok' : ((await answer.json()) as { error: { reason: string } }).error.reason;
}, [path, body] as const);

export async function findSubject(page: Page, code: string): Promise<WorklistRow | undefined> {
  const studies = await ask<{ id: string }[]>(page, '/api/study/list');
  for (const { id } of studies) {
    const row = (await ask<WorklistRow[]>(page, `/api/worklist?study=${id}`)).find((candidate) => candidate.code === code);
    if (row) return row;
  }
  return undefined;
}

export async function subjectByCode(page: Page, code: string): Promise<WorklistRow> {
  const row = await findSubject(page, code);
  if (!row) throw new Error(`no subject ${code}`);
  return row;
}

export const caseReply = (page: Page, subjectId: string): Promise<SubjectCaseReply> => ask(page, `/api/subject/${subjectId}/case`);
export const seriesImages = (page: Page, seriesId: string): Promise<SeriesImages> => ask(page, `/api/series/${seriesId}/images`);

/** The series of a timepoint with a series UID, or its only one. */
export function seriesOf(subject: SubjectCase, timepointIndex: number) {
  const series = subject.timepoints[timepointIndex]?.series[0];
  if (!series) throw new Error(`timepoint ${timepointIndex} has no series`);
  return series;
}

const dot = (a: WorldPoint, b: WorldPoint): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const minus = (a: WorldPoint, b: WorldPoint): WorldPoint => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

export type ImagePoint = { readonly slice: number; readonly column: number; readonly row: number };

/** Pixel coordinates of a patient point (PS3.3 C.7.6.2.1.1), on the slice whose plane is nearest. */
export function toImage(images: SeriesImages, world: WorldPoint): ImagePoint {
  const { rowDirection, columnDirection, slices, series } = images;
  if (!rowDirection || !columnDirection || !series.spacingMm) throw new Error('the series has no geometry');
  const normal: WorldPoint = [
    rowDirection[1] * columnDirection[2] - rowDirection[2] * columnDirection[1],
    rowDirection[2] * columnDirection[0] - rowDirection[0] * columnDirection[2],
    rowDirection[0] * columnDirection[1] - rowDirection[1] * columnDirection[0],
  ];
  const away = slices.map(({ origin }) => (origin ? Math.abs(dot(minus(world, origin), normal)) : Number.POSITIVE_INFINITY));
  const slice = away.indexOf(Math.min(...away));
  const origin = slices[slice]?.origin;
  if (!origin) throw new Error('the slice has no position');
  const offset = minus(world, origin);
  return { slice, column: dot(offset, rowDirection) / series.spacingMm[1], row: dot(offset, columnDirection) / series.spacingMm[0] };
}

/** One slice's stored values after rescale, from the product's own volume stream. */
async function sliceValues(page: Page, images: SeriesImages, slice: number): Promise<Float64Array> {
  const { bytesPerSlice, type } = images.pixels;
  const base64 = await page.evaluate(async ({ address, bytes }) => {
    const abort = new AbortController();
    const reader = (await fetch(address, { signal: abort.signal })).body?.getReader();
    const whole = new Uint8Array(bytes);
    let filled = 0;
    while (reader && filled < bytes) {
      const { value, done } = await reader.read();
      if (done) break;
      const part = value.subarray(0, bytes - filled);
      whole.set(part, filled);
      filled += part.length;
    }
    abort.abort();
    let text = '';
    for (let at = 0; at < bytes; at += 0x8000) text += String.fromCharCode(...whole.subarray(at, at + 0x8000));
    return btoa(text);
  }, { address: `/api/bytes/volume/${images.series.id}?from=${slice}`, bytes: bytesPerSlice });
  const bytes = Buffer.from(base64, 'base64');
  const info = images.slices[slice];
  const stored = type === 'int16' ? new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2) : new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  return Float64Array.from(stored, (value) => value * (info?.rescaleSlope ?? 1) + (info?.rescaleIntercept ?? 0));
}

function sample(values: Float64Array, columns: number, column: number, row: number): number {
  const [c, r] = [Math.floor(column), Math.floor(row)];
  const [fc, fr] = [column - c, row - r];
  const at = (dc: number, dr: number): number => values[(r + dr) * columns + c + dc] ?? Number.NaN;
  return at(0, 0) * (1 - fc) * (1 - fr) + at(1, 0) * fc * (1 - fr) + at(0, 1) * (1 - fc) * fr + at(1, 1) * fc * fr;
}

/**
 * Where a lesion's edges lie along a direction through its centre, as pixels say: half way between the inside and the outside (full width at half maximum),
 * averaged over a narrow band against noise. Only the centre and the direction are taken from the truth; the length is not.
 */
export async function edgesInPixels(page: Page, images: SeriesImages, centre: WorldPoint, towards: WorldPoint): Promise<readonly [ImagePoint, ImagePoint]> {
  const middle = toImage(images, centre);
  const aim = toImage(images, towards);
  const spacing = images.series.spacingMm;
  if (!spacing) throw new Error('the series has no spacing');
  const values = await sliceValues(page, images, middle.slice);
  const { columns } = images.series;
  const halfMm = Math.hypot((aim.column - middle.column) * spacing[1], (aim.row - middle.row) * spacing[0]);
  const unit = { column: (aim.column - middle.column) / halfMm, row: (aim.row - middle.row) / halfMm };
  const across = { column: -unit.row * (spacing[0] / spacing[1]), row: unit.column * (spacing[1] / spacing[0]) };
  const bandMm = [-1.2, -0.6, 0, 0.6, 1.2];
  const profile = (mm: number): number => bandMm.reduce((sum, off) => sum + sample(values, columns, middle.column + unit.column * mm + across.column * off, middle.row + unit.row * mm + across.row * off), 0) / bandMm.length;
  const average = (from: number, to: number): number => { const all = []; for (let mm = from; mm <= to; mm += 0.25) all.push(profile(mm)); return all.reduce((a, b) => a + b, 0) / all.length; };
  const inside = average(-halfMm * 0.5, halfMm * 0.5);
  const edge = (sign: 1 | -1): ImagePoint => {
    const outside = sign > 0 ? average(halfMm + 2, halfMm + 4) : average(-halfMm - 4, -halfMm - 2);
    const level = (inside + outside) / 2;
    for (let mm = halfMm * 0.6; mm < halfMm + 4; mm += 0.02) {
      if ((profile(sign * mm) - level) * (inside - level) < 0) return { slice: middle.slice, column: middle.column + unit.column * sign * mm, row: middle.row + unit.row * sign * mm };
    }
    throw new Error('no edge in the pixels');
  };
  return [edge(-1), edge(1)];
}

/** Length in mm between two points of one image. */
export function lengthMm(images: SeriesImages, [a, b]: readonly [ImagePoint, ImagePoint]): number {
  const spacing = images.series.spacingMm;
  if (!spacing) throw new Error('the series has no spacing');
  return Math.hypot((a.column - b.column) * spacing[1], (a.row - b.row) * spacing[0]);
}

export const currentPane = (page: Page): Locator => page.getByRole('region', { name: 'Current' }).getByRole('application');

/** "Img 15 / 48" of a pane as [15, 48]. */
export async function shownSlice(pane: Locator): Promise<readonly [number, number]> {
  const text = (await pane.locator('[data-pane=bottomLeft]').textContent()) ?? '';
  const match = /Img (\d+) \/ (\d+)/.exec(text);
  if (!match) throw new Error(`the pane does not say which image it shows: ${text}`);
  return [Number(match[1]), Number(match[2])];
}

/** Brings a slice on the screen by the keys a reader has, with the whole image fitted into the pane. */
export async function showSlice(page: Page, pane: Locator, slice: number): Promise<void> {
  // The pane writes the number with the next frame: read earlier, it would be the one before the last press.
  const framed = (): Promise<void> => page.evaluate<undefined>('new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => resolve())); })').then(() => undefined);
  await pane.focus();
  await page.keyboard.press('r');
  for (let tries = 0; tries < 40; tries += 1) {
    await framed();
    const [shown] = await shownSlice(pane);
    const left = slice + 1 - shown;
    if (left === 0) return;
    const [far, near] = left > 0 ? ['PageDown', 'ArrowDown'] : ['PageUp', 'ArrowUp'];
    for (let presses = Math.floor(Math.abs(left) / 10); presses > 0; presses -= 1) await page.keyboard.press(far);
    for (let presses = Math.abs(left) % 10; presses > 0; presses -= 1) await page.keyboard.press(near);
  }
  throw new Error(`slice ${slice} could not be reached`);
}

/** Screen point of an image point while the whole image is fitted into the pane. */
export async function onScreen(pane: Locator, images: SeriesImages, point: ImagePoint): Promise<readonly [number, number]> {
  const box = await pane.locator('[data-pane=stage]').boundingBox();
  const spacing = images.series.spacingMm;
  if (!box || !spacing) throw new Error('nothing to point at');
  const { rows, columns } = images.series;
  const pixelsPerMm = Math.min(box.width / (columns * spacing[1]), box.height / (rows * spacing[0]));
  return [
    box.x + box.width / 2 + (point.column - (columns - 1) / 2) * spacing[1] * pixelsPerMm,
    box.y + box.height / 2 + (point.row - (rows - 1) / 2) * spacing[0] * pixelsPerMm,
  ];
}

/** Press, move, release, as a hand does. */
export async function drag(page: Page, pane: Locator, images: SeriesImages, [from, to]: readonly [ImagePoint, ImagePoint]): Promise<void> {
  const [x0, y0] = await onScreen(pane, images, from);
  const [x1, y1] = await onScreen(pane, images, to);
  await page.mouse.move(x0, y0);
  await page.mouse.down();
  await page.mouse.move((x0 + x1) / 2, (y0 + y1) / 2, { steps: 3 });
  await page.mouse.move(x1, y1, { steps: 3 });
  await page.mouse.up();
}
