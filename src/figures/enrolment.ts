/** Enrolment: how many subjects had entered the study by each day, everybody and by group. */
import { addDays, daysBetween, type IsoDate } from '../common/index.ts';
import { sizesOf, yAxis, type Plot } from './axes.ts';
import { fitted, linear, roundMarks, widthOf } from './measure.ts';
import { ofAnalysis, type Drawing, type FigureKind, type FigureSource, type Space } from './model.ts';
import { line, path, px, text } from './svg.ts';
import { groupLine } from './theme.ts';
import { count, counted, decimal, groupName, originName } from './words.ts';

type Entered = { readonly date: IsoDate; readonly n: number; readonly all: number };
/** `name` null: everybody. */
export type EnrolmentLine = { readonly name: string | null; readonly days: readonly Entered[] };

function entriesOf(origins: readonly IsoDate[]): readonly Entered[] {
  const counts = new Map<IsoDate, number>();
  for (const date of origins) counts.set(date, (counts.get(date) ?? 0) + 1);
  let all = 0;
  return [...counts.keys()].sort().map((date) => { const n = counts.get(date) ?? 0; all += n; return { date, n, all }; });
}

/** Everybody first, then the groups of the analysis; readers share their subjects, so that there is only everybody. */
export const enrolmentLines = ofAnalysis(({ subjects, options, groups }: FigureSource): readonly EnrolmentLine[] => {
  const known = subjects.flatMap(({ origin, arm, site }) => (origin === null ? [] : [{ origin, of: options.by === 'site' ? site : arm ?? '' }]));
  const whole: EnrolmentLine = { name: null, days: entriesOf(known.map(({ origin }) => origin)) };
  const names = options.by === 'arm' || options.by === 'site' ? groups.flatMap(({ name }) => name ?? []) : [];
  if (names.length < 2) return [whole];
  const byGroup = Map.groupBy(known, ({ of }) => of);
  return [whole, ...names.map((name) => ({ name, days: entriesOf((byGroup.get(name) ?? []).map(({ origin }) => origin)) })).filter(({ days }) => days.length > 0)];
});

