/** Body-weight SUV of PET images (interoperability row 32; formula of the QIBA FDG-PET profile). Nothing is assumed: a missing fact means no SUV. */
import type { DataSet } from 'dicom-parser';
import type { Finding } from '../common/index.ts';
import { ascii, code, codes, decimal, firstItem, parseDate, privateTag, secondsOf } from './part10/values.ts';

export type Suv = {
  /** SUV = modality value × factor, g/ml; null where it cannot be said. */
  readonly factor: number | null;
  readonly findings: readonly Finding[];
};

const none = (why: string): Suv => ({ factor: null, findings: [{ severity: 'warn', code: 'PIX-04', message: `No SUV: ${why}. Uptake can be compared by eye only; lengths are not affected.` }] });

/** SUV factor of a PET image. Null factor with the reason (PIX-04) unless units, weight, dose, half-life, times and decay correction all allow it. */
export function suvOf(dataSet: DataSet): Suv {
  const units = code(dataSet, 'x00541001');
  if (units === 'GML') return suvAlready(dataSet);
  if (units === 'CNTS') return philipsFactor(dataSet);
  if (units !== 'BQML') return none(units === '' ? 'the images do not name their units' : `values are in ${units.slice(0, 16)}, not Bq/ml`);
  const weightKg = decimal(dataSet, 'x00101030');
  if (weightKg === null || weightKg <= 0) return none('the patient\'s weight is missing');
  const drug = firstItem(dataSet, 'x00540016');
  const doseBq = drug && decimal(drug, 'x00181074');
  const halfLifeSeconds = drug && decimal(drug, 'x00181075');
  if (!drug || doseBq === null || doseBq <= 0) return none('the injected dose is missing');
  if (halfLifeSeconds === null || halfLifeSeconds <= 0) return none('the half-life of the tracer is missing');
  const corrected = codes(dataSet, 'x00280051');
  if (!corrected.includes('DECY')) return none('the images are not decay corrected');
  const correction = code(dataSet, 'x00541102');
  if (correction === 'ADMIN') return { factor: (weightKg * 1000) / doseBq, findings: [] };
  if (correction !== 'START') return none('the images do not say to which time decay was corrected');
  const seconds = secondsFromInjection(dataSet, drug);
  if (seconds === null) return none('the time of injection or of the scan is missing');
  if (seconds < 0) return none('the scan began before the injection by its times');
  return { factor: (weightKg * 1000) / (doseBq * 2 ** (-seconds / halfLifeSeconds)), findings: [] };
}

/** Values that are SUV as they are; only body weight is told as SUV, which is what thresholds in the literature mean. */
function suvAlready(dataSet: DataSet): Suv {
  const type = code(dataSet, 'x00541006');
  return type === '' || type === 'BW' ? { factor: 1, findings: [] } : none(`the values are SUV by ${type.slice(0, 16)}, not by body weight`);
}

/** Philips keeps counts and a factor to SUV in a block of its own. */
function philipsFactor(dataSet: DataSet): Suv {
  const tag = privateTag(dataSet, '7053', /^Philips PET Private Group/i, '00');
  const factor = tag === null ? null : decimal(dataSet, tag);
  return factor !== null && factor > 0 ? { factor, findings: [] } : none('values are counts');
}

/**
 * From injection to the time decay was corrected to: the start of the series, or of this image's acquisition where the series was stamped later
 * (series made afterwards). The injection is on the day of the scan, or the day before where its time of day is later and no date is given.
 */
function secondsFromInjection(dataSet: DataSet, drug: DataSet): number | null {
  const scan = scanStart(dataSet);
  if (scan === null) return null;
  const dateTime = ascii(drug, 'x00181078');
  const day = /^\d{14}/.test(dateTime) ? parseDate(dateTime.slice(0, 8)) : null;
  const time = day === null ? secondsOf(ascii(drug, 'x00181072')) : secondsOf(dateTime.slice(8).replace(/[+-]\d{4}$/, ''));
  if (time === null) return null;
  if (day !== null) return scan - (dayNumber(day) * daySeconds + time);
  const sameDay = scan - (Math.floor(scan / daySeconds) * daySeconds + time);
  return sameDay < 0 && sameDay + daySeconds <= 12 * 3600 ? sameDay + daySeconds : sameDay;
}

const daySeconds = 86_400;
const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 1000 / daySeconds;

function scanStart(dataSet: DataSet): number | null {
  const moment = (dateTag: string, timeTag: string): number | null => {
    const day = parseDate(ascii(dataSet, dateTag));
    const time = secondsOf(ascii(dataSet, timeTag));
    return day === null || time === null ? null : dayNumber(day) * daySeconds + time;
  };
  const series = moment('x00080021', 'x00080031');
  const acquisition = moment('x00080022', 'x00080032');
  return series !== null && (acquisition === null || series <= acquisition) ? series : acquisition;
}
