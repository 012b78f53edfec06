/** Two reads of one subject compared, and the decision between them (section 15). Plain data; services make it, the API carries it. */
import type { AgreementMetrics, Difference } from '../endpoints/index.ts';
import type { IsoDate, SubjectId } from '../common/index.ts';
import type { AdjudicationVariable, OverallResponse, ReaderResult, SubjectResult } from '../recist/index.ts';
import type { SubjectCase } from './model.ts';

/** `reading`: a reader has timepoints left. `agreed`: the first reader's read is the result (R-J07). `due`: an adjudicator decides. `decided`: the accepted read is. */
export type AdjudicationState = 'reading' | 'agreed' | 'due' | 'decided';

/** GET /api/adjudication/list. */
export type AdjudicationList = {
  readonly subjects: readonly {
    readonly subjectId: SubjectId;
    readonly code: string;
    readonly state: AdjudicationState;
    /** Variables that differ, in the configured order (R-J05); empty for whoever is not the adjudicator. */
    readonly variables: readonly AdjudicationVariable[];
    /** It was decided before, and what the decision rested on has changed since: being read again, agreed now, or due once more (R-J08). */
    readonly repeated: boolean;
    /** Read accepted, as the adjudicator saw it; null while there is none. */
    readonly accepted: 'A' | 'B' | null;
    /** UTC instant of the decision that holds; null while none does. */
    readonly decidedAt: string | null;
  }[];
  /** R-J10. Null for somebody to whom it would tell which reader is which. */
  readonly metrics: AgreementMetrics | null;
};

/** One of the two reads, as the adjudicator sees it: whole, without whose it is. */
export type AnonymousRead = { readonly case: SubjectCase; readonly result: SubjectResult | null; readonly compared: ReaderResult };

/** What the signature under a decision says, as the signer chooses it. */
export const decisionMeanings = ['adjudicated', 'approved'] as const;
export type DecisionMeaning = (typeof decisionMeanings)[number];
/** What the accepted read makes the subject's result; it stays as it was when the read moves later. */
export type DecisionOutcome = { readonly bor: OverallResponse | null; readonly progressionDate: IsoDate | null };

export type AdjudicationDecision = {
  readonly round: number;
  readonly accepted: 'A' | 'B';
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly meaning: DecisionMeaning;
  readonly outcome: DecisionOutcome;
  /** SHA-256 of what both readers had signed and what was compared. */
  readonly basis: string;
};

/** The lesions of both reads side by side: one lesion that both have, or one that only one has; by the labels of read A, then of read B. */
export type LesionPair = { readonly a: string | null; readonly b: string | null };

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
  /** Ids of the lesions, paired by where they were drawn. */
  readonly pairs: readonly LesionPair[];
  /** Variables that the protocol compares, in its order (R-J04). */
  readonly comparedVariables: readonly AdjudicationVariable[];
  /** What a decision rests on; sent back with it, so that a read that moved meanwhile is noticed. */
  readonly basis: string;
  /** Decisions so far, oldest first; the last holds while `state` is `decided`. */
  readonly decisions: readonly AdjudicationDecision[];
};

/** GET /api/adjudication/status: where the two reads of a subject stand, and nothing of what they say. */
export type DoubleReadStatus = {
  readonly state: AdjudicationState;
  /** It was decided before, and a read has changed since. */
  readonly repeated: boolean;
  /** Timepoints with images, and how many of them each reader has signed. */
  readonly readers: Readonly<Record<'reader1' | 'reader2', { readonly signed: number; readonly toSign: number; readonly amending: boolean }>>;
  /** Day and name of the decision that holds; null while none does. */
  readonly decided: { readonly by: string; readonly at: string } | null;
};
