/**
 * An analysis in few bytes for the window's worker: what is one value per subject or assessment goes as columns of numbers, the rest as JSON. Ten thousand subjects are about 3 MB in place of 11 and are
 * read without parsing text. `unpackAnalysis(packAnalysis(x))` is x, in bytes `services/analysis` puts both parts one after the other.
 */
import { addDays, dayNumber, type IsoDate } from '../common/index.ts';
import { overallResponses, type EndpointResult, type OverallResponse } from '../recist/index.ts';
import type { FigureSubject, SurvivalEndpoint } from '../endpoints/index.ts';
import type { StudyAnalysisReply } from './analysis.ts';

/** In place of null: no day, count or place in a list is this. */
const none = -0x8000_0000;
const endpoints: readonly SurvivalEndpoint[] = ['PFS', 'OS', 'TTP', 'DOR'];
const responsePlaces = Object.fromEntries(overallResponses.map((response, place) => [response, place])) as Readonly<Record<OverallResponse, number>>;
const epoch = '1970-01-01' as IsoDate;

type Header = Omit<StudyAnalysisReply, 'subjects'> & { readonly packed: { readonly ints: number; readonly floats: number; readonly ids: readonly string[]; readonly codes: readonly string[]; readonly words: readonly string[]; readonly timepoints: readonly string[] } };

/** Words that many subjects share, by their place in a list. */
function wordList() {
  const words: string[] = [];
  const places = new Map<string, number>();
  return {
    words,
    placeOf(word: string | null): number {
      if (word === null) return none;
      let place = places.get(word);
      if (place === undefined) { place = words.push(word) - 1; places.set(word, place); }
      return place;
    },
  };
}

/** Numbers one after the other in memory that grows. */
function column<T extends Int32Array | Float64Array>(make: (length: number) => T) {
  let [values, length] = [make(1 << 16), 0];
  return {
    put(value: number): void {
      if (length === values.length) {
        const more = make(2 * length);
        more.set(values);
        values = more;
      }
      values[length++] = value;
    },
    whole: (): T => values.subarray(0, length) as T,
  };
}

type Columns = { readonly int: (value: number) => void; readonly float: (value: number) => void; readonly word: (word: string | null) => void; readonly day: (date: IsoDate | null) => void; readonly timepoint: (id: string) => void };
const orNone = (value: number | null): number => value ?? none;

/** What is known of a subject, one after the other; `readSubject` takes it in the same order. */
function putSubject(subject: FigureSubject, { int, float, word, day, timepoint }: Columns): void {
  const { treatment, progression } = subject;
  word(subject.site); word(subject.arm); day(subject.origin); day(subject.baselineDate);
  int(subject.best === null ? none : responsePlaces[subject.best]); day(subject.bestDate); int(orNone(subject.responseDay));
  int(orNone(subject.newTherapyDay)); int(orNone(subject.clinicalProgressionDay)); int(orNone(subject.studyEndDay)); int(orNone(subject.deathDay)); word(subject.deathCause);
  int(subject.lastDay); int(subject.ongoing ? 1 : 0); int(subject.clinicalBenefit ? 1 : 0);
  int(treatment === null ? none : treatment.from);
  if (treatment !== null) { int(orNone(treatment.until)); word(treatment.reason); }
  day(progression === null ? null : progression.date);
  if (progression !== null) { int(progression.day); timepoint(progression.timepointId); }
  for (const name of endpoints) {
    const result = subject.endpoints[name];
    int(result === null ? none : result.event ? 1 : 0);
    if (result !== null) { day(result.date); int(result.days); word(result.reason); }
  }
  int(subject.days.length);
  for (const one of subject.days) int(one);
  for (const one of subject.overall) int(responsePlaces[one]);
  float(subject.baselineSumMm ?? NaN); float(subject.bestPct ?? NaN);
  for (const pct of subject.pct) float(pct ?? NaN);
  for (const sum of subject.sumsMm) float(sum ?? NaN);
}

/** `head` is JSON; `columns` are fractions, then whole numbers. */
export type PackedAnalysis = { readonly head: string; readonly columns: ArrayBuffer };

