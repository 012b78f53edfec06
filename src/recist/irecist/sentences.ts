/** Why an immune response is what it is, in a sentence (section 13). */
import { daysBetween } from '../../common/index.ts';
import { dayCount, listText, percentText, unitsText } from '../format.ts';
import type { Reason } from '../model.ts';
import type { Parameters } from '../parameters.ts';
import { toUnits } from '../sizes.ts';
import { confirmations, immuneCourse, type Block, type Confirmation, type ImmuneStep, type Reading } from './assess.ts';
import type { ImmuneInput } from './model.ts';

const counted = (count: number, one: string, many: string): string => (count === 1 ? `a ${one}` : `${String(count)} ${many}`);

/** "target sum 61.0 mm, 11.0 mm and 22.0 % above the nadir of 50.0 mm". */
function sumAbove(what: string, units: number | null, nadir: number | null): string {
  if (units === null || nadir === null || units < nadir) return `${what} progression`;
  const percent = percentText(units, nadir, 'nadir', false);
  return `${what} ${unitsText(units)} mm, ${unitsText(units - nadir)} mm${percent === null ? '' : ` and ${percent}`} above the nadir of ${unitsText(nadir)} mm`;
}

function causesText({ reading, before }: ImmuneStep): string {
  const words = [...reading.causes].map((cause) => {
    switch (cause) {
      case 'target': return before.hadIcr ? 'target disease after iCR' : sumAbove('target sum', reading.sum, before.nadir);
      case 'nonTarget': return 'unequivocal non-target progression';
      case 'newLesion': return reading.additional > 0 ? counted(reading.additional, 'new lesion', 'new lesions') : sumAbove('sum of new lesions', reading.newSum, before.newNadir);
    }
  });
  return listText(words);
}

const grown = (what: string, now: number | null, then: number | null): string =>
  (now === null || then === null ? `${what} grew` : `${what} ${unitsText(now)} mm, ${unitsText(now - then)} mm more than then`);

function confirmationText(confirmation: Confirmation, step: ImmuneStep, block: Block): string {
  const { reading } = step;
  switch (confirmation) {
    case 'targetGrew': return grown('target sum', reading.sum, block.start.sum);
    case 'nonTargetGrew': return 'non-target disease increased further';
    case 'newLesionGrew': return reading.newNonTargetGrew ? 'a new non-target lesion grew' : grown('sum of new lesions', reading.newSum, block.start.newSum);
    case 'furtherNewLesion': return counted(step.outcome.block?.newLesionsSince ?? 0, 'further new lesion', 'further new lesions');
    case 'furtherCause': return `a cause that was not there: ${listText([...reading.causes].filter((cause) => !block.start.causes.has(cause)).map((cause) => ({ target: 'targets', nonTarget: 'non-targets', newLesion: 'new lesions' })[cause]))}`;
  }
}

/** The components that the tables of RECIST 1.1 were asked with. */
function componentsText(reading: Reading, baseline: number | null): string {
  const percent = reading.sum === null || baseline === null ? null : percentText(reading.sum, baseline, 'baseline');
  const sum = reading.sum === null ? '' : ` (sum ${unitsText(reading.sum)} mm${percent === null ? '' : `, ${percent} from baseline`})`;
  return `Target ${reading.target}${sum}, non-target ${reading.timepoint.nonTarget ?? 'NA'}`;
}

function tableText(step: ImmuneStep, baseline: number | null): string {
  const { reading, outcome } = step;
  const kept = outcome.response === 'iPR' && reading.target === 'CR' && reading.newLesionPersists ? '; not iCR while a new lesion persists' : '';
  return `${componentsText(reading, baseline)}: ${outcome.response}${kept}.`;
}

function withinBlock(step: ImmuneStep, block: Block, baseline: number | null, minDays: number): string {
  const { reading, outcome } = step;
  const since = `the iUPD of ${block.start.date}`;
  const [rule] = outcome.rules;
  if (rule === 'R-I05') {
    const days = daysBetween(block.start.date, reading.date);
    return `${dayCount(days)} after ${since}: fewer than ${minDays}, too early to confirm or reset.`;
  }
  if (rule === 'R-I04') return `Confirmed against ${since}: ${listText(confirmations(reading, outcome.block ?? block).map((one) => confirmationText(one, step, block)))}.`;
  if (reading.causes.size > 0) return `Progression persists without further increase since ${since}: ${causesText(step)}.`;
  if (outcome.response === 'NE') return `Not all disease could be evaluated: ${since} stays open.`;
  if (outcome.response === 'iUPD') return `New disease of ${since} is unchanged and the targets did not shrink: not confirmed, not reset.`;
  return `No cause of progression is left since ${since}: the bar is reset. ${tableText(step, baseline)}`;
}

function sentenceOf(step: ImmuneStep, baseline: number | null, minDays: number): string {
  const { outcome, before } = step;
  if (before.isConfirmed) return 'Progression was confirmed before: iCPD stays.';
  if (before.block !== null) return withinBlock(step, before.block, baseline, minDays);
  return outcome.response === 'iUPD' ? `Unconfirmed progression: ${causesText(step)}.` : tableText(step, baseline);
}

/** The reason of each immune response, in date order; the input has no lesions to name. */
export function immuneReasons(input: ImmuneInput, parameters: Pick<Parameters, 'irecistMinDays'>): readonly Reason[] {
  const baseline = input.baselineSum === null ? null : toUnits(input.baselineSum);
  return immuneCourse(input, parameters).map((step) => ({ sentence: sentenceOf(step, baseline, parameters.irecistMinDays), rules: step.outcome.rules, lesions: [] }));
}
