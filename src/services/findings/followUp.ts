import { daysBetween, type Finding } from '../../common/index.ts';
import { countingDiameterMm, lesionsAt, recordOf, type Assessment, type Lesion, type SeriesSummary, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import { checkEntry, formatMm, formatPercentChange, formatSignedMm, withDefaults, type SubjectResult, type TimepointResult } from '../../recist/index.ts';
import { parametersOf } from '../../casefile/index.ts';
import { finding, namesOf } from './finding.ts';

type Reading = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly result: TimepointResult; readonly whole: SubjectResult };
type Message = (reading: Reading) => readonly Finding[];

const lesionsWith = ({ subject, timepoint }: Reading, test: (lesion: Lesion, record: Assessment) => boolean): readonly Lesion[] =>
  subject.lesions.filter((lesion) => {
    const record = recordOf(subject, lesion.id, timepoint.id);
    return record !== undefined && test(lesion, record);
  });

/** A lesion's last size before the timepoint: measured, or 0 for absent. Null: none. */
function lastSize({ subject, timepoint }: Reading, lesion: Lesion): { sizeMm: number; label: string; state: Assessment['state'] } | null {
  for (const earlier of subject.timepoints.filter((one) => one.index < timepoint.index).toReversed()) {
    const record = recordOf(subject, lesion.id, earlier.id);
    if (!record) continue;
    const sizeMm = record.state === 'absent' ? 0 : countingDiameterMm(lesion, record);
    if (sizeMm !== null) return { sizeMm, label: earlier.label, state: record.state };
  }
  return null;
}

const sizeNow = ({ subject, timepoint }: Reading, lesion: Lesion): number | null => {
  const record = recordOf(subject, lesion.id, timepoint.id);
  return record ? countingDiameterMm(lesion, record) : null;
};

/** One finding over the timepoint, in a sentence that begins with its label. */
const whole = (code: string, sentence: (reading: Reading) => string): Message => (reading) => [finding(code, `${reading.timepoint.label}: ${sentence(reading)}`, { timepoint: reading.timepoint })];
/** One finding per lesion that it is about; the catalogue's words when no lesion can be named. */
const each = (code: string, find: (reading: Reading) => readonly Lesion[], sentence: (reading: Reading, lesion: Lesion) => string): Message => (reading) => {
  const lesions = find(reading);
  if (lesions.length === 0) return whole(code, () => `${checkEntry(code)?.text ?? code}.`)(reading);
  return lesions.map((lesion) => finding(code, `${reading.timepoint.label}: ${sentence(reading, lesion)}`, { timepoint: reading.timepoint, lesion }));
};

const openLesions = ({ subject, timepoint }: Reading): readonly Lesion[] => lesionsAt(subject, timepoint).filter((lesion) => lesion.role !== 'new' && recordOf(subject, lesion.id, timepoint.id) === undefined);

function jumped(reading: Reading): readonly Lesion[] {
  return reading.subject.lesions.filter((lesion) => {
    const [now, last] = [sizeNow(reading, lesion), lastSize(reading, lesion)];
    return lesion.role === 'target' && now !== null && last !== null && Math.abs(now - last.sizeMm) > 10 && 2 * Math.abs(now - last.sizeMm) > last.sizeMm;
  });
}
const nearness = (distanceMm: number): string => (distanceMm > 0 ? `${formatMm(distanceMm)} mm below` : distanceMm < 0 ? `${formatMm(-distanceMm)} mm above` : 'exactly at');
const isNew = (lesion: Lesion): boolean => lesion.role === 'new';
const dateOf = ({ result }: Reading): string => result.date;

