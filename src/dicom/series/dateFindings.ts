/** The day of a series (interoperability 7.5): which attribute it comes from, and what the others say. */
import { daysBetween, type Finding, type IsoDate } from '../../common/index.ts';
import type { InstanceRecord } from '../model.ts';

const sources = [['acquisitionDate', 'acquisition'], ['seriesDate', 'series'], ['contentDate', 'content'], ['studyDate', 'study']] as const satisfies readonly (readonly [keyof InstanceRecord, string])[];
/** A scan over midnight is no conflict. */
const toleratedDays = 1;

/** The day an instance was acquired: AcquisitionDate over SeriesDate over ContentDate over StudyDate. */
export const dateOfInstance = (instance: InstanceRecord): IsoDate | null => instance.acquisitionDate ?? instance.seriesDate ?? instance.contentDate ?? instance.studyDate;

/** TP-02: the header names days more than one apart. Which one was used stands first. */
export function dateFindings(instances: readonly InstanceRecord[]): readonly Finding[] {
  const said = sources.map(([name, word]) => ({ word, dates: [...new Set(instances.flatMap((one) => one[name] ?? []))].sort() })).filter((one) => one.dates.length > 0);
  const all = said.flatMap((one) => one.dates).sort();
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined || daysBetween(first, last) <= toleratedDays) return [];
  const words = said.map(({ word, dates }) => `${word} ${dates.length === 1 ? dates[0] : `${dates[0]} to ${dates.at(-1)}`}`);
  return [{ severity: 'warn', code: 'TP-02', message: `Its dates differ by ${daysBetween(first, last)} days: ${words.join(', ')}. The ${said[0]?.word ?? ''} date is used; correct it at the timepoint where it is wrong.` }];
}
