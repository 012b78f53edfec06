/** `nadir verify` on 100,000 audit events, and on a gigabyte of stored files beside sha256sum. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { verifyFolder } from '../../src/host/index.ts';
import { checkFiles } from '../../src/services/verifying/storedFiles.ts';
import { median, report } from './report.ts';

const root = path.resolve(import.meta.dirname, '../..');
const repeats = 3;
/** Events of a subject of `manySubjects.ts` with eight timepoints. */
export const eventsOfSubject = 2 + 8 + 5 * 9;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function benchEvents(folder: string): Promise<void> {
  execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(root, 'test/perf/manySubjects.ts'), folder, String(Math.ceil(100_000 / eventsOfSubject))], { cwd: root });
  const taken: number[] = [];
  const busy: number[] = [];
  let events = 0;
  for (let time = 0; time < repeats; time += 1) {
    const before = process.cpuUsage();
    taken.push(await seconds(async () => {
      const found = await verifyFolder({ dataFolder: folder });
      if (!found.whole) throw new Error(found.firstFault ?? 'not whole');
      events = found.events;
    }));
    const { user, system } = process.cpuUsage(before);
    busy.push((user + system) / 1e6);
  }
  report(`nadir verify, ${events.toLocaleString('en-GB')} audit events, median of ${repeats}`, [
    { what: 'pages, schema, chain, rows, signatures', value: median(taken), unit: 's', digits: 2, target: { atMost: 5 } },
    { what: 'of it processor time', value: median(busy), unit: 's', digits: 2 },
    { what: 'events', value: events / median(taken), unit: '/s', digits: 0 },
  ]);
}

/** 1 GB in files as large as a CT slice, and a few large ones. */
async function benchFiles(folder: string): Promise<void> {
  const names: string[] = [];
  let bytes = 0;
  const one = (size: number): void => {
    const content = randomBytes(size);
    const sha256 = createHash('sha256').update(content).digest('hex');
    mkdirSync(path.join(folder, sha256.slice(0, 2)), { recursive: true });
    writeFileSync(path.join(folder, sha256.slice(0, 2), sha256), content);
    names.push(sha256);
    bytes += size;
  };
  for (let count = 0; count < 1600; count += 1) one(525_000);
  for (let count = 0; count < 3; count += 1) one(55_000_000);
  const paths = names.map((sha256) => path.join(folder, sha256.slice(0, 2), sha256)).join('\0');
  const [own, peer]: [number[], number[]] = [[], []];
  for (let time = 0; time < repeats; time += 1) {
    own.push(await seconds(() => checkFiles(folder, names)));
    peer.push(await seconds(async () => { if (spawnSync('xargs', ['-0', 'sha256sum'], { input: paths, maxBuffer: 1 << 28 }).status !== 0) throw new Error('sha256sum failed'); }));
  }
  const rate = (taken: readonly number[]): number => bytes / 1e6 / median(taken);
  report(`Stored files, ${(bytes / 1e9).toFixed(1)} GB in ${names.length} files, median of ${repeats}`, [
    { what: 'nadir verify', value: rate(own), unit: 'MB/s', digits: 0 },
    { what: 'sha256sum of the same files', value: rate(peer), unit: 'MB/s', digits: 0 },
    { what: 'nadir verify, as a share of sha256sum', value: rate(own) / rate(peer), unit: '×', digits: 2, target: { atLeast: 0.8 } },
  ]);
}

export async function benchVerify(work: string): Promise<void> {
  await benchEvents(path.join(work, 'verify-events'));
}
export async function benchVerifyFiles(work: string): Promise<void> {
  await benchFiles(path.join(work, 'verify-files'));
}
