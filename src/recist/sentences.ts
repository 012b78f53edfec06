/** The sentence for the record: what decided the response, with its numbers and limits. */
import type { Backdating } from './backdating.ts';
import { meetsAbsoluteIncrease, meetsRelativeIncrease } from './criteria.ts';
import { listText, percentText, unitsText } from './format.ts';
import { showsDisease } from './target.ts';
import { reappearingNonTargets, type TimepointFacts } from './timepointFacts.ts';

/** Name shown for a lesion or timepoint id. */
export type NameOf = (id: string) => string;

const areOrIs = (names: readonly string[]): string => (names.length === 1 ? 'is' : 'are');
const plural = (word: string, names: readonly string[]): string => (names.length === 1 ? word : `${word}s`);

const nadirText = (facts: TimepointFacts, name: NameOf): string => {
  const nadir = facts.nadir ?? { units: 0, timepointId: null };
  return `nadir of ${unitsText(nadir.units)} mm (${nadir.timepointId === null ? 'baseline' : name(nadir.timepointId)})`;
};

/** "13.4 mm and 20.2 % above the nadir of 66.3 mm (TP3)". */
function aboveNadir(units: number, facts: TimepointFacts, name: NameOf): string {
  const nadir = facts.nadir?.units ?? 0;
  const percent = percentText(units, nadir, 'nadir', false);
  return `${unitsText(units - nadir)} mm${percent === null ? '' : ` and ${percent}`} above the ${nadirText(facts, name)}`;
}

function belowBaseline(units: number, facts: TimepointFacts): string {
  const change = Math.abs(facts.baselineUnits - units);
  const where = units === facts.baselineUnits ? 'equal to' : `${unitsText(change)} mm and ${percentText(units, facts.baselineUnits, 'baseline', false) ?? ''} ${units < facts.baselineUnits ? 'below' : 'above'}`;
  return `${where} the baseline sum of ${unitsText(facts.baselineUnits)} mm`;
}

const missingTargets = (facts: TimepointFacts, name: NameOf): readonly string[] => facts.values.filter((value) => !value.evaluable).map((value) => name(value.id));

function targetPd(facts: TimepointFacts, name: NameOf): string {
  if (facts.target.rules.includes('R-309')) {
    const back = facts.values.filter(showsDisease).map((value) => name(value.id));
    return `${listText(back)} ${back.length === 1 ? 'shows' : 'show'} disease again after overall CR at ${name(facts.crBefore ?? '')}: progression whatever the sum.`;
  }
  const limits = facts.nadir?.units === 0 ? 'Limit: at least 5 mm, the nadir is 0.' : 'Limits: at least 5 mm and at least 20\u2009%.';
  if (facts.sum.units !== null) return `Sum ${unitsText(facts.sum.units)} mm is ${aboveNadir(facts.sum.units, facts, name)}. ${limits}`;
  const missing = missingTargets(facts, name);
  return `The partial sum of ${unitsText(facts.sum.partialUnits ?? 0)} mm alone is ${aboveNadir(facts.sum.partialUnits ?? 0, facts, name)}; ${listText(missing)}, not evaluable, cannot lower it. ${limits}`;
}

function targetCr(facts: TimepointFacts): string {
  if (facts.sum.units === 0) return 'All targets have disappeared.';
  return `No target is disease: non-nodal targets are 0 mm and every target node is below 10 mm (sum ${unitsText(facts.sum.units ?? 0)} mm).`;
}

function targetPr(facts: TimepointFacts, name: NameOf): string {
  const units = facts.sum.units ?? 0;
  if (facts.target.rules.includes('R-313')) {
    return `Sum ${unitsText(units)} mm is ${belowBaseline(units, facts)}, short of the 30\u2009% of PR, but the response was confirmed earlier and continues until progression.`;
  }
  const nadir = facts.nadir?.units ?? 0;
  if (units > nadir) return `Sum ${unitsText(units)} mm is ${belowBaseline(units, facts)}, at least 30\u2009%, and ${aboveNadir(units, facts, name)}, below ${shortOfPd(units, nadir)}, so not PD.`;
  return `Sum ${unitsText(units)} mm is ${belowBaseline(units, facts)}. Limit: at least 30\u2009%.`;
}

