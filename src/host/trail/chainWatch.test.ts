import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { plantSeed } from '../../../test/migrations/plantSeed.ts';
import { openCore, type Core } from '../core.ts';
import { createChainWatch } from './chainWatch.ts';
import { createTrailThread } from './trailThread.ts';

const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'nadir-chain-watch-'));
const thread = createTrailThread(dataFolder);
let core: Core;
beforeAll(() => {
  plantSeed('format-6-signed.sqlite', dataFolder);
  core = openCore(dataFolder, { exclusive: true });
});
afterAll(async () => {
  await thread.close();
  core.store.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

test('before anything leaves, rows are compared with the events where another program has written; a row that was altered is named, and nothing leaves any more', async () => {
  const checkRows = vi.fn(() => thread.ask('rows', {}));
  const onChange = vi.fn();
  const watch = createChainWatch({ store: core.store, checkRows, onChange, onDefect: (error) => { throw error; } });
  await Promise.all([watch.requireWhole(), watch.requireWhole()]);
  expect([watch.state(), checkRows.mock.calls.length]).toEqual(['whole', 1]);

  const other = new Database(path.join(dataFolder, 'nadir.sqlite'));
  const { id } = other.prepare('SELECT id FROM lesion LIMIT 1').get() as { id: string };
  other.prepare(`UPDATE lesion SET organ = 'spleen' WHERE id = ?`).run(id);
  other.close();
  await expect(watch.requireWhole()).rejects.toMatchObject({ reason: 'chainBroken', message: expect.stringMatching(new RegExp(`^The records are not what the audit trail says: Table lesion, row ${id}: organ differs from what audit event \\d+ says\\. Nothing was written\\.`)) as unknown });
  expect(onChange.mock.calls.map(([state]) => state as string)).toEqual(['whole', 'broken']);
  // It stands, without looking again, until a whole check finds nothing.
  await expect(watch.requireWhole()).rejects.toMatchObject({ reason: 'chainBroken' });
  expect(checkRows).toHaveBeenCalledTimes(2);
  watch.found('whole');
  await expect(watch.requireWhole()).rejects.toMatchObject({ reason: 'chainBroken' });
  watch.close();
});
