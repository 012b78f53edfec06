/** Reads a subject's timepoints one after another, each knowing only the earlier ones (sections 6 to 9). */
import { dayNumber, type IsoDate } from '../common/index.ts';
import type { OverallResponse, Override, SubjectInput, TimepointInput } from './model.ts';
import { nadirAfter, type Nadir } from './nadir.ts';
import { decideNewLesion } from './newLesion.ts';
import { decideNonTarget, resolveNonTargets, type MarkerPart } from './nonTarget.ts';
import { lookupOverall } from './overall.ts';
import type { Parameters } from './parameters.ts';
import { noSum, sumOf } from './sum.ts';
import { decideTarget } from './target.ts';
import { resolveTargets } from './targetValues.ts';
import { reappearingNonTargets, type Judgement, type TimepointFacts } from './timepointFacts.ts';
import { dateOfTimepoint, inDateOrder } from './timepointDate.ts';
import { toUnits } from './sizes.ts';

/** What the earlier timepoints leave behind for the next. */
type History = {
  readonly nadir: Nadir | null;
  readonly crBefore: string | null;
  readonly pdBefore: boolean;
  /** Days of the first and the last target PR or CR. */
  readonly firstResponseDay: number | null;
  readonly lastResponseDay: number | null;
};

export const baselineSumUnits = (input: SubjectInput): number => input.baseline.targets.reduce((sum, target) => sum + toUnits(target.sizeMm), 0);

/** */
function markerPart(input: SubjectInput, timepoint: TimepointInput, parameters: Parameters): MarkerPart {
  const isActive = parameters.tumourMarkerForCR && input.baseline.tumourMarker === 'elevated';
  return isActive ? (timepoint.tumourMarker ?? 'notAssessed') : 'inactive';
}

/** two target responses PR or CR far enough apart among the earlier timepoints, and no PD among them. */
function responseContinues(history: History, parameters: Parameters): boolean {
  if (parameters.prContinuation !== 'afterConfirmed' || history.pdBefore) return false;
  if (history.firstResponseDay === null || history.lastResponseDay === null || history.firstResponseDay === history.lastResponseDay) return false;
  return history.lastResponseDay - history.firstResponseDay >= parameters.confirmationMinDays;
}

type Parts = Pick<TimepointFacts, 'performed' | 'target' | 'nonTarget' | 'newLesion' | 'diseaseAfterCr'>;

const missed = { overall: 'NE', rules: ['R-621', 'R-216'] } as const;

/** Several lists of rule ids as one, each id once. */
function cite(...lists: readonly (readonly string[])[]): readonly string[] {
  const cited: string[] = [];
  for (const list of lists) for (const rule of list) if (!cited.includes(rule)) cited.push(rule);
  return cited;
}

const noRules: readonly string[] = [];
const when = (applies: boolean, rules: readonly string[]): readonly string[] => (applies ? rules : noRules);
const afterCrRules: readonly string[] = ['R-622'];

/** Overall response with the rules that led to it, most decisive first. */
function decideOverall(parts: Parts): { readonly overall: OverallResponse; readonly rules: readonly string[] } {
  const { target, nonTarget, newLesion } = parts;
  if (!parts.performed) return missed;
  const looked = lookupOverall(target.response, nonTarget.response, newLesion.response);
  if (looked.overall === 'PD' || parts.diseaseAfterCr) {
    const [isTarget, isNonTarget, isNew] = [target.response === 'PD', nonTarget.response === 'PD', newLesion.response === 'unequivocal'];
    return {
      overall: 'PD',
      rules: cite(
        when(isTarget, target.rules), when(isNonTarget, nonTarget.rules), when(isNew, newLesion.rules), when(parts.diseaseAfterCr, afterCrRules),
        when(looked.overall === 'PD', looked.rules), target.rules, nonTarget.rules, newLesion.rules,
      ),
    };
  }
  if (target.response === 'NA') return { overall: looked.overall, rules: cite(nonTarget.rules, looked.rules, target.rules, newLesion.rules) };
  if (target.response === looked.overall) return { overall: looked.overall, rules: cite(target.rules, looked.rules, nonTarget.rules, newLesion.rules) };
  return { overall: looked.overall, rules: cite(looked.rules, target.rules, nonTarget.rules, newLesion.rules) };
}

type Found = Pick<TimepointFacts, 'performed' | 'newLesion' | 'crBefore' | 'nonTargets'>;