export function packAnalysis({ subjects, ...rest }: StudyAnalysisReply): PackedAnalysis {
  const [ints, floats, timepoints, days] = [column((length) => new Int32Array(length)), column((length) => new Float64Array(length)), [] as string[], new Map<string, number>()];
  const { words, placeOf } = wordList();
  const dayOf = (date: IsoDate): number => {
    let number = days.get(date);
    if (number === undefined) { number = dayNumber(date); days.set(date, number); }
    return number;
  };
  const columns: Columns = { int: ints.put, float: floats.put, word: (word) => ints.put(placeOf(word)), day: (date) => ints.put(date === null ? none : dayOf(date)), timepoint: (id) => { timepoints.push(id); } };
  for (const subject of subjects) putSubject(subject, columns);
  const [whole, fractions] = [ints.whole(), floats.whole()];
  const header: Header = { ...rest, packed: { ints: whole.length, floats: fractions.length, ids: subjects.map(({ id }) => id), codes: subjects.map(({ code }) => code), words, timepoints } };
  const bytes = new ArrayBuffer(8 * fractions.length + 4 * whole.length);
  new Float64Array(bytes, 0, fractions.length).set(fractions);
  new Int32Array(bytes, 8 * fractions.length, whole.length).set(whole);
  return { head: JSON.stringify(header), columns: bytes };
}

/** The same analysis again, on a machine of the same order of bytes. `from`: where the columns begin in their memory, a multiple of 8. */
export function unpackAnalysis({ head, columns }: PackedAnalysis, from = 0): StudyAnalysisReply {
  const { packed, ...rest } = JSON.parse(head) as Header;
  const take = reader(new Int32Array(columns, from + 8 * packed.floats, packed.ints), new Float64Array(columns, from, packed.floats), packed);
  return { ...rest, subjects: packed.ids.map((id, at) => readSubject(id, packed.codes[at] ?? '', take)) };
}

type Taking = ReturnType<typeof reader>;

function reader(ints: Int32Array, floats: Float64Array, { words, timepoints }: Header['packed']) {
  let [int, float, timepoint] = [0, 0, 0];
  const dates = new Map<number, IsoDate>();
  const whole = (): number => ints[int++] ?? none;
  const fraction = (): number | null => { const value = floats[float++] ?? NaN; return Number.isNaN(value) ? null : value; };
  const orNull = (): number | null => { const value = whole(); return value === none ? null : value; };
  const dateOf = (day: number): IsoDate => {
    let date = dates.get(day);
    if (date === undefined) { date = addDays(epoch, day); dates.set(day, date); }
    return date;
  };
  return {
    whole, orNull, fraction, dateOf,
    date: (): IsoDate | null => { const day = whole(); return day === none ? null : dateOf(day); },
    word: (): string | null => { const place = whole(); return place === none ? null : (words[place] ?? ''); },
    timepoint: (): string => timepoints[timepoint++] ?? '',
  };
}

function readEndpoint({ whole, dateOf, word }: Taking): EndpointResult | null {
  const event = whole();
  return event === none ? null : { event: event === 1, date: dateOf(whole()), days: whole(), reason: word() ?? '' };
}
function readTreatment({ orNull, word }: Taking): FigureSubject['treatment'] {
  const from = orNull();
  return from === null ? null : { from, until: orNull(), reason: word() };
}
function readProgression({ whole, dateOf, timepoint }: Taking): FigureSubject['progression'] {
  const date = whole();
  return date === none ? null : { date: dateOf(date), day: whole(), timepointId: timepoint() };
}

/** What stands in the columns one after the other is taken one after the other. */
function readSubject(id: string, code: string, take: Taking): FigureSubject {
  const { whole, orNull, fraction, date, word } = take;
  const several = <T>(count: number, of: () => T): T[] => { const values: T[] = []; for (let n = 0; n < count; n += 1) values.push(of()); return values; };
  const response = () => overallResponses[whole()] ?? 'NE';
  const [site, arm, origin, baselineDate, best, bestDate, responseDay] = [word() ?? '', word(), date(), date(), whole(), date(), orNull()];
  const [newTherapyDay, clinicalProgressionDay, studyEndDay, deathDay, deathCause, lastDay, ongoing, clinicalBenefit] = [orNull(), orNull(), orNull(), orNull(), word(), whole(), whole() === 1, whole() === 1];
  const [treatment, progression] = [readTreatment(take), readProgression(take)];
  const [PFS, OS, TTP, DOR] = [readEndpoint(take), readEndpoint(take), readEndpoint(take), readEndpoint(take)];
  const count = whole();
  const days = several(count, whole);
  const overall = several(count, response);
  const [baselineSumMm, bestPct, pct, sumsMm] = [fraction(), fraction(), several(count, fraction), several(count, fraction)];
  return {
    id, code, site, arm, origin, baselineDate, baselineSumMm, best: best === none ? null : (overallResponses[best] ?? 'NE'), bestDate, bestPct, days, pct, sumsMm, overall, progression, responseDay, treatment, newTherapyDay,
    clinicalProgressionDay, studyEndDay, deathDay, deathCause, lastDay, ongoing, endpoints: { PFS, OS, TTP, DOR }, clinicalBenefit,
  };
}
