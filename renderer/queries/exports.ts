import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ExportCheckReply, ExportFormatInfo, ExportOrder, ExportPackage, JobStatus } from '../../src/api/wire.ts';
import { getJson, postJson } from '../backend.ts';
import { queryKeys } from './keys.ts';

/** What an export can hold. */
export const useExportFormats = () => useQuery({ queryKey: queryKeys.exportFormats, queryFn: ({ signal }) => getJson<readonly ExportFormatInfo[]>('/api/export/formats', {}, signal) });

/** What an export as it is chosen would find; the last answer stays while another choice is checked. Null: nothing to ask. */
export const useExportCheck = (order: ExportOrder | null) => useQuery({
  queryKey: queryKeys.exportCheck(order ?? {}), queryFn: ({ signal }) => postJson<ExportCheckReply>('/api/export/check', order, signal), enabled: order !== null, placeholderData: keepPreviousData, gcTime: 0,
});

export const startExport = (order: ExportOrder): Promise<JobStatus> => postJson('/api/export/start', order);

/** What a finished job wrote. */
export const useExportPackage = (jobId: string | null, isDone: boolean) =>
  useQuery({ queryKey: queryKeys.exportPackage(jobId ?? ''), queryFn: ({ signal }) => getJson<ExportPackage>(`/api/export/${jobId}/result`, {}, signal), enabled: jobId !== null && isDone });
