/** How far two reads of the same subjects agree (section 15, R-J10): responses, dates, sums, diameters, and how much of it is handwork. */
import { daysBetween, type IsoDate } from '../../common/index.ts';
import { adjudicationVariableNames, overallResponses, type OverallResponse } from '../../recist/index.ts';
import { agreementMetrics } from '../agreement/metrics.ts';
import { differenceKinds } from '../agreement/model.ts';
import { summariseCohort, type Agreement } from '../cohort.ts';
import { blandAltman } from '../statistics/blandAltman.ts';
import type { RatingPair } from '../statistics/kappa.ts';
import type { AnalysedRead, AnalysedSubject, AnalysisOptions, AnalysisRead, DateConcordance, DifferingSubject, MeasurementAgreement, PairAgreement, PairedMeasurement, ReadPair, StudyAgreement, VariabilityRow } from './model.ts';

type Compared = { readonly subject: AnalysedSubject; readonly first: AnalysedRead; readonly second: AnalysedRead; readonly pair: ReadPair };
type Settings = Pick<AnalysisOptions, 'confirmed' | 'confidence' | 'cutoff'>;
type Measured = PairedMeasurement & { readonly subjectId: string };

const mostPoints = 4000;
/** Lower bounds of the classes of size, mm of the mean of both readings. */
const sizeClasses = [0, 10, 20, 30, 50] as const;

const agreementOf = (pairs: readonly RatingPair[], confidence: number): Agreement =>
  summariseCohort({ pairs, categories: overallResponses, confidence }, { dcrIncludeNonCrNonPd: false }).agreement as Agreement;

function concordanceOf(dates: readonly (readonly [IsoDate | null, IsoDate | null])[], confidence: number): DateConcordance {
  const count = (test: (a: IsoDate | null, b: IsoDate | null) => boolean): number => dates.filter(([a, b]) => test(a, b)).length;
  const pairs = dates.flatMap(([a, b]) => (a === null || b === null ? [] : [{ first: daysBetween(b, a), second: 0 }]));
  const neither = count((a, b) => a === null && b === null);
  return {
    both: pairs.length, onlyFirst: count((a, b) => a !== null && b === null), onlySecond: count((a, b) => a === null && b !== null), neither,
    sameDay: pairs.filter(({ first }) => first === 0).length, differences: blandAltman(pairs, confidence), concordance: dates.length === 0 ? null : (pairs.length + neither) / dates.length,
  };
}

function measurementAgreement(measured: readonly Measured[], confidence: number): MeasurementAgreement {
  const step = Math.max(1, Math.ceil(measured.length / mostPoints));
  return {
    limits: blandAltman(measured, confidence),
    points: measured.filter((_, at) => at % step === 0).map(({ subjectId, timepointId, first, second, organ }) => ({ subjectId, timepointId, mean: (first + second) / 2, difference: first - second, organ: organ ?? null })),
  };
}

/** Within-lesion standard deviation of paired readings, √(Σ d² / 2n); repeatability 1.96 √2 of it (Bland and Altman, BMJ 1996;313:106). */
function variabilityOf(of: string, measured: readonly Measured[]): VariabilityRow {
  const n = measured.length;
  const sum = (value: (one: Measured) => number): number => measured.reduce((total, one) => total + value(one), 0);
  const withinSd = Math.sqrt(sum(({ first, second }) => (first - second) ** 2) / (2 * n));
  const relative = Math.sqrt(sum(({ first, second }) => ((2 * (first - second)) / (first + second)) ** 2) / (2 * n));
  return { of, n, meanDifference: sum(({ first, second }) => first - second) / n, withinSd, withinCv: relative, repeatability: 1.96 * Math.SQRT2 * withinSd };
}

const groupedBy = (measured: readonly Measured[], of: (one: Measured) => string): VariabilityRow[] => [...Map.groupBy(measured, of)].map(([name, some]) => variabilityOf(name, some));
const sizeClassOf = ({ first, second }: Measured): string => String(sizeClasses.findLast((bound) => (first + second) / 2 >= bound) ?? 0);

function timepointPairs({ first, second }: Compared): RatingPair[] {
  const others = new Map(second.timepoints.map((one) => [one.id, one]));
  return first.timepoints.flatMap((one) => {
    const other = others.get(one.id);
    return one.performed && other?.performed === true ? [{ first: one.overall, second: other.overall }] : [];
  });
}

const mostDiffering = 200;
/** How much two dates of progression differ: one only weighs more than any number of days. */
const weightOf = ({ progression: [first, second] }: DifferingSubject): number => (first === null || second === null ? (first === second ? 0 : Infinity) : Math.abs(daysBetween(first, second)));

