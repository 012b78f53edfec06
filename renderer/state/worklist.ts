import { create } from 'zustand';
import type { WorklistQuery } from '../../src/casefile/index.ts';

/** How the worklist of a study is looked at: kept while the window is open, so that coming back from a case finds the list as it was left. */
export type WorklistView = {
  readonly query: WorklistQuery;
  /** The subject chosen, and its place in the list when it was chosen. */
  readonly selected: { readonly subjectId: string | null; readonly place: number };
};

export const firstLook: WorklistQuery = { text: '', choice: {}, sort: 'due', descending: false };
const fresh: WorklistView = { query: firstLook, selected: { subjectId: null, place: 0 } };

/** Views by study. */
export const useWorklistViews = create<{ readonly views: Readonly<Record<string, WorklistView>> }>(() => ({ views: {} }));

export const useWorklistView = (studyId: string): WorklistView => useWorklistViews((state) => state.views[studyId] ?? fresh);
export const worklistView = (studyId: string): WorklistView => useWorklistViews.getState().views[studyId] ?? fresh;

/** Changes the look at a study's list. */
export function setWorklistView(studyId: string, change: Partial<WorklistView>): void {
  useWorklistViews.setState(({ views }) => ({ views: { ...views, [studyId]: { ...(views[studyId] ?? fresh), ...change } } }));
}
