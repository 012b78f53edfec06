/** Who was at risk when events happened: what log-rank test and Cox model look at. */
import { tallyTimes, type SurvivalTime, type TimeTally } from './kaplanMeier.ts';

/** A time of a subject in an arm, and in a stratum where the randomisation was stratified. */
export type ArmTime = SurvivalTime & { readonly arm: string; readonly stratum?: string };

/** One distinct event time within one stratum: numbers at risk and with the event, one per arm in the order asked for. */
export type RiskSet = { readonly atRisk: readonly number[]; readonly events: readonly number[] };

/** The arms that occur, by code unit, so that the order of subjects does not matter. */
export const armsOf = (times: readonly ArmTime[]): readonly string[] => [...new Set(times.map(({ arm }) => arm))].sort((a, b) => (a < b ? -1 : 1));

/** Risk sets of arms whose subjects have been counted, from the last event time back to the first. */
export function riskSetsOf(tallies: readonly TimeTally[]): readonly RiskSet[] {
  const sets: RiskSet[] = [];
  const atRisk = tallies.map(() => 0);
  const left = tallies.map(({ times }) => times.length - 1);
  for (;;) {
    const time = tallies.reduce((latest, { times }, arm) => Math.max(latest, times[left[arm] ?? -1] ?? -Infinity), -Infinity);
    if (time === -Infinity) return sets;
    const events = tallies.map(({ times, ended, events: eventsAt }, arm) => {
      const at = left[arm] ?? -1;
      if (times[at] !== time) return 0;
      atRisk[arm] = (atRisk[arm] ?? 0) + (ended[at] ?? 0);
      left[arm] = at - 1;
      return eventsAt[at] ?? 0;
    });
    if (events.some((count) => count > 0)) sets.push({ atRisk: [...atRisk], events });
  }
}

/** Risk sets of every stratum; subjects of other arms than these are left out. At equal times events precede censorings. */
export function riskSets(times: readonly ArmTime[], arms: readonly string[]): readonly RiskSet[] {
  const strata = Map.groupBy(times.filter(({ arm }) => arms.includes(arm)), ({ stratum }) => stratum);
  return [...strata.values()].flatMap((members) => {
    const byArm = Map.groupBy(members, ({ arm }) => arm);
    return riskSetsOf(arms.map((arm) => tallyTimes(byArm.get(arm) ?? [])));
  });
}
