/** Kaplan-Meier of groups and their comparison, from subjects counted by day. */
import type { EndpointResult } from '../../recist/index.ts';
import { summariseTally } from '../cohort.ts';
import { hazardRatioOf } from '../statistics/cox.ts';
import { kaplanMeierOf, numberAtRisk, survivalAt, type SurvivalStep, type TimeTally } from '../statistics/kaplanMeier.ts';
import { logRankOf } from '../statistics/logRank.ts';
import { daysIn, type AnalysisOptions, type FigureSubject, type GroupComparison, type SurvivalEndpoint, type SurvivalFigure } from './model.ts';

type Settings = Pick<AnalysisOptions, 'unit' | 'at' | 'confidence'>;
/** A group's times of one endpoint in the unit asked for, and why they ended. */
export type GroupTimes = { readonly tally: TimeTally; readonly reasons: SurvivalFigure['reasons'] };

export type TimesOfGroup = { readonly [Name in SurvivalEndpoint]: GroupTimes };

type Counts = { n: number; readonly places: Map<number, number>; readonly days: number[]; readonly ended: number[]; readonly events: number[]; readonly reasons: readonly [censored: Map<string, number>, event: Map<string, number>] };

function add(counts: Counts, { days, event, reason }: EndpointResult): void {
  let place = counts.places.get(days);
  if (place === undefined) {
    place = counts.days.length;
    counts.places.set(days, place);
    counts.days.push(days); counts.ended.push(0); counts.events.push(0);
  }
  counts.n += 1;
  counts.ended[place] = (counts.ended[place] ?? 0) + 1;
  if (event) counts.events[place] = (counts.events[place] ?? 0) + 1;
  const reasons = counts.reasons[event ? 1 : 0];
  reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
}

function timesOf({ n, days, ended, events, reasons: [censored, event] }: Counts, unit: AnalysisOptions['unit']): GroupTimes {
  const order = days.map((_, place) => place).sort((a, b) => (days[a] ?? 0) - (days[b] ?? 0));
  const inOrder = (values: readonly number[]): number[] => order.map((place) => values[place] ?? 0);
  const reasonsOf = (found: ReadonlyMap<string, number>, isEvent: boolean) => [...found].map(([reason, count]) => ({ reason, event: isEvent, n: count })).sort((a, b) => b.n - a.n || (a.reason < b.reason ? -1 : 1));
  return { tally: { n, times: inOrder(days).map((one) => one / daysIn[unit]), ended: inOrder(ended), events: inOrder(events) }, reasons: [...reasonsOf(event, true), ...reasonsOf(censored, false)] };
}

/** Counts a group, every endpoint in one walk over its subjects: by days, which are whole numbers, then in the unit. */
export function groupTimes(subjects: readonly FigureSubject[], unit: AnalysisOptions['unit']): TimesOfGroup {
  const nothing = (): Counts => ({ n: 0, places: new Map(), days: [], ended: [], events: [], reasons: [new Map(), new Map()] });
  const counts = { PFS: nothing(), OS: nothing(), TTP: nothing(), DOR: nothing() };
  for (const { endpoints: { PFS, OS, TTP, DOR } } of subjects) {
    if (PFS !== null) add(counts.PFS, PFS);
    if (OS !== null) add(counts.OS, OS);
    if (TTP !== null) add(counts.TTP, TTP);
    if (DOR !== null) add(counts.DOR, DOR);
  }
  return { PFS: timesOf(counts.PFS, unit), OS: timesOf(counts.OS, unit), TTP: timesOf(counts.TTP, unit), DOR: timesOf(counts.DOR, unit) };
}

/** Distance of the marks of the time axis: about eight of them, at lengths people use. */
function markStep(longest: number): number {
  const steps = [1, 2, 3, 6, 12, 24, 48, 96, 192, 384, 768];
  return steps.find((step) => longest / step <= 9) ?? 1536;
}
/** Marks of the time axis from 0 past the longest time of any group: numbers at risk stand under them. */
export function timeMarksOf(groups: readonly GroupTimes[]): readonly number[] {
  const longest = groups.reduce((most, { tally }) => Math.max(most, tally.times.at(-1) ?? 0), 0);
  const step = markStep(longest);
  return Array.from({ length: Math.ceil(longest / step) + 1 }, (_, at) => at * step);
}

export function survivalFigure({ tally, reasons }: GroupTimes, marks: readonly number[], { at, confidence }: Settings): SurvivalFigure {
  const summary = summariseTally(tally, { at, curve: true }, confidence);
  const curve = kaplanMeierOf(tally, confidence);
  const censored = tally.times.flatMap((time, place) => { const n = (tally.ended[place] ?? 0) - (tally.events[place] ?? 0); return n === 0 ? [] : [{ time, n, survival: survivalAt(curve, time).rate ?? 1 }]; });
  return { ...summary, curve: summary.curve as readonly SurvivalStep[], censored, atRisk: marks.map((time) => ({ time, n: numberAtRisk(curve, time) })), reasons };
}

/** Log-rank test of the groups, and the hazard ratio where two of them have times. */
export function compareGroups(groups: ReadonlyMap<string, GroupTimes>, reference: string, { ties, confidence }: Pick<AnalysisOptions, 'ties' | 'confidence'>): GroupComparison {
  const tallies = new Map([...groups].flatMap(([name, { tally }]) => (tally.n === 0 ? [] : [[name, tally] as const])));
  const [first, second] = [...tallies.keys()].sort((a, b) => (a < b ? -1 : 1));
  const arm = first === reference ? second : first;
  return { logRank: logRankOf(tallies), hazardRatio: tallies.size === 2 && arm !== undefined ? hazardRatioOf(tallies, { arm, reference, ties, confidence }) : null };
}
