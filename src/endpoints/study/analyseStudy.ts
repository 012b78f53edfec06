/** A whole study: status, figures, groups, comparison and agreement. Pure; the same subjects and options give the same numbers, and those of `cohort`. */
import { overallResponses, type OverallResponse } from '../../recist/index.ts';
import { summariseCohort } from '../cohort.ts';
import { clopperPearson } from '../statistics/clopperPearson.ts';
import { studyAgreement } from './agreement.ts';
import { figureSubject, slotOf, subjectCourse, type SubjectCourse } from './figureSubject.ts';
import { survivalEndpoints, type AnalysedSubject, type AnalysisGroup, type AnalysisOptions, type FigureSubject, type StudyAgreement, type StudyAnalysis, type StudyStatus, type SurvivalEndpoint } from './model.ts';
import { compareGroups, groupTimes, survivalFigure, timeMarksOf, type TimesOfGroup } from './survivalFigure.ts';

type Group = { readonly name: string | null; readonly subjects: readonly FigureSubject[] };

function groupOf({ name, subjects }: Group, times: TimesOfGroup, marks: ReadonlyMap<SurvivalEndpoint, readonly number[]>, options: AnalysisOptions): AnalysisGroup {
  // A subject without any assessment has NE, and stays in the denominator.
  const bor = subjects.map(({ best }): OverallResponse => best ?? 'NE');
  const { ORR, DCR } = summariseCohort({ bor, confidence: options.confidence }, options);
  const nobody = clopperPearson(0, 0, options.confidence);
  return {
    name, n: subjects.length, responses: Object.fromEntries(overallResponses.map((response) => [response, bor.filter((one) => one === response).length])) as AnalysisGroup['responses'],
    ORR: ORR ?? nobody, DCR: DCR ?? nobody, CBR: clopperPearson(subjects.filter(({ clinicalBenefit }) => clinicalBenefit).length, subjects.length, options.confidence),
    endpoints: Object.fromEntries(survivalEndpoints.map((endpoint) => [endpoint, survivalFigure(times[endpoint], marks.get(endpoint) ?? [], options)])) as AnalysisGroup['endpoints'],
  };
}

function groupsOf(subjects: readonly AnalysedSubject[], figures: readonly FigureSubject[], options: AnalysisOptions, ofSlot: (slot: 'reader1' | 'reader2' | 'site') => readonly FigureSubject[]): readonly Group[] {
  const by = (of: (subject: FigureSubject) => string, first: readonly string[]): Group[] => [...Map.groupBy(figures, of)].map(([name, some]) => ({ name, subjects: some }))
    .sort((a, b) => order(first, a.name) - order(first, b.name) || (a.name < b.name ? -1 : 1));
  switch (options.by) {
    case 'none': return [];
    case 'arm': return by(({ arm }) => arm ?? '', options.arms);
    case 'site': return by(({ site }) => site, []);
    case 'reader': return (['reader1', 'reader2', 'site'] as const).map((slot) => { const read = ofSlot(slot); return { name: slot, subjects: read.filter((_, at) => subjects[at]?.reads[slot] !== undefined) }; }).filter((group) => group.subjects.length > 0);
  }
}
const order = (first: readonly string[], name: string): number => { const at = first.indexOf(name); return at < 0 ? first.length : at; };

