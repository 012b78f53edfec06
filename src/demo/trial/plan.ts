/** The synthetic trial: everolimus against observation, 60 subjects, 2:1. How each subject's time ends is decided first; visits, dates and records are drawn to fit. */
import { addDays, type IsoDate } from '../../common/index.ts';
import type { ClinicalFacts, MarkerRecord, MarkerValue, TumourMarker } from '../../casefile/index.ts';
import type { OverallResponse } from '../../recist/index.ts';
import { between, randomFrom, type Random } from '../random.ts';
import { drawRead, type Disease, type Intent } from './draw.ts';
import type { TrialCourse, TrialPlan, TrialRead, TrialSubject, TrialVisit } from './model.ts';

const everyDays = 56;
const dataUntil = '2025-09-30' as IsoDate;
const lastVisit = 14;

export const trialMarkers: readonly TumourMarker[] = [
  { name: 'Chromogranin A', unit: 'µg/L', upperLimit: 102 }, { name: 'Chromogranin B', unit: 'pmol/L', upperLimit: 150 }, { name: 'NSE', unit: 'µg/L', upperLimit: 16.3 }, { name: 'proGRP', unit: 'ng/L', upperLimit: 68 },
];
const arms = [{ name: 'Everolimus', ratio: 2 }, { name: 'Observation', ratio: 1 }] as const;
const sites = [{ code: '01', name: 'Marburg' }, { code: '02', name: 'Essen' }, { code: '03', name: 'Lübeck' }, { code: '04', name: 'Halle' }, { code: '05', name: 'Mainz' }] as const;

/** How many of the 60 end in which way. */
const courses: Readonly<Record<TrialCourse, number>> = {
  targetProgression: 14, newLesion: 8, nonTargetProgression: 5, backdated: 3, ongoing: 9, death: 4, earlyDeath: 2, newTherapyFirst: 4, dropOut: 4, missedThenProgression: 3, clinicalOnly: 2, noFollowUp: 1, inadequateBaseline: 1,
};
const notes: Readonly<Record<TrialCourse, string>> = {
  targetProgression: '', newLesion: 'Progression by a new lesion', nonTargetProgression: 'Non-target progression', backdated: 'Equivocal finding, unequivocal at the next visit', ongoing: '', death: 'Died without progression',
  earlyDeath: 'Died before the first assessment', newTherapyFirst: 'New anticancer therapy before progression', dropOut: 'Left the study', missedThenProgression: 'Two assessments missed before progression',
  clinicalOnly: 'Clinical progression without images of it', noFollowUp: 'Consent withdrawn, no assessment after baseline', inadequateBaseline: 'Baseline inadequate',
};

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const all = [...items];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other] as T, all[at] as T];
  }
  return all;
}
const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const whole = (random: Random, low: number, high: number): number => Math.floor(between(random, low, high + 1));

const places: readonly Omit<Disease, 'role' | 'sizeMm'>[] = [
  { organ: 'liver', kind: 'nonNodal', description: 'segment 4' }, { organ: 'liver', kind: 'nonNodal', description: 'segment 7' }, { organ: 'lymphNode', kind: 'node', description: 'retroperitoneal' },
  { organ: 'lung', kind: 'nonNodal', description: 'right upper lobe' }, { organ: 'peritoneum', kind: 'nonNodal', description: 'left flank' }, { organ: 'pancreas', kind: 'nonNodal', description: 'tail' },
];
const otherDisease: readonly Omit<Disease, 'role' | 'sizeMm'>[] = [{ organ: 'bone', kind: 'nonNodal', description: 'L4, os sacrum' }, { organ: 'liver', kind: 'nonNodal', description: 'small lesions of both lobes' }, { organ: 'lymphNode', kind: 'node', description: 'mediastinal' }];

function diseaseOf(random: Random, isMeasurable: boolean): readonly Disease[] {
  const targets = isMeasurable ? shuffled(places, random).slice(0, pick(random, [1, 2, 2, 3, 3, 4])) : [];
  const others = shuffled(otherDisease, random).slice(0, isMeasurable ? whole(random, 0, 2) : 2);
  return [...targets.map((place): Disease => ({ ...place, role: 'target', sizeMm: place.kind === 'node' ? between(random, 17, 32) : between(random, 18, 62) })), ...others.map((place): Disease => ({ ...place, role: 'nonTarget', sizeMm: 0 }))];
}

