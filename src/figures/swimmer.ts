/** Swimmer: each bar one subject, the longest observation first. Thick until the end of progression-free time, thin while followed up after it. */
import type { FigureSubject } from '../endpoints/index.ts';
import { armAt, armBars, armLegend, armNote, armPatterns, armsOf } from './arms.ts';
import { hatch, hatchId, sizesOf, timeAxis, type Plot } from './axes.ts';
import { legend, responseLegend, twoLegends, type LegendItem } from './legend.ts';
import { fitted, linear, timeMarks, widthOf } from './measure.ts';
import type { Drawing, FigureKind, FigureSource, Space } from './model.ts';
import { box, line, marks, path, text } from './svg.ts';
import { categoryOf, colourOf, lettersOf } from './theme.ts';
import { count, counted, inUnit, originName, unitName } from './words.ts';

/** Days from the start until progression-free time ends: the day of the event or of censoring. */
export const freeUntil = ({ endpoints, lastDay }: FigureSubject): number => (endpoints.PFS === null ? lastDay : Math.max(0, endpoints.PFS.days - 1));
export const swimmersOf = ({ swimmer, subjects }: Pick<FigureSource, 'swimmer' | 'subjects'>): readonly FigureSubject[] => swimmer.flatMap((place) => subjects[place] ?? []);

type Events = Record<'ring' | 'diamond' | 'cross' | 'arrow' | 'tick', string>;

function eventsOf(subject: FigureSubject, x: (day: number) => number, y: number, r: number, into: Events): void {
  const { responseDay, progression, deathDay, newTherapyDay, ongoing, lastDay } = subject;
  if (newTherapyDay !== null) into.tick += marks.tick(x(newTherapyDay), y, r * 1.1);
  if (responseDay !== null) into.ring += marks.ring(x(responseDay), y, r * 0.8);
  if (progression !== null) into.diamond += marks.diamond(x(progression.day), y, r);
  if (deathDay !== null) into.cross += marks.cross(x(deathDay), y, r * 0.75);
  else if (ongoing) into.arrow += marks.arrow(x(lastDay) + 2, y, r * 0.9);
}

function told(subject: FigureSubject | undefined, unit: FigureSource['options']['unit']): ReturnType<Drawing['tell']> {
  if (!subject) return { title: '', lines: [], subjectId: null };
  const at = (what: string, day: number | null): string[] => (day === null ? [] : [`${what} ${inUnit(day, unit).toFixed(1)} ${unitName(unit)}`]);
  return {
    title: subject.code, subjectId: subject.id,
    lines: [
      `Best response ${subject.best ?? 'NE'}, ${subject.arm ?? 'no arm recorded'}`, ...at('First response', subject.responseDay), ...at('Progression', subject.progression?.day ?? null), ...at('New therapy', subject.newTherapyDay), ...at('Death', subject.deathDay),
      ...(subject.deathDay === null ? at(subject.ongoing ? 'Ongoing at' : 'Last contact', subject.lastDay) : []),
    ],
  };
}

function signs({ theme }: Space): readonly LegendItem[] {
  const stroke = { fill: 'none', stroke: theme.ink, 'stroke-width': 1.5 };
  return [
    { words: 'first response', sign: (x, y) => path(marks.ring(x + 4.5, y, 3.2), { ...stroke, fill: theme.ground }) }, { words: 'PD', sign: (x, y) => path(marks.diamond(x + 4.5, y, 4), { fill: theme.categories.PD }) },
    { words: 'new therapy', sign: (x, y) => path(marks.tick(x + 4.5, y, 5), stroke) }, { words: 'death', sign: (x, y) => path(marks.cross(x + 4.5, y, 3.2), stroke) }, { words: 'ongoing', sign: (x, y) => path(marks.arrow(x, y, 3.4), stroke) },
  ];
}

