/** Runs the real command in a process of its own and measures it: time, and the most memory it ever held. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const limitSeconds = 5;
export const limitMb = 1024;

const command = path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs');

export type Measured = { readonly code: number | null; readonly signal: string | null; readonly out: string; readonly said: string; readonly seconds: number; /** Processor time, which a busy machine does not stretch. */ readonly cpuSeconds: number; /** Peak resident set; 0 where the system does not tell. */ readonly peakMb: number };

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

/** `timeoutMs` only ends what hangs. `onStart` gets the process's id. */
export function runNadir(words: readonly string[], { timeoutMs = 120_000, onStart }: { readonly timeoutMs?: number; readonly onStart?: (pid: number) => void } = {}): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, [command, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  let said = '';
  let peakMb = 0;
  let cpuSeconds = 0;
  onStart?.(child.pid ?? 0);
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => { said = (said + chunk.toString()).slice(-8000); });
  const look = setInterval(() => {
    peakMb = Math.max(peakMb, peakOf(child.pid ?? 0));
    cpuSeconds = Math.max(cpuSeconds, cpuOf(child.pid ?? 0));
  }, 20);
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      clearInterval(look);
      clearTimeout(timer);
      resolve({ code, signal, out: Buffer.concat(chunks).toString(), said, seconds: (performance.now() - started) / 1000, cpuSeconds, peakMb: Math.round(peakMb) });
    });
  });
}
