import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { TrailQuery } from '../../../src/api/wire.ts';
import { cancelJob, queryKeys, startTrailCheck, startTrailExport, trailFileUrl, useJob, useTrailCheck } from '../../queries/index.ts';
import { toast, toastFailure } from '../../ui/index.ts';

/** The check of everything: its job, wherever it was started, and what the last one found. */
export function useCheck() {
  const client = useQueryClient();
  const known = useTrailCheck();
  const [started, setStarted] = useState<string | null>(null);
  const jobId = started ?? known.data?.running ?? null;
  const job = useJob(jobId).data;
  const { refetch } = known;
  useEffect(() => {
    if (!job || job.state === 'running') return;
    if (job.state === 'failed') toastFailure(new Error(job.text));
    if (job.state === 'cancelled') toast('Check cancelled. What it had looked at is not recorded.');
    setStarted(null);
    void refetch();
    void client.invalidateQueries({ queryKey: queryKeys.trails });
  }, [job, refetch, client]);
  return {
    check: known.data, job: job?.state === 'running' ? job : null, start: () => void startTrailCheck().then(({ id }) => setStarted(id)).catch(toastFailure),
    cancel: () => { if (jobId !== null) void cancelJob(jobId).catch(toastFailure); },
  };
}

/** The export under way. It lives outside the place, so that leaving it neither stops nor loses the file. `events`: how many it will have; null while that is not known. */
type TrailExport = { readonly jobId: string; readonly events: number | null };
const useRunning = create<{ readonly running: TrailExport | null }>(() => ({ running: null }));
const setRunning = (running: TrailExport | null): void => useRunning.setState({ running });

/** An export of the filtered events, handed to the person once when it is whole; cancelled, there is no file and no word of it in the trail. */
export function useTrailExport() {
  const { running } = useRunning();
  const { data: job, isError, error } = useJob(running?.jobId ?? null);
  useEffect(() => {
    if (isError) {
      setRunning(null);
      return toastFailure(error);
    }
    if (!job || job.state === 'running' || useRunning.getState().running?.jobId !== job.id) return;
    setRunning(null);
    if (job.state === 'failed') return toastFailure(new Error(job.text));
    if (job.state === 'cancelled') return toast('Export cancelled. Nothing was written.');
    const anchor = document.createElement('a');
    anchor.href = trailFileUrl(job.id);
    anchor.download = job.text;
    anchor.click();
  }, [job, isError, error]);
  return {
    isRunning: running !== null, done: job?.done ?? 0, events: running?.events ?? null,
    start: (query: TrailQuery, events: number | null) => void startTrailExport(query).then(({ id }) => setRunning({ jobId: id, events })).catch(toastFailure),
    cancel: () => { if (running) void cancelJob(running.jobId).catch(toastFailure); },
  };
}
