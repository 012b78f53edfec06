/** How far two reads agree: the table of best responses with κ, and Bland-Altman of sums and diameters. */
import { organWords, overallResponses, type OverallResponse } from '../recist/index.ts';
import type { LimitsOfAgreement, MeasurementAgreement, PairAgreement } from '../endpoints/index.ts';
import { nameOnLine, sizesOf, yAxis, type Plot } from './axes.ts';
import { linear, roundMarks } from './measure.ts';
import { nothingToPoint, type Drawing, type FigureKind, type FigureSource, type Space } from './model.ts';
import { line, marks, path, rect, text } from './svg.ts';
import { colourOf, lettersOf } from './theme.ts';
import { between, count, counted, decimal, estimateText, intervalName, percent, readName, signed } from './words.ts';

export type PairName = 'readers' | 'central';
/** Null where the study has no second read, or somebody may not see it. */
export const pairOf = ({ agreement }: Pick<FigureSource, 'agreement'>, pair: PairName): PairAgreement | null => (agreement === null ? null : pair === 'readers' ? agreement.readers : agreement.siteCentral);
const namesOf = (pair: PairName): readonly [string, string] => (pair === 'readers' ? ['reader 1', 'reader 2'] : ['site', 'central']);
const noPairs = (pair: PairName): string => `No subject is read to the end by ${namesOf(pair).join(' and ')}.`;

/** Responses that occur in either read, in the order of the rules. */
export const matrixResponses = ({ bestTable }: PairAgreement): readonly OverallResponse[] => overallResponses.filter((response) => bestTable.some(({ first, second }) => first === response || second === response));

function drawMatrix(pair: PairName, source: FigureSource, space: Space): Drawing {
  const found = pairOf(source, pair);
  if (found === null) return { body: '', ...nothingToPoint };
  const { theme, width, height, text: factor } = space;
  const { label, line: step } = sizesOf(space);
  const responses = matrixResponses(found);
  const countOf = (first: OverallResponse, second: OverallResponse): number => found.bestTable.find((one) => one.first === first && one.second === second)?.n ?? 0;
  const most = found.bestTable.reduce((top, { n }) => Math.max(top, n), 1);
  const total = (has: (one: PairAgreement['bestTable'][number]) => boolean): string => String(found.bestTable.reduce((sum, one) => sum + (has(one) ? one.n : 0), 0));
  const [left, top] = [30 * factor, label + 8];
  const cell = Math.max(14, Math.min((width * 0.54 - left) / (responses.length + 1), (height - top - 1.8 * label) / (responses.length + 1), 44 * factor));
  const [xs, ys, cells]: [number[], number[], [OverallResponse, OverallResponse, number][]] = [[], [], []];
  const sum = (x: number, y: number, words: string): string => text(x, y + cell / 2 + 0.38 * label, words, { size: label, fill: theme.ink3, anchor: 'middle' });
  const body = responses.map((first, row) => {
    const y = top + row * cell;
    return text(left - 6, y + cell / 2 + 0.36 * label, lettersOf(first), { size: label, fill: colourOf(theme, first), weight: 600, anchor: 'end' }) + text(left + (row + 0.5) * cell, top - 6, lettersOf(first), { size: label, fill: theme.ink3, anchor: 'middle' })
      + sum(left + (responses.length + 0.5) * cell, y, total((one) => one.first === first)) + sum(left + (row + 0.5) * cell, top + responses.length * cell, total((one) => one.second === first))
      + responses.map((second, column) => {
        const n = countOf(first, second);
        const x = left + column * cell;
        xs.push(x + cell / 2); ys.push(y + cell / 2); cells.push([first, second, n]);
        const isSame = first === second;
        return rect(x + 0.5, y + 0.5, cell - 1, cell - 1, isSame && n > 0 ? { fill: theme.accent, 'fill-opacity': 0.08 + 0.22 * (n / most), stroke: theme.grid } : { fill: 'none', stroke: theme.grid })
          + text(x + cell / 2, y + cell / 2 + 0.38 * label, n === 0 ? '·' : String(n), { size: label * 1.1, fill: n === 0 ? theme.ink3 : isSame ? theme.ink : (theme.more[0] ?? theme.ink), weight: n === 0 ? 400 : 600, anchor: 'middle' });
      }).join('');
  }).join('');
  const { kappa: { kappa, ciLow, ciHigh, n, observed } } = found.best;
  const x = left + cell * (responses.length + 1) + 14 * factor;
  const agree = found.bestTable.reduce((sum, { first, second, n: some }) => sum + (first === second ? some : 0), 0);
  const lines = [`${intervalName(source.options)} ${between(ciLow, ciHigh, 2)}`, `Agree in ${agree} of ${n}${observed === null ? '' : `, ${percent(observed)}`}`, `${counted(n - agree, 'subject')} differ${n - agree === 1 ? 's' : ''}`];
  const words = text(x, top + 16 * factor, `κ ${kappa === null ? 'not defined' : decimal(kappa, 2)}`, { size: 20 * factor, fill: theme.ink, weight: 600 }) + lines.map((one, at) => text(x, top + 16 * factor + step * (at + 1.3), one, { size: label, fill: at === 0 ? theme.ink3 : theme.ink2 })).join('')
    + sum(left + (responses.length + 0.5) * cell, top + responses.length * cell, String(found.n)) + text(left, top + cell * (responses.length + 1) + 1.2 * label, `rows ${namesOf(pair)[0]}, columns ${namesOf(pair)[1]}${responses.includes('NON-CR/NON-PD') ? '; NN: NON-CR/NON-PD' : ''}`, { size: label, fill: theme.ink3 });
  return {
    body: body + words, left: '', spots: { near: 'xy', xs, ys },
    tell: (spot) => { const [first, second, some] = cells[spot] ?? []; return first && second ? { title: first === second ? `Both ${first}` : `${first} and ${second}`, lines: [counted(some ?? 0, 'subject'), `${namesOf(pair)[0]} ${first}, ${namesOf(pair)[1]} ${second}`], subjectId: null } : { title: '', lines: [], subjectId: null }; },
  };
}