function draw(source: FigureSource, space: Space): Drawing {
  const { theme, width, height, text: factor, rows } = space;
  const { label, small } = sizesOf(space);
  const { unit } = source.options;
  const all = swimmersOf(source);
  const [from, shownRows] = rows ?? [0, all.length];
  const subjects = all.slice(from, from + shownRows);
  const arms = armsOf(source);
  const first = legend(signs(space), { left: 0, right: width, top: 0 }, space);
  const second = twoLegends(responseLegend((response) => all.some(({ best }) => (best ?? 'NE') === response), space), armLegend(arms, 'bars', space), { left: 0, right: width, top: first.height }, space);
  const top = first.height + second.height + 0.4 * label + 6;
  const bottom = height - 2.9 * label - 8;
  const row = Math.min(26 * factor, (bottom - top) / Math.max(1, subjects.length));
  const namesFit = row >= small * 0.95;
  const letterWidth = namesFit ? widthOf('NN', small) + 8 : 0;
  const nameWidth = namesFit ? Math.min(width * 0.3, subjects.reduce((most, { code }) => Math.max(most, widthOf(code, small)), 0) + 8) + letterWidth : 6;
  const plot: Plot = { left: nameWidth, right: width - 16 * factor, top, bottom: Math.min(bottom, top + row * subjects.length + 4) };
  const longest = Math.max(1, inUnit(all[0]?.lastDay ?? 0, unit) * 1.03);
  const ticks = timeMarks(longest).filter((mark) => mark <= longest);
  const scale = linear(0, longest, plot.left, plot.right);
  const x = (day: number): number => scale(inUnit(day, unit));
  const yOf = (at: number): number => top + row * (at + 0.5);
  const thick = Math.max(0.6, Math.min(12, row * 0.66));
  const looks = new Map<string, { readonly colour: string; readonly arm: number; d: string }>();
  let [thin, names, hatched] = ['', '', ''];
  const events: Events = { ring: '', diamond: '', cross: '', arrow: '', tick: '' };
  const r = Math.max(1.6, Math.min(4.4, row * 0.36));
  subjects.forEach((subject, at) => {
    const y = yOf(at);
    const arm = armAt(arms, subject);
    const key = `${subject.best ?? 'NE'} ${arm}`;
    const colour = colourOf(theme, subject.best);
    const kept = looks.get(key) ?? { colour, arm, d: '' };
    looks.set(key, kept);
    const end = Math.min(freeUntil(subject), subject.lastDay);
    const bar = box(x(0), y - thick / 2, Math.max(0.6, x(end) - x(0)), thick);
    kept.d += bar;
    if (categoryOf(subject.best) === 'NE' && row > 4) hatched += bar;
    if (subject.lastDay > end) thin += `M${x(end).toFixed(1)} ${y.toFixed(1)}H${x(subject.lastDay).toFixed(1)}`;
    eventsOf(subject, x, y, r, events);
    if (namesFit) {
      names += text(plot.left - 6 - letterWidth, y + 0.35 * small, fitted(subject.code, small, nameWidth - letterWidth - 6), { size: small, fill: theme.ink2, anchor: 'end' })
        + text(plot.left - 5, y + 0.35 * small, lettersOf(subject.best), { size: small, fill: colour, weight: 600, anchor: 'end' });
    }
  });
  const stroke = { fill: 'none', stroke: theme.ink, 'stroke-width': row < 6 ? 0.8 : 1.4 };
  const halo = (d: string): string => path(d, { fill: 'none', stroke: theme.ground, 'stroke-width': 4 });
  const body = hatch(theme) + armPatterns(theme, arms) + ticks.map((tick) => line(scale(tick), top, scale(tick), plot.bottom, { stroke: theme.grid })).join('') + path(thin, { stroke: theme.axis, 'stroke-width': Math.max(0.6, Math.min(2, row * 0.2)), fill: 'none' })
    + [...looks.values()].map(({ colour, arm, d }) => armBars(d, colour, arm, theme, row < 4 ? 0 : 0.8)).join('') + path(hatched, { fill: `url(#${hatchId(theme)})` }) + (row < 6 ? '' : halo(events.tick) + halo(events.cross)) + path(events.tick, stroke) + path(events.diamond, { fill: theme.categories.PD, stroke: theme.ground, 'stroke-width': row < 6 ? 0.3 : 0.8 })
    + path(events.ring, { ...stroke, fill: theme.ground }) + path(events.cross, stroke) + path(events.arrow, stroke) + names + timeAxis(ticks, scale, plot, `${unitName(unit)} from ${originName(source.study.timeOrigin)}`, space) + first.body + second.body;
  const left = subjects.length === all.length ? '' : `Subjects ${count(from + 1)} to ${count(from + subjects.length)} of ${count(all.length)} shown.`;
  return { body, left, spots: { near: 'y', xs: subjects.map((one) => x(one.lastDay / 2)), ys: subjects.map((_, at) => yOf(at)) }, tell: (spot) => told(subjects[spot], unit) };
}

export const swimmer: FigureKind = {
  title: () => 'Time on study', about: () => 'each bar one subject', empty: ({ subjects }) => (subjects.length > 0 ? null : 'No subjects.'), draw, size: ({ subjects }) => [960, Math.max(320, Math.min(3000, 110 + subjects.length * 14))],
  table: (source) => ({
    columns: ['subject', 'site', 'arm', 'best_response', 'start', 'progression_free_days', 'first_response_day', 'progression_day', 'new_therapy_day', 'death_day', 'last_day', 'ongoing'],
    rows: swimmersOf(source).map((one) => [one.code, one.site, one.arm, one.best, one.origin, freeUntil(one), one.responseDay, one.progression?.day ?? null, one.newTherapyDay, one.deathDay, one.lastDay, one.ongoing]),
  }),
  notes: (source) => [`${counted(source.subjects.length, 'subject')}. Bars end with progression-free time, thin lines with the last contact. Ongoing: alive without progression or new therapy, not off study.`, ...armNote(armsOf(source), 'bars')],
};
