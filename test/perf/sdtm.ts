/** SDTM of 1,000 subjects with eight timepoints each, from the database to the files, in a process of its own; beside readstat, a program in C that reads what was written. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, report, type Line } from './report.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const rounds = 5;
type Round = { readonly rows: number; readonly collectMs: number; readonly sdtmMs: number; readonly jsonMs: number; readonly sdtmBytes: number; readonly peakMb: number; readonly cpuMs: number };

const runScript = (script: string, ...parameters: readonly string[]): string =>
  execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(here, script), ...parameters], { encoding: 'utf8', maxBuffer: 1 << 24 });

/** Milliseconds in which readstat turns the transport files into CSV; null where it is not installed. */
function readstatMs(folder: string): number | null {
  if (spawnSync('readstat', ['--version']).status !== 0) return null;
  const start = performance.now();
  for (const name of ['tu', 'tr', 'rs']) spawnSync('readstat', ['-f', path.join(folder, `out/sdtm/${name}.xpt`), path.join(folder, `${name}.csv`)]);
  return performance.now() - start;
}

export async function benchSdtm(work: string): Promise<void> {
  const folder = path.join(work, 'sdtm');
  runScript('manySubjects.ts', folder, '1000', '8');
  const all: Round[] = [];
  const peers: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    all.push(JSON.parse(runScript('exportSdtm.ts', folder, 'BIG')) as Round);
    const peer = readstatMs(folder);
    if (peer !== null) peers.push(peer);
  }
  const middle = (of: (round: Round) => number): number => median(all.map(of));
  const whole = middle(({ collectMs, sdtmMs }) => collectMs + sdtmMs);
  const lines: Line[] = [
    { what: 'collected and written, SDTM', value: whole / 1000, unit: 's', digits: 2, target: { atMost: 5 }, note: `${all[0]?.rows} rows, ${((all[0]?.sdtmBytes ?? 0) / 1e6).toFixed(1)} MB; median of ${rounds}` },
    { what: '  of that from facts to files', value: middle(({ sdtmMs }) => sdtmMs) / 1000, unit: 's', digits: 2 },
    { what: '  processor time of both', value: middle(({ cpuMs }) => cpuMs) / 1000, unit: 's', digits: 2, note: 'what a busy machine does not change' },
    { what: 'Dataset-JSON of the same rows', value: middle(({ jsonMs }) => jsonMs) / 1000, unit: 's', digits: 2 },
    { what: 'peak memory of the process', value: middle(({ peakMb }) => peakMb), unit: 'MB', digits: 0, target: { atMost: 500 } },
    ...(peers.length === 0 ? [] : [{ what: 'readstat reads the transport files', value: median(peers) / 1000, unit: 's', digits: 2, note: `writing takes ${(middle(({ sdtmMs }) => sdtmMs) / median(peers)).toFixed(1)} times as long` }]),
  ];
  report('SDTM of 1,000 subjects × 8 timepoints', lines);
}
