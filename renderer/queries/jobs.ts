import { useQuery } from '@tanstack/react-query';
import type { JobStatus } from '../../src/api/wire.ts';
import { getJson, postJson } from '../backend.ts';
import { queryKeys } from './keys.ts';

/** State of a job, kept current by server events; null id: nothing to ask. */
export const useJob = (jobId: string | null) =>
  useQuery({
    queryKey: queryKeys.job(jobId ?? ''),
    queryFn: ({ signal }) => getJson<JobStatus>(`/api/job/${jobId}`, {}, signal),
    enabled: jobId !== null,
  });

export const cancelJob = (jobId: string): Promise<unknown> => postJson(`/api/job/${jobId}/cancel`);
