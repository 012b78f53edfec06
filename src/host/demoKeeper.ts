/** The demo study's life in a data folder: made on the first start, taken up again after a crash, made on request, never twice. */
import type { JobId } from '../common/index.ts';
import type { JobStatus, SessionInfo } from '../api/index.ts';
import type { RequestContext } from '../services/index.ts';
import type { Core } from './core.ts';
import { readDemoMark, writeDemoMark } from './demoState.ts';
import { createDemoStudy, demoStudyId } from './demoStudy.ts';
import type { ImportPool } from './importJob.ts';
import type { Jobs } from './jobs.ts';

export type DemoKeeper = {
  state(): SessionInfo['demo'];
  /** Starts the creation as this person's work, or answers with the job that is doing it. */
  create(context: RequestContext): JobStatus;
  /** At start: an empty data folder gets the demo, an interrupted creation goes on. */
  createIfDue(): void;
};

type Dependencies = { readonly core: Core; readonly jobs: Jobs; readonly pool: ImportPool; readonly isClosing: () => boolean };

export function createDemoKeeper({ core, jobs, pool, isClosing }: Dependencies): DemoKeeper {
  let jobId: JobId | null = null;

  const running = (): JobStatus | null => {
    const job = jobId && jobs.status(jobId);
    return job && job.state === 'running' ? job : null;
  };

  const create = (context: RequestContext): JobStatus => {
    const already = running();
    if (already) return already;
    writeDemoMark(core.dataFolder, 'creating');
    const job = jobs.start('demo', 'Creating the demo study', async ({ signal, report }) => {
      try {
        await createDemoStudy({ core: { ...core, context }, pool, signal, report });
        writeDemoMark(core.dataFolder, 'ready');
      } catch (error) {
        // Closing the workstation is not the person's wish to be without the demo: it goes on at the next start.
        if (signal.aborted && !isClosing()) writeDemoMark(core.dataFolder, 'cancelled');
        throw error;
      }
    });
    jobId = job.id;
    return job;
  };

  const settled = (): SessionInfo['demo'] => {
    const job = jobId && jobs.status(jobId);
    if (job?.state === 'failed') return { state: 'failed', jobId, message: job.text };
    if (job?.state === 'cancelled') return { state: 'absent', jobId, message: 'The demo study was not finished.' };
    return { state: demoStudyId(core) && readDemoMark(core.dataFolder) !== 'cancelled' ? 'ready' : 'absent', jobId, message: '' };
  };

  return {
    create,
    state() {
      const job = running();
      return job ? { state: 'creating', jobId, message: job.text } : settled();
    },
    createIfDue() {
      const mark = readDemoMark(core.dataFolder);
      if (mark === 'creating' || (mark === null && core.services.studies.list().length === 0)) create(core.context);
    },
  };
}
