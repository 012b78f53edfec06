/** Who was at risk when events happened: what log-rank test and Cox model look at. */
import type { SurvivalTime } from './kaplanMeier.ts';

/** A time of a subject in an arm, and in a stratum where the randomisation was stratified. */
export type ArmTime = SurvivalTime & { readonly arm: string; readonly stratum?: string };

/** One distinct event time within one stratum: numbers at risk and with the event, one per arm in the order asked for. */
export type RiskSet = { readonly atRisk: readonly number[]; readonly events: readonly number[] };

/** The arms that occur, by code unit, so that the order of subjects does not matter. */
export const armsOf = (times: readonly ArmTime[]): readonly string[] => [...new Set(times.map(({ arm }) => arm))].sort((a, b) => (a < b ? -1 : 1));

const emptyCounts = (arms: readonly string[]): number[] => arms.map(() => 0);

/** Risk sets of one stratum, from the last event time back to the first. */
function setsOfStratum(times: readonly ArmTime[], arms: readonly string[], place: ReadonlyMap<string, number>): readonly RiskSet[] {
  const sorted = [...times].sort((a, b) => b.time - a.time);
  const sets: RiskSet[] = [];
  const atRisk = emptyCounts(arms);
  for (let index = 0; index < sorted.length;) {
    const { time } = sorted[index] ?? { time: 0 };
    const events = emptyCounts(arms);
    do {
      const subject = sorted[index];
      const arm = place.get(subject?.arm ?? '') ?? 0;
      atRisk[arm] = (atRisk[arm] ?? 0) + 1;
      if (subject?.event) events[arm] = (events[arm] ?? 0) + 1;
      index += 1;
    } while (sorted[index]?.time === time);
    if (events.some((count) => count > 0)) sets.push({ atRisk: [...atRisk], events });
  }
  return sets;
}

/** Every risk set of every stratum; subjects of other arms than these are left out. At equal times events precede censorings. */
export function riskSets(times: readonly ArmTime[], arms: readonly string[]): readonly RiskSet[] {
  const place = new Map(arms.map((arm, index) => [arm, index]));
  const strata = Map.groupBy(times.filter(({ arm }) => place.has(arm)), ({ stratum }) => stratum);
  return [...strata.values()].flatMap((members) => setsOfStratum(members, arms, place));
}
