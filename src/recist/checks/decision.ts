/** Conformity checks of what a follow-up timepoint was judged on: the sum, the default values, the findings behind PD (section 14). */
import { meetsProgression, nodeDiseaseUnits, nodeMeasurableUnits, partialResponseLimit, pdAbsoluteUnits, progressionLimit } from '../criteria.ts';
import { unitsText } from '../format.ts';
import type { NewLesionRecord } from '../model.ts';
import { organWords } from '../organWords.ts';
import { overrideText } from '../overrideText.ts';
import { toUnits, unitsPerMm } from '../sizes.ts';
import { showsDisease } from '../target.ts';
import { reappearingNonTargets, type TimepointFacts } from '../timepointFacts.ts';
import type { CheckContext } from './context.ts';
import type { About, CheckRow } from './row.ts';

type Row = CheckRow<CheckContext>;

const isPdBySum = ({ target }: TimepointFacts): boolean => target.rules.includes('R-306') || target.rules.includes('R-307');

/** PD that would not stand without growth that is only the 5 mm default (Q-F08). */
function restsOnDefault(context: CheckContext): boolean {
  const { facts } = context;
  if (facts.target.rules.includes('R-309')) return facts.values.filter(showsDisease).every((value) => value.units === value.defaultUnits);
  if (!isPdBySum(facts)) return false;
  const assumed = facts.values.reduce((sum, value, index) => sum + Math.min(value.defaultUnits, Math.max(0, value.units - (context.atNadir[index] ?? 0))), 0);
  const units = facts.sum.units ?? facts.sum.partialUnits ?? 0;
  return assumed > 0 && !meetsProgression(units - assumed, facts.nadir?.units ?? 0);
}

/** Q-F09. */
function growsOnlyInNormalNodes({ facts, atNadir }: CheckContext): boolean {
  if (!isPdBySum(facts)) return false;
  const grown = facts.values.filter((value, index) => value.evaluable && value.units > (atNadir[index] ?? 0));
  return grown.length > 0 && grown.every((value) => value.kind === 'node' && value.fulfilsCr);
}

/** Sum within 1 mm or 2 percentage points of the sum at which both limits of PD are met (Q-F10); in fifths of a unit to stay whole. */
function isNearPd({ facts }: CheckContext): boolean {
  if (facts.sum.units === null || facts.nadir === null) return false;
  const nadir = facts.nadir.units;
  const distance = Math.abs(5 * facts.sum.units - Math.max(6 * nadir, 5 * (nadir + pdAbsoluteUnits)));
  return distance <= 5 * unitsPerMm || 10 * distance <= nadir;
}

/** Sum within 2 percentage points of the PR limit (Q-F11). */
const isNearPr = ({ facts }: CheckContext): boolean =>
  facts.sum.units !== null && facts.baselineUnits > 0 && 10 * Math.abs(10 * facts.sum.units - 7 * facts.baselineUnits) <= 2 * facts.baselineUnits;

const isSmallNode = (record: NewLesionRecord): boolean =>
  record.kind === 'node' && record.sizeMm !== undefined && toUnits(record.sizeMm) >= nodeDiseaseUnits && toUnits(record.sizeMm) < nodeMeasurableUnits;
const unequivocalOnes = ({ input }: TimepointFacts): readonly NewLesionRecord[] => input.newLesions.filter((record) => record.status === 'unequivocal');

/** PD for nothing but new nodes of 10 to below 15 mm (Q-F15). */
function restsOnSmallNewNode({ facts }: CheckContext): boolean {
  if (facts.newLesion.response !== 'unequivocal' || facts.target.response === 'PD' || facts.nonTarget.response === 'PD') return false;
  return unequivocalOnes(facts).every(isSmallNode) && !(facts.diseaseAfterCr && reappearingNonTargets(facts).length > 0);
}

const isBoneOrLiver = (record: NewLesionRecord): boolean => (record.status === 'unequivocal' || record.status === 'equivocal') && (record.organ === 'bone' || record.organ === 'liver');
const isNewBoneOrLiver = ({ facts }: CheckContext): boolean =>
  (facts.target.response === 'PR' || facts.target.response === 'CR') && facts.input.newLesions.some(isBoneOrLiver);

type Back = { readonly id: string; readonly isNode: boolean };
function lesionsBack({ facts, input }: CheckContext): readonly Back[] {
  const nodes = new Set(input.baseline.nonTargets.filter((lesion) => lesion.kind === 'node' && lesion.group !== true).map((lesion) => lesion.id));
  return [...facts.values.filter(showsDisease).map(({ id, kind }) => ({ id, isNode: kind === 'node' })), ...reappearingNonTargets(facts).map(({ id }) => ({ id, isNode: nodes.has(id) }))];
}

