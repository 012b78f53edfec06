/** A whole study: status, figures, groups, comparison and agreement. Pure; the same subjects and options give the same numbers, and those of `cohort`. */
import { overallResponses, type OverallResponse } from '../../recist/index.ts';
import { summariseCohort, type CohortTime, type SurvivalSummary } from '../cohort.ts';
import { clopperPearson } from '../statistics/clopperPearson.ts';
import { kaplanMeier, numberAtRisk, survivalAt, type SurvivalStep } from '../statistics/kaplanMeier.ts';
import { studyAgreement } from './agreement.ts';
import { figureSubject } from './figureSubject.ts';
import { daysIn, survivalEndpoints, type AnalysedSubject, type AnalysisGroup, type AnalysisOptions, type GroupComparison, type FigureSubject, type StudyAnalysis, type StudyStatus, type SurvivalEndpoint, type SurvivalFigure } from './model.ts';

type Group = { readonly name: string | null; readonly subjects: readonly FigureSubject[] };

const timesOf = (subjects: readonly FigureSubject[], endpoint: SurvivalEndpoint, { unit }: AnalysisOptions, arm?: string): CohortTime[] => subjects.flatMap(({ endpoints }) => {
  const result = endpoints[endpoint];
  return result === null ? [] : [{ time: result.days / daysIn[unit], event: result.event, ...(arm === undefined ? {} : { arm }) }];
});

/** Distance of the marks of the time axis: about eight of them, at lengths people use. */
function markStep(longest: number): number {
  const steps = [1, 2, 3, 6, 12, 24, 48, 96, 192, 384, 768];
  return steps.find((step) => longest / step <= 9) ?? 1536;
}
/** Marks of the time axis from 0 past the longest time of any group: numbers at risk stand under them. */
function marksOf(subjects: readonly FigureSubject[], endpoint: SurvivalEndpoint, options: AnalysisOptions): readonly number[] {
  const longest = timesOf(subjects, endpoint, options).reduce((most, { time }) => Math.max(most, time), 0);
  const step = markStep(longest);
  return Array.from({ length: Math.ceil(longest / step) + 1 }, (_, at) => at * step);
}

function survivalFigure(subjects: readonly FigureSubject[], endpoint: SurvivalEndpoint, marks: readonly number[], options: AnalysisOptions): SurvivalFigure {
  const times = timesOf(subjects, endpoint, options);
  const summary = summariseCohort({ times, at: options.at, curve: true, confidence: options.confidence }, options) as SurvivalSummary & { readonly curve: readonly SurvivalStep[] };
  const curve = kaplanMeier(times, options.confidence);
  const censored = Map.groupBy(times.filter(({ event }) => !event).sort((a, b) => a.time - b.time), ({ time }) => time);
  const reasons = Map.groupBy(subjects.flatMap(({ endpoints }) => endpoints[endpoint] ?? []), ({ event, reason }) => `${event ? 1 : 0} ${reason}`);
  return {
    ...summary, censored: [...censored].map(([time, some]) => ({ time, n: some.length, survival: survivalAt(curve, time).rate ?? 1 })), atRisk: marks.map((time) => ({ time, n: numberAtRisk(curve, time) })),
    reasons: [...reasons.values()].map((some) => ({ reason: some[0]?.reason ?? '', event: some[0]?.event ?? false, n: some.length })).sort((a, b) => Number(b.event) - Number(a.event) || b.n - a.n || (a.reason < b.reason ? -1 : 1)),
  };
}

function groupOf({ name, subjects }: Group, marks: ReadonlyMap<SurvivalEndpoint, readonly number[]>, options: AnalysisOptions): AnalysisGroup {
  // A subject without any assessment has NE, and stays in the denominator.
  const bor = subjects.map(({ best }): OverallResponse => best ?? 'NE');
  const { ORR, DCR } = summariseCohort({ bor, confidence: options.confidence }, options);
  const nobody = clopperPearson(0, 0, options.confidence);
  return {
    name, n: subjects.length, responses: Object.fromEntries(overallResponses.map((response) => [response, bor.filter((one) => one === response).length])) as AnalysisGroup['responses'],
    ORR: ORR ?? nobody, DCR: DCR ?? nobody, CBR: clopperPearson(subjects.filter(({ clinicalBenefit }) => clinicalBenefit).length, subjects.length, options.confidence),
    endpoints: Object.fromEntries(survivalEndpoints.map((endpoint) => [endpoint, survivalFigure(subjects, endpoint, marks.get(endpoint) ?? [], options)])) as AnalysisGroup['endpoints'],
  };
}