export const agreementMatrix = (pair: PairName): FigureKind => ({
  evaluator: namesOf(pair).join(' and '), title: () => 'Agreement of best response', about: () => `${namesOf(pair).join(' and ')}`, empty: (source) => ((pairOf(source, pair)?.n ?? 0) > 0 ? null : noPairs(pair)), draw: (source, space) => drawMatrix(pair, source, space), size: () => [640, 320],
  table: (source) => ({ columns: ['first', 'second', 'first_response', 'second_response', 'n'], rows: (pairOf(source, pair)?.bestTable ?? []).map(({ first, second, n }) => [readName(pairOf(source, pair)?.first ?? ''), readName(pairOf(source, pair)?.second ?? ''), first, second, n]) }),
  notes: (source) => [`${counted(pairOf(source, pair)?.n ?? 0, 'subject')} read to the end by both; Cohen's κ, not weighted.`],
});

type Measure = 'sums' | 'diameters';
const of = (source: FigureSource, pair: PairName, measure: Measure): MeasurementAgreement | null => pairOf(source, pair)?.[measure] ?? null;

function limitLines({ bias, lower, upper }: LimitsOfAgreement, y: (value: number) => number, plot: Plot, space: Space): string {
  const { theme } = space;
  const one = ({ value, ciLow, ciHigh }: LimitsOfAgreement['bias'], name: string, dash: string | undefined, stroke: string): string => (value === null ? '' : (ciLow === null || ciHigh === null ? '' : rect(plot.left, Math.min(y(ciHigh), y(ciLow)), plot.right - plot.left, Math.abs(y(ciLow) - y(ciHigh)), { fill: stroke, 'fill-opacity': theme.band }))
    + line(plot.left, y(value), plot.right, y(value), { stroke, width: 1.5, ...(dash === undefined ? {} : { dash }) }) + nameOnLine(plot.right - 4, y(value) - 6, `${name} ${signed(value)}`, theme.ink, space, 'end'));
  return one(upper, 'upper limit', '6 3', theme.accent) + one(lower, 'lower limit', '6 3', theme.accent) + one(bias, 'bias', undefined, theme.ink2);
}

