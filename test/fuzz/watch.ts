/** Runs the cases in a process of their own and watches it: time per case, memory, life. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** No case may work longer, nor the process hold more. Work is processor time: a busy machine makes nothing hang. */
export const caseLimitMs = 5000;
/** For what waits instead of working. */
const waitLimitMs = 60_000;
export const memoryLimitMb = 1024;
const lookEveryMs = 200;

export type Find = { readonly number: number; readonly kind: 'error' | 'hang' | 'memory' | 'death'; readonly message: string; readonly stack: string };
export type Line = { readonly ready?: number; readonly begins?: number; readonly ran?: number; readonly target?: string; readonly outcome?: string; readonly files?: number; readonly ms?: number; readonly find?: number; readonly message?: string; readonly stack?: string; readonly done?: true };
export type Watched = { readonly find: Find | null; /** The case that was running when it ended. */ readonly last: number; readonly peakMb: number };

/** Resident memory of a running process in MB; 0 where the system does not tell. */
export function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Processor time of a running process in ms; 0 where the system does not tell. Linux counts it in hundredths of a second. */
function workedMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

/** Starts the child with `args` and answers when it ended, by itself or because it broke a limit. `onLine` hears every line; answering false ends it. */
export function watchChild(args: readonly string[], onLine: (line: Line) => boolean | void): Promise<Watched> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'child.ts'), ...args], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] }) as ChildProcess;
  let last = -1;
  let began = { at: performance.now(), workedMs: 0 };
  let peakMb = 0;
  let find: Find | null = null;
  let isDone = false;
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => { said = (said + chunk.toString()).slice(-4000); });
  const end = (kind: 'hang' | 'memory', message: string): void => {
    find ??= { number: last, kind, message, stack: '' };
    child.kill('SIGKILL');
  };
  const timer = setInterval(() => {
    const mb = residentMb(child.pid ?? 0);
    peakMb = Math.max(peakMb, mb);
    if (last >= 0 && (workedMs(child.pid ?? 0) - began.workedMs > caseLimitMs || performance.now() - began.at > waitLimitMs)) end('hang', `a case took longer than ${caseLimitMs / 1000} s`);
    else if (mb > memoryLimitMb) end('memory', `the process held ${Math.round(mb)} MB`);
  }, lookEveryMs);
  createInterface({ input: child.stdio[3] as Readable }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    if (line.begins !== undefined) { last = line.begins; began = { at: performance.now(), workedMs: workedMs(child.pid ?? 0) }; }
    if (line.done) isDone = true;
    if (onLine(line) === false) { isDone = true; child.kill('SIGKILL'); }
  });
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      clearInterval(timer);
      if (!isDone) find ??= { number: last, kind: 'death', message: `the process ended (${signal ?? code})`, stack: said };
      resolve({ find, last, peakMb });
    });
  });
}
