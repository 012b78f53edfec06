import { create } from 'zustand';

export type ReviewState = {
  /** The checks stand in the right panel, in place of the response. */
  readonly isChecksOpen: boolean;
  /** Opened by a key: the keyboard goes on in the panel. */
  readonly isChecksByKey: boolean;
  /** The lesion to go to once another timepoint is open. */
  readonly goToId: string | null;
  /** The timepoint that opens with its review. */
  readonly reviewId: string | null;
};

/** What of the review is open beside the images. View state only: lost on close without harm. */
export const useReview = create<ReviewState>(() => ({ isChecksOpen: false, isChecksByKey: false, goToId: null, reviewId: null }));

export const toggleChecks = (): void => useReview.setState((now) => ({ isChecksOpen: !now.isChecksOpen, isChecksByKey: false }));
/** As `toggleChecks`, from the keyboard. */
export const toggleChecksByKey = (): void => useReview.setState((now) => ({ isChecksOpen: !now.isChecksOpen, isChecksByKey: !now.isChecksOpen }));
export const closeChecks = (): void => useReview.setState({ isChecksOpen: false });