/** Q-F18. */
function isSingleNodeAgain(context: CheckContext): boolean {
  const { facts } = context;
  if (!facts.diseaseAfterCr || facts.nonTarget.response === 'PD' || facts.newLesion.response === 'unequivocal') return false;
  const back = lesionsBack(context);
  return back.length === 1 && back[0]?.isNode === true;
}

const aboutNew = (records: readonly NewLesionRecord[]): readonly About[] => records.map(({ id }) => ({ lesionId: id }));
const nearness = (units: number): string => (units > 0 ? `${unitsText(units)} mm below` : units < 0 ? `${unitsText(-units)} mm above` : 'exactly at');
const stepOf = ({ parameters }: CheckContext): number => unitsPerMm / 10 ** parameters.recordingDecimals;

function nearPdText(context: CheckContext): string {
  const [sum, limit] = [context.facts.sum.units ?? 0, progressionLimit(context.facts.nadir?.units ?? 0, stepOf(context))];
  return `Sum ${unitsText(sum)} mm is ${nearness(limit - sum)} the PD limit of ${unitsText(limit)} mm (R-306). Measure again only where an edge is uncertain.`;
}

function nearPrText(context: CheckContext): string {
  const [sum, limit] = [context.facts.sum.units ?? 0, partialResponseLimit(context.facts.baselineUnits, stepOf(context))];
  return `Sum ${unitsText(sum)} mm is ${nearness(limit - sum)} the PR limit of ${unitsText(limit)} mm (R-311).`;
}

export const decisionChecks: readonly Row[] = [
  { id: 'Q-F08', applies: restsOnDefault, say: () => 'PD rests on the default of 5.0 mm for a lesion too small to measure (R-307). Measure it if that is possible.' },
  { id: 'Q-F09', applies: growsOnlyInNormalNodes, say: () => 'PD by the sum, but only nodes below 10.0 mm have grown. Check the nodes.' },
  { id: 'Q-F10', applies: isNearPd, say: nearPdText },
  { id: 'Q-F11', applies: isNearPr, say: nearPrText },
  {
    id: 'Q-F12', applies: ({ facts }) => facts.diseaseAfterCr,
    say: ({ facts }, name) => `Disease is recorded after overall CR at ${name(facts.crBefore ?? '')}. Confirm the reappearance, or revise the CR (R-622, R-623).`,
  },
  {
    id: 'Q-F13', applies: ({ facts }) => facts.nonTarget.response === 'PD' && (facts.target.response === 'CR' || facts.target.response === 'PR' || facts.target.response === 'SD'),
    say: ({ facts }) => `Non-targets give PD while the targets are ${facts.target.response}. Unequivocal progression needs a justification (R-409).`,
  },
  {
    id: 'Q-F15', applies: restsOnSmallNewNode, about: ({ facts }) => aboutNew(unequivocalOnes(facts)),
    say: (_context, name, { lesionId }) => `PD rests only on the new node ${name(lesionId ?? '')} of 10 to below 15 mm. Record it as equivocal if it is not certain (R-509).`,
  },
  {
    id: 'Q-F17', applies: isNewBoneOrLiver, about: ({ facts }) => aboutNew(facts.input.newLesions.filter(isBoneOrLiver)),
    say: ({ facts }, name, { lesionId }) => `New finding ${name(lesionId ?? '')} in ${organWords(facts.input.newLesions.find(({ id }) => id === lesionId)?.organ ?? 'other')} while the targets are ${facts.target.response}. Check that it was not there before (R-510).`,
  },
  {
    id: 'Q-F18', applies: isSingleNodeAgain, about: (context) => lesionsBack(context).map(({ id }) => ({ lesionId: id })),
    say: (_context, name, { lesionId }) => `Node ${name(lesionId ?? '')}, seen again, is the only evidence of PD. Repeat imaging before deciding (R-309).`,
  },
  {
    id: 'Q-F23', applies: ({ facts, input, overall }) => overall === 'CR' && input.baseline.tumourMarker === 'elevated' && facts.input.tumourMarker !== 'normal',
    say: () => 'CR, but the tumour marker raised at baseline is not recorded as normal (R-404).',
  },
  {
    id: 'Q-F26', applies: ({ facts }) => facts.computed !== null,
    say: ({ facts }) => `${overrideText(facts).trim()} Check that the assigned response stands (R-626).`,
  },
];
