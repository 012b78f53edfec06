import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SubjectList, WorklistPage, WorklistRow } from '../../src/api/wire.ts';
import type { IsoDate } from '../../src/common/index.ts';
import type { WorklistQuery } from '../../src/casefile/index.ts';
import { getJson, postJson, type Query } from '../backend.ts';
import { queryKeys } from './keys.ts';

/** Rows asked for at once. */
export const worklistPageSize = 50;

/** The day on this computer's clock: due days count from it. */
export function localDay(now = new Date()): IsoDate {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}` as IsoDate;
}

const asked = (studyId: string, query: WorklistQuery): Query => ({ study: studyId, today: localDay(), text: query.text, sort: query.sort, descending: String(query.descending), ...query.choice });

const pageQuery = (studyId: string | null, query: WorklistQuery, page: number) => ({
  queryKey: [...queryKeys.worklist(studyId ?? ''), 'page', query, page] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => getJson<WorklistPage>('/api/worklist/page', { ...asked(studyId ?? '', query), offset: page * worklistPageSize, limit: worklistPageSize }, signal),
  enabled: studyId !== null,
});

/** The first page of a look: rows, facets, counts, tasks. The one before stays while the next is on its way. */
export const useWorklistHead = (studyId: string | null, query: WorklistQuery) =>
  useQuery({ ...pageQuery(studyId, query, 0), placeholderData: (before, beforeQuery) => (beforeQuery?.queryKey[1] === studyId ? before : undefined) });

/** Pages of a look by number; those that are not here yet are undefined. */
export const useWorklistPages = (studyId: string, query: WorklistQuery, pages: readonly number[]): ReadonlyMap<number, WorklistPage> =>
  useQueries({
    queries: pages.map((page) => pageQuery(studyId, query, page)),
    combine: (results) => new Map(pages.flatMap((page, at) => { const data = results[at]?.data; return data ? [[page, data] as const] : []; })),
  });

/** Place of a subject in a look; null: not in it; undefined: not known yet. */
export function useWorklistPlace(studyId: string, query: WorklistQuery, subjectId: string | null): number | null | undefined {
  const found = useQuery({
    queryKey: [...queryKeys.worklist(studyId), 'place', query, subjectId],
    queryFn: ({ signal }) => getJson<WorklistPage>('/api/worklist/page', { ...asked(studyId, query), around: subjectId, limit: 1 }, signal),
    enabled: subjectId !== null,
  });
  return found.data ? found.data.at : undefined;
}

/** Subjects found by a text, for the palette. */
export const useWorklistSearch = (studyId: string | null, text: string, enabled: boolean) =>
  useQuery({
    queryKey: [...queryKeys.worklist(studyId ?? ''), 'search', text],
    queryFn: ({ signal }) => getJson<WorklistPage>('/api/worklist/page', { ...asked(studyId ?? '', { text, choice: {}, sort: 'subject', descending: false }), limit: 20 }, signal),
    enabled: studyId !== null && enabled, placeholderData: keepPreviousData,
  });

/** Every subject of a study by code. */
export const useSubjectList = (studyId: string | null) =>
  useQuery({ queryKey: [...queryKeys.worklist(studyId ?? ''), 'subjects'], queryFn: ({ signal }) => getJson<SubjectList>('/api/subject/list', { study: studyId }, signal), enabled: studyId !== null });

/** The case to open after one that was finished, by the order of the list as it is looked at; null when nothing else is to be read. */
export const nextCase = async (studyId: string, query: WorklistQuery, afterId: string): Promise<WorklistRow | null> =>
  (await getJson<{ row: WorklistRow | null }>('/api/worklist/next', { ...asked(studyId, query), after: afterId })).row;

/** Asks an account to read a subject or one of its timepoints; null opens it to every reader again. */
export function useAssignReading(): (studyId: string, accountId: string | null, subjects: readonly { subjectId: string; timepointId: string | null }[]) => Promise<void> {
  const client = useQueryClient();
  return async (studyId, accountId, subjects) => {
    await postJson('/api/worklist/assign', { studyId, accountId, subjects });
    await client.invalidateQueries({ queryKey: queryKeys.worklist(studyId) });
  };
}
