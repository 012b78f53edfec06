/** What stands in the way of a lesion as the reader is about to record it. Pure; the rules are the engine's. */
import { methodOfModality, type Lesion, type SeriesSummary, type SubjectCase } from '../../../src/casefile/index.ts';
import type { Severity } from '../../../src/common/index.ts';
import { checkTargets, classifyLesion, formatMm, organOf, smallestMeasurableMm, withDefaults, type BaselineTarget, type Classification, type LesionKind, type OrganCode, type Parameters } from '../../../src/recist/index.ts';
import { baselineOf, countsMm, recordAt, seriesOf } from './caseFacts.ts';
import { organName } from './organs.ts';

export type GuardFix = 'makeNonTarget' | 'measureAgain' | 'placeShortAxis';
export type Guard = {
  readonly severity: Severity;
  /** Check or rule id. */
  readonly code: string;
  readonly title: string;
  readonly text: string;
  readonly fixes: readonly GuardFix[];
};

/** A target as it would be placed. `sizeMm` null: the axis that counts is not placed yet. */
export type Candidate = { readonly kind: LesionKind; readonly organ: OrganCode; readonly sizeMm: number | null; readonly otherAxisMm: number | null; readonly series: SeriesSummary | undefined };

const methodOf = (series: SeriesSummary | undefined) => (series ? methodOfModality(series.modality) : undefined) ?? 'CT';

/** Smallest size of a target of this kind on this series, mm, by the engine; null where the method does not measure. */
export function minimumTargetMm(kind: LesionKind, series: SeriesSummary | undefined): number | null {
  const thickness = series?.sliceThicknessMm;
  return smallestMeasurableMm({ kind, method: methodOf(series), ...(thickness != null ? { sliceThicknessMm: thickness } : {}) });
}

/** Class of the candidate by the engine; null while it has no size. */
export function classify(candidate: Candidate): Classification | null {
  if (candidate.sizeMm === null) return null;
  const thickness = candidate.series?.sliceThicknessMm;
  return classifyLesion({ kind: candidate.kind, method: methodOf(candidate.series), sizeMm: candidate.sizeMm, ...(thickness != null ? { sliceThicknessMm: thickness } : {}) });
}

function sizeGuard(candidate: Candidate): Guard | null {
  const classification = classify(candidate);
  if (!classification || classification.class === 'measurable') return null;
  const size = formatMm(candidate.sizeMm ?? 0);
  const minimum = minimumTargetMm(candidate.kind, candidate.series);
  const limit = minimum === null ? 'no size' : formatMm(minimum);
  const rule = classification.rules.find((id) => id !== 'R-115') ?? 'R-115';
  if (classification.class === 'normalNode') {
    return { severity: 'block', code: 'Q-B04', title: `Node ${size} mm short axis is normal`, text: `Disease starts at 10.0 mm, a target at ${limit} mm (${rule}).`, fixes: ['measureAgain'] };
  }
  if (candidate.kind === 'node') {
    return {
      severity: 'block', code: 'Q-B05', title: `Node ${size} mm short axis cannot be a target`,
      text: `A node from 10 to below 15 mm is disease, but only as non-target. A target needs ${limit} mm (${rule}).`, fixes: ['makeNonTarget', 'measureAgain'],
    };
  }
  const thickness = candidate.series?.sliceThicknessMm;
  const because = thickness != null && thickness > 5 ? ` on ${formatMm(thickness)} mm slices` : '';
  const text = classification.rules.includes('R-120') ? `${candidate.series?.modality ?? 'This method'} does not measure (R-120).` : `A target needs ${limit} mm${because} (${rule}).`;
  return { severity: 'block', code: 'Q-B03', title: `${size} mm cannot be a target`, text, fixes: ['makeNonTarget', 'measureAgain'] };
}

/** Targets of the case at baseline, as the engine counts them. */
export function targetsAtBaseline(subject: SubjectCase): readonly BaselineTarget[] {
  const baseline = baselineOf(subject);
  if (!baseline) return [];
  return subject.lesions.filter((lesion) => lesion.role === 'target').map((lesion) => ({ id: lesion.id, kind: lesion.kind, organ: lesion.organ, sizeMm: countsMm(lesion, recordAt(subject, lesion.id, baseline.id)) ?? 0 }));
}

/** How many targets there are, in all and in one organ, against the protocol's limits. */
export function targetUse(subject: SubjectCase): { readonly all: number; readonly limit: number; readonly perOrgan: readonly { readonly organ: OrganCode; readonly count: number }[]; readonly limitPerOrgan: number } {
  const { maxTargets, maxPerOrgan } = withDefaults(subject.protocol.params as Partial<Parameters>);
  const targets = targetsAtBaseline(subject);
  const organs = [...new Set(targets.map(organOf))];
  return { all: targets.length, limit: maxTargets, perOrgan: organs.map((organ) => ({ organ, count: targets.filter((target) => organOf(target) === organ).length })), limitPerOrgan: maxPerOrgan };
}

