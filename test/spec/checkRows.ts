/**
 * The facts of a row of `checks.csv` and `parameters.csv`: words `path=value`. A path begins with `subject`, `baseline`, a baseline lesion (T1, X1) or a
 * visit (W8), then T1, X1 or a new lesion for its record there. Values: numbers, true, false, `unknown` (left out), dates as `origin-29`, `week8+1`,
 * `day42`, regions as `chest+abdomen`, a calliper `slice:x,y>x,y/x,y>x,y` (long and short axis in 0.1 mm), else text.
 */
import { addDays, type IsoDate } from '../../src/common/index.ts';
import type { SubjectInput } from '../../src/recist/index.ts';
import { origin, studyDay, subjectOf, visitsOf, week } from './notation.ts';

type Members = Record<string, unknown>;

function dateOf(text: string): IsoDate | null {
  const found = /^(origin|week(-?\d+)|day(-?\d+))([+-]\d+)?$/.exec(text);
  if (!found) return null;
  const [, , weeks, day, shift = '0'] = found;
  const from = weeks !== undefined ? week(Number(weeks)) : day !== undefined ? studyDay(Number(day)) : origin;
  return addDays(from, Number(shift));
}

const segmentOf = (text: string): unknown => text.split('>').map((point) => point.split(',').map(Number));

function caliperOf(text: string): unknown {
  const [slice = '', axes = ''] = text.split(':');
  const [longAxis = '', shortAxis] = axes.split('/');
  return { slice, longAxis: segmentOf(longAxis), ...(shortAxis === undefined ? {} : { shortAxis: segmentOf(shortAxis) }) };
}

function unmeasuredOf(text: string): unknown {
  const [id, kind, longAxisMm] = text.split(':');
  return [{ id, kind, ...(longAxisMm === undefined ? {} : { longAxisMm: Number(longAxisMm) }) }];
}

export function valueOf(name: string, text: string): unknown {
  if (name === 'caliper') return caliperOf(text);
  if (name === 'unmeasured') return unmeasuredOf(text);
  if (name.startsWith('regions')) return text.split('+');
  if (name === 'scanDates') return text.split('+').map(dateOf);
  if (name === 'assigned') return Object.fromEntries([text.split(':')].map(([component, value]) => [component, { value, reason: 'As the second reader saw it' }]));
  if (text === 'unknown') return undefined;
  const date = dateOf(text);
  if (date !== null) return date;
  return text === '' || !/^(true|false|null|-?\d.*|[[{].*)$/.test(text) || /^\d{4}-\d\d-\d\d$/.test(text) ? text : JSON.parse(text);
}

const itemOf = (list: unknown, id: string): Members | undefined => (list as readonly Members[]).find((item) => item['id'] === id);

/** The object that a path names, all but its last step. */
function placeOf(input: SubjectInput, steps: readonly string[]): Members | undefined {
  const [first = '', second] = steps;
  if (first === 'subject') return input.subject as Members;
  if (first === 'baseline') return input.baseline as Members;
  if (second === undefined && !first.startsWith('W')) return itemOf(input.baseline.targets, first) ?? itemOf(input.baseline.nonTargets, first);
  const timepoint = itemOf(input.timepoints, first);
  if (timepoint === undefined || second === undefined) return timepoint;
  return (timepoint['targets'] as Members)[second] as Members ?? (timepoint['nonTargets'] as Members)[second] ?? itemOf(timepoint['newLesions'], second);
}

export type FactRow = { readonly targets: string; readonly nonTargets: string; readonly visits: string; readonly facts: string };

/** The subject of a row. Throws on a path that leads nowhere: such a row would test nothing. */
export function inputOf(row: FactRow): SubjectInput {
  const input = structuredClone(subjectOf(row.targets, Number(row.nonTargets), row.visits === '' ? [] : visitsOf(row.visits.split(' ; '))));
  for (const word of row.facts.split(' ').filter((part) => part !== '')) {
    const [path = '', text = ''] = [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)];
    const steps = path.split('.');
    const name = steps.pop() ?? '';
    const place = placeOf(input, steps);
    if (place === undefined) throw new Error(`No place ${path} in ${JSON.stringify(row)}`);
    const value = valueOf(name, text);
    if (value === undefined) delete place[name];
    else place[name] = value;
  }
  return input;
}
