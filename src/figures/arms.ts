/** Arms of a design: which there are, and how bars and lines tell them apart without colour. */
import type { FigureSubject } from '../endpoints/index.ts';
import type { LegendItem } from './legend.ts';
import type { FigureSource, Space } from './model.ts';
import { element, line, path, rect } from './svg.ts';
import { dashAt, type Theme } from './theme.ts';
import { groupName } from './words.ts';

/** Arms of the subjects, those of the design first; the empty name is theirs of whom none is recorded. */
export const armsOf = ({ options, subjects }: FigureSource): readonly string[] => [...options.arms.filter((arm) => subjects.some((one) => one.arm === arm)), ...(subjects.some(({ arm }) => arm === null) && subjects.some(({ arm }) => arm !== null) ? [''] : [])];
export const armAt = (arms: readonly string[], { arm }: FigureSubject): number => Math.max(0, arms.indexOf(arm ?? ''));

/** Fills of bars in the order of the arms; after the last they begin again. */
const fills = ['filled', 'outlined', 'dotted', 'ruled', 'striped', 'chequered'] as const;
type Fill = (typeof fills)[number];
const fillAt = (arm: number): Fill => fills[arm % fills.length] ?? 'filled';
const lines = ['solid', 'dashed', 'dotted', 'dash and dot', 'long dashes', 'fine dots'] as const;

const patternId = (theme: Theme, fill: Fill): string => `${fill}-${theme.name}`;
const tile = (theme: Theme, fill: Fill, size: number, ...marks: readonly (readonly [x: number, y: number, width: number, height: number])[]): string =>
  element('pattern', { id: patternId(theme, fill), width: size, height: size, patternUnits: 'userSpaceOnUse' }, ...marks.map(([x, y, width, height]) => rect(x, y, width, height, { fill: theme.ground, 'fill-opacity': 0.8 })));

/** What the fills of these arms are made of; part of every drawing with bars. */
export function armPatterns(theme: Theme, arms: readonly string[]): string {
  if (arms.length <= 2) return '';
  return element('defs', {}, tile(theme, 'dotted', 4, [1, 1, 2, 2]), tile(theme, 'ruled', 3.6, [0, 0, 3.6, 1.4]), tile(theme, 'striped', 3.6, [0, 0, 1.4, 3.6]), tile(theme, 'chequered', 5, [0, 0, 2.5, 2.5], [2.5, 2.5, 2.5, 2.5]));
}

/** The boxes of one colour and one arm. `edge`: width of the line around bars that are not filled; 0 where they are too thin for one. */
export function armBars(d: string, colour: string, arm: number, theme: Theme, edge = 1): string {
  const fill = fillAt(arm);
  if (fill === 'filled') return path(d, { fill: colour });
  const outline = edge === 0 ? {} : { stroke: colour, 'stroke-width': edge };
  if (fill === 'outlined') return path(d, { fill: colour, 'fill-opacity': theme.outlined, ...outline });
  return path(d, { fill: colour, ...outline }) + path(d, { fill: `url(#${patternId(theme, fill)})` });
}

/** Names of arms beside their fill or line; empty with fewer than two. */
export function armLegend(arms: readonly string[], kind: 'bars' | 'lines', { theme }: Space): readonly LegendItem[] {
  if (arms.length < 2) return [];
  return arms.map((name, arm) => ({
    words: groupName(name), wide: kind === 'lines' ? 22 : 10,
    sign: (x, y) => (kind === 'bars' ? armBars(`M${x} ${y - 4.5}h9v9h-9z`, theme.ink2, arm, theme) : line(x, y, x + 20, y, { stroke: theme.ink2, width: 1.6, ...dashAt(arm) })),
  }));
}

/** How the arms are told apart, in words; empty with fewer than two. */
export function armNote(arms: readonly string[], kind: 'bars' | 'lines'): readonly string[] {
  if (arms.length < 2) return [];
  const named = (names: readonly string[]): string => arms.map((arm, at) => `${names[at % names.length]}: ${groupName(arm)}`).join('; ');
  return [kind === 'bars' ? `Bars ${named(fills)}.` : `Lines ${named(lines)}.`];
}
