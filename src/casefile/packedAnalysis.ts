/**
 * An analysis in few bytes for the window's worker: what is one value per subject or assessment goes as columns of numbers, the rest as JSON. Ten thousand subjects are about 3 MB in place of 11 and are
 * read without parsing text. `unpackAnalysis(packAnalysis(x))` is x, in bytes `services/analysis` puts both parts one after the other.
 */
import { addDays, dayNumber, type IsoDate } from '../common/index.ts';
import { overallResponses, type EndpointResult } from '../recist/index.ts';
import type { FigureSubject, SurvivalEndpoint } from '../endpoints/index.ts';
import type { StudyAnalysisReply } from './analysis.ts';

/** In place of null: no day, count or place in a list is this. */
const none = -0x8000_0000;
const endpoints: readonly SurvivalEndpoint[] = ['PFS', 'OS', 'TTP', 'DOR'];
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

const orNone = (value: number | null): number => value ?? none;
const dayOrNone = (date: IsoDate | null): number => (date === null ? none : dayNumber(date));

/** Integers of a subject, one after the other; `readSubject` takes them in the same order. */
function putSubject(subject: FigureSubject, ints: number[], floats: number[], timepoints: string[], placeOf: (word: string | null) => number): void {
  const { treatment, progression } = subject;
  ints.push(
    placeOf(subject.site), placeOf(subject.arm), dayOrNone(subject.origin), dayOrNone(subject.baselineDate), subject.best === null ? none : overallResponses.indexOf(subject.best), dayOrNone(subject.bestDate), orNone(subject.responseDay),
    orNone(subject.newTherapyDay), orNone(subject.clinicalProgressionDay), orNone(subject.studyEndDay), orNone(subject.deathDay), placeOf(subject.deathCause), subject.lastDay, subject.ongoing ? 1 : 0, subject.clinicalBenefit ? 1 : 0,
  );
  if (treatment === null) ints.push(none);
  else ints.push(treatment.from, orNone(treatment.until), placeOf(treatment.reason));
  if (progression === null) ints.push(none);
  else {
    ints.push(dayNumber(progression.date), progression.day);
    timepoints.push(progression.timepointId);
  }
  for (const name of endpoints) {
    const result = subject.endpoints[name];
    if (result === null) ints.push(none);
    else ints.push(result.event ? 1 : 0, dayNumber(result.date), result.days, placeOf(result.reason));
  }
  ints.push(subject.days.length, ...subject.days);
  for (const one of subject.overall) ints.push(overallResponses.indexOf(one));
  floats.push(subject.baselineSumMm ?? NaN, subject.bestPct ?? NaN);
  for (const pct of subject.pct) floats.push(pct ?? NaN);
  for (const sum of subject.sumsMm) floats.push(sum ?? NaN);
}

/** `head` is JSON; `columns` are fractions, then whole numbers. */
export type PackedAnalysis = { readonly head: string; readonly columns: ArrayBuffer };

export function packAnalysis({ subjects, ...rest }: StudyAnalysisReply): PackedAnalysis {
  const [ints, floats, timepoints]: [number[], number[], string[]] = [[], [], []];
  const { words, placeOf } = wordList();
  for (const subject of subjects) putSubject(subject, ints, floats, timepoints, placeOf);
  const header: Header = { ...rest, packed: { ints: ints.length, floats: floats.length, ids: subjects.map(({ id }) => id), codes: subjects.map(({ code }) => code), words, timepoints } };
  const columns = new ArrayBuffer(8 * floats.length + 4 * ints.length);
  new Float64Array(columns, 0, floats.length).set(floats);
  new Int32Array(columns, 8 * floats.length, ints.length).set(ints);
  return { head: JSON.stringify(header), columns };
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
