/** Parts that figures share: axes, grid, names on lines. */
import { fitted, widthOf, type Scale } from './measure.ts';
import type { Space } from './model.ts';
import { element, line, rect, text } from './svg.ts';
import type { Theme } from './theme.ts';
import { signed } from './words.ts';

/** Sizes of text in px: labels, and the smallest. */
export const sizesOf = ({ text: factor }: Space): { readonly label: number; readonly small: number; readonly line: number } => ({ label: 11 * factor, small: 9.5 * factor, line: 15 * factor });

export type Plot = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** Horizontal grid with its values left. */
export function yAxis(marks: readonly number[], y: Scale, { left, right }: Plot, { theme, ...space }: Space, words: (value: number) => string = (value) => signed(value, 0)): string {
  const { label } = sizesOf({ theme, ...space });
  return marks.map((mark) => line(left, y(mark), right, y(mark), { stroke: mark === 0 ? theme.axis : theme.grid }) + text(left - 7 * space.text, y(mark) + 0.35 * label, words(mark), { size: label, fill: theme.ink3, anchor: 'end' })).join('');
}

/** Values under the base, the unit at the end of the axis below them. */
export function timeAxis(marks: readonly number[], x: Scale, { left, right, bottom }: Plot, unit: string, space: Space): string {
  const { theme } = space;
  const { label } = sizesOf(space);
  const every = Math.max(1, Math.ceil((marks.length * widthOf('000', label) * 1.4) / Math.max(1, right - left)));
  return line(left, bottom, right, bottom, { stroke: theme.axis }) + marks.map((mark, at) => (at % every === 0 ? line(x(mark), bottom, x(mark), bottom + 4, { stroke: theme.axis }) + text(x(mark), bottom + 6 + label, String(mark), { size: label, fill: theme.ink3, anchor: 'middle' }) : '')).join('')
    + text(right, bottom + 8 + 2.2 * label, unit, { size: label, fill: theme.ink2, anchor: 'end' });
}

export const hatchId = (theme: Theme): string => `hatch-${theme.name}`;
/** 135° hatch over what could not be evaluated; part of every drawing that may need it. */
export const hatch = (theme: Theme): string => element('defs', {}, element('pattern', { id: hatchId(theme), width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, rect(0, 0, 1.5, 5, { fill: theme.ground, 'fill-opacity': 0.7 })));

/** A name on its line with the ground around it, so that nothing drawn runs through it. */
export function nameOnLine(x: number, y: number, words: string, fill: string, space: Space, anchor: 'start' | 'end' = 'start', room = Infinity): string {
  const { label } = sizesOf(space);
  return element('text', { x, y, 'font-size': label, fill, 'text-anchor': anchor === 'end' ? 'end' : null, stroke: space.theme.ground, 'stroke-width': 3, 'paint-order': 'stroke', 'stroke-linejoin': 'round' }, fitted(words, label, room));
}
