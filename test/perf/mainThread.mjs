// Loaded into the host by the benchmark: appends to NADIR_BENCH_BLOCKS every time the main thread did not come back to its loop for more than 20 ms, as "when ms ofThemProcessorMs".
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.NADIR_BENCH_BLOCKS;
/* global performance, setInterval */
if (isMainThread && file !== undefined && process.argv.includes('start')) {
  const everyMs = 4;
  let [at, used] = [performance.now(), process.threadCpuUsage()];
  setInterval(() => {
    const [now, cpu] = [performance.now(), process.threadCpuUsage(used)];
    const [late, worked] = [now - at - everyMs, (cpu.user + cpu.system) / 1000];
    if (late > 20) appendFileSync(file, `${Date.now()} ${late.toFixed(1)} ${worked.toFixed(1)}\n`);
    [at, used] = [performance.now(), process.threadCpuUsage()];
  }, everyMs).unref();
}
