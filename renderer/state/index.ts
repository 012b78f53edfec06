export { evaluateCase, withLesion } from './evaluate.ts';
export { assessmentOf, liveEffect, showDraft, useDraft, type Draft, type LiveEffect } from './draft.ts';
export { addCommit, failCommit, removeCommit, resendCommit, useCommits, withCommits, type Commit, type NewCommit } from './commits.ts';
export { changePlacement, pendingId, resetReading, useReading, type PaneId, type Placement, type ReadingState, type ReferenceKind, type RowMenu } from './reading.ts';
