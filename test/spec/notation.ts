/**
 * The short notation of the tables in this folder.
 * Baseline targets: `L42 N17` (lesion by longest diameter, node by short axis; T1, T2, … in this order).
 * Target records: a number in mm, `absent`, `small`, `NE`, `treated`, `-` (no record), `8+6` (split; `8+` into a single fragment), `>T1` (merged into T1); `@2024-03-01` or
 * `@50` (study day) adds a scan date.
 * Non-targets (X1, X2, …): `present`, `absent`, `equivocal`, `unequivocal`, `NE`, `-`. New lesions: `A:equivocal B:unequivocal`, with organ and
 * size where a check wants them: `A:equivocal:bone`, `B:unequivocal:node:12`.
 * Visits: `8 | targets | non-targets | new lesions | more`, at a week, or at a study day as `d50`. More: `notDone`, `revised`, `plan=57`,
 * `scans=50,57` (study days), `marker=normal`.
 */
import { addDays, type IsoDate } from '../../src/common/index.ts';
import type { BaselineTarget, NonTargetStatus, SequenceTimepoint, SubjectFacts, SubjectInput, TargetRecord, TimepointInput } from '../../src/recist/index.ts';

export const origin = '2024-01-01' as IsoDate;
/** The date `weeks` after the origin. */
export const week = (weeks: number): IsoDate => addDays(origin, 7 * weeks);
/** Day 1 is the origin. */
export const studyDay = (day: number): IsoDate => addDays(origin, day - 1);

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

export const targetsOf = (text: string): BaselineTarget[] => words(text).map((word, index) => ({
  id: `T${index + 1}`, kind: word.startsWith('N') ? 'node' : 'nonNodal', organ: word.startsWith('N') ? 'lymphNode' : 'liver', sizeMm: Number(word.slice(1)), method: 'CT', sliceThicknessMm: 2,
}));

const scanAt = (text: string | undefined): { readonly scanDate?: IsoDate } =>
  (text === undefined ? {} : { scanDate: /^\d+$/.test(text) ? studyDay(Number(text)) : text as IsoDate });

function simpleRecord(text: string): TargetRecord {
  if (text === 'absent') return { state: 'absent' };
  if (text === 'small') return { state: 'tooSmall' };
  if (text === 'NE') return { state: 'notEvaluable', reason: 'notImaged' };
  if (text === 'treated') return { state: 'notEvaluable', reason: 'treatedLocally' };
  return { state: 'measured', value: Number(text) };
}

export function recordOf(text: string): TargetRecord | null {
  const [value = '', scanDate] = text.split('@');
  if (value === '-') return null;
  const dated = scanAt(scanDate);
  if (value.startsWith('>')) return { state: 'merged', mergedInto: value.slice(1), ...dated };
  if (value.includes('+')) return { state: 'split', parts: value.split('+').filter((part) => part !== '').map(simpleRecord), ...dated };
  return { ...simpleRecord(value), ...dated };
}

const statuses: Readonly<Record<string, NonTargetStatus>> = { present: 'present', absent: 'absent', equivocal: 'equivocalProgression', unequivocal: 'unequivocalProgression', NE: 'notEvaluable' };

export type Visit = { readonly id: string; readonly date: IsoDate; readonly targets?: string; readonly nonTargets?: string; readonly newLesions?: string; readonly more?: Partial<TimepointInput> };

export function timepointOf({ id, date, targets = '', nonTargets = '', newLesions = '', more = {} }: Visit): TimepointInput {
  const records = words(targets).map((word, index) => [`T${index + 1}`, recordOf(word)] as const).filter(([, record]) => record !== null);
  const states = words(nonTargets).map((word, index) => {
    const [status = '', scanDate] = word.split('@');
    return [`X${index + 1}`, status === '-' ? null : { status: statuses[status] ?? (status as NonTargetStatus), ...scanAt(scanDate) }] as const;
  }).filter(([, status]) => status !== null);
  return {
    id, date,
    targets: Object.fromEntries(records) as TimepointInput['targets'],
    nonTargets: Object.fromEntries(states) as TimepointInput['nonTargets'],
    newLesions: words(newLesions).map((word) => {
      const [lesion = '', status = '', organ, sizeMm] = word.split(':');
      const [state, scanDate] = status.split('@');
      const what = organ === undefined ? {} : organ === 'node' ? { kind: 'node', organ: 'lymphNode' } : { kind: 'nonNodal', organ };
      return { id: lesion, status: state, ...scanAt(scanDate), ...what, ...(sizeMm === undefined ? {} : { sizeMm: Number(sizeMm) }) } as TimepointInput['newLesions'][number];
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

function moreOf(text: string): Partial<TimepointInput> {
  const facts: Record<string, unknown> = {};
  for (const word of words(text)) {
    const [name = '', value = ''] = word.split('=');
    if (name === 'notDone') facts['performed'] = false;
    else if (name === 'revised') facts['reviseCrToPr'] = true;
    else if (name === 'plan') facts['plannedDate'] = studyDay(Number(value));
    else if (name === 'scans') facts['scanDates'] = value.split(',').map((day) => studyDay(Number(day)));
    else if (name === 'marker') facts['tumourMarker'] = value;
    else throw new Error(`unknown: ${word}`);
  }
  return facts;
}

/** Visits from lines `week | targets | non-targets | new lesions | more`; the id is `W` and the week, or `D` and the study day. */
export const visitsOf = (lines: readonly string[]): Visit[] => lines.map((line) => {
  const [at = '0', targets = '', nonTargets = '', newLesions = '', more = ''] = line.split('|').map((part) => part.trim());
  const when = at.startsWith('d') ? { id: `D${at.slice(1)}`, date: studyDay(Number(at.slice(1))) } : { id: `W${at}`, date: week(Number(at)) };
  return { ...when, targets, nonTargets, newLesions, more: moreOf(more) };
});

/** Lines of visits in one field of a table, separated by semicolons. */
export const linesOf = (text: string): string[] => text.split(';').map((line) => line.trim()).filter((line) => line !== '');

/** The value of a field of a table: JSON where it is JSON, a study day as `day 57`, else the text. */
export function valueOf(text: string): unknown {
  const day = /^day (-?\d+)$/.exec(text);
  if (day) return studyDay(Number(day[1]));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `name=value name=value`, values as {@link valueOf} reads them; `name=day57` is a study day. */
export const settingsOf = (text: string): Record<string, unknown> => Object.fromEntries(words(text).map((part) => {
  const [name = '', value = ''] = [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)];
  return [name, valueOf(value.replace(/^day(-?\d+)$/, 'day $1'))];
}));

/** `57 SD | 113 PD plan 110 | 169 missed`: study day, response, planned study day; `missed` was not performed. A letter (`57b`) tells two on one day apart. */
export const sequenceOf = (text: string): SequenceTimepoint[] => text.split('|').map((part) => part.trim()).filter((part) => part !== '').map((part) => {
  const [day = '', overall = '', , planned] = part.split(' ');
  const visit = overall === 'missed' ? { overall: 'NE', performed: false } : { overall };
  return { id: `D${day}`, date: studyDay(Number.parseInt(day, 10)), ...visit, ...(planned === undefined ? {} : { plannedDate: studyDay(Number(planned)) }) } as SequenceTimepoint;
});

/** The member of a result that a path like `bor.confirmed.date` names. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the path decides what is read
export const memberAt = (value: any, path: string): unknown => path.split('.').reduce((inner, key) => inner?.[key], value);
