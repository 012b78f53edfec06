/** Tumour markers of a timepoint while they are entered. Pure. */
import type { MarkerRecord, MarkerStatus, StudyProtocol, SubjectCase, Timepoint, TumourMarker } from '../../../src/casefile/index.ts';

/** One marker as it is typed. */
export type MarkerEntry = { readonly name: string; readonly unit: string; readonly value: string; readonly upperLimit: string; readonly date: string };

/** Markers the protocol follows; none: nothing is asked. */
export const followedMarkers = (protocol: Pick<StudyProtocol, 'markers' | 'params'>): readonly TumourMarker[] =>
  protocol.markers ?? (protocol.params['tumourMarkerForCR'] === true ? [{ name: 'Tumour marker', unit: '', upperLimit: null }] : []);

/** True where markers are asked for: the protocol follows them, and baseline did not say that this subject's are not. */
export const asksMarkers = (subject: SubjectCase, timepoint: Timepoint): boolean =>
  followedMarkers(subject.protocol as StudyProtocol).length > 0
  && (timepoint.index === 0 || !subject.timepoints.some(({ id, index }) => index === 0 && subject.markers[id]?.status === 'none'));

const text = (value: number | null): string => (value === null ? '' : String(value));

/** What is recorded, else an empty line for each marker of the protocol. */
export function markerEntries(subject: SubjectCase, timepoint: Timepoint): readonly MarkerEntry[] {
  const recorded = subject.markers[timepoint.id]?.values ?? [];
  const date = timepoint.scanDates.at(-1) ?? '';
  const followed = followedMarkers(subject.protocol as StudyProtocol);
  const lines = followed.map(({ name, unit, upperLimit }): MarkerEntry => {
    const known = recorded.find((one) => one.name === name);
    return known ? { name, unit: known.unit, value: text(known.value), upperLimit: text(known.upperLimit), date: known.date ?? '' } : { name, unit, value: '', upperLimit: text(upperLimit), date };
  });
  const others = recorded.filter((one) => !followed.some(({ name }) => name === one.name));
  return [...lines, ...others.map((one): MarkerEntry => ({ name: one.name, unit: one.unit, value: text(one.value), upperLimit: text(one.upperLimit), date: one.date ?? '' }))];
}

/** A number as it is typed, with a point or a comma; null: empty; NaN: not one. */
export const typedNumber = (typed: string): number | null => (typed.trim() === '' ? null : /^\d+([.,]\d+)?$/.test(typed.trim()) ? Number(typed.trim().replace(',', '.')) : Number.NaN);

/** What the values say about the status: above a limit elevated, all within their limits normal; null where they leave it open. */
export function impliedStatus(entries: readonly MarkerEntry[]): 'normal' | 'elevated' | null {
  const values = entries.map(({ value, upperLimit }) => ({ value: typedNumber(value), limit: typedNumber(upperLimit) })).filter(({ value }) => value !== null && !Number.isNaN(value));
  if (values.some(({ value, limit }) => limit !== null && (value ?? 0) > limit)) return 'elevated';
  return values.length > 0 && values.every(({ limit }) => limit !== null && !Number.isNaN(limit)) ? 'normal' : null;
}

/** Statuses to choose from; whether markers are followed at all is decided at baseline. */
export const markerStatuses = (timepoint: Pick<Timepoint, 'index'>): readonly { readonly value: MarkerStatus; readonly label: string }[] => [
  { value: 'normal', label: 'Normal' }, { value: 'elevated', label: 'Elevated' }, { value: 'notAssessed', label: 'Not assessed' },
  ...(timepoint.index === 0 ? [{ value: 'none', label: 'Not followed' } as const] : []),
];

/** What is wrong with what is typed; null when it can be recorded. */
export function markerFault(entries: readonly MarkerEntry[], status: MarkerStatus | null): string | null {
  const wrong = entries.find(({ value, upperLimit }) => Number.isNaN(typedNumber(value)) || Number.isNaN(typedNumber(upperLimit)));
  if (wrong) return `${wrong.name}: not a number`;
  if (status === null) return 'No status chosen';
  const implied = impliedStatus(entries);
  if (implied === 'elevated' && status !== 'elevated') return 'A value is above its limit: elevated';
  if (implied === 'normal' && status === 'elevated') return 'No value is above its limit';
  return null;
}

/** The record as the host takes it. */
export const markerRecord = (entries: readonly MarkerEntry[], status: MarkerStatus): MarkerRecord => ({
  status, note: '',
  values: entries.flatMap(({ name, unit, value, upperLimit, date }) => { const number = typedNumber(value); return number === null ? [] : [{ name, unit, value: number, upperLimit: typedNumber(upperLimit), date: date === '' ? null : date }]; }),
});
