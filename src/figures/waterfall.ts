/** Waterfall: the best percent change of the sum of every subject, the largest growth first. Clipped at +60 with a break mark. */
import type { FigureSubject } from '../endpoints/index.ts';
import { armAt, armBars, armLegend, armNote, armPatterns, armsOf } from './arms.ts';
import { hatch, hatchId, nameOnLine, sizesOf, yAxis, type Plot } from './axes.ts';
import { responseLegend, twoLegends } from './legend.ts';
import { linear, roundMarks } from './measure.ts';
import { ofAnalysis, type Drawing, type FigureKind, type FigureSource, type Space } from './model.ts';
import { box, line, path, px, text } from './svg.ts';
import { categoryOf, colourOf, lettersOf, type Theme } from './theme.ts';
import { count, counted, percentChange, responseWay } from './words.ts';

/** Growth above this is drawn to here, with a break mark. */
export const clipPct = 60;
/** Few subjects do not make bars wider than this, px. */
const widestBar = 44;
type Bar = { readonly subject: FigureSubject; readonly pct: number; readonly at: number };

/** Bars from left to right. */
export const waterfallBars = ofAnalysis(({ waterfall, subjects }: Pick<FigureSource, 'waterfall' | 'subjects'>): readonly Bar[] =>
  waterfall.flatMap((place, at) => { const subject = subjects[place]; return subject?.bestPct == null ? [] : [{ subject, pct: subject.bestPct, at }]; }));

/** Bars of one look as one path: ten thousand subjects are a dozen elements. */
function barPaths(bars: readonly Bar[], arms: readonly string[], boxOf: (bar: Bar) => string, theme: Theme): string {
  const looks = Map.groupBy(bars, ({ subject }) => `${subject.best ?? 'NE'} ${armAt(arms, subject)}`);
  return [...looks.values()].map((some) => {
    const [first] = some;
    if (!first) return '';
    const { best } = first.subject;
    const d = some.map(boxOf).join('');
    const colour = colourOf(theme, best);
    return armBars(d, colour, armAt(arms, first.subject), theme) + (categoryOf(best) === 'NE' ? path(d, { fill: `url(#${hatchId(theme)})` }) : '');
  }).join('');
}

function draw(source: FigureSource, space: Space): Drawing {
  const { theme, width, height, text: factor } = space;
  const { label, small } = sizesOf(space);
  const bars = waterfallBars(source);
  const arms = armsOf(source);
  const values = bars.map(({ pct }) => pct);
  const top = Math.min(clipPct, Math.max(20, Math.ceil(Math.max(0, values[0] ?? 0) / 20) * 20));
  const low = Math.max(-100, Math.min(-40, Math.floor(Math.min(0, values.at(-1) ?? 0) / 20) * 20));
  const legends = twoLegends(armLegend(arms, 'bars', space), responseLegend((response) => bars.some(({ subject }) => (subject.best ?? 'NE') === response), space), { left: 0, right: width - 4, top: 0 }, space);
  const plot: Plot = { left: 42 * factor, right: width - 4, top: legends.height + 1.1 * label + 12 * factor, bottom: height - 14 * factor };
  const y = linear(top, low, plot.top, plot.bottom);
  const step = Math.min(widestBar * factor, (plot.right - plot.left) / Math.max(1, bars.length));
  const gap = step > 6 ? Math.min(3, step * 0.16) : 0;
  const xOf = (at: number): number => plot.left + at * step;
  const shown = (pct: number): number => Math.min(top, pct);
  const boxOf = ({ pct, at }: Bar): string => box(xOf(at) + gap / 2, Math.min(y(0), y(shown(pct))), step - gap, Math.max(0.6, Math.abs(y(shown(pct)) - y(0))));
  const clipped = bars.filter(({ pct }) => pct > top);
  const breaks = step < 3 ? '' : clipped.map(({ at }) => path(`M${px(xOf(at) - 0.5)} ${px(plot.top + 13)}l${px(step + 1)} -5m0 4l${px(-step - 1)} 5`, { fill: 'none', stroke: theme.ground, 'stroke-width': 1.6 })).join('');
  const isTurned = step < 14 * factor;
  const letters = step < 6.5 * factor ? '' : bars.map(({ subject, pct, at }) => {
    const [x, isUp] = [xOf(at) + step / 2, pct > 0 || (pct === 0 && subject.best === 'PD')];
    const words = lettersOf(subject.best);
    const edge = y(shown(pct));
    const size = Math.min(small, step * (isTurned ? 0.95 : 0.62));
    return isTurned
      ? text(x + 0.35 * size, isUp ? edge - 3 : edge + 3, words, { size, fill: colourOf(theme, subject.best), weight: 600, turn: -90, anchor: isUp ? 'start' : 'end' })
      : text(x, isUp ? edge - 4 : edge + 3 + 0.75 * size, words, { size, fill: colourOf(theme, subject.best), weight: 600, anchor: 'middle' });
  }).join('');
  const { PR, PD } = theme.categories;
  const limits = line(plot.left, y(-30), plot.right, y(-30), { stroke: PR, dash: '6 4' }) + line(plot.left, y(20), plot.right, y(20), { stroke: PD, dash: '2 3' })
    + nameOnLine(plot.left + 4, y(-30) - 4, '−30\u2009%', PR, space) + nameOnLine(plot.right - 2, y(20) - 4, '+20\u2009%', PD, space, 'end');
  const body = hatch(theme) + armPatterns(theme, arms) + yAxis(roundMarks(low, top, 8), y, plot, space) + barPaths(bars, arms, boxOf, theme) + line(plot.left, y(0), plot.right, y(0), { stroke: theme.axis }) + breaks + limits + letters + legends.body;
  return {
    body, left: '', spots: { near: 'x', xs: bars.map(({ at }) => xOf(at) + step / 2), ys: bars.map(({ pct }) => y(shown(pct) / 2)) },
    tell: (spot) => {
      const bar = bars[spot];
      if (!bar) return { title: '', lines: [], subjectId: null };
      const { subject, pct } = bar;
      return { title: subject.code, subjectId: subject.id, lines: [`${percentChange(pct)} from baseline${pct > top ? `, drawn to +${top}` : ''}`, `Best response ${subject.best ?? 'NE'}`, subject.arm ?? 'No arm recorded', subject.site] };
    },
  };
}

export const waterfall: FigureKind = {
  title: () => 'Best change of the sum', about: ({ options }) => `% from baseline, by best overall response, ${responseWay(options)}`,
  empty: ({ waterfall: drawn }) => (drawn.length > 0 ? null : 'No subject has a sum after baseline.'),
  draw, size: (source) => [Math.max(960, Math.min(2400, 60 + source.waterfall.length * 15)), 460],
  table: (source) => ({
    columns: ['subject', 'site', 'arm', 'best_change_pct', 'best_response', 'baseline_sum_mm'],
    rows: waterfallBars(source).map(({ subject, pct }) => [subject.code, subject.site, subject.arm, pct, subject.best, subject.baselineSumMm]),
  }),
  notes: (source) => {
    const bars = waterfallBars(source);
    const clipped = bars.filter(({ pct }) => pct > clipPct).length;
    return [
      `${counted(bars.length, 'subject')} with a sum after baseline, ${count(source.withoutChange)} without (no target lesions, or no evaluable sum).`, ...armNote(armsOf(source), 'bars'),
      ...(clipped === 0 ? [] : [`${counted(clipped, 'bar')} above +${clipPct}\u2009% cut with a break mark.`]),
    ];
  },
};
