/** The thread that verifies: one task, then it ends. What it says goes to `host/verifyThread.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { isNadirError } from '../../common/index.ts';
import { verifyFolder } from '../verifying.ts';
import type { FromVerify, VerifyTask } from '../verifyThread.ts';

const { place, options } = workerData as VerifyTask;
const say = (message: FromVerify): void => parentPort?.postMessage(message);
try {
  const report = await verifyFolder(place, {
    ...options,
    onStage: (stage, done) => say({ stage, done }),
    onProgress: (done, total) => say({ files: done, total }),
  });
  say({ report });
} catch (error) {
  const { message, stack = '' } = error as Error;
  say({ failed: isNadirError(error) ? { code: error.code, reason: error.reason, message, stack } : { code: null, reason: 'defect', message, stack } });
}
