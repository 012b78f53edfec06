import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { JobStatus, SessionInfo, StudySummary, WorklistRow } from '../../src/api/wire.ts';
import { getJson, postJson } from '../backend.ts';
import { queryKeys } from './keys.ts';

/** Who is here, which shell, and how the demo study stands. */
export const useSession = () => useQuery({ queryKey: queryKeys.session, queryFn: ({ signal }) => getJson<SessionInfo>('/api/session', {}, signal) });

/** Every study on this computer. */
export const useStudies = () => useQuery({ queryKey: queryKeys.studies, queryFn: ({ signal }) => getJson<StudySummary[]>('/api/study/list', {}, signal) });

/** Rows of the worklist; off while no study is chosen. */
export const useWorklist = (studyId: string | null) =>
  useQuery({
    queryKey: queryKeys.worklist(studyId ?? ''),
    queryFn: ({ signal }) => getJson<WorklistRow[]>('/api/worklist', { study: studyId }, signal),
    enabled: studyId !== null,
  });

/** Starts (or starts again) the creation of the demo study. */
export function useCreateDemo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => postJson<JobStatus>('/api/demo/create'),
    onSuccess: (job) => {
      client.setQueryData(queryKeys.job(job.id), job);
      return client.invalidateQueries({ queryKey: queryKeys.session });
    },
  });
}

/** Starts the creation of the synthetic trial; its study is in the list when this returns, its subjects come one after the other. */
export function useCreateTrial(): () => Promise<StudySummary | null> {
  const client = useQueryClient();
  return async () => {
    const job = await postJson<JobStatus>('/api/demo/create-trial');
    client.setQueryData(queryKeys.job(job.id), job);
    const studies = await client.fetchQuery({ queryKey: queryKeys.studies, queryFn: ({ signal }) => getJson<StudySummary[]>('/api/study/list', {}, signal), staleTime: 0 });
    return studies.find((study) => study.isDemo && study.code === 'TRIAL') ?? null;
  };
}
