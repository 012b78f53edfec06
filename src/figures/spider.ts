/** Spider: the percent change of the sum of every subject over time. */
import type { OverallResponse } from '../recist/index.ts';
import type { FigureSubject } from '../endpoints/index.ts';
import { armAt, armLegend, armNote, armsOf } from './arms.ts';
import { nameOnLine, sizesOf, timeAxis, yAxis, type Plot } from './axes.ts';
import { markLegend, responseLegend, responseMark, responseMarkLook, twoLegends } from './legend.ts';
import { linear, roundMarks, timeMarks } from './measure.ts';
import { ofAnalysis, type Drawing, type FigureKind, type FigureSource, type Space } from './model.ts';
import { line, path, px } from './svg.ts';
import { colourOf, dashAt } from './theme.ts';
import { count, counted, inUnit, originName, percentChange, unitName } from './words.ts';

/** Growth above this is drawn to here, with a mark that points up. */
export const clipPct = 100;
/** Up to so many lines end with the mark of their best response; more would hide each other. */
const mostMarked = 200;
type Point = { readonly day: number; readonly pct: number; readonly at: number };
type Thread = { readonly subject: FigureSubject; readonly points: readonly Point[] };

/** Subjects with at least one percent change after baseline, in the order of the waterfall; every line begins at 0 on day 0. */
export const threadsOf = ofAnalysis(({ waterfall, subjects }: Pick<FigureSource, 'waterfall' | 'subjects'>): readonly Thread[] => waterfall.flatMap((place) => {
  const subject = subjects[place];
  const points = subject?.days.flatMap((day, at) => { const pct = subject.pct[at]; return pct == null ? [] : [{ day, pct, at }]; }) ?? [];
  return subject && points.length > 0 ? [{ subject, points }] : [];
}));