/** "below 20 %, so not PD": which limit of progression is not met; empty when both are. */
export function shortOfPd(units: number, nadirUnits: number): string {
  const short = [...(meetsRelativeIncrease(units, nadirUnits) ? [] : ['20\u2009%']), ...(meetsAbsoluteIncrease(units, nadirUnits) ? [] : ['5 mm'])];
  return short.join(' and ');
}

function targetSd(facts: TimepointFacts, name: NameOf): string {
  const units = facts.sum.units ?? 0;
  const nadir = facts.nadir?.units ?? 0;
  const growth = units > nadir ? `, and ${aboveNadir(units, facts, name)}, below ${shortOfPd(units, nadir)}, so not PD` : '';
  if (nadir === facts.baselineUnits && units > nadir) return `Sum ${unitsText(units)} mm is ${aboveNadir(units, facts, name)}: below ${shortOfPd(units, nadir)}, so not PD.`;
  return `Sum ${unitsText(units)} mm is ${belowBaseline(units, facts)}, ${units < facts.baselineUnits ? 'less than 30\u2009%, ' : ''}so not PR${growth}.`;
}

function targetNe(facts: TimepointFacts, name: NameOf): string {
  const missing = missingTargets(facts, name);
  const opening = `${listText(missing)} ${areOrIs(missing)} not evaluable, so there is no sum.`;
  const partial = facts.sum.partialUnits;
  const nadir = facts.nadir?.units ?? 0;
  if (partial === null) return opening;
  const place = partial > nadir ? `is ${aboveNadir(partial, facts, name)}: below ${shortOfPd(partial, nadir)}, so not PD` : `does not exceed the ${nadirText(facts, name)}`;
  return `${opening} The partial sum of ${unitsText(partial)} mm ${place}.`;
}

function targetSentence(facts: TimepointFacts, name: NameOf): string {
  switch (facts.target.response) {
    case 'CR': return targetCr(facts);
    case 'PR': return targetPr(facts, name);
    case 'SD': return targetSd(facts, name);
    case 'PD': return targetPd(facts, name);
    case 'NE': return targetNe(facts, name);
    case 'NA': return 'No target lesions at baseline.';
  }
}

function nonTargetSentence(facts: TimepointFacts, name: NameOf): string {
  const named = (status: string): readonly string[] => facts.nonTargets.filter((value) => value.status === status).map((value) => name(value.id));
  switch (facts.nonTarget.response) {
    case 'PD': return `Unequivocal progression of non-target ${listText(named('unequivocalProgression'))}.`;
    case 'NE': {
      const missing = named('notEvaluable');
      return missing.length === 0 ? 'The tumour marker was not assessed.' : `${plural('Non-target', missing)} ${listText(missing)} ${missing.length === 1 ? 'was' : 'were'} not evaluated.`;
    }
    case 'CR': return facts.marker === 'normal' ? 'All non-targets are absent and the tumour marker is normal.' : 'All non-targets are absent.';
    case 'NON-CR/NON-PD': {
      const persisting = [...named('present'), ...named('equivocalProgression')];
      if (persisting.length === 0) return 'The tumour marker stays raised.';
      return `${plural('Non-target', persisting)} ${listText(persisting)} ${persisting.length === 1 ? 'persists' : 'persist'} without unequivocal progression.`;
    }
    case 'NA': return 'No non-target disease at baseline.';
  }
}

function newLesionSentence(facts: TimepointFacts, name: NameOf): string {
  const named = facts.input.newLesions.filter((record) => record.status === facts.newLesion.response).map((record) => name(record.id));
  if (facts.newLesion.response === 'unequivocal') return `${plural('New lesion', named)} ${listText(named)} ${areOrIs(named)} unequivocal.`;
  if (facts.newLesion.response === 'equivocal') return `${plural('New finding', named)} ${listText(named)} ${areOrIs(named)} equivocal: no change of response, the next assessment decides.`;
  return '';
}

