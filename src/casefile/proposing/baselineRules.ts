/** The baseline is the last complete imaging before the first dose, at most 28 days before it (interoperability 7.4, R-101): nothing else becomes it silently. */
import { daysBetween, type IsoDate } from '../../common/index.ts';
import { dayCount } from '../timepointDates.ts';
import type { Known, Slot } from './model.ts';
import { datesOf } from './slots.ts';

/** Why a person must look at a baseline; `stays`: it may be the one all the same. */
export type Objection = { readonly words: string; readonly stays: boolean };

/** True for a scan that comes too late to be the baseline silently: after the first dose, or well after the baseline scan that is there. */
export function becomesBaselineLate(date: IsoDate | null, firstDose: IsoDate | null, baselineDates: readonly IsoDate[], sameDays: number): boolean {
  if (date === null) return false;
  const last = baselineDates.at(-1);
  return (firstDose !== null && date > firstDose) || (last !== undefined && daysBetween(last, date) > sameDays);
}

function asBaseline(date: IsoDate, { treatmentFrom, firstDose, baselineMaxDays, lastBeforeTreatment, sameDays }: Known): Objection | null {
  if (firstDose !== null && date > firstDose) return { words: `after the first dose of ${firstDose}: it cannot be the baseline without a reason (R-101)`, stays: false };
  if (lastBeforeTreatment !== null && daysBetween(date, lastBeforeTreatment) > sameDays) return { words: `the scan of ${lastBeforeTreatment} is nearer to the start of treatment and is the baseline (R-101)`, stays: false };
  const days = treatmentFrom === null ? 0 : daysBetween(date, treatmentFrom);
  if (days > baselineMaxDays) return { words: `${dayCount(days)} before ${treatmentFrom ?? ''}; a baseline is at most ${baselineMaxDays} (R-101): confirm it, or choose another timepoint`, stays: true };
  return null;
}

/** Why the proposed slot needs a person where the baseline is concerned; null where it does not. */
export function baselineObjection(slots: readonly Slot[], slot: Slot | null, date: IsoDate, known: Known): Objection | null {
  const baseline = slots.find((one) => one.index === 0);
  const scanned = baseline ? datesOf(baseline) : [];
  if (slot?.index === 0 && (scanned.length === 0 || date > (scanned.at(-1) ?? date))) {
    const objection = asBaseline(date, known);
    if (objection !== null) return objection;
  }
  const last = scanned.at(-1);
  if (slot?.index === 0 && (last === undefined || daysBetween(last, date) <= known.sameDays)) return null;
  // A scan that is still before treatment would be the baseline itself, had it been there.
  if (known.treatmentFrom !== null && date <= known.treatmentFrom && scanned.length > 0 && date > (scanned.at(-1) ?? date)) {
    return { words: `later than the baseline scan of ${scanned.at(-1) ?? ''} and before ${known.treatmentFrom}: it would be the last imaging before treatment (R-101)`, stays: false };
  }
  if (slot !== null && scanned.length === 0 && known.lastBeforeTreatment !== null && date < known.lastBeforeTreatment) return asBaseline(date, known);
  return null;
}