function drawBlandAltman(pair: PairName, measure: Measure, source: FigureSource, space: Space): Drawing {
  const found = of(source, pair, measure);
  if (found === null) return { body: '', ...nothingToPoint };
  const { theme, width, height, text: factor } = space;
  const { label } = sizesOf(space);
  const { points, limits } = found;
  let [most, widest] = [10, Math.max(Math.abs(limits.upper.ciHigh ?? 0), Math.abs(limits.lower.ciLow ?? 0), 1)];
  for (const { mean, difference } of points) [most, widest] = [Math.max(most, mean), Math.max(widest, Math.abs(difference))];
  const plot: Plot = { left: 42 * factor, right: width - 8, top: 10 + label, bottom: height - 2.9 * label - 8 };
  const xMarks = roundMarks(0, most * 1.02, 8);
  const [x, y] = [linear(0, most * 1.05, plot.left, plot.right), linear(widest * 1.06, -widest * 1.06, plot.top, plot.bottom)];
  const r = points.length > 500 ? 1.6 : 2.4;
  const codes = new Map(source.subjects.map((subject) => [subject.id, subject.code]));
  const axis = line(plot.left, plot.bottom, plot.right, plot.bottom, { stroke: theme.axis }) + xMarks.map((mark) => text(x(mark), plot.bottom + 6 + label, String(mark), { size: label, fill: theme.ink3, anchor: 'middle' })).join('') + text(plot.right, plot.bottom + 8 + 2.2 * label, 'mean of both, mm', { size: label, fill: theme.ink2, anchor: 'end' }) + text(plot.left, label * 0.9, `${namesOf(pair)[0]} minus ${namesOf(pair)[1]}, mm`, { size: label, fill: theme.ink2 });
  return {
    body: yAxis(roundMarks(-widest * 1.06, widest * 1.06, 9), y, plot, space) + axis + path(points.map(({ mean, difference }) => marks.ring(x(mean), y(difference), r)).join(''), { fill: theme.ink2, 'fill-opacity': 0.35, stroke: theme.ink2, 'stroke-width': 0.6, 'stroke-opacity': 0.8 }) + limitLines(limits, y, plot, space),
    left: points.length < limits.n ? `${count(points.length)} of ${count(limits.n)} pairs drawn; limits rest on all.` : '',
    spots: { near: 'xy', xs: points.map(({ mean }) => x(mean)), ys: points.map(({ difference }) => y(difference)) },
    tell: (spot) => {
      const point = points[spot];
      return point ? { title: codes.get(point.subjectId) ?? '', subjectId: point.subjectId, lines: [`${signed(point.difference)} mm at a mean of ${decimal(point.mean)} mm`, ...(point.organ === null ? [] : [organWords(point.organ)])] } : { title: '', lines: [], subjectId: null };
    },
  };
}

export const blandAltmanFigure = (pair: PairName, measure: Measure): FigureKind => ({
  evaluator: namesOf(pair).join(' and '), title: () => (measure === 'sums' ? 'Sums of diameters' : 'Diameters of target lesions'), about: () => `Bland–Altman, ${namesOf(pair).join(' minus ')}, mm`, empty: (source) => ((of(source, pair, measure)?.limits.n ?? 0) > 0 ? null : noPairs(pair)),
  draw: (source, space) => drawBlandAltman(pair, measure, source, space), size: () => [760, 460],
  table: (source) => {
    const codes = new Map(source.subjects.map((subject) => [subject.id, subject.code]));
    return { columns: ['subject', 'timepoint_id', 'organ', 'mean_mm', 'difference_mm'], rows: (of(source, pair, measure)?.points ?? []).map((one) => [codes.get(one.subjectId) ?? null, one.timepointId, one.organ, one.mean, one.difference]) };
  },
  notes: (source) => {
    const found = of(source, pair, measure);
    return found === null ? [] : [`${counted(found.limits.n, measure === 'sums' ? 'sum' : 'diameter')} of both reads${measure === 'diameters' ? ', lesions paired by place' : ''}. Bias ${estimateText(found.limits.bias)} mm; limits of agreement ${estimateText(found.limits.lower)} and ${estimateText(found.limits.upper)} mm, ${intervalName(source.options)} shaded.`];
  },
});