function differingOf(compared: readonly Compared[], way: 'confirmed' | 'unconfirmed'): readonly DifferingSubject[] {
  const all = compared.map(({ subject: { id, code }, first, second }): DifferingSubject => ({
    subjectId: id, code, progression: [first.progression?.date ?? null, second.progression?.date ?? null], best: [first.best[way].response, second.best[way].response],
  }));
  return all.filter(({ progression, best }) => progression[0] !== progression[1] || best[0] !== best[1]).sort((a, b) => {
    const [one, other] = [weightOf(a), weightOf(b)];
    return one === other ? (a.code < b.code ? -1 : 1) : other - one;
  });
}

function pairAgreement(names: readonly [AnalysisRead, AnalysisRead], compared: readonly Compared[], { confirmed, confidence, cutoff }: Settings): PairAgreement {
  const way = confirmed ? 'confirmed' : 'unconfirmed';
  const best = compared.map(({ first, second }) => ({ first: first.best[way].response, second: second.best[way].response }));
  const within = (key: 'sums' | 'diameters'): Measured[] => compared.flatMap(({ subject, pair }) => pair[key].filter(({ date }) => cutoff === null || date <= cutoff).map((one) => ({ ...one, subjectId: subject.id })));
  const [sums, diameters] = [within('sums'), within('diameters')];
  const differing = differingOf(compared, way);
  return {
    first: names[0], second: names[1], n: compared.length, best: agreementOf(best, confidence),
    bestTable: overallResponses.flatMap((first) => overallResponses.flatMap((second) => {
      const n = best.filter((one) => one.first === first && one.second === second).length;
      return n === 0 ? [] : [{ first, second, n }];
    })) as readonly { first: OverallResponse; second: OverallResponse; n: number }[],
    timepoints: agreementOf(compared.flatMap(timepointPairs), confidence),
    progression: concordanceOf(compared.map(({ first, second }) => [first.progression?.date ?? null, second.progression?.date ?? null]), confidence),
    response: concordanceOf(compared.map(({ first, second }) => [first.response[way], second.response[way]]), confidence),
    sums: measurementAgreement(sums, confidence), diameters: measurementAgreement(diameters, confidence),
    byOrgan: groupedBy(diameters, ({ organ }) => organ ?? 'other').sort((a, b) => b.n - a.n || (a.of < b.of ? -1 : 1)), bySize: groupedBy(diameters, sizeClassOf).sort((a, b) => Number(a.of) - Number(b.of)),
    differing: differing.slice(0, mostDiffering), differ: differing.length,
  };
}

const counted = <T extends string>(names: readonly T[], found: readonly T[]): readonly { readonly name: T; readonly n: number }[] =>
  names.map((name) => ({ name, n: found.filter((one) => one === name).length })).filter(({ n }) => n > 0);

/** Agreement in a study that two readers read; null in any other. Subjects count once both reads are finished. */
export function studyAgreement(subjects: readonly AnalysedSubject[], settings: Settings): StudyAgreement | null {
  if (subjects.every(({ central }) => central === null)) return null;
  const finished = subjects.filter(({ central }) => central !== null && central.state !== 'reading');
  const between = (firstOf: (subject: AnalysedSubject) => AnalysedRead | undefined, secondOf: (subject: AnalysedSubject) => AnalysedRead | undefined, pairOf: (subject: AnalysedSubject) => ReadPair | null): Compared[] =>
    finished.flatMap((subject) => {
      const [first, second, pair] = [firstOf(subject), secondOf(subject), pairOf(subject)];
      return first && second && pair ? [{ subject, first, second, pair }] : [];
    });
  const needed = finished.filter(({ central }) => central?.state === 'due' || central?.state === 'decided');
  return {
    readers: pairAgreement(['reader1', 'reader2'], between(({ reads }) => reads.reader1, ({ reads }) => reads.reader2, ({ pairs }) => pairs.readers), settings),
    siteCentral: pairAgreement(['site', 'accepted'], between(({ reads }) => reads.site, ({ reads, accepted }) => reads[accepted], ({ pairs }) => pairs.siteCentral), settings),
    adjudication: {
      ...agreementMetrics(finished.map(({ central }) => ({ needed: central?.state === 'due' || central?.state === 'decided', accepted: central?.accepted ?? null }))),
      variables: counted(adjudicationVariableNames, needed.flatMap(({ central }) => central?.variables ?? [])).map(({ name, n }) => ({ variable: name, n })),
      causes: counted(differenceKinds, needed.flatMap(({ pairs }) => [...new Set(pairs.readers?.kinds ?? [])])).map(({ name, n }) => ({ kind: name, n })),
    },
  };
}
