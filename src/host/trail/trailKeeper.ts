/** The audit trail for the window: looked through and checked in threads, exported to a file that waits to be taken away. */
import { createReadStream, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { NadirError, type JobId } from '../../common/index.ts';
import type { HostPorts, TrailCheck } from '../../api/index.ts';
import { fileNameOf } from '../../exchange/index.ts';
import type { RequestContext, TrailFile, VerifyReport } from '../../services/index.ts';
import type { Core } from '../core.ts';
import type { Jobs } from '../jobs.ts';
import { createChainWatch, type ChainWatch } from './chainWatch.ts';
import { createTrailThread } from './trailThread.ts';

export type TrailKeeper = { readonly ports: NonNullable<HostPorts['trail']>; readonly chain: ChainWatch; close(): Promise<void> };

/** Files that wait to be taken away. */
const mostKept = 5;

type Kept = TrailFile & { readonly jobId: JobId; readonly accountId: string | null; readonly folder: string; readonly name: string };

const findingsOf = (report: VerifyReport): NonNullable<TrailCheck['last']>['findings'] => report.faults.slice(0, 20).map((fault) => fault.message);

/** `spool`: folder for files; what an earlier start left there is gone. `onChain`: the windows have to ask again. */
export function createTrailKeeper({ core, jobs, spool, onChain }: { readonly core: Core; readonly jobs: Jobs; readonly spool: string; readonly onChain: () => void }): TrailKeeper {
  const looks = createTrailThread(core.dataFolder);
  const works = createTrailThread(core.dataFolder);
  const kept = new Map<JobId, Kept>();
  let last: TrailCheck['last'] = null;
  let running: JobId | null = null;
  const chain = createChainWatch({
    store: core.store,
    checkRows: () => works.ask('rows', {}),
    onChange(state, fault) {
      if (fault !== null) core.log.error('audit chain broken', new Error(fault));
      else core.log.info('audit chain checked', { state });
      onChain();
    },
    onDefect: (error) => core.log.error('audit chain not checked', error),
  });

  function forgetOldest(): void {
    for (const old of [...kept.values()].slice(0, Math.max(0, kept.size - mostKept))) {
      rmSync(old.folder, { recursive: true, force: true });
      kept.delete(old.jobId);
    }
  }

  function eventIdOf(report: VerifyReport): string | null {
    if (report.chain?.eventId) return report.chain.eventId;
    const [fault] = report.faults;
    return fault === undefined || fault.seq === null ? null : (core.store.trail.bySeq(fault.seq)?.id ?? null);
  }

  function check(context: RequestContext) {
    if (running !== null) return jobs.status(running);
    const job = jobs.start('verify', 'Checking', async ({ signal, report }) => {
      try {
        const found = await works.ask('verify', {}, { signal, onProgress: report });
        last = { at: core.nowIso(), by: context.actor, whole: found.whole, events: found.events, files: found.files, signatures: found.checked.signatures, firstFault: found.firstFault, findings: findingsOf(found), faults: found.faultCount, eventId: found.whole ? null : eventIdOf(found) };
        chain.found(found.whole ? 'whole' : 'broken');
        core.services.trail.recordCheck(context, { events: found.events, fault: found.firstFault });
        report({ text: found.whole ? 'Whole' : 'Damage found', done: found.events, total: found.events });
      } finally {
        running = null;
      }
    });
    running = job.id;
    return job;
  }

  const ports: TrailKeeper['ports'] = {
    page: (context, query, after, limit) => looks.ask('page', { context, query, after, limit }),
    count: (context, query) => looks.ask('count', { context, query }),
    choices: (context, query) => looks.ask('choices', { context, query }),
    event: (context, id) => looks.ask('event', { context, id }),
    check: async (context) => check(context),
    checked: () => ({ chain: chain.state(), running, last }),
    async startExport(context, query) {
      const study = query.study === undefined ? null : core.services.studies.byId(query.study);
      return jobs.start('export', 'Audit trail', async ({ id, signal, report }) => {
        const folder = path.join(spool, id);
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const name = `${study ? `${fileNameOf(study.code)}-` : ''}audit-${core.nowIso().slice(0, 10)}.csv`;
        try {
          const written = await works.ask('csv', { context, query, file: path.join(folder, name) }, { signal, onProgress: report });
          // Cancelled with its last line written: there is no file, and the trail says nothing of one.
          signal.throwIfAborted();
          // What leaves is recorded before anybody can take it.
          core.services.trail.recordExport(context, query, { ...written, name });
          kept.set(id, { ...written, jobId: id, accountId: context.accountId, folder, name });
          report({ text: name, done: written.events, total: written.events });
          forgetOldest();
        } catch (error) {
          rmSync(folder, { recursive: true, force: true });
          throw error;
        }
      });
    },
    async file(context, jobId) {
      const found = kept.get(jobId);
      if (!found || found.accountId !== context.accountId) throw new NadirError('notFound', 'There is no such file. It may have been removed since: export again.', { reason: 'file' });
      const file = path.join(found.folder, found.name);
      return { name: found.name, byteLength: statSync(file).size, body: Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array> };
    },
    chain: () => chain.state(),
    requireWhole: () => chain.requireWhole(),
  };
  return {
    ports, chain,
    async close() {
      chain.close();
      await Promise.all([looks.close(), works.close()]);
    },
  };
}
