/** Spider: the percent change of the sum of every subject over time. */
import { overallResponses } from '../recist/index.ts';
import type { FigureSubject } from '../endpoints/index.ts';
import { legend, nameOnLine, responseLegend, sizesOf, timeAxis, yAxis, type Plot } from './axes.ts';
import { linear, roundMarks, timeMarks } from './measure.ts';
import type { Drawing, FigureKind, FigureSource, Space } from './model.ts';
import { line, marks, path, px } from './svg.ts';
import { colourOf } from './theme.ts';
import { armAt, armsOf, count, counted, groupName, inUnit, percentChange, unitName } from './words.ts';

/** Growth above this is drawn to here, with a mark that points up. */
export const clipPct = 100;
type Point = { readonly day: number; readonly pct: number; readonly at: number };
type Thread = { readonly subject: FigureSubject; readonly points: readonly Point[] };

/** Subjects with at least one percent change after baseline, in the order of the waterfall; every line begins at 0 on day 0. */
export const threadsOf = ({ waterfall, subjects }: Pick<FigureSource, 'waterfall' | 'subjects'>): readonly Thread[] => waterfall.flatMap((place) => {
  const subject = subjects[place];
  const points = subject?.days.flatMap((day, at) => { const pct = subject.pct[at]; return pct == null ? [] : [{ day, pct, at }]; }) ?? [];
  return subject && points.length > 0 ? [{ subject, points }] : [];
});

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
  const plot: Plot = { left: 42 * factor, right: width - 8, top: 2.4 * label + 6, bottom: height - 2.9 * label - 8 };
  const ticks = timeMarks(longest);
  const x = linear(0, ticks.at(-1) ?? 1, plot.left, plot.right);
  const y = linear(top, low, plot.top, plot.bottom);
  const [xs, ys, owners]: [number[], number[], [Thread, Point][]] = [[], [], []];
  const looks = new Map<string, { readonly look: Readonly<Record<string, string | number | undefined>>; d: string; ends: string; up: string }>();
  for (const thread of threads) {
    const { subject, points } = thread;
    const isDashed = armAt(arms, subject) > 0;
    const key = `${subject.best ?? 'NE'} ${isDashed}`;
    const kept = looks.get(key) ?? { look: { fill: 'none', stroke: colourOf(theme, subject.best), 'stroke-width': threads.length > 200 ? 0.8 : 1.4, 'stroke-opacity': threads.length > 200 ? 0.5 : 0.9, 'stroke-dasharray': isDashed ? '6 3' : undefined }, d: '', ends: '', up: '' };
    looks.set(key, kept);
    kept.d += `M${px(x(0))} ${px(y(0))}`;
    for (const point of points) {
      const [px1, py1] = [x(inUnit(point.day, unit)), y(Math.min(top, point.pct))];
      kept.d += `L${px(px1)} ${px(py1)}`;
      if (point.pct > top) kept.up += `M${px(px1 - 3)} ${px(py1 + 1)}l3 -5l3 5z`;
      xs.push(px1); ys.push(py1); owners.push([thread, point]);
    }
    const last = points.at(-1);
    if (last && threads.length <= 200) kept.ends += marks.ring(x(inUnit(last.day, unit)), y(Math.min(top, last.pct)), 2.2);
  }
  const lines = [...looks.values()].map(({ look, d, ends, up }) => path(d, { ...look, 'stroke-linejoin': 'round' }) + path(ends + up, { fill: look['stroke'] })).join('');
  const { PR, PD } = theme.categories;
  const limits = line(plot.left, y(-30), plot.right, y(-30), { stroke: PR, dash: '6 4' }) + line(plot.left, y(20), plot.right, y(20), { stroke: PD, dash: '2 3' })
    + nameOnLine(plot.right - 2, y(-30) - 4, '−30\u2009%', PR, space, 'end') + nameOnLine(plot.right - 2, y(20) - 4, '+20\u2009%', PD, space, 'end');
  return {
    body: yAxis(roundMarks(low, top, 9), y, plot, space) + timeAxis(ticks, x, plot, `${unitName(unit)} from start`, space) + lines + limits
      + legend(responseLegend(overallResponses.filter((response) => threads.some(({ subject }) => (subject.best ?? 'NE') === response)), space), 0.8 * label, { right: plot.right }, space),
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
    const arms = armsOf(source);
    return [
      `${counted(threadsOf(source).length, 'subject')} with a sum after baseline, ${count(source.withoutChange)} without (no target lesions, or no evaluable sum). A line ends at the last evaluable sum.`,
      ...(arms.length < 2 ? [] : [`Lines solid: ${groupName(arms[0] ?? '').toLowerCase()}; dashed: ${arms.slice(1).map((arm) => groupName(arm).toLowerCase()).join(', ')}.`]),
      `+20\u2009% is counted from baseline here; progression is judged from the nadir. Growth above +${clipPct}\u2009% is marked at the edge.`,
    ];
  },
};
