/** Two reads of one subject compared, and the decision between them (section 15). Plain data; services make it, the API carries it. */
import type { AgreementMetrics, Difference } from '../endpoints/index.ts';
import type { SubjectId } from '../common/index.ts';
import type { AdjudicationVariable, ReaderResult, SubjectResult } from '../recist/index.ts';
import type { SubjectCase } from './model.ts';

/** `reading`: a reader has timepoints left. `agreed`: the first reader's read is the result (R-J07). `due`: an adjudicator decides. `decided`: the accepted read is. */
export type AdjudicationState = 'reading' | 'agreed' | 'due' | 'decided';

/** GET /api/adjudication/list. */
export type AdjudicationList = {
  readonly subjects: readonly {
    readonly subjectId: SubjectId;
    readonly code: string;
    readonly state: AdjudicationState;
    /** Variables that differ, in the configured order (R-J05). */
    readonly variables: readonly AdjudicationVariable[];
    /** It was decided before, and what the decision rested on has changed since (R-J08). */
    readonly repeated: boolean;
    /** Read accepted, as the adjudicator saw it; null while there is none. */
    readonly accepted: 'A' | 'B' | null;
  }[];
  /** R-J10. Null for somebody to whom it would tell which reader is which. */
  readonly metrics: AgreementMetrics | null;
};

/** One of the two reads, as the adjudicator sees it: whole, without whose it is. */
export type AnonymousRead = { readonly case: SubjectCase; readonly result: SubjectResult | null; readonly compared: ReaderResult };

export type AdjudicationDecision = { readonly round: number; readonly accepted: 'A' | 'B'; readonly reason: string; readonly by: string; readonly at: string };

/** POST /api/adjudication/case. */
export type AdjudicationCase = {
  readonly subjectId: SubjectId;
  readonly code: string;
  readonly state: AdjudicationState;
  readonly variables: readonly AdjudicationVariable[];
  /** Why an adjudicator is asked, in one sentence. */
  readonly sentence: string;
  readonly reads: { readonly a: AnonymousRead; readonly b: AnonymousRead };
  readonly differences: readonly Difference[];
  /** What a decision rests on; sent back with it, so that a read that moved meanwhile is noticed. */
  readonly basis: string;
  /** Decisions so far, oldest first; the last holds while `state` is `decided`. */
  readonly decisions: readonly AdjudicationDecision[];
};
