/** The order of each study's list is kept for the person: text and filters begin anew, because a filter somebody forgot hides work. */
import { useCallback, useEffect } from 'react';
import { sortColumns, type WorklistQuery } from '../../../src/casefile/index.ts';
import { usePreferences, useSetPreferences } from '../../queries/index.ts';
import { firstLook, setWorklistView, useWorklistViews } from '../../state/index.ts';

export type Order = Pick<WorklistQuery, 'sort' | 'descending'>;

const record = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {});

/** The order kept for a study; the first one where nothing readable is kept. */
export function keptOrder(preferences: unknown, studyId: string): Order {
  const { sort, descending } = record(record(record(preferences)['worklist'])[studyId]);
  const known = sortColumns.find((column) => column === sort);
  return known === undefined ? { sort: firstLook.sort, descending: firstLook.descending } : { sort: known, descending: descending === true };
}

/** Begins a study's list in the order it was left in. False until that order is known. */
export function useKeptOrder(studyId: string | null): boolean {
  const preferences = usePreferences();
  const isBegun = useWorklistViews((state) => studyId !== null && studyId in state.views);
  const { data } = preferences;
  useEffect(() => {
    if (studyId !== null && !isBegun && data) setWorklistView(studyId, { query: { ...firstLook, ...keptOrder(data, studyId) } });
  }, [studyId, isBegun, data]);
  return isBegun || preferences.isError;
}

export function useKeepOrder(studyId: string): (order: Order) => void {
  const { data } = usePreferences();
  const set = useSetPreferences();
  return useCallback((order) => set({ worklist: { ...record(data?.['worklist']), [studyId]: order } }), [data, set, studyId]);
}
