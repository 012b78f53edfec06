/** What stands in a Kaplan-Meier figure beside its curves: medians, hazard ratio, log-rank, rates; and where there is room for it. */
import type { AnalysisGroup, SurvivalEndpoint } from '../endpoints/index.ts';
import { sizesOf, type Plot } from './axes.ts';
import { fitted, widthOf } from './measure.ts';
import type { FigureSource, Space } from './model.ts';
import { line, text } from './svg.ts';
import { groupLine } from './theme.ts';
import { between, counted, decimal, groupName, intervalName, percent, unitName } from './words.ts';

type Cells = readonly [string, string, string];
/** `group`: place of the group whose line stands before it. */
export type LegendLine = { readonly cells: Cells; readonly group: number | null };

function comparisonLines({ options, comparison }: FigureSource, endpoint: SurvivalEndpoint): readonly LegendLine[] {
  const compared = comparison?.[endpoint];
  if (!compared) return [];
  const { hazardRatio: ratio, logRank: { p } } = compared;
  return [
    ...(ratio === null || ratio === undefined ? [] : [{ group: null, cells: ratio.hazardRatio === null ? ['Hazard ratio not estimable', '', ''] as const : [`Hazard ratio ${decimal(ratio.hazardRatio, 2)}`, '', `${intervalName(options)} ${between(ratio.ciLow, ratio.ciHigh, 2)}`] as const }]),
    ...(p === null ? [] : [{ group: null, cells: [`Log-rank p ${p < 0.001 ? '< 0.001' : decimal(p, 3)}`, '', ''] as const }]),
  ];
}

