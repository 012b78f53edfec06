export { ChecksButton, ChecksPanel } from './ChecksPanel.tsx';
export type { Fix } from './FindingItem.tsx';
export { lockReason, signedText } from './lockWords.ts';
export { Markers } from './Markers.tsx';
export { PrintedRead } from './PrintedRead.tsx';
export { PrintedSignatures } from './PrintedSignatures.tsx';
export { ReviewSheet, type ReviewProps } from './ReviewSheet.tsx';
export { closeChecks, openAt, toggleChecks, toggleChecksByKey, useReview, type LookAt } from './reviewState.ts';
export { SignedBadge } from './SignedBadge.tsx';