type Fate = {
  readonly course: TrialCourse; readonly isMeasurable: boolean;
  /** Visit at which the site finds progression; Infinity: none. */
  readonly pdAt: number;
  /** Last visit that was imaged. */
  readonly imagedUntil: number;
  readonly missed: ReadonlySet<number>;
  /** First visit with a response, and which; null: none. */
  readonly response: { readonly at: number; readonly is: 'PR' | 'CR' } | null;
};

const withProgression: ReadonlySet<TrialCourse> = new Set(['targetProgression', 'newLesion', 'nonTargetProgression', 'backdated', 'newTherapyFirst', 'missedThenProgression', 'inadequateBaseline']);

/** Visits are counted from randomisation; those after the end of the data did not take place. */
function fateOf(random: Random, course: TrialCourse, arm: string, possible: number, isMeasurable: boolean): Fate {
  const median = arm === 'Everolimus' ? 4.8 : 1.7;
  const drawn = Math.max(1, Math.round((-Math.log(1 - random()) * median) / Math.LN2 + 0.3));
  const atLeast = course === 'missedThenProgression' ? 4 : course === 'newTherapyFirst' || course === 'backdated' ? 2 : 1;
  const end = Math.min(possible - 1, Math.max(drawn, atLeast));
  const pdAt = withProgression.has(course) ? end : Infinity;
  const imagedUntil = course === 'earlyDeath' || course === 'noFollowUp' ? 0 : course === 'ongoing' ? possible : pdAt === Infinity ? end : Math.min(possible, pdAt + (random() < 0.4 || course === 'backdated' ? 1 : 0));
  const missed = new Set<number>(course === 'missedThenProgression' ? [end - 1, end - 2] : []);
  if (missed.size === 0 && imagedUntil >= 4 && random() < 0.2) missed.add(2);
  const chance = !isMeasurable ? 0 : arm === 'Everolimus' ? 0.3 : 0.08;
  const response = imagedUntil >= 2 && random() < chance ? { at: whole(random, 1, 2), is: random() < 0.3 ? 'CR' as const : 'PR' as const } : null;
  return { course, isMeasurable, pdAt, imagedUntil, missed, response };
}

/** Where a central reader differs from the site. */
type Turn = 'same' | 'later' | 'earlier' | 'noResponse' | 'otherResponse';

function intentOf(random: Random, fate: Fate, turn: Turn): Intent {
  const imaged = Array.from({ length: fate.imagedUntil }, (_, at) => at + 1).filter((index) => !fate.missed.has(index));
  const place = imaged.indexOf(fate.pdAt);
  const pdAt = fate.pdAt === Infinity ? (turn === 'earlier' ? (imaged.at(-1) ?? Infinity) : Infinity)
    : turn === 'later' ? (imaged[place + 1] ?? Infinity) : turn === 'earlier' ? (imaged[Math.max(0, place - 1)] ?? fate.pdAt) : fate.pdAt;
  const response = turn === 'noResponse' ? null : turn === 'otherResponse' && fate.isMeasurable && imaged.length >= 2 ? { at: imaged[1] ?? 2, is: 'PR' as const } : fate.response;
  const shown = response !== null && response.at >= pdAt ? null : response;
  const overall = new Map<number, OverallResponse>(imaged.map((index) => {
    if (index >= pdAt) return [index, 'PD'];
    if (shown && index >= shown.at) return [index, shown.is];
    return [index, fate.isMeasurable ? 'SD' : 'NON-CR/NON-PD'];
  }));
  const quiet = imaged.filter((index) => index > 1 && index < Math.min(pdAt, fate.pdAt) - 1 && overall.get(index) !== 'CR');
  if (quiet.length > 0 && random() < 0.12) overall.set(pick(random, quiet), 'NE');
  const isComplete = shown?.is === 'CR';
  const by = pdAt === Infinity ? null : fate.course === 'backdated' && !isComplete ? 'backdated' : fate.course === 'newLesion' || isComplete ? 'newLesion' : fate.course === 'nonTargetProgression' || !fate.isMeasurable ? 'nonTarget' : 'target';
  return {
    overall, progressionBy: by,
    dismissedAt: !isComplete && quiet.length > 1 && random() < 0.12 ? (quiet[0] ?? null) : null, splitFrom: quiet.length > 1 && random() < 0.1 ? (quiet[0] ?? null) : null,
  };
}

/** What the reader meant at each visit once the finding that is dated back is confirmed. */
const meant = ({ overall }: Intent): TrialRead['intended'] => Object.fromEntries(overall);