/** The overall response of a target and a non-target response, and whether it is disease after CR. */
function judge(found: Found, target: Judgement['target'], nonTarget: Judgement['nonTarget']): Judgement {
  const { performed, newLesion, crBefore } = found;
  const diseaseAfterCr = performed && crBefore !== null && (target.rules.includes('R-309') || newLesion.response === 'unequivocal' || reappearingNonTargets(found).length > 0);
  const { overall, rules } = decideOverall({ performed, target, nonTarget, newLesion, diseaseAfterCr });
  return { target, nonTarget, diseaseAfterCr, overallAsRead: overall, rules };
}

const assignedRules: readonly string[] = ['R-626'];

/** The category assigned by hand with R-626 as its rule; one that equals the computed category changes nothing. */
const instead = <Category>(computed: { readonly response: Category; readonly rules: readonly string[] }, by: Override<Category> | undefined) =>
  by === undefined || by.value === computed.response ? computed : { response: by.value, rules: assignedRules };

/** the assigned components decide the overall response, unless that was assigned itself. The computed judgement when nothing differs. */
function override(found: Found, computed: Judgement, assigned: NonNullable<TimepointInput['assigned']>): Judgement {
  const [target, nonTarget] = [instead(computed.target, assigned.target), instead(computed.nonTarget, assigned.nonTarget)];
  const judged = target === computed.target && nonTarget === computed.nonTarget ? computed : judge(found, target, nonTarget);
  if (assigned.overall === undefined || assigned.overall.value === judged.overallAsRead) return judged;
  return { ...judged, overallAsRead: assigned.overall.value, rules: cite(assignedRules, judged.rules) };
}

function readTimepoint(index: number, timepoint: TimepointInput, date: IsoDate, input: SubjectInput, baselineUnits: number, history: History, parameters: Parameters): TimepointFacts {
  const performed = timepoint.performed !== false;
  const values = resolveTargets(input.baseline.targets, performed ? timepoint.targets : {}, date);
  const nonTargets = resolveNonTargets(input.baseline.nonTargets, performed ? timepoint : { ...timepoint, nonTargets: {} }, date);
  const marker = markerPart(input, timepoint, parameters);
  const sum = performed ? sumOf(values) : noSum;
  const continues = responseContinues(history, parameters);
  const target = decideTarget({
    performed, values, sum, baselineUnits, nadirUnits: history.nadir?.units ?? 0,
    afterCr: history.crBefore !== null, responseContinues: continues,
  });
  const nonTarget = decideNonTarget({ performed, values: nonTargets, marker });
  const newLesion = decideNewLesion(performed, timepoint.newLesions);
  const found: Found = { performed, newLesion, crBefore: history.crBefore, nonTargets };
  const asComputed = judge(found, target, nonTarget);
  const judged = performed && timepoint.assigned !== undefined ? override(found, asComputed, timepoint.assigned) : asComputed;
  return {
    index, input: timepoint, date, performed, values, sum, baselineUnits, nadir: history.nadir, nonTargets, marker, crBefore: history.crBefore,
    responseContinues: continues, newLesion,
    target: judged.target, nonTarget: judged.nonTarget, diseaseAfterCr: judged.diseaseAfterCr, overallAsRead: judged.overallAsRead, rules: judged.rules,
    computed: judged === asComputed ? null : asComputed,
  };
}

function historyAfter(history: History, facts: TimepointFacts): History {
  const isResponse = facts.target.response === 'PR' || facts.target.response === 'CR';
  const day = isResponse ? dayNumber(facts.date) : null;
  return {
    nadir: nadirAfter(history.nadir, facts.sum.units, facts.input.id),
    crBefore: history.crBefore ?? (facts.overallAsRead === 'CR' && facts.input.reviseCrToPr !== true ? facts.input.id : null),
    pdBefore: history.pdBefore || facts.overallAsRead === 'PD',
    firstResponseDay: history.firstResponseDay ?? day,
    lastResponseDay: day ?? history.lastResponseDay,
  };
}

/** All timepoints of a subject in date order, each judged on itself and the earlier ones alone. */
export function readTimepoints(input: SubjectInput, parameters: Parameters): readonly TimepointFacts[] {
  const baselineUnits = baselineSumUnits(input);
  const dated = input.timepoints.map((timepoint) => ({ timepoint, date: dateOfTimepoint(timepoint, parameters.timepointDate, input.baseline.date) }));
  let history: History = {
    nadir: input.baseline.targets.length > 0 ? { units: baselineUnits, timepointId: null } : null,
    crBefore: null, pdBefore: false, firstResponseDay: null, lastResponseDay: null,
  };
  return inDateOrder(dated).map(({ timepoint, date }, index) => {
    const facts = readTimepoint(index, timepoint, date, input, baselineUnits, history, parameters);
    history = historyAfter(history, facts);
    return facts;
  });
}
