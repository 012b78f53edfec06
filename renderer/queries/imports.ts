import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ImportResult, ImportSource, JobStatus, SeriesAssignment, SeriesProposal } from '../../src/api/wire.ts';
import type { SubjectId } from '../../src/common/index.ts';
import { getJson, postJson, putBytes } from '../backend.ts';
import { queryKeys } from './keys.ts';

/** What an import found; asked once its job is done. */
export const useImportResult = (jobId: string | null, ready: boolean) =>
  useQuery({
    queryKey: queryKeys.importResult(jobId ?? ''),
    queryFn: ({ signal }) => getJson<ImportResult>(`/api/import/${jobId}/result`, {}, signal),
    enabled: jobId !== null && ready,
  });

/** Series of earlier imports that nobody has put to a timepoint yet. */
export const useUnassigned = (studyId: string | null) =>
  useQuery({
    queryKey: queryKeys.unassigned(studyId ?? ''),
    queryFn: ({ signal }) => getJson<SeriesProposal[]>('/api/series/unassigned', { study: studyId }, signal),
    enabled: studyId !== null,
  });

export const beginUpload = (name: string): Promise<ImportSource> => postJson('/api/import/upload/begin', { name });
export const uploadFile = (sourceId: string, path: string, file: Blob, signal: AbortSignal): Promise<void> => putBytes(`/api/import/upload/${sourceId}`, { path }, file, signal);
/** The system's folder dialog, where the shell has one. Null: the person closed it. */
export const chooseImport = (): Promise<ImportSource | null> => postJson('/api/shell/choose-import');

/** Given where the study de-identifies: the subject of all images, and why a second patient of a subject is the same person. */
export type ImportIdentity = { readonly subjectId: string | null; readonly secondPatientReason: string | null };

/** Starts the import of a source and puts its job in the cache. */
export function useStartImport(): (sourceId: string, studyId: string, identity?: ImportIdentity) => Promise<JobStatus> {
  const client = useQueryClient();
  return async (sourceId, studyId, identity) => {
    const job = await postJson<JobStatus>('/api/import/start', { sourceId, studyId, ...(identity ? { identity } : {}) });
    client.setQueryData(queryKeys.job(job.id), (known: JobStatus | undefined) => known ?? job);
    return job;
  };
}

/** Puts series to subjects and timepoints; everything that lists them is asked again. */
export function useAssignSeries(): (studyId: string, assignments: readonly SeriesAssignment[]) => Promise<readonly SubjectId[]> {
  const client = useQueryClient();
  return async (studyId, assignments) => {
    const { subjects } = await postJson<{ subjects: SubjectId[] }>('/api/series/assign', { studyId, assignments });
    await Promise.all([queryKeys.worklists, queryKeys.studies, queryKeys.subjects, queryKeys.unassigned(studyId), queryKeys.session].map((queryKey) => client.invalidateQueries({ queryKey })));
    return subjects;
  };
}

/** Takes unassigned series out of the store again. */
export function useDiscardSeries(): (studyId: string, seriesIds: readonly string[]) => Promise<void> {
  const client = useQueryClient();
  return async (studyId, seriesIds) => {
    await postJson('/api/series/discard', { studyId, seriesIds });
    await client.invalidateQueries({ queryKey: queryKeys.unassigned(studyId) });
  };
}
