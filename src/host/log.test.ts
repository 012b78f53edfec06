import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NadirError, type Clock } from '../common/index.ts';
import { openLog } from './log.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-log-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const clock: Clock = { nowIso: () => '2026-03-01T08:00:00.000Z', monotonicMs: () => 0 };
const written = (): string => readFileSync(path.join(folder, 'logs', 'nadir.log'), 'utf8');

it('says what failed and where in the code, but neither file names nor values that may be a patient’s', () => {
  const cause = new Error(`ENOENT: no such file or directory, open '/data/DOE^JANE/CT 1.dcm'`);
  openLog(folder, clock).error('request failed', new TypeError('Cannot read "DOE^JANE" of PatientName=DOE^JANE at /home/jane/DOE.dcm', { cause }), { incident: 'ab12' });
  const line = JSON.parse(written()) as { error: { name: string; at: string[]; cause: { name: string } } };
  expect(written()).not.toMatch(/DOE|JANE|jane/);
  expect(line.error.name).toBe('TypeError');
  expect(line.error.at[0]).toContain('src/host/log.test.ts');
  expect(line.error.cause.name).toBe('Error');
  expect(written()).toContain('ab12');
});

it('keeps code and reason of a refusal, not its sentence, which names the file', () => {
  openLog(folder, clock).error('request failed', new NadirError('unreadable', 'DOE.dcm is truncated', { reason: 'P10-04' }));
  expect(written()).toContain('P10-04');
  expect(written()).not.toContain('DOE');
});

it('rotates and keeps a bounded number of files', () => {
  const log = openLog(folder, clock);
  const filler = 'x'.repeat(100_000);
  for (let i = 0; i < 160; i += 1) log.info('event', { filler });
  expect(readdirSync(path.join(folder, 'logs')).sort()).toEqual(['nadir.log', 'nadir.log.1', 'nadir.log.2', 'nadir.log.3', 'nadir.log.4', 'nadir.log.5']);
});

it('never stops the work when it cannot be written', () => {
  const log = openLog(path.join(folder, 'file\u0000name'), clock);
  expect(() => log.info('event')).not.toThrow();
});
