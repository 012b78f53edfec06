/** Accessibility of the screen as it stands: axe, and text at twice its size without loss. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { still } from './still.ts';

/** Of what axe finds right one place of each rule is enough: naming them all takes longer than looking. */
const look = (page: Page): AxeBuilder => new AxeBuilder({ page: page as never }).setLegacyMode(true).options({ resultTypes: ['violations'] });

/** Nothing at all for axe, on the whole page or within what a selector names. */
export async function expectAccessible(page: Page, within = 'html'): Promise<void> {
  const { violations } = await look(page).include(within).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}

/** Serious and critical violations on the screen by axe, each with the elements it is about. Errors: axe found nothing to look at. */
export async function seriousViolations(page: Page): Promise<string[]> {
  const { violations: all, passes } = await look(page).analyze();
  if (passes.length <= 5) throw new Error('axe found nothing to look at');
  return all.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary?.split('\n').slice(1).join(';').trim()})`).join(' | ')}`);
}

/**
 * Visible words that are cut off: by the box they stand in, by one around it that does not scroll, or by the window's edge. What is shortened with dots and whole in
 * its title, hidden from sight on purpose, or reached by scrolling is not lost.
 */
const lostWords = `() => {
  const lost = [];
  const scrolls = (style, side) => ['auto', 'scroll'].includes(style['overflow' + side]);
  const clips = (style, side) => ['hidden', 'clip'].includes(style['overflow' + side]);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim();
    const element = node.parentElement;
    if (text === '' || !element || element.closest('.nd-hidden, [aria-hidden=true], svg, [data-pane], option, script, style')) continue;
    const own = getComputedStyle(element);
    if (own.visibility === 'hidden' || !element.checkVisibility({ opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    let { left, right, top, bottom } = range.getBoundingClientRect();
    if (right - left < 1) continue;
    let isReached = { X: false, Y: false };
    for (let box = element; box && box !== document.documentElement; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (box.closest('[title]') && style.textOverflow === 'ellipsis') { isReached = { X: true, Y: true }; break; }
      const edge = box.getBoundingClientRect();
      if (scrolls(style, 'X')) isReached.X = true;
      if (scrolls(style, 'Y')) isReached.Y = true;
      const slack = 2;
      if (clips(style, 'X') && !isReached.X && (left < edge.left - slack || right > edge.right + slack)) { lost.push(text.slice(0, 60) + ' (cut at the side)'); break; }
      if (clips(style, 'Y') && !isReached.Y && (top < edge.top - slack || bottom > edge.bottom + slack)) { lost.push(text.slice(0, 60) + ' (cut above or below)'); break; }
    }
    if (!isReached.X && (right > innerWidth + 2 || left < -2)) lost.push(text.slice(0, 60) + ' (outside the window)');
    if (!isReached.Y && (bottom > innerHeight + 2 || top < -2)) lost.push(text.slice(0, 60) + ' (below the window)');
  }
  for (const field of document.querySelectorAll('select, input:not([type=checkbox]):not([type=radio])')) {
    const style = getComputedStyle(field);
    if (field.checkVisibility() && field.clientHeight + 1 < parseFloat(style.fontSize) * 1.2) lost.push((field.getAttribute('aria-label') ?? field.id) + ' (field too low)');
  }
  return [...new Set(lost)];
}`;

/** Words that stand on each other: the boxes of two texts overlap by more than a fifth of a line. */
const overlaps = `() => {
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.textContent.trim() === '' || !element || element.closest('.nd-hidden, [aria-hidden=true], svg, [data-pane], option') || !element.checkVisibility({ opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      let { left, right, top, bottom } = rect;
      // Only what is seen of it: a line half scrolled away ends at the edge of what scrolls.
      for (let box = element; box && box !== document.documentElement; box = box.parentElement) {
        if (getComputedStyle(box).overflowX === 'visible') continue;
        const edge = box.getBoundingClientRect();
        [left, right, top, bottom] = [Math.max(left, edge.left), Math.min(right, edge.right), Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
      }
      const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (right - left > 2 && bottom - top > 2 && middle && element.contains(middle)) boxes.push({ node, left, right, top, bottom, text: node.textContent.trim().slice(0, 40) });
    }
  }
  const found = [];
  boxes.forEach((a, at) => boxes.slice(at + 1).forEach((b) => {
    // A text shortened with dots has a box for what is hidden of it.
    if (a.node === b.node) return;
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 3 && high > 0.35 * Math.min(a.bottom - a.top, b.bottom - b.top)) found.push(a.text + ' on ' + b.text);
  }));
  return [...new Set(found)];
}`;

/** Every word is there and readable with text at `percent` of its size. */
export async function expectNothingLost(page: Page, percent: number): Promise<void> {
  const before = await page.evaluate(() => document.documentElement.style.fontSize);
  await page.evaluate((size) => {
    document.documentElement.style.fontSize = `${size}%`;
    dispatchEvent(new Event('resize'));
  }, percent);
  await still(page);
  const found = { lost: await page.evaluate<string[]>(`(${lostWords})()`), overlapping: await page.evaluate<string[]>(`(${overlaps})()`) };
  await page.evaluate((size) => {
    document.documentElement.style.fontSize = size;
    dispatchEvent(new Event('resize'));
  }, before);
  expect(found).toEqual({ lost: [], overlapping: [] });
}
