import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asId, NadirError, type JobId } from '../common/index.ts';
import type { JobStatus } from '../api/index.ts';
import { createJobs, type JobWork } from './jobs.ts';

function jobsWithLog() {
  const sent: JobStatus[] = [];
  const defects: unknown[] = [];
  let number = 0;
  const jobs = createJobs({ newId: () => `job-${(number += 1)}`, publish: (job) => sent.push(job), onDefect: (error) => { defects.push(error); return 'incident-1'; } });
  return { jobs, sent, defects };
}

const untilAborted: JobWork = ({ signal }) => new Promise((_resolve, reject) => { signal.addEventListener('abort', () => reject(new NadirError('cancelled', 'Cancelled.'))); });

describe('jobs', () => {
  beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }); });
  afterEach(() => { vi.useRealTimers(); });

  it('tells the beginning and the end at once and thins out what lies between, never losing the latest count', async () => {
    const { jobs, sent } = jobsWithLog();
    let finish = (): void => undefined;
    const job = jobs.start('import', 'Importing', async ({ report }) => {
      for (let done = 1; done <= 1000; done += 1) report({ done, total: 1000 });
      await new Promise<void>((resolve) => { finish = resolve; });
    });
    expect(job).toMatchObject({ state: 'running', done: 0 });
    await vi.advanceTimersByTimeAsync(0);
    expect(jobs.status(job.id).done).toBe(1000);
    expect(sent.length).toBeLessThan(5);
    await vi.advanceTimersByTimeAsync(150);
    expect(sent.at(-1)).toMatchObject({ state: 'running', done: 1000 });
    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.at(-1)).toMatchObject({ state: 'done', done: 1000 });
  });

  it('reports a refusal in its own words and a defect by an incident id only', async () => {
    const { jobs, defects } = jobsWithLog();
    const full = jobs.start('import', 'Importing', () => Promise.reject(new NadirError('storage', 'The disk is full.', { reason: 'diskFull' })));
    const bug = jobs.start('import', 'Importing', () => Promise.reject(new TypeError('DOE^JANE is not a function')));
    await vi.advanceTimersByTimeAsync(0);
    expect(jobs.status(full.id)).toMatchObject({ state: 'failed', error: { code: 'storage', reason: 'diskFull', message: 'The disk is full.' } });
    expect(jobs.status(bug.id)).toMatchObject({ state: 'failed', error: { code: 'defect', incident: 'incident-1' } });
    expect(JSON.stringify(jobs.status(bug.id))).not.toContain('DOE');
    expect(defects).toHaveLength(1);
  });

  it('stops a job that is cancelled and says nothing went wrong', async () => {
    const { jobs } = jobsWithLog();
    const job = jobs.start('import', 'Importing', untilAborted);
    await vi.advanceTimersByTimeAsync(0);
    jobs.cancel(job.id);
    await vi.advanceTimersByTimeAsync(0);
    expect(jobs.status(job.id)).toMatchObject({ state: 'cancelled', error: null });
  });

  it('waits at shutdown until every job has stopped', async () => {
    const { jobs } = jobsWithLog();
    let stopped = false;
    jobs.start('demo', 'Creating', async (context) => {
      await untilAborted(context).catch(() => undefined);
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(0);
    await jobs.shutDown();
    expect(stopped).toBe(true);
  });

  it('keeps ended jobs askable but not for ever', async () => {
    const { jobs } = jobsWithLog();
    const first = jobs.start('import', 'Importing', () => Promise.resolve());
    await vi.advanceTimersByTimeAsync(0);
    expect(jobs.status(first.id).state).toBe('done');
    for (let i = 0; i < 300; i += 1) jobs.start('import', 'Importing', () => Promise.resolve());
    await vi.advanceTimersByTimeAsync(0);
    expect(() => jobs.status(first.id)).toThrow(expect.objectContaining({ code: 'notFound' }));
    expect(() => jobs.cancel(asId<JobId>('never'))).toThrow(expect.objectContaining({ code: 'notFound' }));
  });
});
