import type { SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import type { ReferenceKind } from '../../state/index.ts';
import { baselineOf, nadirTimepoint } from '../lesions/index.ts';

/** The action that chooses each reference. */
export const referenceActions: Readonly<Record<ReferenceKind, string>> = { baseline: 'read.referenceBaseline', nadir: 'read.referenceNadir', prior: 'read.referencePrior' };

/** The timepoint imaged last before `current`; the one before it at least, when nothing was imaged. */
function priorOf(subject: SubjectCase, current: Timepoint): Timepoint | undefined {
  const earlier = subject.timepoints.filter((timepoint) => timepoint.index < current.index).sort((a, b) => b.index - a.index);
  return earlier.find((timepoint) => timepoint.series.length > 0) ?? earlier[0];
}

/** The timepoint each reference key stands for; undefined at baseline, and for a nadir without any sum the baseline. */
export function referenceTimepoint(subject: SubjectCase, result: SubjectResult | null, current: Timepoint, kind: ReferenceKind): Timepoint | undefined {
  if (current.index === 0) return undefined;
  switch (kind) {
    case 'baseline': return baselineOf(subject);
    case 'nadir': return nadirTimepoint(subject, result, current) ?? baselineOf(subject);
    case 'prior': return priorOf(subject, current);
  }
}

/** "nadir and prior": everything a reference timepoint is, for the pane's head. */
export function referenceWords(subject: SubjectCase, result: SubjectResult | null, current: Timepoint, reference: Timepoint): string {
  const kinds: readonly ReferenceKind[] = ['baseline', 'nadir', 'prior'];
  const words = kinds.filter((kind) => referenceTimepoint(subject, result, current, kind)?.id === reference.id);
  return words.filter((word) => word !== 'baseline' || reference.label !== 'Baseline').join(' and ');
}
