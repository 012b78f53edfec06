/** Conformity checks of the baseline (section 14, Q-B…). They never change a result (R-011). */
import { daysBetween } from '../../common/index.ts';
import { thinSliceUnits } from '../criteria.ts';
import { dayCount, formatMm, listText, unitsText } from '../format.ts';
import { defaultPlane, type BodyRegion } from '../imagingFacts.ts';
import { classifyLesion, type Classification } from '../measurability.ts';
import type { BaselineNonTarget, BaselineTarget, OrganCode, SubjectInput } from '../model.ts';
import { organWords } from '../organWords.ts';
import type { Parameters } from '../parameters.ts';
import type { NameOf } from '../sentences.ts';
import { checkTargets, organOf, type TargetListCheck } from '../targets.ts';
import { timeOriginOf } from '../timeOrigin.ts';
import { limitText } from './limitText.ts';
import { overlaps } from './overlap.ts';
import { findingsOf, idsOf, type About, type CheckFinding, type CheckRow } from './row.ts';

type Rejected = { readonly target: BaselineTarget; readonly classification: Classification };
type BaselineContext = {
  readonly input: SubjectInput;
  readonly parameters: Parameters;
  readonly list: TargetListCheck;
  /** Targets per organ (R-133). */
  readonly perOrgan: ReadonlyMap<OrganCode, readonly BaselineTarget[]>;
  /** Measurable lesions that were not chosen (R-135). */
  readonly unselected: readonly BaselineNonTarget[];
};
type Row = CheckRow<BaselineContext>;

const isMeasurable = (lesion: BaselineNonTarget): boolean =>
  lesion.sizeMm !== undefined && classifyLesion({ ...lesion, sizeMm: lesion.sizeMm, method: lesion.method ?? 'CT' }).class === 'measurable';

function contextOf(input: SubjectInput, parameters: Parameters): BaselineContext {
  const { targets, nonTargets } = input.baseline;
  return { input, parameters, list: checkTargets(targets, parameters), perOrgan: Map.groupBy(targets, organOf), unselected: nonTargets.filter(isMeasurable) };
}

const organOfNonTarget = ({ kind, organ }: BaselineNonTarget): OrganCode => organOf({ kind, organ: organ ?? 'other' });
const about = (lesions: readonly { readonly id: string }[]): readonly About[] => lesions.map(({ id }) => ({ lesionId: id }));
const isGiven = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';

/** A row about single lesions of a list: it applies when the test holds for any. */
function each<Lesion extends { readonly id: string }>(
  id: string, listOf: (context: BaselineContext) => readonly Lesion[], test: (lesion: Lesion, context: BaselineContext) => boolean, say: (lesion: Lesion, name: NameOf, context: BaselineContext) => string, more: Partial<Row> = {},
): Row {
  return {
    id, applies: (context) => listOf(context).some((lesion) => test(lesion, context)), about: (context) => about(listOf(context).filter((lesion) => test(lesion, context))),
    say: (context, name, { lesionId }) => {
      const lesion = listOf(context).find((one) => one.id === lesionId);
      return lesion === undefined ? '' : say(lesion, name, context);
    },
    ...more,
  };
}

const targets = ({ input }: BaselineContext): readonly BaselineTarget[] => input.baseline.targets;
const nonTargets = ({ input }: BaselineContext): readonly BaselineNonTarget[] => input.baseline.nonTargets;
const unmeasured = ({ input }: BaselineContext) => input.baseline.unmeasured ?? [];
const target = (id: string, test: (lesion: BaselineTarget) => boolean, say: (lesion: BaselineTarget, name: NameOf) => string, more: Partial<Row> = {}): Row => each(id, targets, test, say, more);

const classificationOf = ({ list }: BaselineContext, id: string | undefined): Classification | undefined => list.perTarget.find((one) => one.id === id)?.classification;

/** A row about the targets of which `checkTargets` says so. */
const ofTargetList = (id: string, say: (rejected: Rejected, name: NameOf) => string): Row => ({
  id,
  applies: ({ list }) => list.checks.includes(id) || list.otherChecks.includes(id),
  about: ({ list }) => about(list.perTarget.filter((one) => one.checks.includes(id))),
  rules: (context, { lesionId }) => classificationOf(context, lesionId)?.rules ?? [],
  say: (context, name, { lesionId }) => {
    const [lesion, classification] = [targets(context).find((one) => one.id === lesionId), classificationOf(context, lesionId)];
    return lesion && classification ? say({ target: lesion, classification }, name) : '';
  },
});

