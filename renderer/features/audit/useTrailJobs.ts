import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { TrailQuery } from '../../../src/api/wire.ts';
import { queryKeys, startTrailCheck, startTrailExport, trailFileUrl, useJob, useTrailCheck } from '../../queries/index.ts';
import { toastFailure } from '../../ui/index.ts';

/** The check of everything: its job, wherever it was started, and what the last one found. */
export function useCheck() {
  const client = useQueryClient();
  const known = useTrailCheck();
  const [started, setStarted] = useState<string | null>(null);
  const jobId = started ?? known.data?.running ?? null;
  const job = useJob(jobId).data;
  const ended = job !== undefined && job.state !== 'running';
  const { refetch } = known;
  useEffect(() => {
    if (!ended) return;
    setStarted(null);
    void refetch();
    void client.invalidateQueries({ queryKey: queryKeys.trails });
  }, [ended, refetch, client]);
  return { check: known.data, job: job?.state === 'running' ? job : null, start: () => void startTrailCheck().then(({ id }) => setStarted(id)).catch(toastFailure) };
}

/** An export of the filtered events, handed to the person once when it is whole. */
export function useTrailExport() {
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId).data;
  const taken = useRef<string | null>(null);
  useEffect(() => {
    if (!job || job.state === 'running' || taken.current === job.id) return;
    taken.current = job.id;
    setJobId(null);
    if (job.state === 'failed') return void toastFailure(new Error(job.text));
    const anchor = document.createElement('a');
    anchor.href = trailFileUrl(job.id);
    anchor.download = job.text;
    anchor.click();
  }, [job]);
  return { isRunning: jobId !== null, done: job?.done ?? 0, start: (query: TrailQuery) => void startTrailExport(query).then(({ id }) => setJobId(id)).catch(toastFailure) };
}
