import { create } from 'zustand';

export type ReviewState = {
  /** The checks stand in the right panel, in place of the response. */
  readonly isChecksOpen: boolean;
  /** The lesion to go to once another timepoint is open. */
  readonly goToId: string | null;
};

/** What of the review is open beside the images. View state only: lost on close without harm. */
export const useReview = create<ReviewState>(() => ({ isChecksOpen: false, goToId: null }));

export const toggleChecks = (): void => useReview.setState((now) => ({ isChecksOpen: !now.isChecksOpen }));
export const closeChecks = (): void => useReview.setState({ isChecksOpen: false });
