/** iRECIST response of each timepoint (section 13, operation `irecist`). Never mixed into RECIST 1.1 results. */
import { daysBetween, type IsoDate } from '../../common/index.ts';
import { meetsAbsoluteIncrease, meetsPartialResponse, meetsProgression } from '../criteria.ts';
import type { OverallResponse, TargetResponse } from '../model.ts';
import { lookupOverall } from '../overall.ts';
import type { Parameters } from '../parameters.ts';
import { toUnits } from '../sizes.ts';
import { inDateOrder } from '../timepointDate.ts';
import type { ImmuneInput, ImmuneResponse, ImmuneTimepoint, ImmuneTimepointResult } from './model.ts';

/** What can make a timepoint iUPD (R-I03). */
export type Cause = 'target' | 'nonTarget' | 'newLesion';

/** One timepoint in units, with the causes of progression it shows by itself. */
export type Reading = {
  readonly date: IsoDate;
  readonly target: TargetResponse;
  readonly sum: number | null;
  readonly newSum: number | null;
  readonly causes: ReadonlySet<Cause>;
  readonly additional: number;
  readonly newLesionPersists: boolean;
  readonly allResolved: boolean;
  readonly newNonTargetGrew: boolean;
  readonly nonTargetGrew: boolean;
  readonly timepoint: ImmuneTimepoint;
};

/** The first iUPD of the block that is open, and what appeared since. */
export type Block = { readonly start: Reading; readonly newLesionsSince: number };

export type State = {
  readonly nadir: number | null;
  readonly newNadir: number | null;
  readonly hadIcr: boolean;
  readonly isConfirmed: boolean;
  readonly block: Block | null;
};

const immune: Readonly<Record<OverallResponse, ImmuneResponse>> = {
  'CR': 'iCR', 'PR': 'iPR', 'SD': 'iSD', 'NON-CR/NON-PD': 'NON-iCR/NON-iUPD', 'PD': 'iUPD', 'NE': 'NE', 'NED': 'NED',
};

function targetOf(timepoint: ImmuneTimepoint, sum: number | null, baseline: number | null, state: State): TargetResponse {
  if (baseline === null) return 'NA';
  if (sum === null) return 'NE';
  if (timepoint.targetCR ?? sum === 0) return 'CR';
  if (state.hadIcr || (state.nadir !== null && meetsProgression(sum, state.nadir))) return 'PD';
  return meetsPartialResponse(sum, baseline) ? 'PR' : 'SD';
}

function read(timepoint: ImmuneTimepoint, baseline: number | null, state: State): Reading {
  const sum = baseline === null || timepoint.targetSum == null ? null : toUnits(timepoint.targetSum);
  const newLesions = timepoint.newLesions ?? {};
  const newSum = newLesions.targetSum == null ? null : toUnits(newLesions.targetSum);
  const additional = newLesions.additional ?? 0;
  const target = targetOf(timepoint, sum, baseline, state);
  const causes = new Set<Cause>();
  if (target === 'PD') causes.add('target');
  if (timepoint.nonTarget === 'PD') causes.add('nonTarget');
  if (additional > 0 || (newSum !== null && state.newNadir !== null && meetsProgression(newSum, state.newNadir))) causes.add('newLesion');
  return {
    date: timepoint.date, target, sum, newSum, causes, additional, timepoint,
    newLesionPersists: newLesions.present ?? (newSum !== null && newSum > 0),
    allResolved: newLesions.allResolved === true,
    newNonTargetGrew: newLesions.nonTargetIncrease === true,
    nonTargetGrew: timepoint.nonTargetFurtherIncrease === true,
  };
}

const grewBy5mm = (now: number | null, then: number | null): boolean => now !== null && then !== null && meetsAbsoluteIncrease(now, then);

/** What confirms a progression: a cause of the iUPD that grew, a further new lesion, or a cause that was not there. */
export type Confirmation = 'targetGrew' | 'nonTargetGrew' | 'newLesionGrew' | 'furtherNewLesion' | 'furtherCause';

