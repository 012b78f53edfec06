/** Subject histories per second through the rules engine, 5 lesions × 8 timepoints each: in the library, through `nadir engine`, and one while dragging. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { addDays, type IsoDate } from '../../src/common/index.ts';
import { evaluateSubject, runEngineRequest } from '../../src/endpoints/index.ts';
import type { SubjectInput } from '../../src/recist/index.ts';
import { median, report, type Line } from './report.ts';

const origin = '2024-01-08' as IsoDate;
const organs = ['liver', 'liver', 'lung', 'lung', 'lymphNode'] as const;
const command = path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs');

/** Histories that differ, so that no two runs take the same path through the rules. */
function history(seed: number, timepoints = 8): SubjectInput {
  const size = (lesion: number, timepoint: number) => Math.max(3, Math.round((22 + lesion * 4 + ((seed * 7 + lesion * 13 + timepoint * 5) % 11) - timepoint * (seed % 3)) * 10) / 10);
  return {
    subject: { randomisationDate: origin },
    baseline: { date: origin, targets: organs.map((organ, at) => ({ id: `T${at + 1}`, kind: organ === 'lymphNode' ? 'node' : 'nonNodal', organ, sizeMm: size(at, 0), method: 'CT', sliceThicknessMm: 3 })), nonTargets: [{ id: 'N1', kind: 'nonNodal', organ: 'pleura' }] },
    timepoints: Array.from({ length: timepoints }, (_, at) => ({
      id: `TP${at + 1}`, date: addDays(origin, 56 * (at + 1)),
      targets: Object.fromEntries(organs.map((_organ, lesion) => [`T${lesion + 1}`, { state: 'measured' as const, value: size(lesion, at + 1) }])),
      nonTargets: { N1: { status: 'present' as const } }, newLesions: seed % 17 === 0 && at === 6 ? [{ id: 'X1', status: 'unequivocal' as const }] : [],
    })),
  };
}

type Timing = { readonly wallMs: number; readonly cpuMs: number };

/** Medians of one call, once the compiler is warm. On a busy machine the processor's time says more than the clock. */
function timed(calls: number, work: () => void): Timing {
  const rounds = Array.from({ length: 15 }, () => {
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    work();
    return { wallMs: (performance.now() - start) / calls, cpuMs: process.cpuUsage(cpu).user / 1000 / calls };
  }).slice(4);
  return { wallMs: median(rounds.map(({ wallMs }) => wallMs)), cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)) };
}

const perSecond = ({ wallMs, cpuMs }: Timing): Pick<Line, 'value' | 'note'> => ({ value: 1000 / wallMs, note: `${Math.round(1000 / cpuMs).toLocaleString('en-GB')} by processor time` });

/** Milliseconds from the start of `nadir engine` to its end, with this on standard input. Its answer must be as many bytes as `expected`, where given. */
async function commandMs(input: Buffer, expected?: number): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [command, 'engine'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let bytes = 0;
  child.stdout.on('data', (data: Buffer) => { bytes += data.length; });
  child.stdin.end(input);
  const status = await new Promise((resolve) => { child.once('close', resolve); });
  if (status !== 0 || (expected !== undefined && bytes !== expected)) throw new Error(`nadir engine ended with ${String(status)} after ${bytes} bytes; ${expected ?? 'some'} were expected.`);
  return performance.now() - start;
}

/** Start-up by a request that needs next to nothing, then a large array, end to end: JSON in, JSON out. */
async function benchCommand(): Promise<readonly Line[]> {
  const requests = Array.from({ length: 20_000 }, (_, seed) => ({ op: 'subject', input: history(seed) }));
  const [nothing, array] = [Buffer.from('[]'), Buffer.from(JSON.stringify(requests))];
  const answerBytes = Buffer.byteLength(JSON.stringify(runEngineRequest(requests))) + 1;
  const starts: number[] = [];
  const runs: number[] = [];
  // In turns, so that both see the same machine.
  for (let round = 0; round < 5; round += 1) {
    starts.push(await commandMs(nothing));
    runs.push(await commandMs(array, answerBytes));
  }
  const startMs = median(starts);
  return [
    { what: 'through `nadir engine`, one array of 20,000, start-up off', value: requests.length / ((median(runs) - startMs) / 1000), unit: 'subjects/s', digits: 0, target: { atLeast: 20_000 }, note: `best ${Math.round(requests.length / ((Math.min(...runs) - startMs) / 1000)).toLocaleString('en-GB')}` },
    { what: 'start-up of `nadir engine`', value: startMs, unit: 'ms', digits: 0, target: { atMost: 300 } },
  ];
}

export async function benchEngine(): Promise<void> {
  const inputs = Array.from({ length: 2000 }, (_, seed) => history(seed));
  const requests = inputs.map((input) => ({ op: 'subject', input }));
  const long = Array.from({ length: 500 }, (_, seed) => history(seed, 30));
  const inProcess = timed(inputs.length, () => inputs.forEach((input) => evaluateSubject(input)));
  const asRequests = timed(inputs.length, () => requests.forEach((request) => runEngineRequest(request)));
  const dragging = timed(long.length, () => long.forEach((input) => evaluateSubject(input)));
  report('Engine, 5 lesions × 8 timepoints', [
    { what: 'in the library', ...perSecond(inProcess), unit: 'subjects/s', digits: 0, target: { atLeast: 50_000 } },
    { what: 'in the library, as requests to be checked', ...perSecond(asRequests), unit: 'subjects/s', digits: 0 },
    ...await benchCommand(),
    { what: 'one subject of 30 timepoints again, while dragging', value: dragging.wallMs, unit: 'ms', digits: 3, target: { atMost: 1 } },
  ]);
}