/** Rates at six months, or at the first time asked for; of more than three groups they stand in the table only. */
function rateLine({ options }: FigureSource, groups: readonly AnalysisGroup[], endpoint: SurvivalEndpoint): readonly LegendLine[] {
  const at = options.at.find((time) => time === (options.unit === 'month' ? 6 : options.at[0]));
  // After the last follow-up of a group the curve stays where it was: that is no estimate.
  const rates = groups.map(({ endpoints }) => { const found = endpoints[endpoint].rates.find(({ t }) => t === at); return found === undefined || found.beyondFollowUp ? null : found.rate; });
  if (at === undefined || groups.length > 3 || rates.every((rate) => rate === null)) return [];
  const words = rates.map((rate) => (rate === null ? 'not estimable' : percent(rate)));
  return [{ group: null, cells: [`${{ PFS: 'PFS', OS: 'OS', TTP: 'TTP', DOR: 'Response' }[endpoint]} at ${at} ${unitName(options.unit)}: ${words.length < 3 ? words.join(' and ') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`}`, '', ''] }];
}

/** Lines of the legend, at most `most`: groups that do not fit are counted, what compares them stays. */
export function legendLines(source: FigureSource, groups: readonly AnalysisGroup[], endpoint: SurvivalEndpoint, most: number): readonly LegendLine[] {
  const ci = intervalName(source.options);
  const medians = groups.map(({ name, endpoints }, group): LegendLine => {
    const { median, medianCiLow, medianCiHigh, n } = endpoints[endpoint];
    return { group, cells: [groupName(name), n === 0 ? 'no subjects' : `median ${median === null ? 'not reached' : decimal(median)}`, n === 0 ? '' : `${ci} ${between(medianCiLow, medianCiHigh)}`] };
  });
  const compared = comparisonLines(source, endpoint);
  const room = Math.max(1, most - compared.length);
  if (medians.length > room) return [...medians.slice(0, room - 1), { group: null, cells: [`${counted(medians.length - room + 1, 'group')} more`, '', ''] }, ...compared];
  const rates = rateLine(source, groups, endpoint);
  return [...medians, ...compared, ...(medians.length + compared.length < most ? rates : [])];
}

export type LegendSize = { readonly width: number; readonly height: number; readonly columns: readonly [number, number, number] };

/** Columns as wide as their words; names of groups give way where all is wider than `share` of the plot. */
function legendSize(lines: readonly LegendLine[], plot: Plot, share: number, space: Space): LegendSize {
  const { text: factor } = space;
  const { label } = sizesOf(space);
  const widest = (column: 0 | 1 | 2, some: readonly LegendLine[]): number => some.reduce((most, { cells }) => Math.max(most, widthOf(cells[column], label)), 0);
  const ofGroups = lines.filter(({ group }) => group !== null);
  const [second, third] = [widest(1, ofGroups), widest(2, lines)];
  const first = Math.min(widest(0, ofGroups), Math.max(70, (plot.right - plot.left) * share - second - third - 58 * factor));
  const tail = lines.reduce((most, { cells: [a, , c], group }) => (group === null ? Math.max(most, widthOf(a, label) + (c === '' ? 0 : widthOf(c, label) + 14 * factor)) : most), 0);
  return { width: Math.max(first + second + third + 58 * factor, tail + 28 * factor), height: 8 + lines.length * label * 1.62, columns: [first, second, third] };
}

export type Curve = readonly (readonly [x: number, y: number])[];

/** Whether a step curve runs through a rectangle. */
function runsThrough(curve: Curve, left: number, top: number, right: number, bottom: number): boolean {
  return curve.some(([x, y], at) => {
    const [x0, y0] = curve[at - 1] ?? [x, y];
    const isAcross = y0 >= top && y0 <= bottom && x >= left && x0 <= right;
    const isDown = x >= left && x <= right && Math.max(y, y0) >= top && Math.min(y, y0) <= bottom;
    return isAcross || isDown;
  });
}

/** Upper left corner of a place where no curve runs: at the top right, else at the bottom left, else at the bottom right; null where there is none. */
function roomFor({ width, height }: LegendSize, curves: readonly Curve[], plot: Plot): readonly [x: number, y: number] | null {
  const places = [[plot.right - width, plot.top], [plot.left + 10, plot.bottom - height - 8], [plot.right - width, plot.bottom - height - 8]] as const;
  return places.find(([x, y]) => x >= plot.left && !curves.some((curve) => runsThrough(curve, x - 8, y - 4, x + width + 4, y + height + 4))) ?? null;
}

export type LegendPlace = { readonly size: LegendSize; /** Null: above the plot, which gives way. */ readonly at: readonly [x: number, y: number] | null };
/** Where the legend stands: with whole names if curves leave room for that, else with shortened ones, else above the plot. */
export function placeLegend(lines: readonly LegendLine[], curves: readonly Curve[], plot: Plot, space: Space): LegendPlace {
  const whole = legendSize(lines, plot, 0.97, space);
  const [tried] = [whole, legendSize(lines, plot, 0.7, space)].flatMap((size) => { const at = roomFor(size, curves, plot); return at === null ? [] : [{ size, at }]; });
  return tried ?? { size: whole, at: null };
}

export function legendBlock(lines: readonly LegendLine[], { width, columns: [first, , third] }: LegendSize, [left, top]: readonly [x: number, y: number], space: Space): string {
  const { theme, text: factor } = space;
  const { label } = sizesOf(space);
  const right = left + width;
  return lines.map(({ cells: [a, b, c], group }, at) => {
    const y = top + 4 + label + at * label * 1.62;
    const look = group === null ? null : groupLine(theme, group);
    const isTail = group === null && c === '';
    return (look ? line(left, y - 0.35 * label, left + 20 * factor, y - 0.35 * label, { ...look, width: 2 }) : '')
      + text(left + 28 * factor, y, look ? fitted(a, label, first) : a, { size: label, fill: isTail ? theme.ink2 : look?.stroke ?? theme.ink, weight: isTail ? 400 : 600 })
      + (b === '' ? '' : text(right - third - 14 * factor, y, b, { size: label, fill: look?.stroke ?? theme.ink, weight: 600, anchor: 'end' }))
      + (c === '' ? '' : text(right, y, c, { size: label, fill: theme.ink3, anchor: 'end' }));
  }).join('');
}
