/** The rows that every figure's CSV must hold, taken from the JSON of `nadir analyse` by a way of its own: without the code that draws or writes figures. */
import type { StudyAnalysisReply } from '../../src/api/wire.ts';

type Cell = string | number | boolean | null | undefined;
export type Expected = { readonly [figure: string]: readonly (readonly Cell[])[] };

const responses = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE', 'NED'] as const;
const names: Readonly<Record<string, string>> = { accepted: 'accepted read', site: 'site read', reader1: 'reader 1', reader2: 'reader 2' };

function survivalRows({ groups, options }: StudyAnalysisReply, endpoint: 'PFS' | 'OS' | 'TTP' | 'DOR'): Cell[][] {
  return groups.flatMap(({ name, endpoints }) => {
    const { curve, censored, atRisk } = endpoints[endpoint];
    return [
      ...curve.map((step) => [name, step.time, options.unit, 'event', step.events, step.atRisk, step.survival, step.ciLow, step.ciHigh]), ...censored.map(({ time, n, survival }) => [name, time, options.unit, 'censored', n, null, survival, null, null]),
      ...atRisk.map(({ time, n }) => [name, time, options.unit, 'number at risk', n, n, null, null, null]),
    ];
  });
}

function agreementRows({ agreement, subjects }: StudyAnalysisReply, pair: 'readers' | 'siteCentral', name: string): Expected {
  const found = agreement?.[pair];
  if (!found) return {};
  const code = (id: string): Cell => subjects.find((one) => one.id === id)?.code;
  const points = (of: 'sums' | 'diameters'): Cell[][] => found[of].points.map((one) => [code(one.subjectId), one.timepointId, one.organ, one.mean, one.difference]);
  return { [`agreement-${name}`]: found.bestTable.map(({ first, second, n }) => [names[found.first], names[found.second], first, second, n]), [`sums-${name}`]: points('sums'), [`diameters-${name}`]: points('diameters') };
}

function enrolmentRows({ subjects, groups }: StudyAnalysisReply): Cell[][] {
  return [null, ...groups.map(({ name }) => name)].flatMap((group) => {
    const days = subjects.filter(({ arm, origin }) => origin !== null && (group === null || arm === group)).map(({ origin }) => origin ?? '').sort();
    return [...new Set(days)].map((day) => [group ?? 'all', day, days.filter((one) => one === day).length, days.filter((one) => one <= day).length]);
  });
}

/** By figure; rows of the analysis by groups. */
export function expectedRows(analysis: StudyAnalysisReply): Expected {
  const { subjects, waterfall, swimmer, groups } = analysis;
  const at = (places: readonly number[]) => places.flatMap((place) => subjects[place] ?? []);
  return {
    waterfall: at(waterfall).map((one) => [one.code, one.site, one.arm, one.bestPct, one.best, one.baselineSumMm]),
    spider: at(waterfall).flatMap((one) => one.days.map((day, place) => [one.code, one.site, one.arm, one.best, day, one.pct[place], one.sumsMm[place], one.overall[place]]).filter((row) => row[5] != null)),
    swimmer: at(swimmer).map((one) => [one.code, one.site, one.arm, one.best, one.origin, one.endpoints.PFS ? one.endpoints.PFS.days - 1 : one.lastDay, one.responseDay, one.progression?.day, one.newTherapyDay, one.deathDay, one.lastDay, one.ongoing]),
    pfs: survivalRows(analysis, 'PFS'), os: survivalRows(analysis, 'OS'), ttp: survivalRows(analysis, 'TTP'), dor: survivalRows(analysis, 'DOR'),
    response: groups.flatMap((group) => [...responses.map((one) => [group.name, group.n, one, group.responses[one], null, null, null]), ...(['ORR', 'DCR', 'CBR'] as const).map((one) => [group.name, group.n, one, group[one].n, group[one].rate, group[one].ciLow, group[one].ciHigh])]),
    enrolment: enrolmentRows(analysis), ...agreementRows(analysis, 'readers', 'readers'), ...agreementRows(analysis, 'siteCentral', 'central'),
  };
}

/** Cells as a table of text has them. */
export const asText = (rows: readonly (readonly Cell[])[]): string[][] => rows.map((row) => row.map((cell) => (cell == null ? '' : String(cell))));