const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120];
/** First days of months from `from` to `to`, at most `most` of them, at lengths people use. */
export function monthMarks(from: IsoDate, to: IsoDate, most: number): readonly IsoDate[] {
  const monthOf = (date: IsoDate): number => 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7)) - 1;
  const [first, last] = [monthOf(from), monthOf(to)];
  const step = monthSteps.find((one) => (last - first) / one <= most - 1) ?? 240;
  const start = Math.ceil(first / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((last - start) / step) + 1) }, (_, at) => start + at * step)
    .map((month) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01` as IsoDate).filter((date) => date >= from && date <= to);
}

/** Heights of the names of lines that end at `ys`: below each other where lines end close together, none below `lowest`. */
function namePlaces(ys: readonly number[], step: number, lowest: number): readonly number[] {
  const order = ys.map((_, place) => place).sort((a, b) => (ys[a] ?? 0) - (ys[b] ?? 0));
  const places: number[] = [];
  let free = -Infinity;
  for (const at of order) free = (places[at] = Math.max(ys[at] ?? 0, free)) + step;
  let limit = lowest;
  for (const at of order.toReversed()) limit = (places[at] = Math.min(places[at] ?? 0, limit)) - step;
  return places;
}

function draw(source: FigureSource, space: Space): Drawing {
  const { theme, width, text: factor } = space;
  const { label, line: step } = sizesOf(space);
  // A column that is much higher than wide would make every study look fast.
  const height = Math.min(space.height, 0.9 * width);
  const lines = enrolmentLines(source).slice(0, Math.max(2, Math.floor((height * 0.7) / step)));
  const days = lines[0]?.days ?? [];
  const [from, most] = [days[0]?.date ?? ('2000-01-01' as IsoDate), days.at(-1)?.all ?? 1];
  const last = days.at(-1)?.date ?? from;
  const to = last > addDays(from, 30) ? last : addDays(from, 30);
  const names = lines.map(({ name, days: own }) => `${name === null ? 'All' : groupName(name)} ${count(own.at(-1)?.all ?? 0)}`);
  const room = Math.min(width * 0.3, Math.max(...names.map((one) => widthOf(one, label))));
  const plot: Plot = { left: 10 * factor + widthOf(count(most), label), right: width - room - 12 * factor, top: 0.9 * label, bottom: height - 2.9 * label - 8 };
  const scale = linear(0, daysBetween(from, to), plot.left, plot.right);
  const x = (date: IsoDate): number => scale(daysBetween(from, date));
  const marksY = roundMarks(0, most, 6).filter(Number.isInteger);
  const y = linear(0, most, plot.bottom, plot.top);
  // Groups look as in the other figures; everybody is a thin line behind them.
  const lookOf = (at: number): ReturnType<typeof groupLine> & { readonly wide: number } => (lines.length > 1 && at === 0 ? { stroke: theme.ink3, wide: 1.2 } : { ...groupLine(theme, Math.max(0, at - 1)), wide: 2 });
  const drawn = lines.map(({ days: own }, at) => {
    const { stroke, dash, wide } = lookOf(at);
    return path(own.map(({ date, all }, place) => `${place === 0 ? `M${px(x(date))} ${px(y(0))}` : `H${px(x(date))}`}V${px(y(all))}`).join('') + `H${px(x(to))}`, { fill: 'none', stroke, 'stroke-width': wide, 'stroke-dasharray': dash });
  }).join('');
  const places = namePlaces(lines.map(({ days: own }) => y(own.at(-1)?.all ?? 0) + 0.35 * label), 1.25 * label, plot.bottom);
  const named = names.map((words, at) => text(plot.right + 8 * factor, places[at] ?? 0, fitted(words, label, width - plot.right - 8 * factor), { size: label, fill: lookOf(at).stroke, weight: 600 })).join('');
  const axis = line(plot.left, plot.bottom, plot.right, plot.bottom, { stroke: theme.axis }) + monthMarks(from, to, Math.max(2, Math.min(9, Math.floor((plot.right - plot.left) / (1.5 * widthOf('0000-00', label)))))).map((date) => line(x(date), plot.bottom, x(date), plot.bottom + 4, { stroke: theme.axis })
    + text(x(date), plot.bottom + 6 + label, date.slice(0, 7), { size: label, fill: theme.ink3, anchor: 'middle' })).join('') + text(plot.right, plot.bottom + 8 + 2.2 * label, `day of ${originName(source.study.timeOrigin)}`, { size: label, fill: theme.ink2, anchor: 'end' });
  return {
    body: yAxis(marksY, y, plot, space, count) + axis + drawn + named, left: '', spots: { near: 'x', xs: days.map(({ date }) => x(date)), ys: days.map(({ all }) => y(all)) },
    tell: (spot) => {
      const day = days[spot];
      if (!day) return { title: '', lines: [], subjectId: null };
      const own = lines.slice(1).map(({ name, days: some }) => `${groupName(name)} ${count(some.findLast(({ date }) => date <= day.date)?.all ?? 0)}`);
      return { title: day.date, subjectId: null, lines: [`${counted(day.all, 'subject')}, ${count(day.n)} on this day`, ...own] };
    },
  };
}

const without = ({ subjects }: FigureSource): number => subjects.filter(({ origin }) => origin === null).length;

export const enrolment: FigureKind = {
  title: () => 'Enrolment', about: ({ study }) => `subjects by day of ${originName(study.timeOrigin)}, cumulative`,
  empty: ({ subjects }) => (subjects.some(({ origin }) => origin !== null) ? null : 'No subject has a day to count from.'), draw, size: () => [960, 420],
  table: (source) => ({ columns: ['group', 'date', 'entered', 'cumulative'], rows: enrolmentLines(source).flatMap(({ name, days }) => days.map(({ date, n, all }) => [name ?? 'all', date, n, all])) }),
  notes: (source) => {
    const days = enrolmentLines(source)[0]?.days ?? [];
    const [first, last] = [days[0], days.at(-1)];
    const months = first && last ? Math.max(1, daysBetween(first.date, last.date) + 1) / 30.4375 : 1;
    return [
      `${counted(last?.all ?? 0, 'subject')}${first && last ? ` from ${first.date} to ${last.date}, ${decimal(last.all / Math.max(1, months))} a month` : ''}.${without(source) > 0 ? ` ${counted(without(source), 'subject')} not in the figure: no day to count from.` : ''}`,
    ];
  },
};
