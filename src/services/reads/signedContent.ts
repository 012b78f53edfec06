import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../common/index.ts';
import { caseUpTo, labelsOf, signedFacts, type SignedContent, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import { evaluateSubject } from '../../endpoints/index.ts';
import { engineVersion, type TimepointResult } from '../../recist/index.ts';

/** What is frozen by a signature: facts, parameters, the engine's answer to them, and the SHA-256 that names them. */
export type Frozen = { readonly content: SignedContent; readonly contentHash: string; readonly result: TimepointResult | null; readonly sumMm: number | null };

/** Runs the engine on the facts up to the timepoint and freezes both. The same facts give the same hash. */
export function freeze(whole: SubjectCase, timepoint: Timepoint): Frozen {
  const subject = caseUpTo(whole, timepoint);
  const facts = signedFacts(whole, timepoint);
  const answer = facts.engineInput === null ? null : evaluateSubject(facts.engineInput, facts.parameters, labelsOf(subject));
  // The explanation is written when it is asked for; stored, it is plain data.
  const result = answer ? (JSON.parse(JSON.stringify(answer.timepoints.find((one) => one.id === timepoint.id) ?? null)) as TimepointResult | null) : null;
  const contentHash = createHash('sha256').update(canonicalJson(facts as unknown as Json)).digest('hex');
  return {
    content: { ...facts, engineVersion, result }, contentHash, result,
    sumMm: timepoint.index === 0 ? (answer?.baseline.sum ?? null) : (result?.sum ?? null),
  };
}
