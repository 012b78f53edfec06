/** Imports started from the window: a source becomes a job, the job leaves an outcome behind. */
import { NadirError, type ImportSourceId, type JobId, type StudyId } from '../common/index.ts';
import type { ImportOutcome, JobStatus } from '../api/index.ts';
import type { RequestContext } from '../services/index.ts';
import type { Core } from './core.ts';
import { deidentificationOf } from '../casefile/index.ts';
import type { DeidentifyRequest } from './deidentifySession.ts';
import { importInto } from './importInto.ts';
import type { ImportPool } from './importJob.ts';
import type { ImportSources } from './importSources.ts';
import type { Jobs } from './jobs.ts';

export type ImportJobs = {
  /** Errors: notFound for the source. */
  start(context: RequestContext, sourceId: ImportSourceId, studyId: StudyId, deidentify?: DeidentifyRequest): JobStatus;
  /** Errors: notFound; refused while it runs or when it did not end well. */
  outcome(jobId: JobId): ImportOutcome;
};

/** Outcomes that can still be asked for; a window asks within seconds. */
const keptOutcomes = 50;

type Dependencies = { readonly core: Core; readonly jobs: Jobs; readonly pool: ImportPool; readonly sources: ImportSources };

export function createImportJobs({ core, jobs, pool, sources }: Dependencies): ImportJobs {
  const outcomes = new Map<JobId, ImportOutcome>();
  // The disk takes one import at a time; the next waits its turn.
  let queue: Promise<void> = Promise.resolve();

  const keep = (outcome: ImportOutcome): void => {
    outcomes.set(outcome.jobId, outcome);
    for (const old of outcomes.keys()) {
      if (outcomes.size <= keptOutcomes) return;
      outcomes.delete(old);
    }
  };

  return {
    start(context, sourceId, studyId, deidentify) {
      const isNeutral = deidentificationOf(core.services.studies.detail(studyId).protocol) !== null;
      const { name, paths, isUpload } = sources.pathsOf(sourceId);
      const before = queue;
      return jobs.start('import', isNeutral ? 'Importing' : `Importing ${name}`, ({ id, signal, report }) => {
        const work = async (): Promise<void> => {
          const started = performance.now();
          try {
            const { files, rejected, seriesIds, deidentification } = await importInto({ paths, owned: isUpload }, { core: { ...core, context }, pool, studyId, sourceName: name, signal, report, ...(deidentify ? { deidentify } : {}) });
            keep({ jobId: id, studyId, sourceName: name, files, milliseconds: Math.round(performance.now() - started), seriesIds, rejected, deidentification });
            core.log.info('import', { ...files, milliseconds: Math.round(performance.now() - started) });
          } finally {
            await sources.release(sourceId);
          }
        };
        const turn = before.then(work);
        queue = turn.catch(() => undefined);
        return turn;
      });
    },
    outcome(jobId) {
      const outcome = outcomes.get(jobId);
      if (outcome) return outcome;
      const job = jobs.status(jobId);
      const why = job.state === 'running' ? 'This import is still running.' : (job.error?.message ?? 'This import was cancelled; nothing of it was kept.');
      throw new NadirError('refused', why, { reason: job.state === 'running' ? 'jobRunning' : 'jobNotDone' });
    },
  };
}