function draw(source: FigureSource, space: Space): Drawing {
  const { theme, width, height, text: factor, mostLines = null } = space;
  const { label } = sizesOf(space);
  const { unit } = source.options;
  const all = threadsOf(source);
  const every = mostLines === null ? 1 : Math.ceil(all.length / mostLines);
  const threads = every === 1 ? all : all.filter((_, at) => at % every === 0);
  const arms = armsOf(source);
  let [longest, most, least] = [0, 20, -40];
  for (const { points } of threads) for (const { day, pct } of points) [longest, most, least] = [Math.max(longest, inUnit(day, unit)), Math.max(most, pct), Math.min(least, pct)];
  const top = Math.min(clipPct, Math.ceil(most / 20) * 20);
  const low = Math.max(-100, Math.floor(least / 20) * 20);
  const has = (response: OverallResponse): boolean => threads.some(({ subject }) => (subject.best ?? 'NE') === response);
  const hasMarks = threads.length <= mostMarked;
  const legends = twoLegends(armLegend(arms, 'lines', space), hasMarks ? markLegend(has, space) : responseLegend(has, space), { left: 0, right: width - 8, top: 0 }, space);
  const plot: Plot = { left: 42 * factor, right: width - 8, top: legends.height + 0.9 * label + 4, bottom: height - 2.9 * label - 8 };
  const ticks = timeMarks(longest);
  const x = linear(0, ticks.at(-1) ?? 1, plot.left, plot.right);
  const y = linear(top, low, plot.top, plot.bottom);
  const [xs, ys, owners]: [number[], number[], [Thread, Point][]] = [[], [], []];
  const looks = new Map<string, { readonly look: Readonly<Record<string, string | number | undefined>>; readonly best: OverallResponse | null; d: string; ends: string; up: string }>();
  for (const thread of threads) {
    const { subject, points } = thread;
    const arm = armAt(arms, subject);
    const key = `${subject.best ?? 'NE'} ${arm}`;
    const kept = looks.get(key) ?? { look: { fill: 'none', stroke: colourOf(theme, subject.best), 'stroke-width': hasMarks ? 1.4 : 0.8, 'stroke-opacity': hasMarks ? 0.9 : 0.5, 'stroke-dasharray': dashAt(arm).dash }, best: subject.best, d: '', ends: '', up: '' };
    looks.set(key, kept);
    kept.d += `M${px(x(0))} ${px(y(0))}`;
    for (const point of points) {
      const [px1, py1] = [x(inUnit(point.day, unit)), y(Math.min(top, point.pct))];
      kept.d += `L${px(px1)} ${px(py1)}`;
      if (point.pct > top) kept.up += `M${px(px1 - 3.5)} ${px(py1 - 2)}l3.5 -4l3.5 4`;
      xs.push(px1); ys.push(py1); owners.push([thread, point]);
    }
    const last = points.at(-1);
    if (last && hasMarks) kept.ends += responseMark(subject.best, x(inUnit(last.day, unit)), y(Math.min(top, last.pct)), 3);
  }
  const lines = [...looks.values()].map(({ look, d }) => path(d, { ...look, 'stroke-linejoin': 'round' })).join('') + [...looks.values()].map(({ look, best, ends, up }) => path(ends, responseMarkLook(best, theme)) + path(up, { fill: 'none', stroke: look['stroke'], 'stroke-width': 1.4 })).join('');
  const { PR, PD } = theme.categories;
  const limits = line(plot.left, y(-30), plot.right, y(-30), { stroke: PR, dash: '6 4' }) + line(plot.left, y(20), plot.right, y(20), { stroke: PD, dash: '2 3' })
    + nameOnLine(plot.right - 2, y(-30) - 4, '−30\u2009%', PR, space, 'end') + nameOnLine(plot.right - 2, y(20) - 4, '+20\u2009%', PD, space, 'end');
  return {
    body: yAxis(roundMarks(low, top, 9), y, plot, space) + timeAxis(ticks, x, plot, `${unitName(unit)} from ${originName(source.study.timeOrigin)}`, space) + lines + limits + legends.body,
    left: every === 1 ? '' : `${count(threads.length)} of ${counted(all.length, 'line')} drawn, each ${every}th of the waterfall.`,
    spots: { near: 'xy', xs, ys },
    tell: (spot) => {
      const [thread, point] = owners[spot] ?? [];
      if (!thread || !point) return { title: '', lines: [], subjectId: null };
      return { title: thread.subject.code, subjectId: thread.subject.id, lines: [`${percentChange(point.pct)} after ${inUnit(point.day, unit).toFixed(1)} ${unitName(unit)}`, `${thread.subject.overall[point.at] ?? ''}, best response ${thread.subject.best ?? 'NE'}`, thread.subject.arm ?? 'No arm recorded'] };
    },
  };
}

export const spider: FigureKind = {
  title: () => 'Change of the sum over time', about: () => '% from baseline, each line one subject', empty: (source) => (source.waterfall.length > 0 ? null : 'No subject has a sum after baseline.'), draw, size: () => [960, 560],
  table: (source) => ({
    columns: ['subject', 'site', 'arm', 'best_response', 'day', 'change_pct', 'sum_mm', 'overall_response'],
    rows: threadsOf(source).flatMap(({ subject, points }) => points.map(({ day, pct, at }) => [subject.code, subject.site, subject.arm, subject.best, day, pct, subject.sumsMm[at] ?? null, subject.overall[at] ?? null])),
  }),
  notes: (source) => {
    const threads = threadsOf(source);
    const above = threads.filter(({ points }) => points.some(({ pct }) => pct > clipPct)).length;
    return [
      `${counted(threads.length, 'subject')} with a sum after baseline, ${count(source.withoutChange)} without (no target lesions, or no evaluable sum). A line ends at the last evaluable sum.`,
      ...armNote(armsOf(source), 'lines'),
      `+20\u2009% is counted from baseline here; progression is judged from the nadir.`,
      ...(above === 0 ? [] : [`Growth above +${clipPct}\u2009% is marked at the edge (${counted(above, 'subject')}).`]),
    ];
  },
};
