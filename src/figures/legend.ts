/** Legends: signs with their words in lines as wide as there is room. */
import { overallResponses, type OverallResponse } from '../recist/index.ts';
import { hatchId, sizesOf } from './axes.ts';
import { fitted, widthOf } from './measure.ts';
import type { Space } from './model.ts';
import { marks, path, rect, text } from './svg.ts';
import { categoryOf, colourOf, type Theme } from './theme.ts';

export type LegendItem = {
  readonly words: string;
  /** SVG of the sign, from `x` to the right, around `y`. */
  readonly sign: (x: number, y: number) => string;
  /** Width of the sign, px; 10 unless said. */
  readonly wide?: number;
};
export type Legend = { readonly body: string; readonly height: number };

const widthOfItem = ({ words, wide = 10 }: LegendItem, space: Space): number => (wide + 4) * space.text + widthOf(words, sizesOf(space).label) + 12 * space.text;
const widthOfAll = (items: readonly LegendItem[], space: Space): number => items.reduce((sum, item) => sum + widthOfItem(item, space), 0);

function inLines(items: readonly LegendItem[], room: number, space: Space): readonly (readonly LegendItem[])[] {
  const lines: LegendItem[][] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last && widthOfAll([...last, item], space) - 12 * space.text <= room + 0.5) last.push(item);
    else lines.push([item]);
  }
  return lines;
}

/** Items from `left` on, in as many lines as they need; the first stands at `top`. */
export function legend(items: readonly LegendItem[], { left, right, top }: { readonly left: number; readonly right: number; readonly top: number }, space: Space): Legend {
  const { label } = sizesOf(space);
  const step = 1.5 * label;
  const lines = inLines(items, right - left, space);
  const body = lines.map((line, at) => {
    let x = left;
    const y = top + (at + 0.6) * step;
    return line.map((item) => {
      const from = x + ((item.wide ?? 10) + 4) * space.text;
      const drawn = item.sign(x, y) + text(from, y + 0.35 * label, fitted(item.words, label, right - from + 1), { size: label, fill: space.theme.ink2 });
      x += widthOfItem(item, space);
      return drawn;
    }).join('');
  }).join('');
  return { body, height: lines.length * step };
}

/** Two legends: the first at the left and the second at the right of one line, or below each other where they do not fit. */
export function twoLegends(first: readonly LegendItem[], second: readonly LegendItem[], place: { readonly left: number; readonly right: number; readonly top: number }, space: Space): Legend {
  const wide = widthOfAll(second, space) - 12 * space.text;
  const isOneLine = widthOfAll(first, space) + wide <= place.right - place.left;
  const one = legend(second, isOneLine ? { ...place, left: place.right - wide } : place, space);
  const other = legend(first, isOneLine ? place : { ...place, top: place.top + one.height }, space);
  return { body: one.body + other.body, height: isOneLine ? Math.max(one.height, other.height) : one.height + other.height };
}

const occurring = (has: (response: OverallResponse) => boolean): readonly OverallResponse[] => overallResponses.filter(has);

/** Responses that occur, in the order of the rules, as patches of their colour. */
export const responseLegend = (has: (response: OverallResponse) => boolean, { theme }: Space): readonly LegendItem[] => occurring(has).map((response) => ({
  words: response, sign: (x, y) => rect(x, y - 4.5, 9, 9, { fill: colourOf(theme, response) }) + (categoryOf(response) === 'NE' ? rect(x, y - 4.5, 9, 9, { fill: `url(#${hatchId(theme)})` }) : ''),
}));

const forms: Readonly<Record<keyof Theme['categories'], (x: number, y: number, r: number) => string>> = {
  CR: (x, y, r) => marks.square(x, y, 0.9 * r), PR: marks.ring, SD: (x, y, r) => marks.triangle(x, y, 1.1 * r), PD: (x, y, r) => marks.diamond(x, y, 1.25 * r), NE: (x, y, r) => marks.ring(x, y, r),
};
/** The mark of a response: its form tells the category where colours are lost; hollow where there was nothing to evaluate. */
export const responseMark = (response: OverallResponse | null, x: number, y: number, r: number): string => forms[categoryOf(response)](x, y, r);
export const responseMarkLook = (response: OverallResponse | null, theme: Theme): Readonly<Record<string, string | number>> =>
  (categoryOf(response) === 'NE' ? { fill: theme.ground, stroke: colourOf(theme, response), 'stroke-width': 1.2 } : { fill: colourOf(theme, response) });

/** Responses that occur, as their marks. */
export const markLegend = (has: (response: OverallResponse) => boolean, { theme }: Space): readonly LegendItem[] => occurring(has).map((response) => ({
  words: response, sign: (x, y) => path(responseMark(response, x + 4.5, y, 4), responseMarkLook(response, theme)),
}));
