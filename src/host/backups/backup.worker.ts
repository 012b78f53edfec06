/** The thread of one automatic backup: copying, compressing and reading again never keep the window waiting. */
import { parentPort, workerData } from 'node:worker_threads';
import type { BackupPlan } from '../../casefile/index.ts';
import { isNadirError } from '../../common/index.ts';
import { backUpByPlan } from './daily.ts';
import type { FromBackup } from './backupThread.ts';

const { dataFolder, plan } = workerData as { readonly dataFolder: string; readonly plan: BackupPlan };
const say = (message: FromBackup): void => parentPort?.postMessage(message);
const abort = new AbortController();
parentPort?.on('message', () => abort.abort());

/** Progress is heard this often. */
const everyMs = 200;
let last = 0;

try {
  const done = await backUpByPlan(dataFolder, plan, {
    gentle: true, signal: abort.signal,
    report: (progress) => {
      if (performance.now() - last < everyMs) return;
      last = performance.now();
      say({ progress });
    },
  });
  say({ done });
} catch (error) {
  say({ failed: { known: isNadirError(error) ? { code: error.code, reason: error.reason, message: error.message } : null, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) } });
} finally {
  parentPort?.close();
}
