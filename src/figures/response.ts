/** Best overall response: one stacked bar per group, with the objective response, disease control and clinical benefit rates and their exact intervals. */
import { overallResponses, type OverallResponse } from '../recist/index.ts';
import type { AnalysisGroup } from '../endpoints/index.ts';
import { hatch, hatchId, sizesOf } from './axes.ts';
import { fitted, widthOf } from './measure.ts';
import type { Drawing, FigureKind, FigureSource, Space } from './model.ts';
import { rect, text } from './svg.ts';
import { groupsOf } from './survival.ts';
import { categoryOf, colourOf, lettersOf } from './theme.ts';
import { counted, groupName, intervalName, percent, proportionText, responseWay } from './words.ts';

const order: readonly OverallResponse[] = ['NED', ...overallResponses.filter((response) => response !== 'NED')];

function segments({ responses, n }: AnalysisGroup, y: number, high: number, { width, theme, ...space }: Space): { readonly body: string; readonly middles: readonly (readonly [number, OverallResponse])[] } {
  const { label } = sizesOf({ width, theme, ...space });
  let x = 0;
  const middles: [number, OverallResponse][] = [];
  const body = order.filter((response) => responses[response] > 0).map((response) => {
    const wide = (responses[response] / Math.max(1, n)) * width;
    const full = `${lettersOf(response)} ${responses[response]}`;
    const words = [full, String(responses[response])].find((one) => widthOf(one, label) + 4 <= wide);
    const isHatched = categoryOf(response) === 'NE';
    const drawn = rect(x, y, Math.max(0.5, wide - 1), high, { fill: colourOf(theme, response) }) + (isHatched ? rect(x, y, Math.max(0.5, wide - 1), high, { fill: `url(#${hatchId(theme)})` }) : '')
      + (words === undefined ? '' : (isHatched ? rect(x + wide / 2 - widthOf(words, label) / 2 - 2, y + high / 2 - 0.7 * label, widthOf(words, label) + 4, 1.4 * label, { fill: colourOf(theme, response) }) : '') + text(x + wide / 2, y + high / 2 + 0.36 * label, words, { size: label, fill: theme.onCategory, weight: 600, anchor: 'middle' }));
    middles.push([x + wide / 2, response]);
    x += wide;
    return drawn;
  }).join('');
  return { body, middles };
}

/** Room of a group, px; less where there is not so much, down to what its words need. */
const usualRow = 72;
const leastRow = 46;

function draw(source: FigureSource, space: Space): Drawing {
  const { theme, width, text: factor } = space;
  const { label } = sizesOf(space);
  const groups = groupsOf(source);
  const [xs, ys, tells]: [number[], number[], [AnalysisGroup, OverallResponse][]] = [[], [], []];
  const row = Math.max(leastRow * factor, Math.min(usualRow * factor, space.height / groups.length));
  const rows = groups.map((group, at) => {
    const top = at * row;
    const high = Math.min(24 * factor, row - 2.9 * label);
    const barTop = top + label + 6 * factor;
    const { body, middles } = segments(group, barTop, high, space);
    for (const [x, response] of middles) { xs.push(x); ys.push(barTop + high / 2); tells.push([group, response]); }
    const orr = `ORR ${proportionText(group.ORR)}`;
    const under = barTop + high + label + 4 * factor;
    const rates = [`DCR ${proportionText(group.DCR)}`, `CBR ${proportionText(group.CBR)}`];
    const together = rates.join(' · ');
    const isOneLine = widthOf(together, label) < width;
    return text(0, top + label, fitted(`${groupName(group.name)}  n = ${group.n}`, label, width - widthOf(orr, label) - 8), { size: label, fill: theme.ink, weight: 600 }) + text(width, top + label, orr, { size: label, fill: theme.ink2, anchor: 'end' }) + body
      + (isOneLine ? text(width, under, together, { size: label, fill: theme.ink2, anchor: 'end' }) : rates.map((words, place) => text(width, under + place * 1.3 * label, words, { size: label, fill: theme.ink2, anchor: 'end' })).join(''));
  });
  return {
    body: hatch(theme) + rows.join(''), left: '', spots: { near: 'xy', xs, ys },
    tell: (spot) => {
      const [group, response] = tells[spot] ?? [];
      return group && response ? { title: `${response}, ${groupName(group.name)}`, lines: [`${group.responses[response]} of ${counted(group.n, 'subject')}, ${percent(group.responses[response] / Math.max(1, group.n))}`], subjectId: null } : { title: '', lines: [], subjectId: null };
    },
  };
}

export const response: FigureKind = {
  title: () => 'Best overall response', about: ({ options }) => `${responseWay(options)}, ${intervalName(options)} exact`, empty: ({ whole }) => (whole.n > 0 ? null : 'No subjects.'), draw,
  size: (source) => [700, usualRow * groupsOf(source).length + 4],
  table: (source) => ({
    columns: ['group', 'n', 'what', 'count', 'rate', 'ci_low', 'ci_high'],
    rows: groupsOf(source).flatMap((group) => [
      ...overallResponses.map((one) => [group.name ?? 'all', group.n, one, group.responses[one], null, null, null]),
      ...(['ORR', 'DCR', 'CBR'] as const).map((rate) => [group.name ?? 'all', group.n, rate, group[rate].n, group[rate].rate, group[rate].ciLow, group[rate].ciHigh]),
    ]),
  }),
  notes: ({ options }) => [`All subjects are in the denominator; those without an evaluable assessment count as NE. ORR: CR and PR. DCR: CR, PR and SD${options.dcrIncludeNonCrNonPd ? ', NON-CR/NON-PD' : ''}. CBR: clinical benefit as the protocol defines it. Intervals after Clopper and Pearson.`],
};
