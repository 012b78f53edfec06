import { create } from 'zustand';
import type { KeyImage } from '../../../src/casefile/index.ts';
import { openRead } from '../../ui/index.ts';

/** A slice as a record or a query names it. */
export type ImagePlace = Pick<KeyImage, 'seriesId' | 'sopInstanceUid' | 'frameNumber'>;
/** Where to look: a lesion of the read that is shown, a slice, or both. */
export type LookAt = { readonly lesionId: string | null; readonly image: ImagePlace | null };

export type ReviewState = {
  /** The checks stand in the right panel, in place of the response. */
  readonly isChecksOpen: boolean;
  /** Opened by a key: the keyboard goes on in the panel. */
  readonly isChecksByKey: boolean;
  /** The lesion to go to once another timepoint is open. */
  readonly goToId: string | null;
  /** The slice and lesion to go to as soon as their timepoint is open. */
  readonly goTo: (LookAt & { readonly timepointId: string }) | null;
  /** The timepoint that opens with its review. */
  readonly reviewId: string | null;
};

/** What of the review is open beside the images. View state only: lost on close without harm. */
export const useReview = create<ReviewState>(() => ({ isChecksOpen: false, isChecksByKey: false, goToId: null, goTo: null, reviewId: null }));

export const toggleChecks = (): void => useReview.setState((now) => ({ isChecksOpen: !now.isChecksOpen, isChecksByKey: false }));
/** As `toggleChecks`, from the keyboard. */
export const toggleChecksByKey = (): void => useReview.setState((now) => ({ isChecksOpen: !now.isChecksOpen, isChecksByKey: !now.isChecksOpen }));
export const closeChecks = (): void => useReview.setState({ isChecksOpen: false });

/** Opens a timepoint in Read at a slice and a lesion; a lesion of another read than the one shown is left out there, its slice is not. */
export function openAt(subjectId: string, timepointId: string, { lesionId, image }: LookAt): void {
  useReview.setState({ goTo: lesionId === null && image === null ? null : { timepointId, lesionId, image } });
  openRead(subjectId, timepointId);
}
