import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { JobStatus, TrailCheck, TrailChoices, TrailEvent, TrailPage, TrailQuery } from '../../src/api/wire.ts';
import { getJson, postJson, type Query } from '../backend.ts';
import { queryKeys } from './keys.ts';

const pageSize = 100;
const asQuery = (query: TrailQuery): Query => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== false).map(([name, value]) => [name, String(value)]));

/** Events of a query, newest first, a page at a time. The rows of the query before stay until those of the next are there. */
export const useTrail = (query: TrailQuery) => useInfiniteQuery({
  queryKey: queryKeys.trailPages(query), queryFn: ({ pageParam, signal }) => getJson<TrailPage>('/api/audit/page', { ...asQuery(query), after: pageParam, limit: pageSize }, signal),
  initialPageParam: null as string | null, getNextPageParam: ({ next }) => next, placeholderData: keepPreviousData, gcTime: 0,
});
/** How many events a query finds. */
export const useTrailCount = (query: TrailQuery) => useQuery({ queryKey: queryKeys.trailCount(query), queryFn: async ({ signal }) => (await getJson<{ events: number }>('/api/audit/count', asQuery(query), signal)).events, placeholderData: keepPreviousData, gcTime: 0 });
/** What may be chosen within a study; null: within everything. */
export const useTrailChoices = (study: string | undefined) => useQuery({ queryKey: queryKeys.trailChoices(study ?? ''), queryFn: ({ signal }) => getJson<TrailChoices>('/api/audit/choices', { study }, signal), placeholderData: keepPreviousData });
export const useTrailEvent = (id: string | null) => useQuery({ queryKey: queryKeys.trailEvent(id ?? ''), queryFn: ({ signal }) => getJson<TrailEvent>(`/api/audit/event/${encodeURIComponent(id ?? '')}`, {}, signal), enabled: id !== null, placeholderData: keepPreviousData, retry: false });
/** What is known of the whole trail; asked again when a check ends. */
export const useTrailCheck = () => useQuery({ queryKey: queryKeys.trailCheck, queryFn: ({ signal }) => getJson<TrailCheck>('/api/audit/check', {}, signal) });

export const startTrailCheck = (): Promise<JobStatus> => postJson('/api/audit/check');
export const startTrailExport = (query: TrailQuery): Promise<JobStatus> => postJson('/api/audit/export', Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== false)));
/** Address of the CSV that an export wrote. */
export const trailFileUrl = (jobId: string): string => `/api/audit/${encodeURIComponent(jobId)}/csv`;
