/** Loaded before the workstation under test: collects its rubbish when asked by SIGUSR2, so that what is measured is what it holds, not what V8 has not yet swept. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NodeJS.GCFunction;
  process.on('SIGUSR2', () => { collect({ type: 'major', execution: 'sync', flavor: 'last-resort' }); });
}