function countGuard(subject: SubjectCase, candidate: Candidate): Guard | null {
  const parameters = withDefaults(subject.protocol.params as Partial<Parameters>);
  const target: BaselineTarget = { id: 'candidate', kind: candidate.kind, organ: candidate.organ, sizeMm: candidate.sizeMm ?? 0 };
  const { checks } = checkTargets([...targetsAtBaseline(subject), target], parameters);
  const { maxTargets, maxPerOrgan } = parameters;
  if (checks.includes('Q-B01')) {
    return { severity: 'block', code: 'Q-B01', title: `${maxTargets} targets are placed`, text: `The protocol follows at most ${maxTargets}. Further disease is non-target (R-131).`, fixes: ['makeNonTarget'] };
  }
  const organ = organOf(candidate);
  const used = targetUse(subject).perOrgan.find((entry) => entry.organ === organ)?.count ?? 0;
  if (used >= maxPerOrgan) {
    const name = organ === 'lymphNode' ? 'Lymph nodes have' : `${organName(organ)} has`;
    return { severity: 'block', code: 'Q-B02', title: `${name} ${used} targets`, text: `At most ${maxPerOrgan} per organ${organ === 'lymphNode' ? '; all nodes of the body are one organ' : ''} (R-132, R-133).`, fixes: ['makeNonTarget'] };
  }
  return null;
}

/** The organ has as many targets as the protocol follows: a further one there is non-target. */
export const isOrganFull = (subject: SubjectCase, organ: OrganCode): boolean => {
  const { perOrgan, limitPerOrgan } = targetUse(subject);
  return perOrgan.some((entry) => entry.organ === organ && entry.count >= limitPerOrgan);
};

/** A thick or unknown slice is said, it does not block (Q-B07). */
function thicknessGuard({ series }: Candidate): Guard | null {
  if (!series || !['CT', 'MRI'].includes(methodOf(series))) return null;
  if (series.sliceThicknessMm === null) return { severity: 'warn', code: 'Q-B07', title: 'Slice thickness is not recorded', text: '5 mm is assumed for the smallest target (R-111).', fixes: [] };
  if (series.sliceThicknessMm <= 5) return null;
  const thickness = formatMm(Math.round(series.sliceThicknessMm * 10) / 10);
  return { severity: 'warn', code: 'Q-B07', title: `Slices ${thickness} mm`, text: `A target needs twice the thickness, ${formatMm(minimumTargetMm('nonNodal', series) ?? 0)} mm (R-111).`, fixes: [] };
}

/** Everything to say about a target before it is recorded, what blocks first. */
export function targetGuards(subject: SubjectCase, candidate: Candidate): readonly Guard[] {
  const missingAxis: Guard | null = candidate.kind === 'node' && candidate.sizeMm === null && candidate.otherAxisMm !== null
    ? { severity: 'block', code: 'R-114', title: 'Short axis is not placed', text: 'A node counts by its short axis. Draw it across the node, or accept the one proposed.', fixes: ['placeShortAxis'] }
    : null;
  return [countGuard(subject, candidate), missingAxis, sizeGuard(candidate), thicknessGuard(candidate)].filter((guard): guard is Guard => guard !== null);
}

/** A non-target below the size of disease (Q-B04); nothing else limits a non-target. */
export function nonTargetGuards(candidate: Candidate): readonly Guard[] {
  if (candidate.kind !== 'node' || candidate.sizeMm === null || candidate.sizeMm >= 10) return [];
  return [{ severity: 'warn', code: 'Q-B04', title: `Node ${formatMm(candidate.sizeMm)} mm short axis is normal`, text: 'A node is disease from 10.0 mm (R-114).', fixes: ['measureAgain'] }];
}

/** A small new node is better recorded as equivocal (R-509, Q-F15). */
export function newLesionGuards(candidate: Candidate): readonly Guard[] {
  if (candidate.kind !== 'node' || candidate.sizeMm === null || candidate.sizeMm >= 15) return [];
  return [{ severity: 'warn', code: 'Q-F15', title: `New node ${formatMm(candidate.sizeMm)} mm short axis`, text: 'Below 15.0 mm it should be equivocal when it is the only evidence (R-509).', fixes: [] }];
}

/** Ids of targets whose baseline record is not measurable, with the reason: their value is red in the table. */
export function blockedTargets(subject: SubjectCase): ReadonlyMap<string, string> {
  const baseline = baselineOf(subject);
  const blocked = new Map<string, string>();
  if (!baseline) return blocked;
  for (const lesion of subject.lesions.filter((candidate): candidate is Lesion => candidate.role === 'target')) {
    const record = recordAt(subject, lesion.id, baseline.id);
    const series = record && 'caliper' in record && record.caliper ? seriesOf(subject, record.caliper.seriesId) : undefined;
    const guard = sizeGuard({ kind: lesion.kind, organ: lesion.organ, sizeMm: countsMm(lesion, record), otherAxisMm: null, series });
    if (guard) blocked.set(lesion.id, guard.title);
  }
  return blocked;
}