const tooSmall = ({ target: lesion }: Rejected, name: NameOf): string => {
  const { size, slices, limit } = limitText(lesion);
  return lesion.kind === 'node'
    ? `Node ${name(lesion.id)} ${size} mm short axis cannot be a target. A target needs ${limit}. Make it a non-target, or measure again.`
    : `${name(lesion.id)} ${size} mm cannot be a target${slices}. A target needs ${limit}. Make it a non-target, or measure again.`;
};

function notMeasurable(rejected: Rejected, name: NameOf): string {
  const [rule = ''] = rejected.classification.rules;
  const bySize = rejected.classification.class === 'pathologicalNode' || rejected.classification.class === 'normalNode' || rule === 'R-115';
  return bySize ? tooSmall(rejected, name) : `${name(rejected.target.id)} is not measurable and cannot be a target (${rule}). Make it a non-target, or accept it as a protocol deviation with a reason.`;
}

const normalNode = (id: string, sizeMm: number, name: NameOf): string => `Node ${name(id)} ${formatMm(sizeMm)} mm short axis is below 10.0 mm: a normal node is not disease (R-114). Remove it, or measure again.`;
const isNormalNode = ({ kind, sizeMm }: BaselineNonTarget): boolean => kind === 'node' && sizeMm !== undefined && classifyLesion({ kind, sizeMm, method: 'CT' }).class === 'normalNode';

function sliceText({ id, sliceThicknessMm }: BaselineTarget, name: NameOf): string {
  if (sliceThicknessMm === undefined) return `The slice thickness under ${name(id)} is not known; ${unitsText(thinSliceUnits)} mm is assumed (R-111). Check the series.`;
  return `${name(id)} was measured on ${formatMm(sliceThicknessMm)} mm slices. Above ${unitsText(thinSliceUnits)} mm a target needs twice the thickness, ${formatMm(2 * sliceThicknessMm)} mm (R-111). Measure on thinner slices if there are any.`;
}

const crowded = ({ perOrgan, parameters }: BaselineContext): readonly (readonly BaselineTarget[])[] => [...perOrgan.values()].filter((members) => members.length > parameters.maxPerOrgan);

function crowdText(context: BaselineContext, name: NameOf, lesionId: string | undefined): string {
  const members = crowded(context).find((group) => group.at(-1)?.id === lesionId) ?? [];
  const [first] = members;
  const organ = first ? organOf(first) : 'other';
  const where = organ === 'lymphNode' ? 'are nodes, which count as one organ' : `are in the organ ${organWords(organ)}`;
  return `${members.length} targets ${where} (${listText(members.map(({ id }) => name(id)))}), the protocol allows ${context.parameters.maxPerOrgan} (R-132). Make ${members.length - context.parameters.maxPerOrgan} of them non-target.`;
}

const daysBefore = ({ input, parameters }: BaselineContext): number => {
  const origin = timeOriginOf(input.subject, parameters.timeOrigin, input.baseline.date);
  return origin === null ? 0 : daysBetween(input.baseline.date, origin.date);
};
const isAfterFirstDose = ({ input: { subject, baseline } }: BaselineContext): boolean => subject.firstDoseDate !== undefined && baseline.date > subject.firstDoseDate;

/** Could this lesion still be chosen, by number and by number in its organ (Q-B09)? */
const hasRoom = (lesion: BaselineNonTarget, context: BaselineContext): boolean =>
  targets(context).length < context.parameters.maxTargets && (context.perOrgan.get(organOfNonTarget(lesion))?.length ?? 0) < context.parameters.maxPerOrgan;
const isCystic = ({ nature }: Pick<BaselineTarget, 'nature'>): boolean => nature === 'cysticMetastasis';
const solidOnes = ({ unselected }: BaselineContext): readonly BaselineNonTarget[] => unselected.filter((lesion) => !isCystic(lesion));
const isWithoutQuality = ({ method = 'CT', petCt, contrast, diagnosticQualityStated }: BaselineTarget): boolean =>
  method === 'CT' && (petCt === true || contrast === false) && diagnosticQualityStated !== true;

