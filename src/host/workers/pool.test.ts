import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createPool, type WorkerPool } from './pool.ts';

type Task = { readonly name: string; readonly untilFile?: string; readonly forever?: boolean };

/** Writes down which task began; waits as told. */
const worker = `import { appendFileSync, existsSync } from 'node:fs';
export default ({ name, log, untilFile, forever }) => {
  appendFileSync(log, name + ' ');
  while (forever || (untilFile && !existsSync(untilFile)));
  return name;
};`;

let folder: string;
let pool: WorkerPool<Task & { readonly log: string }, string>;
const run = (task: Task, options?: Parameters<typeof pool.run>[1]) => pool.run({ ...task, log: path.join(folder, 'log') }, options);
const begun = async (): Promise<string> => (await readFile(path.join(folder, 'log'), 'utf8')).trim();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nadir-pool-'));
  await writeFile(path.join(folder, 'worker.mjs'), worker);
  pool = createPool(pathToFileURL(path.join(folder, 'worker.mjs')).href, 1);
});
afterEach(() => rm(path.join(folder, 'log'), { force: true }));
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

test('a task that is given up before a thread took it never begins; what waits in the background comes last', async () => {
  const abort = new AbortController();
  const gate = path.join(folder, 'gate');
  const first = run({ name: 'first', untilFile: gate });
  const left = run({ name: 'left' }, { signal: abort.signal });
  const ahead = run({ name: 'ahead' }, { background: true });
  const wanted = run({ name: 'wanted' });
  abort.abort();
  await expect(left).rejects.toMatchObject({ code: 'cancelled' });
  await writeFile(gate, '');
  expect(await Promise.all([first, ahead, wanted])).toEqual(['first', 'ahead', 'wanted']);
  expect(await begun()).toBe('first wanted ahead');
});

test('one that never ends loses its thread, when it is given up and when its time is over, and the next one runs', async () => {
  const abort = new AbortController();
  const left = run({ name: 'left', forever: true }, { signal: abort.signal });
  setTimeout(() => abort.abort());
  await expect(left).rejects.toMatchObject({ code: 'cancelled' });
  await expect(run({ name: 'slow', forever: true }, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'unreadable', reason: 'IMP-12' });
  expect(await run({ name: 'next' })).toBe('next');
});