/** Groups of different subjects against each other; a group without a name (no arm recorded) is left out. */
function comparisonOf(groups: readonly Group[], times: readonly TimesOfGroup[], options: AnalysisOptions): StudyAnalysis['comparison'] {
  const named = groups.flatMap(({ name }, at) => { const own = times[at]; return name === null || name === '' || !own ? [] : [[name, own] as const]; });
  if (options.by === 'none' || options.by === 'reader' || named.length < 2) return null;
  const reference = named.find(([name]) => name === options.reference)?.[0] ?? named.at(-1)?.[0] ?? '';
  return Object.fromEntries(survivalEndpoints.map((endpoint) => [endpoint, compareGroups(new Map(named.map(([name, own]) => [name, own[endpoint]])), reference, options)])) as StudyAnalysis['comparison'];
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

/** Analyses of the same subjects: what several choices have in common is made once. */
export type StudyAnalyser = (options: AnalysisOptions) => StudyAnalysis;

/**
 * Everything the figures of a study need. `all` have been judged with the cut-off of the options; those who came into the study after it are left out,
 * and so are those of another arm or site than asked for. Another choice of 10,000 subjects takes some tens of milliseconds, the first about twice that.
 */
export function studyAnalyser(all: readonly AnalysedSubject[]): StudyAnalyser {
  const entered = ({ facts }: AnalysedSubject): string => facts.randomisationDate ?? facts.enrolmentDate ?? facts.firstDoseDate ?? '';
  const courses = remembered(8, (read: AnalysisOptions['read'], cutoff: AnalysisOptions['cutoff']): readonly SubjectCourse[] => all.map((subject) => subjectCourse(subject, cutoff, slotOf(subject, read))));
  const chosen = remembered(4, (arm: AnalysisOptions['arm'], site: AnalysisOptions['site'], cutoff: AnalysisOptions['cutoff']): readonly number[] => all.flatMap((subject, at) =>
    ((arm === null || subject.arm === arm) && (site === null || subject.site === site) && (cutoff === null || entered(subject) <= cutoff) ? [at] : [])));
  const agreements = remembered(4, (arm: AnalysisOptions['arm'], site: AnalysisOptions['site'], cutoff: AnalysisOptions['cutoff'], confirmed: boolean, confidence: number): StudyAgreement | null =>
    studyAgreement(chosen(arm, site, cutoff).flatMap((at) => all[at] ?? []), { confirmed, confidence, cutoff }));
  return (options) => {
    const { arm, site, cutoff } = options;
    const places = chosen(arm, site, cutoff);
    const subjects = places.flatMap((at) => all[at] ?? []);
    const ofRead = (read: AnalysisOptions['read']): readonly FigureSubject[] => { const whole = courses(read, cutoff); return places.flatMap((at) => { const course = whole[at]; return course ? figureSubject(course, options) : []; }); };
    const figures = ofRead(options.read);
    const groups = groupsOf(subjects, figures, options, ofRead);
    const [times, wholeTimes] = [groups.map((group) => groupTimes(group.subjects, options.unit)), groupTimes(figures, options.unit)];
    const marks = new Map(survivalEndpoints.map((endpoint) => [endpoint, timeMarksOf((groups.length > 0 && options.by === 'reader' ? times : [wholeTimes]).map((one) => one[endpoint]))]));
    const inOrder = figures.map((_, at) => at);
    const changed = inOrder.filter((at) => figures[at]?.bestPct !== null);
    return {
      options, status: statusOf(subjects, figures, options), subjects: figures,
      waterfall: changed.toSorted((a, b) => (figures[b]?.bestPct ?? 0) - (figures[a]?.bestPct ?? 0) || a - b), withoutChange: figures.length - changed.length,
      swimmer: inOrder.toSorted((a, b) => (figures[b]?.lastDay ?? 0) - (figures[a]?.lastDay ?? 0) || a - b),
      whole: groupOf({ name: null, subjects: figures }, wholeTimes, marks, options), groups: groups.map((group, at) => groupOf(group, times[at] ?? groupTimes([], options.unit), marks, options)),
      comparison: comparisonOf(groups, times, options), agreement: agreements(arm, site, cutoff, options.confirmed, options.confidence),
    };
  };
}

/** One analysis, when no other of the same subjects is wanted. */
export const analyseStudy = (all: readonly AnalysedSubject[], options: AnalysisOptions): StudyAnalysis => studyAnalyser(all)(options);

/** A function that keeps what it answered to the last few askings. */
function remembered<Asked extends readonly (string | number | boolean | null)[], T>(most: number, make: (...asked: Asked) => T): (...asked: Asked) => T {
  const kept = new Map<string, T>();
  return (...asked) => {
    const key = JSON.stringify(asked);
    const known = kept.get(key);
    const value = known === undefined ? make(...asked) : known;
    kept.delete(key);
    kept.set(key, value);
    for (const old of [...kept.keys()].slice(0, -most)) kept.delete(old);
    return value;
  };
}