/** Markers fall with a response and rise with progression; a laboratory value, the same for every reader. */
function markersAt(random: Random, level: number): MarkerRecord {
  const values = trialMarkers.map(({ name, unit, upperLimit }, at): MarkerValue => ({ name, unit, upperLimit, date: null, value: Math.round((upperLimit ?? 1) * level * between(random, 0.7 + at * 0.05, 1.25) * 10) / 10 }));
  return { status: values.some(({ value, upperLimit }) => value > (upperLimit ?? 0)) ? 'elevated' : 'normal', values, note: '' };
}

function visitsOf(random: Random, randomised: IsoDate, fate: Fate): readonly TrialVisit[] {
  const level = between(random, 0.5, 3);
  return Array.from({ length: fate.imagedUntil + 1 }, (_, index): TrialVisit => {
    const plannedDate = addDays(randomised, index * everyDays);
    const scanDate = index === 0 ? addDays(randomised, -whole(random, 2, 24)) : addDays(plannedDate, whole(random, -6, 6));
    const isMissed = fate.missed.has(index);
    const course = index >= fate.pdAt ? 1.8 : fate.response && index >= fate.response.at ? (fate.response.is === 'CR' ? 0.5 / level : 0.4) : 1;
    return { index, visitName: index === 0 ? 'Baseline' : `Wk ${index * 8}`, plannedDate, scanDate: isMissed ? null : scanDate, marker: isMissed ? null : markersAt(random, level * course) };
  });
}

const causes = ['Neuroendocrine carcinoma', 'Neuroendocrine carcinoma', 'Neuroendocrine carcinoma', 'Pneumonia', 'Sepsis', 'Pulmonary embolism'] as const;
const therapies = ['FOLFIRI', 'Temozolomide and capecitabine', 'Topotecan', 'Carboplatin and etoposide'] as const;

/** Everything that happened to the subject besides its scans; nothing after the end of the data. */
function factsOf(random: Random, { course, pdAt }: Fate, arm: string, randomised: IsoDate, visits: readonly TrialVisit[]): ClinicalFacts {
  const scanOf = (index: number): IsoDate | null => visits.find((visit) => visit.index === index)?.scanDate ?? null;
  const last = visits.findLast(({ scanDate }) => scanDate !== null)?.scanDate ?? randomised;
  const progressed = scanOf(pdAt);
  const after = (from: IsoDate, low: number, high: number): IsoDate => addDays(from, whole(random, low, high));
  const isTreated = arm === 'Everolimus';
  const firstDose = isTreated ? after(randomised, 1, 6) : null;
  const dates: Record<string, string> = {};
  if (progressed) {
    if (random() < 0.7) { dates['newTherapyStartDate'] = after(last > progressed ? last : progressed, 8, 40); dates['newTherapy'] = pick(random, therapies); }
    if (random() < 0.85) { dates['deathDate'] = after(last > progressed ? last : progressed, 45, 300); dates['deathCause'] = pick(random, causes); }
  }
  if (course === 'newTherapyFirst') { dates['newTherapyStartDate'] = after(scanOf(pdAt - 1) ?? randomised, 6, 30); dates['newTherapy'] = pick(random, therapies); }
  if (course === 'death' || course === 'earlyDeath') { dates['deathDate'] = course === 'death' ? after(last, 15, 75) : after(randomised, 18, 44); dates['deathCause'] = pick(random, causes); }
  if (course === 'clinicalOnly') { dates['clinicalProgressionDate'] = after(last, 12, 40); dates['deathDate'] = after(last, 90, 240); dates['deathCause'] = causes[0]; }
  if (course === 'dropOut' || course === 'noFollowUp') { dates['studyEndDate'] = after(last > randomised ? last : randomised, 5, 30); dates['studyEndReason'] = random() < 0.5 ? 'Consent withdrawn' : 'Lost to follow-up'; }
  const treatmentEnd = !isTreated ? null : progressed ? after(progressed, 2, 12) : course === 'ongoing' ? null : dates['clinicalProgressionDate'] ?? dates['deathDate'] ?? dates['studyEndDate'] ?? null;
  if (treatmentEnd) { dates['treatmentEndDate'] = treatmentEnd; dates['treatmentEndReason'] = progressed ? 'Progression' : course === 'death' || course === 'earlyDeath' ? 'Death' : course === 'clinicalOnly' ? 'Clinical progression' : 'Withdrawal'; }
  const wordsOf: Readonly<Record<string, string>> = { deathDate: 'deathCause', newTherapyStartDate: 'newTherapy', studyEndDate: 'studyEndReason', treatmentEndDate: 'treatmentEndReason' };
  for (const [name, date] of Object.entries(dates)) {
    if (!/Date$/.test(name) || date <= dataUntil) continue;
    delete dates[name];
    delete dates[wordsOf[name] ?? ''];
  }
  const seen = dates['deathDate'] ?? (course === 'dropOut' || course === 'noFollowUp' ? dates['studyEndDate'] : undefined) ?? addDays(dataUntil, -whole(random, 0, 50));
  return {
    arm, randomisationDate: randomised, enrolmentDate: addDays(randomised, -whole(random, 1, 10)), ...(firstDose ? { firstDoseDate: firstDose } : {}), ...dates, lastKnownAliveDate: (seen < last ? last : seen) as IsoDate,
    ...(course === 'inadequateBaseline' ? { baselineAdequate: false } : {}),
  } as ClinicalFacts;
}

