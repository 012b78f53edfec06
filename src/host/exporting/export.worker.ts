/** The thread of exports: the window's host goes on answering while a study is collected, checked and written. It has a connection of its own to the database. */
import { parentPort } from 'node:worker_threads';
import { asDiskError, isNadirError } from '../../common/index.ts';
import { openCore, type Core } from '../core.ts';
import { withExportPorts } from '../exportPorts.ts';
import { checkReply } from './checkReply.ts';
import { checkPackage, packageStudy } from './packageStudy.ts';
import type { ExportMessage, ExportTask } from './workerMessages.ts';

const say = (message: ExportMessage): void => parentPort?.postMessage(message);

async function run({ dataFolder, context, order, target }: ExportTask): Promise<void> {
  const core = openCore(dataFolder, { exclusive: false });
  const answer = await work(core, { dataFolder, context, order, target }).finally(() => core.store.close());
  // The next task may begin once this is heard.
  say(answer);
}

async function work(core: Core, { context, order, target }: ExportTask): Promise<ExportMessage> {
  if (target === null) return { type: 'checked', reply: checkReply(checkPackage(core, context, order)) };
  const { manifest, manifestSha256, findings, files, bytes } = await withExportPorts(core, context, (ports) => packageStudy(core, context, order, target, { ports, report: ({ text, done }) => say({ type: 'progress', text, done }) }));
  return { type: 'written', summary: { files: files.length + 1, bytes, subjects: manifest.data.subjects.length, manifestSha256, contentSha256: manifest.contentSha256, leftOut: manifest.data.leftOut, findings } };
}

function failure(thrown: unknown): ExportMessage {
  const error = asDiskError(thrown);
  const known = isNadirError(error) ? { code: error.code, reason: error.reason, message: error.message, details: JSON.parse(JSON.stringify(error.details)) as Record<string, unknown> } : null;
  return { type: 'failed', error: known, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

// One task at a time: the next is sent when this one has answered.
parentPort?.on('message', (task: ExportTask) => { run(task).catch((error: unknown) => say(failure(error))); });