function groupsOf(subjects: readonly AnalysedSubject[], figures: readonly FigureSubject[], options: AnalysisOptions): readonly Group[] {
  const by = (of: (subject: FigureSubject) => string, first: readonly string[]): Group[] => [...Map.groupBy(figures, of)].map(([name, some]) => ({ name, subjects: some }))
    .sort((a, b) => order(first, a.name) - order(first, b.name) || (a.name < b.name ? -1 : 1));
  switch (options.by) {
    case 'none': return [];
    case 'arm': return by(({ arm }) => arm ?? '', options.arms);
    case 'site': return by(({ site }) => site, []);
    case 'reader': return (['reader1', 'reader2', 'site'] as const).map((slot) => ({ name: slot, subjects: subjects.filter(({ reads }) => reads[slot] !== undefined).map((subject) => figureSubject(subject, options, slot)) })).filter((group) => group.subjects.length > 0);
  }
}
const order = (first: readonly string[], name: string): number => { const at = first.indexOf(name); return at < 0 ? first.length : at; };

/** Groups of different subjects against each other; a group without a name (no arm recorded) is left out. */
function comparisonOf(groups: readonly Group[], options: AnalysisOptions): StudyAnalysis['comparison'] {
  const named = groups.filter((group): group is Group & { readonly name: string } => group.name !== null && group.name !== '');
  if (options.by === 'none' || options.by === 'reader' || named.length < 2) return null;
  const reference = named.find(({ name }) => name === options.reference)?.name ?? named.at(-1)?.name ?? '';
  return Object.fromEntries(survivalEndpoints.map((endpoint): [SurvivalEndpoint, GroupComparison] => {
    const times = named.flatMap(({ name, subjects }) => timesOf(subjects, endpoint, options, name));
    const { logRank, hazardRatio } = summariseCohort({ times, reference, ties: options.ties, confidence: options.confidence }, options);
    return [endpoint, { logRank: logRank ?? { arms: [], chiSquare: null, df: null, p: null, why: 'noSubjects' }, hazardRatio: hazardRatio ?? null }];
  })) as StudyAnalysis['comparison'];
}

function statusOf(subjects: readonly AnalysedSubject[], figures: readonly FigureSubject[], { cutoff }: AnalysisOptions): StudyStatus {
  const count = (test: (figure: FigureSubject) => boolean): number => figures.filter(test).length;
  const sum = (of: (subject: AnalysedSubject) => number): number => subjects.reduce((total, subject) => total + of(subject), 0);
  const states = subjects.flatMap(({ central }) => central?.state ?? []);
  const within = (date: string | undefined): boolean => date !== undefined && (cutoff === null || date <= cutoff);
  return {
    enrolled: subjects.length, randomised: subjects.filter(({ facts }) => within(facts.randomisationDate)).length, withBaseline: count(({ baselineDate }) => baselineDate !== null), withTargets: count(({ baselineSumMm }) => baselineSumMm !== null),
    assessed: count(({ days }) => days.length > 0), responded: count(({ best }) => best === 'CR' || best === 'PR'), progressed: count(({ progression }) => progression !== null), newTherapy: count(({ newTherapyDay }) => newTherapyDay !== null),
    died: count(({ deathDay }) => deathDay !== null), offStudy: count(({ studyEndDay }) => studyEndDay !== null), ongoing: count(({ ongoing }) => ongoing),
    visits: { all: sum(({ visits }) => visits.all), missed: sum(({ visits }) => visits.missed), read: sum(({ visits }) => visits.read), signed: sum(({ visits }) => visits.signed) },
    central: states.length === 0 ? null : { reading: 0, agreed: 0, due: 0, decided: 0, ...Object.fromEntries([...Map.groupBy(states, (state) => state)].map(([state, some]) => [state, some.length])) },
  };
}

/**
 * Everything the figures of a study need. `subjects` have been judged with the cut-off of the options; those who came into the study after it are left out,
 * and so are those of another arm or site than asked for. 10,000 subjects take a few hundred milliseconds.
 */
export function analyseStudy(all: readonly AnalysedSubject[], options: AnalysisOptions): StudyAnalysis {
  const entered = ({ facts }: AnalysedSubject): string => facts.randomisationDate ?? facts.enrolmentDate ?? facts.firstDoseDate ?? '';
  const subjects = all.filter((subject) => (options.arm === null || subject.arm === options.arm) && (options.site === null || subject.site === options.site) && (options.cutoff === null || entered(subject) <= options.cutoff));
  const figures = subjects.map((subject) => figureSubject(subject, options));
  const groups = groupsOf(subjects, figures, options);
  const marks = new Map(survivalEndpoints.map((endpoint) => [endpoint, marksOf(groups.length > 0 && options.by === 'reader' ? groups.flatMap((group) => group.subjects) : figures, endpoint, options)]));
  const places = figures.map((_, at) => at);
  const changed = places.filter((at) => figures[at]?.bestPct !== null);
  return {
    options, status: statusOf(subjects, figures, options), subjects: figures,
    waterfall: changed.toSorted((a, b) => (figures[b]?.bestPct ?? 0) - (figures[a]?.bestPct ?? 0) || a - b), withoutChange: figures.length - changed.length,
    swimmer: places.toSorted((a, b) => (figures[b]?.lastDay ?? 0) - (figures[a]?.lastDay ?? 0) || a - b),
    whole: groupOf({ name: null, subjects: figures }, marks, options), groups: groups.map((group) => groupOf(group, marks, options)), comparison: comparisonOf(groups, options), agreement: studyAgreement(subjects, options),
  };
}
