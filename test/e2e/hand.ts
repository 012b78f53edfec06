/** A reader's hand that counts: one action is a key, a click, a drag, or a word typed into a field and entered. Moving and looking are not actions. */
import type { Page } from 'playwright-core';
import type { SeriesImages } from '../../src/api/wire.ts';
import { currentPane, drag, onScreen, toImage, type ImagePoint } from './phantom.ts';
import type { WorldPoint } from '../../src/casefile/index.ts';

export type Hand = {
  readonly page: Page;
  /** Actions since the last `reset`. */
  count(): number;
  reset(): void;
  key(key: string): Promise<void>;
  /** A word into the field that has the focus, and Enter. */
  enter(text: string): Promise<void>;
  draw(images: SeriesImages, ends: readonly [ImagePoint, ImagePoint]): Promise<void>;
  /** The same axis by keys alone, with the crosshair: shown, moved to both ends. */
  drawByKeys(images: SeriesImages, ends: readonly [WorldPoint, WorldPoint]): Promise<void>;
};

/** Two frames: what the last event did is on the screen. */
export const settled = (page: Page): Promise<void> => page.evaluate('new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => resolve())); })');

/** The crosshair's place on the screen; null while it is not shown. */
async function crosshair(page: Page): Promise<readonly [number, number] | null> {
  const path = currentPane(page).locator('[data-pane=cursor] path').first();
  if (!(await path.isVisible())) return null;
  const at = /^M(-?[\d.]+) (-?[\d.]+)/.exec((await path.getAttribute('d')) ?? '');
  const box = await currentPane(page).locator('[data-pane=stage]').boundingBox();
  return at && box ? [box.x + Number(at[1]), box.y + Number(at[2])] : null;
}

const steps: readonly (readonly [mm: number, modifier: string])[] = [[10, 'Control+'], [1, ''], [0.1, 'Shift+']];

export function handOf(page: Page): Hand {
  let actions = 0;
  const press = async (key: string): Promise<void> => { actions += 1; await page.keyboard.press(key); };

  /** Moves the crosshair to an image point by the fewest keys; the image is fitted into the pane. */
  async function moveTo(images: SeriesImages, point: ImagePoint, pixelsPerMm: number): Promise<void> {
    const here = await crosshair(page);
    if (!here) throw new Error('there is no crosshair');
    const [x, y] = await onScreen(currentPane(page), images, point);
    for (const [distancePx, forward, back] of [[x - here[0], 'ArrowRight', 'ArrowLeft'], [y - here[1], 'ArrowDown', 'ArrowUp']] as const) {
      let tenths = Math.round((distancePx / pixelsPerMm) * 10);
      for (const [mm, modifier] of steps) {
        const size = Math.round(mm * 10);
        const times = size === 1 ? tenths : Math.round(tenths / size);
        for (let index = 0; index < Math.abs(times); index += 1) await press(`${modifier}${times > 0 ? forward : back}`);
        tenths -= times * size;
      }
    }
    await settled(page);
  }

  return {
    page,
    count: () => actions,
    reset: () => { actions = 0; },
    key: press,
    enter: async (text) => { actions += 1; await page.keyboard.type(text); await page.keyboard.press('Enter'); },
    draw: async (images, ends) => { actions += 1; await drag(page, currentPane(page), images, ends); },
    drawByKeys: async (images, ends) => {
      const spacing = images.series.spacingMm;
      const box = await currentPane(page).locator('[data-pane=stage]').boundingBox();
      if (!spacing || !box) throw new Error('nothing to point at');
      const pixelsPerMm = Math.min(box.width / (images.series.columns * spacing[1]), box.height / (images.series.rows * spacing[0]));
      await settled(page);
      if (!(await crosshair(page))) { await press('Space'); await settled(page); }
      for (const end of ends) {
        await moveTo(images, toImage(images, end), pixelsPerMm);
        await press('Space');
        await settled(page);
      }
    },
  };
}
