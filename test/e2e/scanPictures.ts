/** Pictures of one scan of every kind in the Read place, and of experts' contours drawn over their images, for people to look at. */
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { bufferSource, readInstance } from '../../src/dicom/index.ts';
import { lesions, lesionsPath, type ExpertSlice } from '../fixtures/expertLesions.ts';
import { settled } from './hand.ts';
import { freshMaterial, startEmpty } from './imports.ts';
import { bringIn, fitOf, open, placesOf, placesOfImages, pointIn, type Place } from './scanRoom.ts';
import { layOut, scans } from './scans.ts';

/** Calls `take` with each scan on the screen, and with the list of the import. Does nothing without the shared corpus. */
export async function eachScan(take: (page: Page, name: string) => Promise<void>): Promise<void> {
  if (lesionsPath === undefined) return;
  await inStudy(layOut(lesionsPath, freshMaterial().folder), async (page, folder) => {
    const places = await placesOf(page, folder);
    for (const { name } of scans) await takeAt(page, places.get(name), () => take(page, `scan-${name}`));
  }, (page) => take(page, 'scans-import'));
  const drawn = lesions.map((lesion) => ({ lesion, slice: lesion.perSlice[lesion.longestSlice] as ExpertSlice }));
  const { folder } = freshMaterial();
  for (const { slice: { image } } of drawn) {
    const target = path.join(folder, path.dirname(image).replaceAll('/', '-'));
    mkdirSync(target, { recursive: true });
    cpSync(path.join(lesionsPath, image), path.join(target, path.basename(image)));
  }
  await inStudy(folder, async (page) => {
    const nameOf = (id: string): string => `contour-${id.replaceAll(/\W+/g, '-')}`;
    const uid = (image: string): string => readInstance(bufferSource(readFileSync(path.join(lesionsPath ?? '', image)))).record.sopInstanceUid;
    for (const { lesion, slice } of drawn) {
      const places = await placesOfImages(page, new Map([[`${uid(slice.image)} 1`, lesion.id]]));
      const place = places.get(lesion.id);
      await takeAt(page, place, async () => {
        await outline(page, place as Place, slice);
        await take(page, nameOf(lesion.id));
        await page.evaluate(() => document.querySelector('[data-expert]')?.remove());
      });
    }
  });
}

async function inStudy(folder: string, work: (page: Page, folder: string) => Promise<void>, onImported?: (page: Page) => Promise<void>): Promise<void> {
  const station = await startEmpty();
  try {
    await station.page.setViewportSize({ width: 1920, height: 1080 });
    await bringIn(station.page, folder, { toBaseline: onImported === undefined, ...(onImported ? { onListed: () => onImported(station.page) } : {}) });
    await work(station.page, folder);
  } finally {
    await station.close();
  }
}

async function takeAt(page: Page, place: Place | undefined, take: () => Promise<void>): Promise<void> {
  if (!place) return;
  await open(page, place);
  await settled(page);
  await take();
}

/** The expert's contour over the image, through the view that the pane shows. */
async function outline(page: Page, place: Place, { polygon }: ExpertSlice): Promise<void> {
  const fit = await fitOf(page, place);
  const points = polygon.map(([column, row]) => pointIn(fit, place, { column, row })).map(([x, y]) => `${x},${y}`).join(' ');
  await page.evaluate((drawnPoints) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('data-expert', '');
    Object.assign(svg.style, { position: 'fixed', inset: '0', width: '100vw', height: '100vh', pointerEvents: 'none', zIndex: '10' });
    const shape = document.createElementNS('http://www.w3.org/2000/svg', 'polygon');
    for (const [name, value] of Object.entries({ points: drawnPoints, fill: 'none', stroke: '#35d07f', 'stroke-width': '1.5' })) shape.setAttribute(name, value);
    svg.append(shape);
    document.body.append(svg);
  }, points);
}
