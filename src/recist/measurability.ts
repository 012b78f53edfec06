/** Measurability of a lesion at baseline (section 4.2, operation `classifyLesion`). */
import { assertNever } from '../common/index.ts';
import { chestXrayMeasurableUnits, lesionMeasurableUnits, nodeDiseaseUnits, nodeMeasurableUnits, thinSliceUnits } from './criteria.ts';
import type { LesionKind, MeasuringMethod } from './model.ts';
import { toMm, toUnits } from './sizes.ts';

export const lesionNatures = [
  'simpleCyst', 'cysticMetastasis', 'boneBlastic', 'boneLytic', 'boneMixed', 'leptomeningeal', 'ascites', 'pleuralEffusion', 'pericardialEffusion',
  'inflammatoryBreast', 'lymphangiticSkin', 'lymphangiticLung', 'abdominalMassByPalpation', 'organomegalyByPalpation',
] as const;
export type LesionNature = (typeof lesionNatures)[number];

export const measuringMethods = ['CT', 'MRI', 'chestXray', 'caliper', 'ultrasound', 'PET', 'boneScan', 'plainFilmBone', 'endoscopy'] as const satisfies readonly MeasuringMethod[];

export type LesionClass = 'measurable' | 'pathologicalNode' | 'nonMeasurable' | 'normalNode' | 'notDisease';

/** What is known of a lesion at baseline; sizes in mm (LD, or SA of a node). */
export type LesionDescription = {
  readonly kind: LesionKind;
  readonly method: MeasuringMethod;
  readonly sizeMm: number;
  readonly sliceThicknessMm?: number;
  readonly nature?: LesionNature;
  readonly softTissueComponent?: boolean;
  readonly previousLocalTherapy?: boolean;
  readonly progressedSinceLocalTherapy?: boolean;
};
export type Classification = { readonly class: LesionClass; readonly rules: readonly string[] };

/** never measurable, whatever the size. */
const trulyNonMeasurable: ReadonlySet<LesionNature> = new Set([
  'leptomeningeal', 'ascites', 'pleuralEffusion', 'pericardialEffusion', 'inflammatoryBreast', 'lymphangiticSkin', 'lymphangiticLung',
  'abdominalMassByPalpation', 'organomegalyByPalpation',
] satisfies LesionNature[]);

/** methods that do not make a lesion measurable. */
const ruleOfMethodThatDoesNotMeasure = new Map<MeasuringMethod, string>([
  ['ultrasound', 'R-120'], ['PET', 'R-120'], ['boneScan', 'R-120'], ['endoscopy', 'R-120'], ['plainFilmBone', 'R-117'],
]);

const isCrossSectional = (method: MeasuringMethod): boolean => method === 'CT' || method === 'MRI';

/** twice the slice thickness above 5 mm slices, else nothing beyond the ordinary limit. Units of 0.0001 mm. */
function thickSliceMinimum(lesion: Pick<LesionDescription, 'method' | 'sliceThicknessMm'>): number {
  const thickness = lesion.sliceThicknessMm === undefined ? thinSliceUnits : toUnits(lesion.sliceThicknessMm);
  return isCrossSectional(lesion.method) && thickness > thinSliceUnits ? 2 * thickness : 0;
}

function byNature(lesion: LesionDescription): Classification | null {
  const { nature } = lesion;
  if (nature === 'simpleCyst') return { class: 'notDisease', rules: ['R-118'] };
  if (nature !== undefined && trulyNonMeasurable.has(nature)) return { class: 'nonMeasurable', rules: ['R-116'] };
  const boneWithoutComponent = (nature === 'boneLytic' || nature === 'boneMixed') && lesion.softTissueComponent !== true;
  return nature === 'boneBlastic' || boneWithoutComponent ? { class: 'nonMeasurable', rules: ['R-117'] } : null;
}

function byLocalTreatment(lesion: LesionDescription, size: number): Classification | null {
  if (lesion.previousLocalTherapy !== true || lesion.progressedSinceLocalTherapy === true) return null;
  if (lesion.kind === 'node' && size < nodeDiseaseUnits) return { class: 'normalNode', rules: ['R-114', 'R-119'] };
  return { class: 'nonMeasurable', rules: ['R-119'] };
}

function nodeBySize(lesion: LesionDescription, size: number): Classification {
  const thick = thickSliceMinimum(lesion);
  if (size < nodeDiseaseUnits) return { class: 'normalNode', rules: ['R-114'] };
  if (size < nodeMeasurableUnits) return { class: 'pathologicalNode', rules: ['R-114'] };
  if (size < thick) return { class: 'pathologicalNode', rules: ['R-111', 'R-114'] };
  return { class: 'measurable', rules: thick > nodeMeasurableUnits ? ['R-111', 'R-114'] : ['R-114'] };
}

function limitOf(lesion: Pick<LesionDescription, 'method' | 'sliceThicknessMm'>): { readonly rule: string; readonly minimum: number } {
  switch (lesion.method) {
    case 'CT':
    case 'MRI': {
      const thick = thickSliceMinimum(lesion);
      return thick > 0 ? { rule: 'R-111', minimum: thick } : { rule: 'R-110', minimum: lesionMeasurableUnits };
    }
    case 'caliper': return { rule: 'R-112', minimum: lesionMeasurableUnits };
    case 'chestXray': return { rule: 'R-113', minimum: chestXrayMeasurableUnits };
    case 'ultrasound':
    case 'PET':
    case 'boneScan':
    case 'plainFilmBone':
    case 'endoscopy': return { rule: ruleOfMethodThatDoesNotMeasure.get(lesion.method) ?? 'R-120', minimum: Number.POSITIVE_INFINITY };
    default: return assertNever(lesion.method, 'method');
  }
}

/**
 * Smallest size in mm at which a lesion without a special nature is measurable by this method: short axis for a node. Null for a method
 * that never measures.
 */
export function smallestMeasurableMm(lesion: Pick<LesionDescription, 'kind' | 'method' | 'sliceThicknessMm'>): number | null {
  if (ruleOfMethodThatDoesNotMeasure.has(lesion.method)) return null;
  return toMm(lesion.kind === 'node' ? Math.max(nodeMeasurableUnits, thickSliceMinimum(lesion)) : limitOf(lesion).minimum);
}

function lesionBySize(lesion: LesionDescription, size: number): Classification {
  const { rule, minimum } = limitOf(lesion);
  const natureRules = lesion.nature === undefined ? [] : [lesion.nature === 'cysticMetastasis' ? 'R-118' : 'R-117'];
  return size >= minimum ? { class: 'measurable', rules: [rule, ...natureRules] } : { class: 'nonMeasurable', rules: ['R-115', rule, ...natureRules] };
}

/** The class of a lesion at baseline; limits are inclusive. The first of nature, method, local treatment and size that applies decides (A.1). */
export function classifyLesion(lesion: LesionDescription): Classification {
  const size = toUnits(lesion.sizeMm);
  const nature = byNature(lesion);
  if (nature) return nature;
  const methodRule = ruleOfMethodThatDoesNotMeasure.get(lesion.method);
  if (methodRule !== undefined) return { class: 'nonMeasurable', rules: [methodRule] };
  return byLocalTreatment(lesion, size) ?? (lesion.kind === 'node' ? nodeBySize(lesion, size) : lesionBySize(lesion, size));
}
