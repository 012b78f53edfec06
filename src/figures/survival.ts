/** Kaplan-Meier: steps, confidence bands, ticks where somebody was censored, numbers at risk under the axis, medians and the comparison of the groups in words. */
import type { AnalysisGroup, SurvivalEndpoint, SurvivalFigure } from '../endpoints/index.ts';
import { sizesOf, timeAxis, yAxis, type Plot } from './axes.ts';
import { fitted, linear, widthOf, type Scale } from './measure.ts';
import type { Drawing, FigureKind, FigureSource, Space, Table } from './model.ts';
import { line, marks, path, px, text } from './svg.ts';
import { groupLine } from './theme.ts';
import { between, count, counted, decimal, endpointNames, evaluatorOf, groupName, intervalName, percent, responseWay, unitName } from './words.ts';

/** The groups that are drawn: those asked for; everybody where none are, or no arm is recorded of anybody. */
export const groupsOf = ({ groups, whole }: Pick<FigureSource, 'groups' | 'whole'>): readonly AnalysisGroup[] => (groups.length > 1 || (groups[0] !== undefined && groups[0].name !== '') ? groups : [whole]);

/** The estimate as it is drawn: from 100 % at 0 down its steps to the last time of anybody. */
export function stepsOf({ curve, censored }: Pick<SurvivalFigure, 'curve' | 'censored'>): readonly { readonly time: number; readonly survival: number }[] {
  const end = Math.max(curve.at(-1)?.time ?? 0, censored.at(-1)?.time ?? 0);
  return [{ time: 0, survival: 1 }, ...curve.map(({ time, survival }) => ({ time, survival })), { time: end, survival: curve.at(-1)?.survival ?? 1 }];
}

const stepPath = (steps: readonly { readonly time: number; readonly survival: number }[], x: Scale, y: Scale): string =>
  steps.map(({ time, survival }, at) => (at === 0 ? `M${px(x(time))} ${px(y(survival))}` : `H${px(x(time))}V${px(y(survival))}`)).join('');

/** Between both limits; it ends where there are none. */
function bandPath(figure: SurvivalFigure, x: Scale, y: Scale): string {
  const known = figure.curve.flatMap(({ time, ciLow, ciHigh }) => (ciLow === null || ciHigh === null ? [] : [{ time, ciLow, ciHigh }]));
  const [first] = known;
  if (!first) return '';
  const undefinedFrom = figure.curve.find(({ time, ciLow }) => ciLow === null && time > first.time)?.time;
  const end = undefinedFrom ?? stepsOf(figure).at(-1)?.time ?? first.time;
  const upper = known.map(({ ciHigh }, at) => `V${px(y(ciHigh))}H${px(x(known[at + 1]?.time ?? end))}`).join('');
  const lower = known.map(({ time, ciLow }) => `V${px(y(ciLow))}H${px(x(time))}`).reverse().join('');
  return `M${px(x(first.time))} ${px(y(1))}${upper}${lower}z`;
}

type Line = { readonly cells: readonly [string, string, string]; readonly group: number | null };

function legendLines(source: FigureSource, endpoint: SurvivalEndpoint): readonly Line[] {
  const groups = groupsOf(source);
  const { options, comparison } = source;
  const ci = intervalName(options);
  const medians = groups.map(({ name, endpoints }, group): Line => {
    const { median, medianCiLow, medianCiHigh, n } = endpoints[endpoint];
    return { group, cells: [groupName(name), n === 0 ? 'no subjects' : `median ${median === null ? 'not reached' : decimal(median)}`, n === 0 ? '' : `${ci} ${between(medianCiLow, medianCiHigh)}`] };
  });
  const compared = comparison?.[endpoint];
  const ratio = compared?.hazardRatio;
  const hr: Line[] = ratio?.hazardRatio == null ? [] : [{ group: null, cells: [`Hazard ratio ${decimal(ratio.hazardRatio, 2)}`, '', `${ci} ${between(ratio.ciLow, ratio.ciHigh, 2)}`] }];
  const p = compared?.logRank.p;
  const rank: Line[] = p == null ? [] : [{ group: null, cells: [`Log-rank p ${p < 0.001 ? '< 0.001' : decimal(p, 3)}`, '', ''] }];
  const at = options.at.find((time) => time === (options.unit === 'month' ? 6 : options.at[0]));
  const rates = groups.flatMap(({ endpoints }) => { const rate = endpoints[endpoint].rates.find(({ t }) => t === at)?.rate; return rate == null ? [] : [percent(rate)]; });
  const shortName = { PFS: 'PFS', OS: 'OS', TTP: 'TTP', DOR: 'Response' }[endpoint];
  const rated: Line[] = at === undefined || rates.length === 0 ? [] : [{ group: null, cells: [`${shortName} at ${at} ${unitName(options.unit)}: ${rates.slice(0, 4).join(' and ')}`, '', ''] }];
  return [...medians, ...hr, ...rank, ...rated];
}

