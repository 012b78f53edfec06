/**
 * The short notation of the tables in this folder.
 * Baseline targets: `L42 N17` (lesion by longest diameter, node by short axis; T1, T2, … in this order).
 * Target records: a number in mm, `absent`, `small`, `NE`, `-` (no record), `8+6` (split), `>T1` (merged into T1); `@2024-03-01` adds a scan date.
 * Non-targets (X1, X2, …): `present`, `absent`, `equivocal`, `unequivocal`, `NE`, `-`. New lesions: `A:equivocal B:unequivocal`.
 */
import { addDays, type IsoDate } from '../../src/common/index.ts';
import type { BaselineTarget, NonTargetStatus, SubjectFacts, SubjectInput, TargetRecord, TimepointInput } from '../../src/recist/index.ts';

export const origin = '2024-01-01' as IsoDate;
/** The date `weeks` after the origin. */
export const week = (weeks: number): IsoDate => addDays(origin, 7 * weeks);
/** Day 1 is the origin. */
export const studyDay = (day: number): IsoDate => addDays(origin, day - 1);

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

export const targetsOf = (text: string): BaselineTarget[] => words(text).map((word, index) => ({
  id: `T${index + 1}`, kind: word.startsWith('N') ? 'node' : 'nonNodal', organ: word.startsWith('N') ? 'lymphNode' : 'liver', sizeMm: Number(word.slice(1)), method: 'CT', sliceThicknessMm: 2,
}));

function simpleRecord(text: string): TargetRecord {
  if (text === 'absent') return { state: 'absent' };
  if (text === 'small') return { state: 'tooSmall' };
  if (text === 'NE') return { state: 'notEvaluable', reason: 'notImaged' };
  return { state: 'measured', value: Number(text) };
}

export function recordOf(text: string): TargetRecord | null {
  const [value = '', scanDate] = text.split('@');
  if (value === '-') return null;
  const dated = scanDate === undefined ? {} : { scanDate: scanDate as IsoDate };
  if (value.startsWith('>')) return { state: 'merged', mergedInto: value.slice(1), ...dated };
  if (value.includes('+')) return { state: 'split', parts: value.split('+').map(simpleRecord), ...dated };
  return { ...simpleRecord(value), ...dated };
}

const statuses: Readonly<Record<string, NonTargetStatus>> = { present: 'present', absent: 'absent', equivocal: 'equivocalProgression', unequivocal: 'unequivocalProgression', NE: 'notEvaluable' };

export type Visit = { readonly id: string; readonly date: IsoDate; readonly targets?: string; readonly nonTargets?: string; readonly newLesions?: string; readonly more?: Partial<TimepointInput> };

export function timepointOf({ id, date, targets = '', nonTargets = '', newLesions = '', more = {} }: Visit): TimepointInput {
  const records = words(targets).map((word, index) => [`T${index + 1}`, recordOf(word)] as const).filter(([, record]) => record !== null);
  const states = words(nonTargets).map((word, index) => {
    const [status = '', scanDate] = word.split('@');
    return [`X${index + 1}`, status === '-' ? null : { status: statuses[status] ?? (status as NonTargetStatus), ...(scanDate === undefined ? {} : { scanDate: scanDate as IsoDate }) }] as const;
  }).filter(([, status]) => status !== null);
  return {
    id, date,
    targets: Object.fromEntries(records) as TimepointInput['targets'],
    nonTargets: Object.fromEntries(states) as TimepointInput['nonTargets'],
    newLesions: words(newLesions).map((word) => {
      const [lesion = '', status = ''] = word.split(':');
      const [state, scanDate] = status.split('@');
      return { id: lesion, status: state, ...(scanDate === undefined ? {} : { scanDate }) } as TimepointInput['newLesions'][number];
    }),
    ...more,
  };
}

/** A subject from its targets at baseline, the number of non-targets and the visits. */
export const subjectOf = (targets: string, nonTargets: number, visits: readonly Visit[], subject: SubjectFacts = { randomisationDate: origin }): SubjectInput => ({
  subject,
  baseline: { date: addDays(origin, -7), targets: targetsOf(targets), nonTargets: Array.from({ length: nonTargets }, (_, index) => ({ id: `X${index + 1}`, kind: 'nonNodal', organ: 'bone' })) },
  timepoints: visits.map(timepointOf),
});

/** Visits from lines `week | targets | non-targets | new lesions`; the id is `W` and the week. */
export const visitsOf = (lines: readonly string[]): Visit[] => lines.map((line) => {
  const [at = '0', targets = '', nonTargets = '', newLesions = ''] = line.split('|').map((part) => part.trim());
  return { id: `W${at}`, date: week(Number(at)), targets, nonTargets, newLesions };
});
