/** Conformity of the target list at baseline (sections 4.2, 4.3, 14; operation `checkTargets`). */
import { thinSliceUnits } from './criteria.ts';
import { classifyLesion, type Classification, type LesionDescription } from './measurability.ts';
import type { BaselineTarget, MeasuringMethod, OrganCode } from './model.ts';
import type { Parameters } from './parameters.ts';
import { toUnits } from './sizes.ts';

/** A chosen target with what is known of its measurability. A missing method is taken as CT. */
export type TargetCandidate = BaselineTarget & Partial<Omit<LesionDescription, 'kind' | 'method' | 'sizeMm'>>;

export type TargetListCheck = {
  /** Those of Q-B01, Q-B02, Q-B03 that apply, sorted. */
  readonly checks: readonly string[];
  /** Further checks of section 14 about the targets, sorted. */
  readonly otherChecks: readonly string[];
  readonly perTarget: readonly { readonly id: string; readonly organ: OrganCode; readonly classification: Classification; readonly checks: readonly string[] }[];
};

/** all nodes of the body are one organ. */
export const organOf = (target: Pick<BaselineTarget, 'kind' | 'organ'>): OrganCode => (target.kind === 'node' ? 'lymphNode' : target.organ);

const methodsThatDoNotMeasure: ReadonlySet<MeasuringMethod> = new Set(['ultrasound', 'PET', 'boneScan', 'plainFilmBone', 'endoscopy'] satisfies MeasuringMethod[]);
const isBone = (target: TargetCandidate): boolean => target.nature === 'boneBlastic' || target.nature === 'boneLytic' || target.nature === 'boneMixed';

function checksOfTarget(target: TargetCandidate, classification: Classification): string[] {
  const method = target.method ?? 'CT';
  const thickness = target.sliceThicknessMm;
  const found: string[] = [];
  if (classification.class !== 'measurable') found.push('Q-B03');
  if (classification.class === 'normalNode') found.push('Q-B04');
  if (classification.class === 'pathologicalNode') found.push('Q-B05');
  if ((method === 'CT' || method === 'MRI') && (thickness === undefined || toUnits(thickness) > thinSliceUnits)) found.push('Q-B07');
  if (target.previousLocalTherapy === true && target.progressedSinceLocalTherapy !== true) found.push('Q-B11');
  if (isBone(target) && target.softTissueComponent !== true) found.push('Q-B13');
  if (methodsThatDoNotMeasure.has(method)) found.push('Q-B15');
  return found;
}

const isMethodKnown = (target: TargetCandidate): target is TargetCandidate & Pick<LesionDescription, 'method'> => target.method !== undefined;
const withMethod = (target: TargetCandidate): LesionDescription => (isMethodKnown(target) ? target : { ...target, method: 'CT' });

const required: readonly string[] = ['Q-B01', 'Q-B02', 'Q-B03'];

/**
 * Checks the chosen targets against number, number per organ and measurability. The engine evaluates the data as given all
 * the same.
 */
export function checkTargets(targets: readonly TargetCandidate[], parameters: Pick<Parameters, 'maxTargets' | 'maxPerOrgan'>): TargetListCheck {
  const perOrgan = new Map<OrganCode, number>();
  const found: string[] = [];
  const perTarget = targets.map((target) => {
    const organ = organOf(target);
    perOrgan.set(organ, (perOrgan.get(organ) ?? 0) + 1);
    const classification = classifyLesion(withMethod(target));
    const checks = checksOfTarget(target, classification);
    for (const id of checks) if (!found.includes(id)) found.push(id);
    return { id: target.id, organ, classification, checks };
  });
  if (targets.length > parameters.maxTargets) found.push('Q-B01');
  if ([...perOrgan.values()].some((count) => count > parameters.maxPerOrgan)) found.push('Q-B02');
  return {
    checks: required.filter((id) => found.includes(id)),
    otherChecks: found.filter((id) => !required.includes(id)).sort(),
    perTarget,
  };
}
