/** Confirmation of CR and PR by a later assessment. */
import type { Parameters } from '../recist/index.ts';
import type { Assessment } from './sequence.ts';

type Limits = Pick<Parameters, 'confirmationMinDays' | 'confirmMaxNE' | 'confirmMaxSD'>;

export type Confirmation =
  | { readonly kind: 'confirmed'; readonly by: number }
  /** Nothing that came later rules out that the next assessment confirms. */
  | { readonly kind: 'open' }
  /** The assessment at `by` rules it out. */
  | { readonly kind: 'contradicted'; readonly by: number };

const exceeds = (count: number, most: number | null): boolean => most !== null && count > most;

/** What the assessments after the CR or PR at `index` say of it. They are walked once, up to the first that confirms or contradicts. */
export function confirmationOf(assessments: readonly Assessment[], index: number, limits: Limits): Confirmation {
  const first = assessments[index];
  if (first === undefined) return { kind: 'contradicted', by: index };
  let notEvaluable = 0;
  let stable = 0;
  let hadCr = first.overall === 'CR';
  for (let at = index + 1; at < assessments.length; at += 1) {
    const { overall, day } = assessments[at] ?? first;
    const isLater = day - first.day >= limits.confirmationMinDays;
    const confirms = overall === 'CR' || (first.overall === 'PR' && overall === 'PR' && !hadCr);
    if (confirms && isLater) return { kind: 'confirmed', by: at };
    if (overall === 'NE') notEvaluable += 1;
    else if (overall === 'SD' && first.overall === 'PR') stable += 1;
    else if (!confirms) return { kind: 'contradicted', by: at };
    if (exceeds(notEvaluable, limits.confirmMaxNE) || exceeds(stable, limits.confirmMaxSD)) return { kind: 'contradicted', by: at };
    hadCr ||= overall === 'CR';
  }
  return { kind: 'open' };
}
