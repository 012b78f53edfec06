import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPool, type WorkerPool } from './pool.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'nadir-pool-'));
const worker = path.join(folder, 'worker.mjs');
const poolUrl = pathToFileURL(path.resolve(import.meta.dirname, 'pool.ts')).href;

/** A worker that does what a hostile file makes ours do. */
beforeAll(() => writeFileSync(worker, `
import { markBusy, portable } from '${poolUrl}';
export default async function work({ kind, cell }) {
  const held = [];
  if (kind === 'hang') for (;;);
  if (kind === 'hangBusy') markBusy(cell, () => { for (;;); });
  if (kind === 'slowDisk') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 900);
  if (kind === 'memory') for (let i = 0; ; i += 1) held.push({ i, more: { i } });
  if (kind === 'exit') process.exit(3);
  if (kind === 'late') { setTimeout(() => { throw new Error('uncaught'); }, 1); await new Promise((done) => setTimeout(done, 5000)); }
  if (kind === 'system') throw portable(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
  return kind;
}
`));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Task = { readonly kind: string; readonly cell?: SharedArrayBuffer };

describe('a pool of one thread', () => {
  let pool: WorkerPool<Task, string>;
  beforeEach(() => { pool = createPool(pathToFileURL(worker).href, 1, 64); });
  afterEach(() => pool.close());

  it.each([['hang', { timeoutMs: 400 }], ['memory', {}], ['exit', {}], ['late', {}]] as const)('outlives a task that ends it (%s): that one is named, those behind it run', async (kind, options) => {
    expect(await pool.run({ kind: 'first' })).toBe('first');
    const [bad, ...good] = await Promise.allSettled([pool.run({ kind }, options), pool.run({ kind: 'a' }), pool.run({ kind: 'b' })]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'unreadable', reason: 'IMP-12' } });
    expect(good).toMatchObject([{ value: 'a' }, { value: 'b' }]);
  });

  it('counts work against the limit, not waiting for a disk', async () => {
    const cell = new SharedArrayBuffer(4);
    expect(await pool.run({ kind: 'slowDisk', cell }, { busy: { cell, limitMs: 100 } })).toBe('slowDisk');
    await expect(pool.run({ kind: 'hangBusy', cell }, { busy: { cell, limitMs: 100 } })).rejects.toMatchObject({ reason: 'IMP-12' });
  });

  it('does not count the time that a task waits for its thread', async () => {
    const [first, second] = await Promise.all([pool.run({ kind: 'slowDisk' }), pool.run({ kind: 'quick' }, { timeoutMs: 700 })]);
    expect([first, second]).toEqual(['slowDisk', 'quick']);
  });

  it('gives up what is cancelled, also while it waits, and passes on what the system said', async () => {
    const stop = new AbortController();
    const running = pool.run({ kind: 'slowDisk' });
    const waiting = pool.run({ kind: 'never' }, { signal: stop.signal });
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(await running).toBe('slowDisk');
    await expect(pool.run({ kind: 'system' })).rejects.toMatchObject({ code: 'ENOSPC', message: 'no space' });
  });

  it('blames no file for being closed', async () => {
    await pool.run({ kind: 'first' });
    const running = pool.run({ kind: 'hang' });
    running.catch(() => undefined);
    await pool.close();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});