function legendBlock(lines: readonly Line[], plot: Plot, space: Space): string {
  const { theme, text: factor } = space;
  const { label } = sizesOf(space);
  const step = label * 1.62;
  const widest = (column: 0 | 1 | 2): number => lines.reduce((most, { cells, group }) => (column < 2 && group === null ? most : Math.max(most, widthOf(cells[column], label))), 0);
  const [second, third] = [widest(1), widest(2)];
  const first = Math.min(widest(0), Math.max(70, (plot.right - plot.left) * 0.62 - second - third));
  const left = plot.right - (first + second + third + 58 * factor);
  return lines.map(({ cells: [a, b, c], group }, at) => {
    const y = plot.top + 4 + label + at * step;
    const look = group === null ? null : groupLine(theme, group);
    const isTail = group === null && c === '';
    return (look ? line(left, y - 0.35 * label, left + 20 * factor, y - 0.35 * label, { ...look, width: 2 }) : '')
      + text(left + 28 * factor, y, look ? fitted(a, label, first) : a, { size: label, fill: isTail ? theme.ink2 : look?.stroke ?? theme.ink, weight: isTail ? 400 : 600 })
      + (b === '' ? '' : text(plot.right - third - 14 * factor, y, b, { size: label, fill: look?.stroke ?? theme.ink, weight: 600, anchor: 'end' }))
      + (c === '' ? '' : text(plot.right, y, c, { size: label, fill: theme.ink3, anchor: 'end' }));
  }).join('');
}

function riskTable(groups: readonly AnalysisGroup[], endpoint: SurvivalEndpoint, x: Scale, from: number, width: number, space: Space): string {
  const { theme } = space;
  const { label, line: step } = sizesOf(space);
  const first = groups[0]?.endpoints[endpoint].atRisk ?? [];
  const n0 = first[0]?.n ?? 0;
  const every = Math.max(1, Math.ceil((first.length * widthOf('00,000', label)) / Math.max(1, width)));
  return text(0, from, 'at risk', { size: label, fill: theme.ink3 }) + groups.map(({ name, endpoints }, at) => {
    const y = from + step * (at + 1);
    const { stroke } = groupLine(theme, at);
    return text(0, y, fitted(groupName(name), label, x(0) - 10 - widthOf(count(n0), label) / 2), { size: label, fill: stroke, weight: 600 }) + endpoints[endpoint].atRisk.map(({ time, n }, place) => (place % every === 0 ? text(x(time), y, count(n), { size: label, fill: stroke, anchor: 'middle' }) : '')).join('');
  }).join('');
}

function draw(endpoint: SurvivalEndpoint, source: FigureSource, space: Space): Drawing {
  const { theme, width, height, text: factor } = space;
  const { label, line: step } = sizesOf(space);
  const groups = groupsOf(source);
  const { unit } = source.options;
  const longestName = groups.reduce((most, { name }) => Math.max(most, widthOf(groupName(name), label)), 0);
  const plot: Plot = { left: Math.max(34 * factor, Math.min(width * 0.16, longestName) + 14 + widthOf(count(groups[0]?.n ?? 0), label) / 2), right: width - 14 * factor, top: 8, bottom: height - 3.6 * label - step * (groups.length + 1) };
  const ticks = groups[0]?.endpoints[endpoint].atRisk.map(({ time }) => time) ?? [0, 1];
  const x = linear(0, Math.max(1, ticks.at(-1) ?? 1), plot.left, plot.right);
  const y = linear(1, 0, plot.top, plot.bottom);
  const [xs, ys, tells]: [number[], number[], [AnalysisGroup, number][]] = [[], [], []];
  const curves = groups.map((group, at) => {
    const figure = group.endpoints[endpoint];
    const look = groupLine(theme, at);
    figure.curve.forEach((one, place) => { xs.push(x(one.time)); ys.push(y(one.survival)); tells.push([group, place]); });
    const ticksOf = figure.censored.map(({ time, survival }) => marks.tick(x(time), y(survival), 4)).join('');
    return { band: groups.length > 3 ? '' : path(bandPath(figure, x, y), { fill: look.stroke, 'fill-opacity': theme.band }), line: figure.n === 0 ? '' : path(stepPath(stepsOf(figure), x, y), { fill: 'none', stroke: look.stroke, 'stroke-width': 2, 'stroke-dasharray': look.dash }) + path(ticksOf, { fill: 'none', stroke: look.stroke, 'stroke-width': 1.2 }) };
  });
  return {
    body: yAxis([0, 0.25, 0.5, 0.75, 1], y, plot, space, (value) => String(100 * value)) + line(plot.left, y(0.5), plot.right, y(0.5), { stroke: theme.ink3, dash: '1 3' }) + timeAxis(ticks, x, plot, `${unitName(unit)} from ${endpoint === 'DOR' ? 'first response' : 'start'}`, space)
      + curves.map(({ band }) => band).join('') + curves.map((one) => one.line).join('') + legendBlock(legendLines(source, endpoint), plot, space) + riskTable(groups, endpoint, x, plot.bottom + 2.4 * label + 8, plot.right - plot.left, space),
    left: '', spots: { near: 'xy', xs, ys },
    tell: (spot) => {
      const [group, place] = tells[spot] ?? [];
      const one = group?.endpoints[endpoint].curve[place ?? 0];
      if (!group || !one) return { title: '', lines: [], subjectId: null };
      return { title: groupName(group.name), subjectId: null, lines: [`${percent(one.survival)} after ${decimal(one.time)} ${unitName(unit)}`, `${intervalName(source.options)} ${between(one.ciLow, one.ciHigh, 1, 100)}`, `${counted(one.events, 'event')}, ${count(one.atRisk)} at risk`] };
    },
  };
}