function reappearance(facts: TimepointFacts, name: NameOf): string {
  const back = facts.diseaseAfterCr ? reappearingNonTargets(facts).map((value) => name(value.id)) : [];
  return back.length === 0 ? '' : `${plural('Non-target', back)} ${listText(back)} ${areOrIs(back)} present after overall CR at ${name(facts.crBefore ?? '')}.`;
}

const joined = (sentences: readonly string[]): string => sentences.filter((sentence) => sentence !== '').join(' ');
const notDone = 'The assessment was not done.';

/** Targets CR, but not the whole (R-604, R-605). */
function shortOfCr(facts: TimepointFacts): string {
  if (facts.target.response !== 'CR' || facts.overallAsRead !== 'PR') return '';
  return facts.nonTarget.response === 'NE' ? 'CR is not proven, so PR.' : 'So PR, not CR.';
}

/** What tells of targets and non-targets when nothing progressed: the sum alone where it decides, else both components that exist. */
function withoutProgression(facts: TimepointFacts, name: NameOf): string {
  const alone = facts.target.response === 'PR' || facts.target.response === 'SD' || facts.target.response === 'NE';
  return joined([
    facts.target.response === 'NA' ? '' : targetSentence(facts, name),
    alone || facts.nonTarget.response === 'NA' ? '' : nonTargetSentence(facts, name),
    shortOfCr(facts), newLesionSentence(facts, name),
  ]);
}

function asReadSentence(facts: TimepointFacts, name: NameOf): string {
  if (!facts.performed) return notDone;
  if (facts.overallAsRead === 'PD') {
    return joined([
      facts.target.response === 'PD' ? targetPd(facts, name) : '',
      facts.nonTarget.response === 'PD' ? nonTargetSentence(facts, name) : '',
      reappearance(facts, name),
      facts.newLesion.response === 'unequivocal' ? newLesionSentence(facts, name) : '',
    ]);
  }
  if (facts.overallAsRead === 'NED') return joined(['No disease at baseline and no new lesion.', newLesionSentence(facts, name)]);
  return withoutProgression(facts, name);
}

/** Why the target response is what it is, by itself. */
export const targetReason = (facts: TimepointFacts, name: NameOf): string =>
  (facts.performed || facts.target.response === 'NA' ? targetSentence(facts, name) : notDone);

/** Why the non-target response is what it is, by itself. */
export const nonTargetReason = (facts: TimepointFacts, name: NameOf): string =>
  (facts.performed || facts.nonTarget.response === 'NA' ? nonTargetSentence(facts, name) : notDone);

/** What was found of new lesions; also when none counts. */
export function newLesionReason(facts: TimepointFacts, name: NameOf): string {
  if (!facts.performed) return notDone;
  if (facts.newLesion.response !== 'none') return newLesionSentence(facts, name);
  const named = (status: string): readonly string[] => facts.input.newLesions.filter((record) => record.status === status).map((record) => name(record.id));
  const [dismissed, missing] = [named('dismissed'), named('notEvaluable')];
  return joined([
    'No new lesion.',
    dismissed.length === 0 ? '' : `${listText(dismissed)} ${dismissed.length === 1 ? 'was' : 'were'} dismissed.`,
    missing.length === 0 ? '' : `${listText(missing)} ${missing.length === 1 ? 'was' : 'were'} not evaluable.`,
  ]);
}

/** Why the timepoint has its response as read, in words. */
export const sentenceOf = (facts: TimepointFacts, revised: boolean, name: NameOf): string =>
  `${revised ? `CR revised to ${facts.values.length > 0 ? 'PR' : 'NON-CR/NON-PD'}: residual disease was present. As read CR. ` : ''}${asReadSentence(facts, name)}`;

/** The sentence of the timepoint that progression was dated back to; `words` are those of its own reading. */
export function backdatedSentence(backdating: Backdating, asRead: string, pdName: string, words: string, name: NameOf): string {
  const names = backdating.findings.map((finding) => name(finding.lesionId));
  return `Progression is dated back to ${backdating.date}: ${listText(names)}, equivocal here, ${areOrIs(names)} unequivocal at ${pdName}. As read ${asRead}. ${words}`;
}
