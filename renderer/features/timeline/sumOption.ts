import type { EChartsCoreOption } from 'echarts/core';
import { dayNumber, type IsoDate } from '../../../src/common/index.ts';
import { formatPercentOf, type OverallResponse, type Progression } from '../../../src/recist/index.ts';
import { format } from '../../ui/index.ts';
import { token } from '../../ui/charts/index.ts';
import type { LesionLine } from './lesionSeries.ts';
import type { SumSeries } from './sumSeries.ts';
import type { TimeWindow } from './timeWindow.ts';

/** Pixels left and right of the plot; the tracks below use the same, so that one date is one place. */
export const plotMargin = { left: 118, right: 112 } as const;
/** Pixels over and under the plot. */
export const plotHeight = { top: 34, bottom: 26 } as const;

export type SumScale = 'mm' | 'percent';

const colourOf = (overall: OverallResponse | null): string => {
  switch (overall) {
    case null: return token('--nd-text');
    case 'CR':
    case 'NED': return token('--nd-cr');
    case 'PR': return token('--nd-pr');
    case 'SD': return token('--nd-sd');
    case 'PD': return token('--nd-pd');
    case 'NE':
    case 'NON-CR/NON-PD': return token('--nd-ne');
  }
};

type MarkOptions = { readonly from: string; readonly to: string; readonly value: number; readonly text: string; readonly colour: string; readonly dash: readonly number[]; readonly at: 'insideStartTop' | 'insideEndTop' | 'insideEndBottom' | 'insideStartBottom' | 'end'; readonly isDrawn?: boolean; /** The name stands over or under the end of its line. */ readonly beside?: 'over' | 'under' | null };

/** A named horizontal line between two dates; not drawn where a series already draws it and only the name is wanted. */
const mark = ({ from, to, value, text, colour, dash, at, isDrawn = true, beside = null }: MarkOptions) => [
  { coord: [from, value], symbol: 'none', lineStyle: { color: isDrawn ? colour : 'transparent', type: [...dash], width: 1 }, label: { show: text !== '', formatter: text, position: at, color: colour, fontSize: 11, distance: at === 'end' ? 6 : 3, ...(beside === null ? {} : { verticalAlign: beside === 'over' ? 'bottom' : 'top' }), textBorderColor: token('--nd-app'), textBorderWidth: 3 } },
  { coord: [to, value], symbol: 'none' },
];

const upright = (date: string, text: string, colour: string, extra: object = {}) => ({
  xAxis: date, symbol: 'none', lineStyle: { color: colour, type: 'solid', width: 1 }, label: { formatter: text, color: colour, fontSize: 11, position: 'end', distance: 4, ...extra },
});

const laterOf = (one: string, other: string): string => (one > other ? one : other);

/** PD limit as a line that steps down with the nadir. */
const pdLine = (series: SumSeries, scaled: (mm: number) => number): readonly (readonly [string, number])[] =>
  series.pdSteps.flatMap((step) => [[step.from, scaled(step.limitMm)] as const, [step.to, scaled(step.limitMm)] as const]);

/** The vertical axis: where it ends, its step, and a size on it. */
export function valueAxis(series: SumSeries, scale: SumScale) {
  const scaled = (value: number): number => (scale === 'mm' || !series.baselineMm ? value : (value / series.baselineMm) * 100);
  const known = series.points.flatMap((point) => (point.sumMm === null ? [] : [point.sumMm]));
  const highest = scaled(Math.max(...known, series.baselineMm ?? 0, 1)) * 1.14;
  const step = [5, 10, 20, 50, 100].find((mm) => highest / mm <= 8) ?? 200;
  return { scaled, highest, step, max: Math.ceil(highest / step) * step };
}

/** A lesion's own line: thin, in the colour of targets, its label at the end. */
const lesionLine = ({ id, label, points }: LesionLine, scaled: (mm: number) => number) => ({
  type: 'line', id, name: label, z: 2, silent: true, clip: true, symbolSize: 5, connectNulls: false, lineStyle: { color: token('--nd-target'), width: 1 }, itemStyle: { color: token('--nd-target') },
  data: points.map(({ date, mm }) => [date, mm === null ? null : scaled(mm)]), endLabel: { show: true, formatter: label, color: token('--nd-target'), fontSize: 11, fontWeight: 600, distance: 5 },
});

export type SumFigureOptions = { readonly series: SumSeries; readonly progression: Progression | null; readonly randomised: string | undefined; readonly scale: SumScale; /** Days shown. */ readonly shown: TimeWindow; readonly lesions: readonly LesionLine[]; /** Colours are asked for again on paper. */ readonly isPrinting: boolean };

