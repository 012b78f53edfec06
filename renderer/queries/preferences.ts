import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { getJson, postJson } from '../backend.ts';
import { queryKeys } from './keys.ts';

/** View preferences of this person; unknown members belong to other versions and are kept. */
export type Preferences = Readonly<Record<string, unknown>> & {
  /** Key binding id → combination. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly studyId?: string;
};

export const usePreferences = () => useQuery({ queryKey: queryKeys.preferences, queryFn: ({ signal }) => getJson<Preferences>('/api/preferences', {}, signal) });

/**
 * Changes some preferences by name, the others stay; shown at once, stored in the background. How a list or a pane looks is dropped when it cannot be stored;
 * what the person set on purpose gives `onFailure`.
 */
export function useSetPreferences(): (changes: Preferences, onFailure?: (error: unknown) => void) => void {
  const client = useQueryClient();
  return useCallback((changes, onFailure = () => undefined) => {
    client.setQueryData(queryKeys.preferences, { ...client.getQueryData<Preferences>(queryKeys.preferences), ...changes });
    postJson('/api/preferences', changes).catch(onFailure);
  }, [client]);
}
