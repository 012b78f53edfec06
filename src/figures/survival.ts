/** Kaplan-Meier: steps, confidence bands, ticks where somebody was censored, numbers at risk under the axis, medians and the comparison of the groups in words. */
import { undefinedReasons, type AnalysisGroup, type SurvivalEndpoint, type SurvivalFigure } from '../endpoints/index.ts';
import { sizesOf, timeAxis, yAxis, type Plot } from './axes.ts';
import { fitted, linear, widthOf, type Scale } from './measure.ts';
import type { Drawing, FigureKind, FigureSource, Space, Table } from './model.ts';
import { legendBlock, legendLines, placeLegend, type Curve } from './survivalLegend.ts';
import { line, marks, path, px, text } from './svg.ts';
import { groupLine } from './theme.ts';
import { between, count, counted, decimal, endpointNames, evaluatorOf, groupName, intervalName, originName, percent, reasonWords, responseWay, unitName } from './words.ts';

/** The groups that are drawn: those asked for; everybody where none are, or no arm is recorded of anybody. */
export const groupsOf = ({ groups, whole }: Pick<FigureSource, 'groups' | 'whole'>): readonly AnalysisGroup[] => (groups.length > 1 || (groups[0] !== undefined && groups[0].name !== '') ? groups : [whole]);

/** The estimate as it is drawn: from 100 % at 0 down its steps to the last time of anybody. */
export function stepsOf({ curve, censored }: Pick<SurvivalFigure, 'curve' | 'censored'>): readonly { readonly time: number; readonly survival: number }[] {
  const end = Math.max(curve.at(-1)?.time ?? 0, censored.at(-1)?.time ?? 0);
  return [{ time: 0, survival: 1 }, ...curve.map(({ time, survival }) => ({ time, survival })), { time: end, survival: curve.at(-1)?.survival ?? 1 }];
}

/** With more groups than this their bands would hide each other. */
const mostBands = 3;

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

/** Groups whose numbers at risk are shown; `most` lines. */
function riskTable(all: readonly AnalysisGroup[], most: number, endpoint: SurvivalEndpoint, x: Scale, from: number, width: number, space: Space): string {
  const { theme } = space;
  const { label, line: step } = sizesOf(space);
  const groups = all.slice(0, most);
  const first = groups[0]?.endpoints[endpoint].atRisk ?? [];
  const n0 = first[0]?.n ?? 0;
  const every = Math.max(1, Math.ceil((first.length * widthOf('00,000', label)) / Math.max(1, width)));
  return text(0, from, 'at risk', { size: label, fill: theme.ink3 }) + groups.map(({ name, endpoints }, at) => {
    const y = from + step * (at + 1);
    const { stroke } = groupLine(theme, at);
    return text(0, y, fitted(groupName(name), label, x(0) - 10 - widthOf(count(n0), label) / 2), { size: label, fill: stroke, weight: 600 }) + endpoints[endpoint].atRisk.map(({ time, n }, place) => (place % every === 0 ? text(x(time), y, count(n), { size: label, fill: stroke, anchor: 'middle' }) : '')).join('');
  }).join('') + (groups.length < all.length ? text(0, from + step * (groups.length + 1), `${counted(all.length - groups.length, 'group')} more`, { size: label, fill: theme.ink3 }) : '');
}

/** Where time starts of an endpoint. */
const originOf = (endpoint: SurvivalEndpoint, { study }: FigureSource): string => (endpoint === 'DOR' ? 'first response' : originName(endpoint === 'TTP' ? study.ttpOrigin : study.timeOrigin));