/** R-I04, always against the first iUPD of the block; empty when nothing confirms. */
export function confirmations(reading: Reading, block: Block): readonly Confirmation[] {
  const { start } = block;
  const newLesionGrew = grewBy5mm(reading.newSum, start.newSum) || reading.newNonTargetGrew;
  return [
    ...(start.causes.has('target') && grewBy5mm(reading.sum, start.sum) ? ['targetGrew' as const] : []),
    ...(start.causes.has('nonTarget') && reading.nonTargetGrew ? ['nonTargetGrew' as const] : []),
    ...(start.causes.has('newLesion') && newLesionGrew ? ['newLesionGrew' as const] : []),
    ...(block.newLesionsSince > 0 ? ['furtherNewLesion' as const] : []),
    ...([...reading.causes].some((cause) => !start.causes.has(cause)) ? ['furtherCause' as const] : []),
  ];
}

/** R-I06: may the bar be reset? */
function resets(reading: Reading, { start }: Block): boolean {
  if (!start.causes.has('newLesion') || reading.allResolved) return true;
  return reading.sum !== null && start.sum !== null && reading.sum < start.sum;
}

/** The RECIST 1.1 tables with the prefix; a persisting new lesion keeps iCR at iPR (R-I06). */
function byTables(reading: Reading): ImmuneResponse {
  const response = immune[lookupOverall(reading.target, reading.timepoint.nonTarget ?? 'NA', 'none').overall];
  return response === 'iCR' && reading.newLesionPersists ? 'iPR' : response;
}

export type Outcome = { readonly response: ImmuneResponse; readonly rules: readonly string[]; readonly block: Block | null };

function withoutBlock(reading: Reading): Outcome {
  if (reading.causes.size > 0) return { response: 'iUPD', rules: ['R-I03'], block: { start: reading, newLesionsSince: 0 } };
  return { response: byTables(reading), rules: ['R-I01'], block: null };
}

function withinBlock(reading: Reading, open: Block, minDays: number): Outcome {
  const block: Block = { start: open.start, newLesionsSince: reading.allResolved ? 0 : open.newLesionsSince + reading.additional };
  if (daysBetween(open.start.date, reading.date) < minDays) return { response: 'iUPD', rules: ['R-I05'], block };
  if (confirmations(reading, block).length > 0) return { response: 'iCPD', rules: ['R-I04'], block };
  if (reading.causes.size > 0) return { response: 'iUPD', rules: ['R-I06'], block };
  if (reading.target === 'NE') return { response: 'NE', rules: ['R-I06'], block };
  if (!resets(reading, block)) return { response: 'iUPD', rules: ['R-I06'], block };
  const response = byTables(reading);
  return { response, rules: ['R-I06'], block: response === 'NE' ? block : null };
}

const smaller = (a: number | null, b: number | null): number | null => (a === null || b === null ? (a ?? b) : Math.min(a, b));

function step(reading: Reading, state: State, minDays: number): { readonly outcome: Outcome; readonly state: State } {
  const outcome: Outcome = state.isConfirmed ? { response: 'iCPD', rules: ['R-I07'], block: state.block }
    : state.block === null ? withoutBlock(reading) : withinBlock(reading, state.block, minDays);
  return {
    outcome,
    state: {
      nadir: smaller(state.nadir, reading.sum),
      newNadir: smaller(state.newNadir, reading.newSum),
      hadIcr: state.hadIcr || outcome.response === 'iCR',
      isConfirmed: outcome.response === 'iCPD',
      block: outcome.block,
    },
  };
}

/** One timepoint with what was known before it and what became of it. */
export type ImmuneStep = { readonly reading: Reading; readonly before: State; readonly outcome: Outcome };

/** Every timepoint in date order. */
export function immuneCourse(input: ImmuneInput, parameters: Pick<Parameters, 'irecistMinDays'>): readonly ImmuneStep[] {
  const baseline = input.baselineSum === null ? null : toUnits(input.baselineSum);
  let state: State = { nadir: baseline, newNadir: null, hadIcr: false, isConfirmed: false, block: null };
  return inDateOrder(input.timepoints).map((timepoint) => {
    const before = state;
    const reading = read(timepoint, baseline, before);
    const next = step(reading, before, parameters.irecistMinDays);
    state = next.state;
    return { reading, before, outcome: next.outcome };
  });
}

/** iRECIST responses in date order; sizes in mm, `irecistMinDays` from the parameters (R-I05). */
export const assessImmune = (input: ImmuneInput, parameters: Pick<Parameters, 'irecistMinDays'>): readonly ImmuneTimepointResult[] =>
  immuneCourse(input, parameters).map(({ reading, outcome }) => ({ id: reading.timepoint.id, response: outcome.response, rules: outcome.rules }));
