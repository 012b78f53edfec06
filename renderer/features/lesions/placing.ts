/** The lesion being placed, as far as it is drawn and named. Pure. */
import type { Assessment, Lesion, SeriesSummary, SubjectCase } from '../../../src/casefile/index.ts';
import type { LesionTraits } from '../../../src/recist/index.ts';
import { assessmentOf, pendingId, type Placement } from '../../state/index.ts';
import { seriesOf } from './caseFacts.ts';
import { kindOf } from './defaults.ts';
import { placementChecks, type Candidate, type Guard } from './guards.ts';

/** The series a placement was drawn on. */
export const placementSeries = (subject: SubjectCase, placement: Placement): SeriesSummary | undefined => (placement.measure ? seriesOf(subject, placement.measure.caliper.seriesId) : undefined);

/** Nothing said is no member. */
export const saidTraits = (traits: LesionTraits | undefined): { readonly traits?: LesionTraits } => (traits === undefined || Object.keys(traits).length === 0 ? {} : { traits });

/** The lesion a placement stands for while it has no id of its own. */
export const pendingLesion = (placement: Placement): Lesion => ({
  id: pendingId as Lesion['id'], role: placement.role, label: placement.label, organ: placement.organ ?? 'other', kind: placement.organ === null ? 'nonNodal' : kindOf(placement.organ),
  description: placement.description, group: placement.group, placedAt: placement.timepointId as Lesion['placedAt'], ...saidTraits(placement.traits),
});

/** What would be recorded: the calliper drawn, else a status; undefined for a target that is not drawn. */
export function pendingRecord(placement: Placement, newStatus: 'equivocal' | 'unequivocal'): Assessment | undefined {
  if (placement.measure) return assessmentOf(placement, placement.measure, undefined, newStatus);
  if (placement.role === 'target') return undefined;
  return placement.role === 'new' ? { state: 'newLesion', status: newStatus } : { state: 'status', status: 'present' };
}

/** What the lesion is as far as it is drawn and named. */
export function candidateOf(placement: Placement, series: SeriesSummary | undefined): Candidate | null {
  const { organ, measure } = placement;
  if (organ === null) return null;
  const kind = kindOf(organ);
  const shortMm = measure === null || measure.caliper.shortAxisProvisional ? null : measure.shortAxisMm;
  return { kind, organ, series, sizeMm: kind === 'node' ? shortMm : measure?.longAxisMm ?? null, otherAxisMm: kind === 'node' ? measure?.longAxisMm ?? null : shortMm };
}

const asked = new WeakMap<Placement, { readonly subject: SubjectCase; readonly guards: readonly Guard[] }>();

/** Everything that stands in the way of the lesion being placed, or should be known about it; of a new lesion what calling it unequivocal raises. Asked once per placement. */
export function placementGuards(subject: SubjectCase, placement: Placement): readonly Guard[] {
  if (placement.organ === null || (placement.role === 'target' && !placement.measure)) return [];
  const found = asked.get(placement);
  if (found?.subject === subject) return found.guards;
  const guards = placementChecks(subject, pendingLesion(placement), pendingRecord(placement, 'unequivocal'));
  asked.set(placement, { subject, guards });
  return guards;
}

/** Why it cannot be recorded yet; null when it can. */
export function placementObstacle(subject: SubjectCase, placement: Placement): string | null {
  if (placement.state === 'sending') return 'Being stored';
  if (placement.role === 'target' && !placement.measure) return 'Not drawn yet';
  if (placement.organ === null) return 'No organ chosen';
  return placementGuards(subject, placement).find(({ finding }) => finding.severity === 'block')?.title ?? null;
}

/** True when everything that blocks may be accepted as a protocol deviation with a reason. */
export const isDeviation = (guards: readonly Guard[]): boolean => {
  const blocking = guards.filter(({ finding }) => finding.severity === 'block');
  return blocking.length > 0 && blocking.every(({ finding }) => finding.acceptsReason === true);
};