/** The figure: sums, baseline, PR and PD limits, nadir, randomisation and the progression date. Every limit is named on its line. */
export function sumOption({ series, progression, randomised, scale, shown: days, lesions }: SumFigureOptions): EChartsCoreOption {
  const { scaled, highest, step, max } = valueAxis(series, scale);
  const shown = (value: number): string => (scale === 'mm' ? format.mm(value) : formatPercentOf(value, series.baselineMm ?? 0));
  const inView = (date: string): boolean => date >= days.from && date <= days.to;
  // Values above the PR limit stand over their point, the others under it, so that the limits between them stay readable.
  const isLow = (sumMm: number | null): boolean => sumMm !== null && series.prLimitMm !== null && sumMm <= series.prLimitMm;
  const lastPd = series.pdSteps.at(-1);
  // Both names stand in the margin; where their lines are close, the upper one's stands over its end and the lower one's under it.
  const isClose = series.baselineMm !== null && series.nadir !== null && Math.abs(scaled(series.baselineMm) - scaled(series.nadir.valueMm)) < highest * 0.06;
  const [over, under] = isClose ? ['over', 'under'] as const : [null, null];
  // The flag of the progression is wide: a randomisation shortly before it is named at the foot of its line.
  const isUnderFlag = progression !== null && randomised !== undefined && Math.abs(dayNumber(progression.date) - dayNumber(randomised as IsoDate)) < 0.3 * (dayNumber(days.to) - dayNumber(days.from));
  const marks = [
    ...(series.baselineMm === null ? [] : [mark({ from: days.from, to: days.to, value: scaled(series.baselineMm), text: `baseline ${shown(series.baselineMm)}`, colour: token('--nd-text-2'), dash: [1, 3], at: 'end', beside: over })]),
    ...(series.prLimitMm === null ? [] : [mark({ from: days.from, to: days.to, value: scaled(series.prLimitMm), text: `PR limit ≤ ${shown(series.prLimitMm)}`, colour: token('--nd-pr'), dash: [6, 4], at: 'insideStartTop' })]),
    ...(series.nadir === null || series.nadir.date > days.to ? [] : [mark({ from: laterOf(series.nadir.date, days.from), to: days.to, value: scaled(series.nadir.valueMm), text: `nadir ${shown(series.nadir.valueMm)} (${series.nadir.label})`, colour: token('--nd-text-2'), dash: [1, 3], at: 'end', beside: under })]),
    ...(lastPd && lastPd.from < days.to ? [mark({ from: laterOf(lastPd.from, days.from), to: days.to, value: scaled(lastPd.limitMm), text: `PD limit ≥ ${shown(lastPd.limitMm)}`, colour: token('--nd-pd'), dash: [2, 3], at: 'insideStartTop', isDrawn: false })] : []),
    ...(randomised && inView(randomised) ? [upright(randomised, `randomised ${randomised}`, token('--nd-text-2'), { rotate: 0, align: 'left', textBorderColor: token('--nd-app'), textBorderWidth: 3, ...(isUnderFlag ? { position: 'insideStartTop', padding: [0, 0, 6, 6] } : { position: 'insideEndTop', padding: [14, 0, 0, 6] }) })] : []),
    ...(progression && inView(progression.date) ? [upright(progression.date, `PD ${progression.date}`, token('--nd-accent'), { color: token('--nd-on-accent-low'), backgroundColor: token('--nd-accent-low'), padding: [4, 10], borderRadius: 4, fontWeight: 600 })] : []),
  ];
  return {
    grid: { left: plotMargin.left, right: plotMargin.right, ...plotHeight },
    xAxis: { type: 'time', min: days.from, max: days.to, axisLabel: { formatter: '{yyyy}-{MM}', hideOverlap: true }, minInterval: 28 * 86_400_000 },
    yAxis: { type: 'value', min: 0, max, interval: step, name: scale === 'mm' ? 'Sum of diameters, mm' : 'Sum, % of baseline', nameLocation: 'end', nameTextStyle: { align: 'right', padding: [0, -8, 4, 0] } },
    series: [
      ...lesions.map((line) => lesionLine(line, scaled)),
      { type: 'line', name: 'PD limit', data: pdLine(series, scaled), symbol: 'none', silent: true, clip: true, lineStyle: { color: token('--nd-pd'), type: [2, 3], width: 1.5 } },
      {
        type: 'line', name: 'Sum of diameters', z: 3, silent: true, clip: true, symbolSize: 8, connectNulls: false, lineStyle: { color: token('--nd-text') },
        data: series.points.map((point) => ({
          value: [point.date, point.sumMm === null ? null : scaled(point.sumMm)], itemStyle: { color: colourOf(point.overall), borderColor: token('--nd-app'), borderWidth: 2 },
          label: { show: point.sumMm !== null, formatter: point.sumMm === null ? '' : shown(point.sumMm), position: isLow(point.sumMm) ? 'bottom' : 'top', distance: 7, color: token('--nd-text'), fontSize: 12, fontWeight: 600, textBorderColor: token('--nd-app'), textBorderWidth: 3 },
        })),
        markLine: { silent: true, symbol: 'none', animation: false, data: marks },
      },
    ],
  };
}