/** Every step and every tick, in the order of time; steps before ticks of the same time. */
function table(endpoint: SurvivalEndpoint, source: FigureSource): Table {
  return {
    columns: ['group', 'time', 'unit', 'kind', 'n', 'at_risk', 'survival', 'ci_low', 'ci_high'],
    rows: groupsOf(source).flatMap(({ name, endpoints }) => {
      const { curve, censored, atRisk } = endpoints[endpoint];
      const { unit } = source.options;
      return [
        ...curve.map((one) => [name ?? 'all', one.time, unit, 'event', one.events, one.atRisk, one.survival, one.ciLow, one.ciHigh]),
        ...censored.map((one) => [name ?? 'all', one.time, unit, 'censored', one.n, null, one.survival, null, null]),
        ...atRisk.map((one) => [name ?? 'all', one.time, unit, 'number at risk', one.n, one.n, null, null, null]),
      ];
    }),
  };
}

const reasonWords = (words: string): string => words.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
const sumOf = (groups: readonly AnalysisGroup[], endpoint: SurvivalEndpoint, of: (figure: SurvivalFigure) => number): number => groups.reduce((total, { endpoints }) => total + of(endpoints[endpoint]), 0);

export const survival = (endpoint: SurvivalEndpoint): FigureKind => ({
  title: () => endpointNames[endpoint],
  about: (source) => ['Kaplan–Meier, %', evaluatorOf(source), endpoint === 'OS' ? [] : source.options.rules, endpoint === 'DOR' ? responseWay(source.options) : []].flat().join(', '),
  empty: (source) => (source.whole.endpoints[endpoint].n > 0 ? null : endpoint === 'DOR' ? 'No subject has responded.' : 'No subject has a time to count.'),
  draw: (source, space) => draw(endpoint, source, space), table: (source) => table(endpoint, source), size: (source) => [960, 520 + 15 * groupsOf(source).length],
  notes: (source) => {
    const groups = groupsOf(source);
    const [n, events] = [sumOf(groups, endpoint, (one) => one.n), sumOf(groups, endpoint, (one) => one.events)];
    const reasons = source.whole.endpoints[endpoint].reasons.filter(({ event }) => !event).slice(0, 4).map((one) => `${count(one.n)} ${reasonWords(one.reason)}`);
    const without = source.options.by === 'reader' ? 0 : source.subjects.length - n;
    return [`${counted(n, 'subject')}, ${counted(events, 'event')}, ${count(n - events)} censored${reasons.length === 0 || source.options.by === 'reader' ? '' : ` (${reasons.join(', ')})`}.${without > 0 ? ` ${counted(without, 'subject')} not in the figure: ${endpoint === 'DOR' ? 'no response' : 'no day to count from'}.` : ''} Bands: ${intervalName(source.options)}, log-log; ticks: censored.${source.comparison?.[endpoint].hazardRatio ? ` Hazard ratio of ${source.comparison[endpoint].hazardRatio.arm} to ${source.comparison[endpoint].hazardRatio.reference}, Cox, ties ${source.options.ties}.` : ''}`];
  },
});