const turns: readonly Turn[] = ['same', 'same', 'same', 'same', 'same', 'later', 'earlier', 'noResponse', 'otherResponse', 'same'];
const reasons = ['Measured on matching slices throughout', 'The new lesion is unequivocal on both phases', 'Target choice follows the protocol', 'The earlier date is shown by the images'] as const;

function subjectOf(at: number, course: TrialCourse, arm: string): TrialSubject {
  const site = sites[at % sites.length] ?? sites[0];
  const code = `${site.code}-${String(Math.floor(at / sites.length) + 1).padStart(3, '0')}`;
  const random = randomFrom(`trial ${code}`);
  const randomised = addDays('2023-02-06' as IsoDate, at * 10 + whole(random, 0, 9));
  const possible = Math.min(lastVisit, Math.max(1, Math.floor((Date.parse(dataUntil) - Date.parse(randomised)) / 86_400_000 / everyDays) - 1));
  const isMeasurable = at % 14 !== 9;
  const fate = fateOf(random, course, arm, possible, isMeasurable);
  const disease = diseaseOf(random, isMeasurable);
  const needsOther = fate.course === 'nonTargetProgression' && disease.every(({ role }) => role === 'target');
  const all: readonly Disease[] = needsOther ? [...disease, { ...(otherDisease[0] as Omit<Disease, 'role' | 'sizeMm'>), role: 'nonTarget', sizeMm: 0 }] : disease;
  const visits = visitsOf(random, randomised, fate);
  const facts = factsOf(random, fate, arm, randomised, visits);
  const reads = (['site', 'reader1', 'reader2'] as const).map((slot): TrialRead => {
    const turn = slot === 'site' ? 'same' : pick(random, turns);
    const intent = intentOf(random, fate, turn);
    return { slot, lesions: drawRead(random, all, intent, slot === 'site' ? 0.06 : 0.03), intended: meant(intent) };
  });
  return {
    code, site: site.name, course, note: notes[course], facts, visits, reads,
    accepted: at % 20 === 7 ? null : { slot: random() < 0.55 ? 'reader1' : 'reader2', reason: pick(random, reasons) }, reader2Until: at % 20 === 13 ? 1 : null,
  };
}

let made: TrialPlan | null = null;

/** The whole trial. The same every time, instant. */
export function trialPlan(): TrialPlan {
  if (made) return made;
  const random = randomFrom('nadir synthetic trial');
  const ends = shuffled(Object.entries(courses).flatMap(([course, count]) => Array.from({ length: count }, () => course as TrialCourse)), random);
  // Blocks of three: two and one.
  const blocks = Array.from({ length: ends.length / 3 }, () => shuffled([arms[0].name, arms[0].name, arms[1].name], random)).flat();
  // Treatment is meant to help: of those who go on without progression the control arm has few.
  const lasting = blocks.map((_, at) => at).filter((at) => ends[at] === 'ongoing' && blocks[at] === arms[1].name).slice(2);
  const others = blocks.map((_, at) => at).filter((at) => ends[at] === 'targetProgression' && blocks[at] === arms[0].name);
  lasting.forEach((at, index) => { const other = others[index]; if (other !== undefined) [ends[at], ends[other]] = ['targetProgression', 'ongoing']; });
  made = {
    study: { code: 'TRIAL', title: 'Synthetic trial: everolimus against observation', dataUntil }, arms, sites,
    subjects: ends.map((course, at) => subjectOf(at, course, blocks[at] ?? arms[0].name)),
  };
  return made;
}
