export { ChecksButton, ChecksPanel } from './ChecksPanel.tsx';
export type { Fix } from './FindingItem.tsx';
export { lockReason, signedText } from './lockWords.ts';
export { ReviewSheet, type ReviewProps } from './ReviewSheet.tsx';
export { closeChecks, toggleChecks, toggleChecksByKey, useReview } from './reviewState.ts';
export { SignedBadge } from './SignedBadge.tsx';
