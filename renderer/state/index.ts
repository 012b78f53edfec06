export { evaluateCase, withLesion } from './evaluate.ts';
export { assessmentOf, liveEffect, showDraft, useDraft, type Draft, type LiveEffect } from './draft.ts';
export { fragmentId, fragmentIndexOf, fragmentsOf, ownerOf, recordOfFragments, withFragment } from './fragments.ts';
export { addCommit, failCommit, removeCommit, resendCommit, useCommits, withCommits, type Commit, type NewCommit } from './commits.ts';
export { changePlacement, paneIds, pendingId, resetReading, seriesKey, useReading, type PaneId, type Placement, type Proposal, type ReadingState, type ReferenceKind, type RowMenu } from './reading.ts';
export { defaultSettings, imageMemories, imageMemoryBytes, overlayScale, overlaySizes, palettes, readSettings, storedSettings, textSizes, useSettings, windowLimits, type ImageMemory, type OverlaySize, type Palette, type Settings, type TextSize } from './settings.ts';
export { firstLook, setWorklistView, useWorklistView, useWorklistViews, worklistView, type WorklistView } from './worklist.ts';