function overlapping({ input: { baseline } }: BaselineContext): readonly About[] {
  const drawn = [...baseline.targets, ...baseline.nonTargets].flatMap(({ id, caliper }) => (caliper === undefined ? [] : [{ id, caliper }]));
  return drawn.flatMap((one, index) => drawn.slice(index + 1).filter((other) => overlaps(one.caliper, other.caliper)).map((other) => ({ lesionId: one.id, otherLesionId: other.id })));
}

function missingRegions({ input: { baseline: { regionsImaged, regionsRequired = [] } } }: BaselineContext): readonly BodyRegion[] {
  return regionsImaged === undefined ? [] : regionsRequired.filter((region) => !regionsImaged.includes(region));
}

const rows: readonly Row[] = [
  {
    id: 'Q-B01', applies: ({ list }) => list.checks.includes('Q-B01'),
    say: ({ input, parameters }) => `${input.baseline.targets.length} targets are recorded, the protocol allows ${parameters.maxTargets} (R-131). Make ${input.baseline.targets.length - parameters.maxTargets} of them non-target.`,
  },
  {
    id: 'Q-B02', applies: ({ list }) => list.checks.includes('Q-B02'), about: (context) => about(crowded(context).flatMap((members) => members.slice(-1))),
    say: (context, name, { lesionId }) => crowdText(context, name, lesionId),
  },
  ofTargetList('Q-B03', notMeasurable),
  ofTargetList('Q-B04', ({ target: { id, sizeMm } }, name) => normalNode(id, sizeMm, name)),
  each('Q-B04', nonTargets, isNormalNode, ({ id, sizeMm }, name) => normalNode(id, sizeMm ?? 0, name)),
  ofTargetList('Q-B05', tooSmall),
  target('Q-B06', ({ kind, axis }) => axis !== undefined && (axis === 'long') === (kind === 'node'), ({ id, kind, sizeMm }, name) => (kind === 'node'
    ? `The ${formatMm(sizeMm)} mm of node ${name(id)} are its long axis; a node counts by its short axis (R-203). Record the short axis.`
    : `The ${formatMm(sizeMm)} mm of ${name(id)} are its short axis; it counts by its longest diameter (R-202). Record the longest diameter.`)),
  each('Q-B06', unmeasured, ({ kind, longAxisMm }) => kind === 'node' && longAxisMm !== undefined,
    ({ id, longAxisMm }, name) => `Node ${name(id)} has a long axis of ${formatMm(longAxisMm ?? 0)} mm but no short axis: it is not in the sum (R-203). Place the short axis.`),
  each('Q-F01', unmeasured, ({ kind, longAxisMm }) => kind !== 'node' || longAxisMm === undefined,
    ({ id }, name) => `Target ${name(id)} has no measurement at baseline: it is not in the sum (R-150). Measure it, or make it a non-target.`, { rules: () => ['R-150'] }),
  { ...ofTargetList('Q-B07', ({ target: lesion }, name) => sliceText(lesion, name)), rules: () => ['R-111'] },
  {
    id: 'Q-B08', severity: 'block', applies: isAfterFirstDose,
    say: ({ input: { baseline, subject } }) => `The baseline scan of ${baseline.date} is after the first dose of ${subject.firstDoseDate ?? ''} (R-101). Check both dates, or assign the scan before treatment.`,
  },
  {
    id: 'Q-B08', applies: (context) => !isAfterFirstDose(context) && daysBefore(context) > context.parameters.baselineMaxDaysBefore,
    say: (context) => {
      const { input: { subject, baseline }, parameters } = context;
      return `The baseline scan of ${baseline.date} is ${dayCount(daysBefore(context))} before ${timeOriginOf(subject, parameters.timeOrigin, baseline.date)?.date ?? ''}; the protocol allows ${parameters.baselineMaxDaysBefore} (R-101). Assign a later scan, or say why there is none.`;
    },
  },
  each('Q-B09', ({ unselected }) => unselected, hasRoom, ({ id }, name, { parameters }) => `${name(id)} is measurable and could be a target: fewer than ${parameters.maxTargets} are chosen (R-130). Choose the largest that can be measured again.`),
  each('Q-B10', ({ unselected }) => unselected, (lesion, { perOrgan }) => !perOrgan.has(organOfNonTarget(lesion)),
    (lesion, name) => `${name(lesion.id)} is measurable, but the organ ${organWords(organOfNonTarget(lesion))} has no target. Targets represent all involved organs (R-130).`),
  { ...ofTargetList('Q-B11', ({ target: { id } }, name) => `${name(id)} lies in a locally treated area and progression since then is not documented (R-119). Document it, or make the lesion a non-target.`), rules: () => ['R-119'] },
  each('Q-B12', targets, (lesion, context) => isCystic(lesion) && solidOnes(context).length > 0,
    ({ id }, name, context) => `${name(id)} is cystic although ${listText(solidOnes(context).map((lesion) => name(lesion.id)))} can be measured and ${solidOnes(context).length === 1 ? 'is' : 'are'} not. Prefer the lesion that is not cystic (R-118).`),
  { ...ofTargetList('Q-B13', ({ target: { id } }, name) => `Bone lesion ${name(id)} cannot be a target without a soft-tissue component (R-117). Measure the component, or make the lesion a non-target.`), rules: () => ['R-117'] },
  target('Q-B13', ({ kind, organ, nature, softTissueComponent }) => kind === 'nonNodal' && organ === 'bone' && nature === undefined && softTissueComponent !== true,
    ({ id }, name) => `Bone lesion ${name(id)} counts only by a soft-tissue component that CT or MRI shows (R-117). Say that this is what was measured, or make the lesion a non-target.`, { severity: 'warn' }),
  {
    id: 'Q-B14', applies: ({ parameters, list, unselected }) => parameters.measurableDiseaseRequired && unselected.length === 0 && !list.perTarget.some((one) => one.classification.class === 'measurable'),
    say: () => 'No measurable lesion is recorded, but the protocol requires one (R-102). Check the lesions, or say why the subject takes part.',
  },
  ofTargetList('Q-B15', ({ target: { id }, classification }, name) => `${name(id)} was measured on a method that does not make a lesion measurable (${classification.rules[0] ?? ''}). Measure it on CT or MRI, or make it a non-target.`),
  target('Q-B16', isWithoutQuality, ({ id, petCt }, name) => `${name(id)} was measured on ${petCt === true ? 'the CT part of a PET-CT' : 'CT without contrast'}. State that its quality is diagnostic (R-121), or measure on another series.`),
  each('Q-B17', nonTargets, ({ kind, organ, description }) => (organ === undefined && kind !== 'node') || (description !== undefined && !isGiven(description)),
    ({ id, kind, organ }, name) => `Non-target ${name(id)} has no ${organ === undefined && kind !== 'node' ? 'organ' : 'description'}. Say what it is, so that it can be found again (R-141).`),
  target('Q-B18', ({ plane, planeReason }) => plane !== undefined && plane !== defaultPlane && !isGiven(planeReason),
    ({ id, plane }, name) => `${name(id)} was measured in ${plane === 'oblique' ? 'an oblique' : `a ${plane ?? ''}`} plane. Measure in the ${defaultPlane} plane, or say why not (R-202).`),
  {
    id: 'Q-B19', applies: (context) => overlapping(context).length > 0, about: overlapping,
    say: (_context, name, { lesionId, otherLesionId }) => `The measurements of ${name(lesionId ?? '')} and ${name(otherLesionId ?? '')} overlap on the same slice. Check that they are two lesions (R-211).`,
  },
  {
    id: 'Q-B20', applies: (context) => missingRegions(context).length > 0, about: (context) => missingRegions(context).map((region) => ({ region })),
    say: (_context, _name, { region }) => `The protocol wants the ${region ?? ''} imaged at baseline; no scan covers it. Assign the scan, or say why there is none (R-103).`,
  },
];

/** Ids of the baseline checks that apply, sorted. */
export const checksOfBaseline = (input: SubjectInput, parameters: Parameters): readonly string[] => idsOf(rows, contextOf(input, parameters));

/** The baseline checks that apply, in words. */
export const findingsOfBaseline = (input: SubjectInput, parameters: Parameters, name: NameOf): readonly CheckFinding[] => findingsOf(rows, contextOf(input, parameters), name, { place: 'baseline', timepointId: null });
