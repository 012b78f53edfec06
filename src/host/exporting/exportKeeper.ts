/** Exports of the window: checked and packed in a thread, kept as a ZIP in the data folder until they were taken away. */
import { createReadStream, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { NadirError, type JobId } from '../../common/index.ts';
import type { ExportCheckReply, ExportOrder, ExportPackage, HostPorts, JobStatus } from '../../api/index.ts';
import { fileNameOf } from '../../exchange/index.ts';
import type { RequestContext } from '../../services/index.ts';
import type { Core } from '../core.ts';
import type { Jobs } from '../jobs.ts';
import { createExportThread } from './exportThread.ts';
import type { PackageOrder } from './packageStudy.ts';
import type { PackageSummary } from './workerMessages.ts';

export type ExportKeeper = { readonly ports: Pick<HostPorts, 'checkExport' | 'startExport' | 'exportResult' | 'exportBytes'>; close(): Promise<void> };

/** Packages that wait to be taken away; older ones are removed, an export can be made again. */
const mostKept = 5;

type Kept = { readonly jobId: JobId; readonly accountId: string | null; readonly folder: string; readonly name: string; summary: PackageSummary | null };

const orderOf = ({ studyId, formats, leaveOutBlocked, reason, ...request }: ExportOrder): PackageOrder => ({ studyId, formats: formats.join(','), request, leaveOutBlocked, reason: reason?.trim() || null });

/** `spool`: folder for packages; what an earlier start left there is gone. */
export function createExportKeeper({ core, jobs, spool, requireWhole }: { readonly core: Core; readonly jobs: Jobs; readonly spool: string; /** Rejects when the audit chain is damaged. */ readonly requireWhole: () => Promise<void> }): ExportKeeper {
  const kept = new Map<JobId, Kept>();
  const checks = createExportThread();
  const packages = createExportThread();

  function forgetOldest(): void {
    const written = [...kept.values()].filter(({ summary }) => summary !== null);
    for (const old of written.slice(0, Math.max(0, written.length - mostKept))) {
      rmSync(old.folder, { recursive: true, force: true });
      kept.delete(old.jobId);
    }
  }

  /** Errors: notFound, also for another person's package. */
  function find(context: RequestContext, jobId: JobId): Kept & { readonly summary: PackageSummary } {
    const found = kept.get(jobId);
    if (!found || found.accountId !== context.accountId) throw new NadirError('notFound', 'There is no such package. It may have been removed since: export again.', { reason: 'package' });
    if (found.summary === null) throw new NadirError('refused', 'The export is still being written.', { reason: 'running' });
    return { ...found, summary: found.summary };
  }

  const ports: ExportKeeper['ports'] = {
    async checkExport(context, order): Promise<ExportCheckReply> {
      const answer = await checks.run({ dataFolder: core.dataFolder, context, order: orderOf(order), target: null }, {});
      if (answer.type !== 'checked') throw new Error('The thread of the export answered another question.');
      return answer.reply;
    },

    async startExport(context, order): Promise<JobStatus> {
      const study = core.services.studies.byId(order.studyId);
      const name = `${fileNameOf(study.code)}-export-${core.nowIso().slice(0, 10)}.zip`;
      const job = jobs.start('export', 'Reading the study', async ({ id, signal, report }) => {
        const folder = path.join(spool, id);
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const entry: Kept = { jobId: id, accountId: context.accountId, folder, name, summary: null };
        kept.set(id, entry);
        try {
          await requireWhole();
          const answer = await packages.run({ dataFolder: core.dataFolder, context, order: orderOf(order), target: { kind: 'zip', path: path.join(folder, name) } }, { signal, onProgress: (text, done) => report({ text, done }) });
          if (answer.type !== 'written') throw new Error('The thread of the export answered another question.');
          entry.summary = answer.summary;
          report({ text: name, done: answer.summary.files, total: answer.summary.files });
          core.services.studies.announce(order.studyId);
          forgetOldest();
        } catch (error) {
          kept.delete(id);
          rmSync(folder, { recursive: true, force: true });
          throw error;
        }
      });
      return job;
    },

    async exportResult(context, jobId): Promise<ExportPackage> {
      const { name, folder, summary } = find(context, jobId);
      return { jobId, name, zipBytes: statSync(path.join(folder, name)).size, ...summary };
    },

    async exportBytes(context, jobId) {
      const { name, folder } = find(context, jobId);
      const file = path.join(folder, name);
      return { name, byteLength: statSync(file).size, body: Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array> };
    },
  };
  return { ports, close: async () => { await Promise.all([checks.close(), packages.close()]); } };
}