const messages: Readonly<Record<string, Message>> = {
  'Q-F01': whole('Q-F01', (reading) => `${namesOf(openLesions(reading)) || 'a lesion'} still to assess (R-201).`),
  'Q-F04': each('Q-F04', jumped, (reading, lesion) => {
    const [now, last] = [sizeNow(reading, lesion) ?? 0, lastSize(reading, lesion)];
    return `${lesion.label} went from ${formatMm(last?.sizeMm ?? 0)} mm (${last?.label}) to ${formatMm(now)} mm${last && last.sizeMm > 0 ? `, ${formatPercentChange(now, last.sizeMm, 'nadir')}` : ''}. Check that it is the same lesion.`;
  }),
  'Q-F05': each('Q-F05', (reading) => lesionsWith(reading, (lesion, record) => lesion.role === 'target' && lesion.kind === 'nonNodal' && (countingDiameterMm(lesion, record) ?? 5) < 5),
    (reading, lesion) => `${lesion.label} was measured at ${formatMm(sizeNow(reading, lesion) ?? 0)} mm, below 5.0 mm. Keep it if it is a true measurement, else record too small (R-206).`),
  'Q-F06': each('Q-F06', (reading) => reading.subject.lesions.filter((lesion) => sizeNow(reading, lesion) !== null && lastSize(reading, lesion)?.state === 'absent'),
    (reading, lesion) => `${lesion.label} was absent at ${lastSize(reading, lesion)?.label} and is ${formatMm(sizeNow(reading, lesion) ?? 0)} mm now. Check that it is the same lesion.`),
  'Q-F07': each('Q-F07', (reading) => lesionsWith(reading, (lesion, record) => lesion.role === 'target' && lesion.kind === 'node' && record.state === 'absent'),
    (reading, lesion) => `node ${lesion.label} is recorded as absent; its last short axis was ${formatMm(lastSize(reading, lesion)?.sizeMm ?? 0)} mm. Record the actual short axis if the node can be seen.`),
  'Q-F08': whole('Q-F08', () => 'PD rests on the default of 5.0 mm for a lesion too small to measure (R-307).'),
  'Q-F09': whole('Q-F09', () => 'PD by the sum, but only nodes below 10.0 mm have grown. Check the nodes.'),
  'Q-F10': whole('Q-F10', ({ result }) => `sum ${formatMm(result.sum ?? 0)} mm is ${nearness(result.explanation.pdLimit?.distanceMm ?? 0)} the PD limit of ${formatMm(result.explanation.pdLimit?.limitMm ?? 0)} mm (R-306).`),
  'Q-F11': whole('Q-F11', ({ result }) => `sum ${formatMm(result.sum ?? 0)} mm is close to the PR limit of ${formatMm(result.explanation.prLimit?.limitMm ?? 0)} mm (R-311).`),
  'Q-F12': whole('Q-F12', () => 'disease is recorded after overall CR. Confirm the reappearance, or revise the CR (R-622, R-623).'),
  'Q-F13': whole('Q-F13', ({ result }) => `non-targets give PD while the targets are ${result.target}. Unequivocal progression needs a justification (R-409).`),
  'Q-F15': each('Q-F15', (reading) => lesionsWith(reading, (lesion, record) => isNew(lesion) && lesion.kind === 'node' && record.state === 'newLesion' && record.status === 'unequivocal'),
    (_reading, lesion) => `PD rests only on the new node ${lesion.label} of 10 to below 15 mm. Record it as equivocal if it is not certain (R-509).`),
  'Q-F16': each('Q-F16', (reading) => lesionsWith(reading, (_lesion, record) => (record.state === 'newLesion' && record.status === 'equivocal') || (record.state === 'status' && record.status === 'equivocalProgression')),
    (_reading, lesion) => `${lesion.label} has been equivocal for more than one timepoint. Decide, or say why it stays open.`),
  'Q-F17': each('Q-F17', (reading) => lesionsWith(reading, (lesion) => isNew(lesion) && (lesion.organ === 'bone' || lesion.organ === 'liver')),
    (reading, lesion) => `new finding ${lesion.label} in ${lesion.organ} while the targets are ${reading.result.target}. Check that it was not there before (R-510).`),
  'Q-F18': whole('Q-F18', () => 'one reappearing node is the only evidence of PD. Repeat imaging before deciding.'),
  'Q-F19': whole('Q-F19', ({ timepoint }) => {
    const [first, last] = [timepoint.scanDates[0], timepoint.scanDates.at(-1)];
    return first && last ? `its scans of ${first} and ${last} are ${daysBetween(first, last)} days apart; 14 are allowed.` : 'its scans are more than 14 days apart.';
  }),
  'Q-F20': whole('Q-F20', (reading) => {
    const planned = reading.timepoint.plannedDate;
    const days = planned ? daysBetween(planned, reading.result.date) : 0;
    const window = withDefaults(parametersOf(reading.subject)).schedule.windowDays;
    return `scanned ${dateOf(reading)}, ${Math.abs(days)} days ${days < 0 ? 'before' : 'after'} the planned ${planned}; the window is ±${window} days.`;
  }),
  'Q-F21': whole('Q-F21', (reading) => `its date ${dateOf(reading)} is before baseline or the same as another timepoint's. Check the assignment of its series.`),
  'Q-F23': whole('Q-F23', () => 'CR, but the tumour marker raised at baseline is not recorded as normal (R-404).'),
  'Q-F24': whole('Q-F24', ({ whole: subject }) => `read after progression${subject.progression ? ` of ${subject.progression.date}` : ''}.`),
  'Q-F25': whole('Q-F25', ({ subject }) => `read after the start of new anticancer therapy${subject.facts.newTherapyStartDate ? ` on ${subject.facts.newTherapyStartDate}` : ''} (R-704).`),
  'Q-F28': each('Q-F28', (reading) => lesionsWith(reading, (_lesion, record) => record.state === 'notEvaluable' && record.reason === 'treatedLocally'),
    (_reading, lesion) => `${lesion.label} has been treated locally since baseline and is not evaluable (R-214).`),
};

