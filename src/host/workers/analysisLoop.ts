/** In the thread that analyses studies: the service over a connection of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { v7 as newId } from 'uuid';
import { isNadirError, productVersion } from '../../common/index.ts';
import { createAnalysis } from '../../services/index.ts';
import { openStore } from '../../store/index.ts';
import { manySubjects, type FromAnalysis, type ToAnalysis } from '../analysisThread.ts';
import { systemClock } from '../systemClock.ts';

const { dataFolder } = workerData as { dataFolder: string };
const store = openStore({ dataFolder, programVersion: productVersion, nowIso: systemClock.nowIso(), exclusive: false });
const analysis = createAnalysis({ store, clock: systemClock, newId, programVersion: productVersion, notify: () => undefined });

const say = (message: FromAnalysis, transfer: ArrayBuffer[] = []): void => parentPort?.postMessage(message, transfer);
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function answer({ number, context, studyId, query, form }: Exclude<ToAnalysis, string>): Promise<void> {
  try {
    const bytes = await analysis.bytes(context, studyId, query, form);
    say({ number, bytes }, bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer as ArrayBuffer] : []);
  } catch (error) {
    say({ number, failed: { code: isNadirError(error) ? error.code : null, reason: isNadirError(error) ? error.reason : '', message: wordsOf(error), stack: (error instanceof Error && error.stack) || '' } });
  }
}

parentPort?.on('message', (message: ToAnalysis) => {
  if (message === 'close') {
    store.close();
    process.exit(0);
  }
  if (message === 'prepare') analysis.prepare(manySubjects).catch((error: unknown) => say({ prepareFailed: wordsOf(error) }));
  else void answer(message);
});
