/** What `npm run bench` measures in the browser. All times in ms. */
import type { SeriesImages } from '../../src/api/wire.ts';
import { forgetUnusedSeries, holdSeries } from '../viewer/index.ts';
import { getJson } from '../backend.ts';
import { handles, setPanes } from './BenchPanes.tsx';

export type Spread = { readonly median: number; readonly p95: number; readonly worst: number; readonly count: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), worst: sorted.at(-1) ?? Number.NaN, count: sorted.length };
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** The whole series through our loader, until every slice can be shown. No pane may show it meanwhile: what is in memory is forgotten first. */
export async function loadOurs(images: SeriesImages): Promise<number> {
  forgetUnusedSeries();
  const start = performance.now();
  const hold = holdSeries(images, Math.floor(images.slices.length / 2));
  const complete = await hold.finished;
  const took = performance.now() - start;
  hold.release();
  if (!complete) throw new Error('the series did not load');
  return took;
}

/** The same bytes by one plain fetch into one buffer. */
export async function fetchBare(seriesId: string): Promise<{ readonly ms: number; readonly bytes: number }> {
  const start = performance.now();
  const response = await fetch(`/api/bytes/volume/${seriesId}?from=0`);
  const { byteLength } = await response.arrayBuffer();
  return { ms: performance.now() - start, bytes: byteLength };
}

/** The pane shows an image of its series and has painted it. */
async function painted(): Promise<void> {
  while (document.querySelector('.nd-pane:not(.nd-pane-empty)') === null) await nextFrame();
  // A message sent from a frame arrives after it was painted.
  const channel = new MessageChannel();
  await new Promise((resolve) => {
    channel.port1.onmessage = resolve;
    requestAnimationFrame(() => channel.port2.postMessage(null));
  });
}

/** From the choice of a series, nothing of which is there, to its first image on screen. */
export async function firstImage(seriesId: string): Promise<number> {
  const start = performance.now();
  setPanes([{ images: await getJson<SeriesImages>(`/api/series/${seriesId}/images`) }]);
  await painted();
  return performance.now() - start;
}

/** Opens a series in a pane, waits until it is whole, scrolls a little, and closes the pane. */
export async function openAndClose(seriesId: string): Promise<void> {
  const images = await getJson<SeriesImages>(`/api/series/${seriesId}/images`);
  setPanes([{ images }]);
  await painted();
  const hold = holdSeries(images, 0);
  if (!(await hold.finished)) throw new Error('the series did not load');
  hold.release();
  for (let slice = 0; slice < images.slices.length; slice += 25) {
    handles[0]?.scrollTo(slice);
    await nextFrame();
  }
  setPanes([]);
  await nextFrame();
  await nextFrame();
}

function stageOf(pane: number): HTMLElement {
  const stage = document.querySelectorAll<HTMLElement>('[data-pane="stage"]')[pane];
  if (!stage) throw new Error(`there is no pane ${pane}`);
  return stage;
}

/** Scrolls `count` slices, one per frame, as a wheel does: work per slice (asking, then drawing within its frame), and from frame to frame. */
export async function scrollSlices(pane: number, count: number): Promise<{ readonly work: Spread; readonly frames: Spread; readonly drawn: number }> {
  const stage = stageOf(pane);
  const work: number[] = [];
  const frames: number[] = [];
  let asking = 0;
  const onRendered = (): void => { work.push(asking + performance.now() - Number(document.timeline.currentTime)); };
  stage.addEventListener('CORNERSTONE_IMAGE_RENDERED', onRendered);
  let before = await nextFrame();
  for (let slice = 0; slice < count; slice += 1) {
    // Input comes between frames, not inside one.
    await new Promise((resolve) => setTimeout(resolve));
    const start = performance.now();
    handles[pane]?.scrollTo(slice);
    asking = performance.now() - start;
    const now = await nextFrame();
    frames.push(now - before);
    before = now;
  }
  await nextFrame();
  stage.removeEventListener('CORNERSTONE_IMAGE_RENDERED', onRendered);
  return { work: spreadOf(work), frames: spreadOf(frames), drawn: work.length };
}

/** Drags the end of a long axis by `count` pointer moves: work per update (geometry, tag, overlay, magnifier), and from frame to frame. The pane must be placing. */
export async function dragCaliper(pane: number, count: number): Promise<{ readonly frames: Spread; readonly work: Spread }> {
  const stage = stageOf(pane);
  const box = stage.getBoundingClientRect();
  const send = (type: string, x: number, y: number, buttons: number): void => {
    stage.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, button: type === 'pointermove' ? -1 : 0, buttons, clientX: box.left + x, clientY: box.top + y }));
  };
  const capture = stage.setPointerCapture;
  stage.setPointerCapture = () => { /* made-up pointers cannot be captured */ };
  const [x, y] = [box.width * 0.4, box.height * 0.4];
  send('pointerdown', x, y, 1);
  const frames: number[] = [];
  const work: number[] = [];
  let before = await nextFrame();
  for (let step = 1; step <= count; step += 1) {
    send('pointermove', x + 10 + step * 0.7, y + 10 + (step % 7), 1);
    // The pane's own frame callback was asked for first, so it is over when this one runs.
    const now = await nextFrame();
    work.push(performance.now() - now);
    frames.push(now - before);
    before = now;
  }
  handles[pane]?.cancel();
  send('pointerup', x, y, 0);
  stage.setPointerCapture = capture;
  return { frames: spreadOf(frames), work: spreadOf(work) };
}
