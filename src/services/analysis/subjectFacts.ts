/** One subject's facts as the analysis of its study takes them. */
import { displayDate, engineFacts, isLocked, parametersOf, readingStatus, toEngineInput, type ClinicalFacts, type SubjectCase } from '../../casefile/index.ts';
import { analyseRead, differencesOf, matchLesions, type AnalysedFacts, type AnalysedRead, type AnalysedSubject, type AnalysisInput, type AnalysisSlot, type ComparedRead, type PairedMeasurement, type ReadPair } from '../../endpoints/index.ts';
import { timeOriginOf, withDefaults, type Parameters } from '../../recist/index.ts';
import { evaluateCase } from '../evaluate.ts';
import { comparedRead } from '../reads/anonymous.ts';
import type { ReadOf, TwoReads } from '../reads/reading.ts';

/** What the engine takes of each read: kept beside the judged subject, to be judged again with a cut-off. */
export type SubjectInputs = { readonly [Slot in AnalysisSlot]?: AnalysisInput };

const factNames = [
  'randomisationDate', 'enrolmentDate', 'firstDoseDate', 'treatmentEndDate', 'newTherapyStartDate', 'deathDate', 'lastKnownAliveDate', 'studyEndDate', 'clinicalProgressionDate', 'deathCause', 'newTherapy', 'treatmentEndReason', 'studyEndReason',
] as const satisfies readonly (keyof AnalysedFacts & keyof ClinicalFacts)[];
const factsOf = (facts: ClinicalFacts): AnalysedFacts => Object.fromEntries(factNames.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])));

function pairOf(first: ComparedRead, second: ComparedRead, subject: SubjectCase): ReadPair {
  const dates = new Map(subject.timepoints.map((one): [string, PairedMeasurement['date'] | null] => [one.id, displayDate(one)]));
  const baseline = subject.timepoints.find(({ index }) => index === 0);
  const sumsOf = ({ result }: ComparedRead): [string, number | null][] => [...(baseline ? [[baseline.id, result.baseline.sum] as [string, number | null]] : []), ...result.timepoints.map(({ id, sum }): [string, number | null] => [id, sum])];
  const others = new Map(sumsOf(second));
  const paired = (timepointId: string, one: number | null | undefined, other: number | null | undefined): PairedMeasurement[] => {
    const date = dates.get(timepointId);
    return one == null || other == null || date == null ? [] : [{ timepointId, date, first: one, second: other }];
  };
  const targets = (read: ComparedRead) => read.lesions.filter(({ role }) => role === 'target');
  return {
    sums: sumsOf(first).flatMap(([id, sum]) => paired(id, sum, others.get(id))),
    diameters: matchLesions(targets(first), targets(second)).pairs.flatMap(({ a, b }) => Object.entries(a.sizesMm).flatMap(([id, mm]) => paired(id, mm, b.sizesMm[id]).map((one) => ({ ...one, organ: a.organ })))),
    kinds: differencesOf(first, second, subject.timepoints.map((one) => ({ id: one.id, label: one.label, index: one.index, date: displayDate(one) }))).map(({ kind }) => kind),
  };
}

const readOfSite = (subject: SubjectCase): ReadOf => ({ case: subject, result: evaluateCase(subject), compared: {} });

function pairsOf(site: SubjectCase, reads: TwoReads | undefined): AnalysedSubject['pairs'] {
  if (!reads || reads.state === 'reading') return { readers: null, siteCentral: null };
  const [own, first, second] = [comparedRead(readOfSite(site)), comparedRead(reads.reader1), comparedRead(reads.reader2)];
  const accepted = reads.resultSlot === 'reader1' ? first : second;
  return { readers: first && second ? pairOf(first, second, site) : null, siteCentral: own && accepted ? pairOf(own, accepted, site) : null };
}

function visitsOf(subject: SubjectCase): AnalysedSubject['visits'] {
  const followUps = subject.timepoints.filter(({ index }) => index > 0);
  const count = (test: (timepoint: (typeof followUps)[number]) => boolean): number => followUps.filter(test).length;
  return { all: followUps.length, missed: count(({ performed }) => !performed), read: count((one) => one.performed && readingStatus(subject, one) === 'complete'), signed: count(({ id }) => isLocked(subject, id)) };
}

/** The engine's input of a read. Where no baseline was read, the subject's own dates: whoever was randomised counts for survival, and as NE for response. */
function inputOf(read: SubjectCase): AnalysisInput | null {
  const input = toEngineInput(read);
  if (input !== null) return input;
  const facts = engineFacts(read.facts);
  const date = timeOriginOf(facts, withDefaults(parametersOf(read)).timeOrigin, undefined)?.date;
  return date === undefined ? null : { subject: facts, baseline: { date, targets: [], nonTargets: [] }, timepoints: [], baselineRead: false };
}

/** Judges the reads of a subject; of a study read once `reads` is left out. */
export function analysedSubject(site: SubjectCase, reads: TwoReads | undefined): { readonly subject: AnalysedSubject; readonly inputs: SubjectInputs } {
  const cases: readonly (readonly [AnalysisSlot, SubjectCase])[] = [['site', site], ...(reads ? [['reader1', reads.reader1.case] as const, ['reader2', reads.reader2.case] as const] : [])];
  const inputs: SubjectInputs = Object.fromEntries(cases.flatMap(([slot, read]) => { const input = inputOf(read); return input === null ? [] : [[slot, input]]; }));
  const accepted: AnalysisSlot = reads ? reads.resultSlot : 'site';
  const subject: AnalysedSubject = {
    id: site.subjectId, code: site.code, site: site.site, arm: site.facts.arm ?? null, facts: factsOf(site.facts), reads: judged(inputs, parametersOf(site)), accepted,
    visits: visitsOf(cases.find(([slot]) => slot === accepted)?.[1] ?? site),
    central: reads ? { state: reads.state, variables: reads.comparison.variables, accepted: reads.state === 'decided' ? reads.resultSlot : null } : null, pairs: pairsOf(site, reads),
  };
  return { subject, inputs };
}

/** The reads judged under these parameters: with another cut-off than they were kept with. */
export const judged = (inputs: SubjectInputs, parameters: Partial<Parameters>): AnalysedSubject['reads'] =>
  Object.fromEntries(Object.entries(inputs).map(([slot, input]): [string, AnalysedRead] => [slot, analyseRead(input, parameters)]));
