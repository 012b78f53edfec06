/** What stands in the way of a lesion as the reader is about to record it. Pure; the checks, their words and limits are the engine's. */
import { methodOfModality, type Assessment, type Lesion, type SeriesSummary, type SubjectCase } from '../../../src/casefile/index.ts';
import { findingKey, type Finding } from '../../../src/common/index.ts';
import { checkTargets, classifyLesion, organOf, smallestMeasurableMm, withDefaults, type BaselineTarget, type Classification, type LesionKind, type OrganCode, type Parameters } from '../../../src/recist/index.ts';
import { withLesion } from '../../state/index.ts';
import { splitSentence } from '../../ui/index.ts';
import { baselineOf, countsMm, recordAt } from './caseFacts.ts';
import { kindOf } from './defaults.ts';
import { findingsAbout, windowFindings } from './windowFindings.ts';

export type GuardFix = 'makeNonTarget' | 'makeTarget' | 'measureAgain' | 'placeShortAxis' | 'softTissue' | 'progressedSince';
/** A check that the lesion being placed raises, with what can be done about it in one press. */
export type Guard = { readonly finding: Finding; readonly title: string; readonly text: string; readonly fixes: readonly GuardFix[] };

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

/** Remedies of the checks that a placement can raise. A normal node is no disease, so that making it a non-target is none. */
function fixesOf({ code }: Finding, all: readonly Finding[]): readonly GuardFix[] {
  switch (code) {
    case 'Q-B01':
    case 'Q-B02': return ['makeNonTarget'];
    case 'Q-B03': return all.some((one) => one.code === 'Q-B04') ? ['measureAgain'] : ['makeNonTarget', 'measureAgain'];
    case 'Q-B05':
    case 'Q-B15': return ['makeNonTarget', 'measureAgain'];
    case 'Q-B06': return ['placeShortAxis'];
    case 'Q-B09':
    case 'Q-B10': return ['makeTarget'];
    case 'Q-B11': return ['progressedSince', 'makeNonTarget'];
    case 'Q-B13': return ['softTissue', 'makeNonTarget'];
    case 'Q-B04':
    case 'Q-B18':
    case 'Q-B19': return ['measureAgain'];
    default: return [];
  }
}

/** Checks about the whole list of targets that one target more can raise. */
const aboutTheList: ReadonlySet<string> = new Set(['Q-B01']);
/** Said by the fields of the panel themselves. */
const saidByTheFields: ReadonlySet<string> = new Set(['Q-B17', 'Q-F01']);

/**
 * Everything the engine says about a lesion as it would be recorded, what blocks first: the checks of the case with it, less those that hold without it.
 * `record` undefined: not drawn yet.
 */
export function placementChecks(subject: SubjectCase, lesion: Lesion, record: Assessment | undefined): readonly Guard[] {
  const whole = withLesion(subject, lesion);
  const laid = record ? { ...whole, assessments: { ...whole.assessments, [lesion.id]: { [lesion.placedAt]: record } } } : whole;
  const before = new Set(windowFindings(subject).map(findingKey));
  const all = windowFindings(laid);
  const own = findingsAbout(all, lesion.id, lesion.placedAt);
  const list = all.filter((finding) => aboutTheList.has(finding.code) && !before.has(findingKey(finding)));
  const told = [...list, ...own].filter(({ code }) => !saidByTheFields.has(code));
  // An organ without a target says more than that there is room for one.
  const shown = told.some(({ code }) => code === 'Q-B10') ? told.filter(({ code }) => code !== 'Q-B09') : told;
  return shown.map((finding) => ({ finding, ...splitSentence(finding.message), fixes: fixesOf(finding, shown) }));
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

/** The engine would refuse a further target in the organ (Q-B02, R-132). */
export const isOrganFull = (subject: SubjectCase, organ: OrganCode): boolean => {
  const further: BaselineTarget = { id: 'further', kind: kindOf(organ), organ, sizeMm: 0 };
  const inOrgan = targetsAtBaseline(subject).filter((target) => organOf(target) === organOf(further));
  return checkTargets([...inOrgan, further], withDefaults(subject.protocol.params as Partial<Parameters>)).checks.includes('Q-B02');
};

const notATarget: ReadonlySet<string> = new Set(['Q-B03', 'Q-B05', 'Q-B13', 'Q-B15']);

/** Ids of targets that are not measurable at baseline, with the reason: their value is red in the table. One accepted as a deviation is not. */
export function blockedTargets(subject: SubjectCase): ReadonlyMap<string, string> {
  const blocking = windowFindings(subject).filter((finding) => notATarget.has(finding.code) && finding.severity === 'block' && !subject.checkReasons[findingKey(finding)]);
  return new Map(blocking.flatMap(({ at, message }) => (at?.['lesionId'] === undefined ? [] : [[at['lesionId'], splitSentence(message).title] as const])));
}
