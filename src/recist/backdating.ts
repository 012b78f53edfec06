/** Progression dated back to the scan on which a finding was first equivocal. */
import { daysBetween, type IsoDate } from '../common/index.ts';
import type { TimepointFacts } from './timepointFacts.ts';

export type BackdatedFinding = { readonly lesionId: string; readonly component: 'nonTarget' | 'newLesion'; readonly scanDate: IsoDate; readonly index: number };

export type Backdating = {
  /** First timepoint with PD as read, where the findings are unequivocal. */
  readonly fromIndex: number;
  /** Timepoint that becomes PD. */
  readonly toIndex: number;
  /** Scan date of the earliest equivocal record: the date of progression. */
  readonly date: IsoDate;
  /** Findings first equivocal at that timepoint. */
  readonly findings: readonly BackdatedFinding[];
};

type Link = { readonly kind: 'equivocal'; readonly scanDate: IsoDate } | { readonly kind: 'stepOver' } | { readonly kind: 'end' };
const stepOver: Link = { kind: 'stepOver' };
const end: Link = { kind: 'end' };

function newLesionLink(facts: TimepointFacts, lesionId: string): Link {
  if (!facts.performed) return stepOver;
  const record = facts.input.newLesions.find((candidate) => candidate.id === lesionId);
  if (record?.status === 'equivocal') return { kind: 'equivocal', scanDate: record.scanDate ?? facts.date };
  return record?.status === 'notEvaluable' ? stepOver : end;
}

function nonTargetLink(facts: TimepointFacts, lesionId: string): Link {
  if (!facts.performed) return stepOver;
  const value = facts.nonTargets.find((candidate) => candidate.id === lesionId);
  if (value?.status === 'equivocalProgression') return { kind: 'equivocal', scanDate: value.scanDate };
  return value?.status === 'notEvaluable' ? stepOver : end;
}

/** Follows one lesion backwards from the PD timepoint to its first equivocal record of the unbroken chain; null when there is none. */
function firstEquivocal(timepoints: readonly TimepointFacts[], pdIndex: number, lesionId: string, component: BackdatedFinding['component']): BackdatedFinding | null {
  const linkOf = component === 'newLesion' ? newLesionLink : nonTargetLink;
  let found: BackdatedFinding | null = null;
  for (let index = pdIndex - 1; index >= 0; index -= 1) {
    const facts = timepoints[index];
    const link = facts ? linkOf(facts, lesionId) : end;
    if (link.kind === 'end') break;
    if (link.kind === 'equivocal') found = { lesionId, component, scanDate: link.scanDate, index };
  }
  return found;
}

/**
 * Where the first progression is dated back to, or null. Only findings that are unequivocal at that first PD can move it; of several the
 * earliest scan counts. Timepoints must be in date order and within the data cut-off.
 */
export function findBackdating(timepoints: readonly TimepointFacts[]): Backdating | null {
  const fromIndex = timepoints.findIndex((facts) => facts.overallAsRead === 'PD');
  const pd = timepoints[fromIndex];
  if (!pd) return null;
  const newOnes = pd.input.newLesions.filter((record) => record.status === 'unequivocal').map((record) => firstEquivocal(timepoints, fromIndex, record.id, 'newLesion'));
  const old = pd.nonTargets.filter((value) => value.status === 'unequivocalProgression').map((value) => firstEquivocal(timepoints, fromIndex, value.id, 'nonTarget'));
  const findings = [...newOnes, ...old].filter((finding) => finding !== null);
  const earliest = findings.reduce<BackdatedFinding | null>(
    (best, finding) => (best === null || finding.scanDate < best.scanDate || (finding.scanDate === best.scanDate && finding.index < best.index) ? finding : best), null);
  if (earliest === null) return null;
  return { fromIndex, toIndex: earliest.index, date: earliest.scanDate, findings: findings.filter((finding) => finding.index === earliest.index) };
}

/** Days by which the date moved, for the words about it. */
export const backdatedDays = (backdating: Backdating, fromDate: IsoDate): number => daysBetween(backdating.date, fromDate);