function draw(endpoint: SurvivalEndpoint, source: FigureSource, space: Space): Drawing {
  const { theme, width, height, text: factor } = space;
  const { label, line: step } = sizesOf(space);
  const groups = groupsOf(source);
  const { unit } = source.options;
  const longestName = groups.reduce((most, { name }) => Math.max(most, widthOf(groupName(name), label)), 0);
  const mostRisk = Math.max(2, Math.floor((0.4 * height) / step));
  const riskLines = groups.length <= mostRisk ? groups.length : mostRisk + 1;
  const plain: Plot = { left: Math.max(34 * factor, Math.min(width * 0.2, longestName) + 14 + widthOf(count(groups[0]?.n ?? 0), label) / 2), right: width - 14 * factor, top: 8, bottom: height - 3.6 * label - step * (riskLines + 1) };
  const ticks = groups[0]?.endpoints[endpoint].atRisk.map(({ time }) => time) ?? [0, 1];
  const x = linear(0, Math.max(1, ticks.at(-1) ?? 1), plain.left, plain.right);
  const words = legendLines(source, groups, endpoint, Math.max(3, Math.floor((0.45 * (plain.bottom - plain.top)) / (label * 1.62))));
  const stepped = linear(1, 0, plain.top, plain.bottom);
  const curvesIn = (scale: Scale): readonly Curve[] => groups.filter(({ endpoints }) => endpoints[endpoint].n > 0).map(({ endpoints }) => stepsOf(endpoints[endpoint]).map(({ time, survival }) => [x(time), scale(survival)] as const));
  const { size, at: free } = placeLegend(words, curvesIn(stepped), plain, space);
  // Where curves leave no room, they make it: the legend stands above the plot.
  const plot: Plot = free === null ? { ...plain, top: plain.top + size.height + 10 } : plain;
  const y = linear(1, 0, plot.top, plot.bottom);
  const [xs, ys, tells]: [number[], number[], [AnalysisGroup, number][]] = [[], [], []];
  const curves = groups.map((group, at) => {
    const figure = group.endpoints[endpoint];
    const look = groupLine(theme, at);
    figure.curve.forEach((one, place) => { xs.push(x(one.time)); ys.push(y(one.survival)); tells.push([group, place]); });
    const ticksOf = figure.censored.map(({ time, survival }) => marks.tick(x(time), y(survival), 4)).join('');
    return { band: groups.length > mostBands ? '' : path(bandPath(figure, x, y), { fill: look.stroke, 'fill-opacity': theme.band }), line: figure.n === 0 ? '' : path(stepPath(stepsOf(figure), x, y), { fill: 'none', stroke: look.stroke, 'stroke-width': 2, 'stroke-dasharray': look.dash }) + path(ticksOf, { fill: 'none', stroke: look.stroke, 'stroke-width': 1.2 }) };
  });
  return {
    body: yAxis([0, 0.25, 0.5, 0.75, 1], y, plot, space, (value) => String(100 * value)) + line(plot.left, y(0.5), plot.right, y(0.5), { stroke: theme.ink3, dash: '1 3' }) + timeAxis(ticks, x, plot, `${unitName(unit)} from ${originOf(endpoint, source)}`, space)
      + curves.map(({ band }) => band).join('') + curves.map((one) => one.line).join('') + legendBlock(words, size, free ?? [plot.right - size.width, plain.top], space) + riskTable(groups, mostRisk, endpoint, x, plot.bottom + 2.4 * label + 8, plot.right - plot.left, space),
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

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
const sumOf = (groups: readonly AnalysisGroup[], endpoint: SurvivalEndpoint, of: (figure: SurvivalFigure) => number): number => groups.reduce((total, { endpoints }) => total + of(endpoints[endpoint]), 0);

export const survival = (endpoint: SurvivalEndpoint): FigureKind => ({
  title: () => endpointNames[endpoint],
  about: (source) => ['Kaplan–Meier, %', evaluatorOf(source), endpoint === 'OS' ? [] : source.options.rules, endpoint === 'DOR' ? responseWay(source.options) : []].flat().join(', '),
  empty: (source) => (source.whole.endpoints[endpoint].n > 0 ? null : endpoint === 'DOR' ? 'No subject has responded.' : 'No subject has a time to count.'),
  draw: (source, space) => draw(endpoint, source, space), table: (source) => table(endpoint, source), size: (source) => { const { length } = groupsOf(source); return [960, 520 + 15 * length + (length > 4 ? 20 * length : 0)]; },
  notes: (source) => {
    const groups = groupsOf(source);
    const [n, events] = [sumOf(groups, endpoint, (one) => one.n), sumOf(groups, endpoint, (one) => one.events)];
    const reasons = source.whole.endpoints[endpoint].reasons.filter(({ event }) => !event).slice(0, 4).map((one) => `${count(one.n)} ${reasonWords(one.reason)}`);
    const without = source.options.by === 'reader' ? 0 : source.subjects.length - n;
    const of = groups.length > 1 && groups.length <= 6 ? groups.map(({ name, endpoints }) => `${groupName(name)} ${count(endpoints[endpoint].events)} of ${count(endpoints[endpoint].n)}`).join(', ') : '';
    const ratio = source.comparison?.[endpoint].hazardRatio;
    return [
      `${counted(n, 'subject')}, ${counted(events, 'event')}${of === '' ? '' : ` (${of})`}, ${count(n - events)} censored${reasons.length === 0 || source.options.by === 'reader' ? '' : ` (${reasons.join(', ')})`}.`,
      ...(without > 0 ? [`${counted(without, 'subject')} not in the figure: ${endpoint === 'DOR' ? 'no response' : 'no day to count from'}.`] : []),
      `${groups.length > mostBands ? '' : `Bands: ${intervalName(source.options)}, log-log; `}${groups.length > mostBands ? 'Ticks' : 'ticks'}: censored.`,
      ...(ratio ? [ratio.hazardRatio === null ? `Hazard ratio of ${ratio.arm} to ${ratio.reference} not estimable: ${lowerFirst(undefinedReasons[ratio.why ?? 'notConverged'])}` : `Hazard ratio of ${ratio.arm} to ${ratio.reference}, Cox, ties after ${ratio.ties === 'efron' ? 'Efron' : 'Breslow'}.`] : []),
    ];
  },
});
