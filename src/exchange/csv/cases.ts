import type { SubjectCase } from '../../casefile/index.ts';
import type { SubjectResult } from '../../recist/index.ts';

/** A subject's facts and what the engine makes of them. */
export type CaseWithResult = { readonly case: SubjectCase; readonly result: SubjectResult | null };
