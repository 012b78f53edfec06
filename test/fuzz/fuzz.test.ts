/** A minute of fuzzing with every test run, always over the same cases; `npm run fuzz` looks for new ones. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { memoryLimitMb } from './watch.ts';

const out = mkdtempSync(path.join(tmpdir(), 'nadir-fuzz-test-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

it('finds no crash, no hang, no growth and no wrong acceptance in a minute', { timeout: 300_000 }, async () => {
  const run = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'run.ts'), '--seconds', '58', '--seed', '1', '--out', out], { maxBuffer: 1 << 24 })
    .then(({ stdout, stderr }) => ({ stdout, stderr }), (failure: { stdout: string; stderr: string }) => failure);
  const { fuzz } = JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '{}') as { fuzz: { executions: number; imports: number; opened: number; refused: number; finds: number; peakMb: number } };
  console.info(`Fuzz: ${JSON.stringify(fuzz)}`);
  expect({ finds: fuzz.finds, said: run.stderr, kept: readdirSync(out) }).toEqual({ finds: 0, said: '', kept: [] });
  expect(fuzz.peakMb).toBeLessThan(memoryLimitMb);
  // Both sides of the door were tried.
  for (const count of [fuzz.opened, fuzz.refused, fuzz.imports]) expect(count).toBeGreaterThan(0);
});
