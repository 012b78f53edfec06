/** When a screen has come to rest. */
import type { Page } from 'playwright-core';

const longestMs = 4000;

/** Runs in the page: frames are counted too, so that a busy browser is not taken for a resting one. */
const untilStill = `({ quietMs, longestMs }) => new Promise((resolve) => {
  let changed = performance.now();
  let frames = 0;
  const end = changed + longestMs;
  const watch = new MutationObserver(() => { changed = performance.now(); frames = 0; });
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const look = () => {
    frames += 1;
    const now = performance.now();
    const waiting = document.querySelector('[aria-busy=true]') || [...document.images].some((image) => !image.complete) || document.getAnimations().some(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
    if (now < end && (waiting || frames < 4 || now - changed < quietMs)) requestAnimationFrame(look);
    else { watch.disconnect(); resolve(); }
  };
  requestAnimationFrame(look);
})`;

/**
 * Resolves when nothing in the page has changed for `quietMs`, every picture is there, nothing says that it is busy and nothing that ends is still moving; after four seconds in any case, since what
 * loads in the background may go on for long. For what no single locator says; a test that waits for one thing waits for that.
 */
export async function still(page: Page, quietMs = 200): Promise<void> {
  await page.evaluate(`(${untilStill})(${JSON.stringify({ quietMs, longestMs })})`);
}
