import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { plantSeed } from '../../../test/migrations/plantSeed.ts';
import { blobPath } from '../../store/index.ts';
import { verifyFolder } from '../verifying.ts';
import { createTrailThread } from './trailThread.ts';

const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'nadir-trail-thread-'));
const thread = createTrailThread(dataFolder);
afterAll(async () => {
  await thread.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

test('a thread that nobody asks ends; the next question starts another', async () => {
  plantSeed('format-6-signed.sqlite', dataFolder);
  const started: Worker[] = [];
  const onWorker = (one: Worker): void => void started.push(one);
  process.on('worker', onWorker);
  const idle = createTrailThread(dataFolder, 1);
  try {
    expect(await idle.ask('rows', {})).toBe(null);
    const [first] = started;
    if (!first) throw new Error('no thread was started');
    await once(first, 'exit');
    expect(await idle.ask('rows', {})).toBe(null);
    expect(started).toHaveLength(2);
  } finally {
    process.off('worker', onWorker);
    await idle.close();
  }
});

test('the check of the window says in its thread what the command says, with its progress; it ends where somebody cancels, and the thread goes on', async () => {
  plantSeed('format-6-signed.sqlite', dataFolder);
  const told: string[] = [];
  const found = await thread.ask('verify', {}, { onProgress: ({ text }) => void told.push(text ?? '') });
  const { database: _database, filesRead: _read, ...report } = await verifyFolder({ dataFolder });
  expect(found).toEqual(report);
  expect(found).toMatchObject({ whole: true, files: 30, checked: { signatures: 3, rederived: 3 } });
  expect(told[0]).toBe('Pages of the database');

  const cancel = new AbortController();
  const cancelled = thread.ask('verify', {}, { signal: cancel.signal });
  cancel.abort();
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });

  const sha256 = createHash('sha256').update('1.2.826.0.1.bl.0').digest('hex');
  writeFileSync(blobPath(path.join(dataFolder, 'blobs'), sha256), 'other');
  expect(await thread.ask('verify', {})).toMatchObject({ whole: false, damagedFiles: [{ sha256, state: 'altered' }] });
});