const seriesUnder = (subject: SubjectCase, timepoint: Timepoint, lesion: Lesion): SeriesSummary | null => {
  const record = recordOf(subject, lesion.id, timepoint.id);
  const caliper = record && 'caliper' in record ? record.caliper : undefined;
  return timepoint.series.find((one) => one.id === caliper?.seriesId) ?? null;
};

/** Q-F02, Q-F03: the lesion was measured on another kind of series than at baseline; the engine does not see series. */
function otherSeries(subject: SubjectCase, timepoint: Timepoint): Finding[] {
  const baseline = subject.timepoints.find((one) => one.index === 0);
  if (!baseline) return [];
  return subject.lesions.filter((lesion) => lesion.role === 'target').flatMap((lesion) => {
    const [now, then] = [seriesUnder(subject, timepoint, lesion), seriesUnder(subject, baseline, lesion)];
    if (!now || !then) return [];
    const place = { timepoint, lesion, series: now };
    if (now.modality !== then.modality) return [finding('Q-F02', `${timepoint.label}: ${lesion.label} was measured on ${now.modality}, at baseline on ${then.modality}.`, place)];
    const [thick, thin] = [now.sliceThicknessMm, then.sliceThicknessMm];
    if (thick === null || thin === null || thick <= thin) return [];
    const match = timepoint.series.find((one) => one.id !== now.id && one.modality === then.modality && one.measuringOff === null && (one.sliceThicknessMm ?? thick) <= thin);
    const offer = match ? ` Series ${match.number ?? '?'} (${formatMm(match.sliceThicknessMm ?? 0)} mm) matches.` : '';
    return [finding('Q-F03', `${timepoint.label}: ${lesion.label} on slices of ${formatMm(thick)} mm, baseline ${formatMm(thin)} mm (${formatSignedMm(thick - thin)} mm).${offer}`, place)];
  });
}

/** Checks of the follow-up readings: what the engine found, in sentences with their numbers, and what only the series tell. */
export function followUpFindings(subject: SubjectCase, result: SubjectResult): readonly Finding[] {
  return result.timepoints.flatMap((one) => {
    const timepoint = subject.timepoints.find((candidate) => candidate.id === one.id);
    if (!timepoint) return [];
    const reading: Reading = { subject, timepoint, result: one, whole: result };
    const said = one.checks.flatMap((code) => (messages[code] ?? whole(code, () => `${checkEntry(code)?.text ?? code}.`))(reading));
    return [...said, ...otherSeries(subject, timepoint)];
  });
}
