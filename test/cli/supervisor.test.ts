/** When a workstation is started again and when not: the real supervisor over children that end as the test says. The real workstation under it: launcher.test.ts. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const supervisor = path.resolve(import.meta.dirname, '../../src/cli/supervisor.mjs');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-supervisor-'));
  writeFileSync(path.join(folder, 'drive.mjs'), `import { supervise } from ${JSON.stringify(`file://${supervisor}`)}; process.exit(await supervise(process.execPath, ...JSON.parse(process.argv[2]), () => process.exit(99)));`);
  // Each child takes the next word: how it ends, and whether it serves before.
  writeFileSync(path.join(folder, 'child.mjs'), `
    import { appendFileSync, readFileSync } from 'node:fs';
    const windowed = 'const note = (what) => require("fs").appendFileSync(process.argv[1] + "-window", what); process.on("SIGTERM", () => { note(" closed"); process.exit(); }); setInterval(() => undefined, 1000); note("opened");';
    const [log, ...ends] = process.argv.slice(2);
    process.once('message', ({ carried }) => {
      const turn = readFileSync(log, 'utf8').split('\\n').length - 1;
      appendFileSync(log, JSON.stringify(carried) + '\\n');
      const [how, when] = (ends[turn] ?? ends.at(-1)).split(' ');
      const end = () => (how.startsWith('SIG') ? process.kill(process.pid, how) : process.exit(Number(how)));
      if (when === 'unserved') return end();
      process.on('message', ({ end }) => end && process.exit(0));
      process.send({ carried: { secret: 'of turn ' + turn } }, () => process.send({ url: 'http://here', ...(turn === 0 ? { print: 'served\\n', ...(how === 'SIGKILL' ? { window: { program: process.execPath, args: ['-e', windowed, log] } } : {}) } : {}) }, how === 'stays' ? undefined : end));
    });`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;
/** `ends`: how one child after another ends; the last word holds for all that follow. */
function run(ends: readonly string[], onServed: (pid: number) => void = () => undefined): Promise<{ status: number | null; out: string; said: string; carried: unknown[] }> {
  const log = path.join(folder, `log-${(runs += 1)}`);
  writeFileSync(log, '');
  const driver = spawn(process.execPath, [path.join(folder, 'drive.mjs'), JSON.stringify([path.join(folder, 'child.mjs'), [log, ...ends]])], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, said] = ['', ''];
  driver.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); onServed(driver.pid ?? 0); });
  driver.stderr.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  return new Promise((resolve) => {
    driver.once('close', (status) => resolve({ status, out, said, carried: readFileSync(log, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as unknown) }));
  });
}

it.concurrent.each([
  ['a signal', 'SIGKILL'],
  ['an error that nobody caught', '1'],
  ['a crash of Node', '134'],
])('%s: started again with what the one before left, until it ends in order', async (_what, crash) => {
  const { status, out, said, carried } = await run([crash, crash, '0']);
  expect(carried).toEqual([null, { secret: 'of turn 0' }, { secret: 'of turn 1' }]);
  expect({ status, out }).toEqual({ status: 0, out: 'served\n' });
  expect(said.match(/crashed \(.*?\) and is started again; its window goes on\. What was committed is safe\./g)).toHaveLength(2);
});

it.concurrent.each([
  ['an ordinary end', '0', 0],
  ['a refusal while it serves', '3', 3],
  ['a wrong word', '2 unserved', 2],
  ['a refusal before it serves', '3 unserved', 3],
  ['a crash before it said where it answers', '1 unserved', 1],
  ['an end that the system asked for', 'SIGTERM', 143],
])('%s: not started again', async (_what, end, expected) => {
  const { status, carried } = await run([end]);
  expect({ status, starts: carried.length }).toEqual({ status: expected, starts: 1 });
});

it.concurrent('what cannot be opened again after a crash ends it with its own status', async () => {
  expect(await run(['SIGKILL', '3 unserved'])).toMatchObject({ status: 3, carried: [null, { secret: 'of turn 0' }] });
});

it.concurrent('what crashes again and again is given up after five times, in words', async () => {
  const { status, said, carried } = await run(['SIGSEGV']);
  expect({ status, starts: carried.length }).toEqual({ status: 3, starts: 6 });
  expect(said).toMatch(/crashed 6 times within a minute \(last: SIGSEGV\) and is not started again\. What was committed is safe\. The log in the data folder says why\.\n$/);
});

it.concurrent('its window is opened once, outlives crashes and is closed with it', async ({ expect }) => {
  const log = path.join(folder, `log-${runs + 1}-window`);
  const isOpen = (): boolean => existsSync(log);
  const ended = run(['SIGKILL', 'stays'], (pid) => {
    // Asked to end once the window stands.
    const timer = setInterval(() => { if (isOpen()) process.kill(pid, 'SIGTERM'); if (isOpen()) clearInterval(timer); }, 20);
  });
  const { status, carried } = await ended;
  expect({ status, starts: carried.length }).toEqual({ status: 0, starts: 2 });
  await expect.poll(() => readFileSync(log, 'utf8')).toBe('opened closed');
});

it.concurrent.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends it in order', async (signal) => {
  expect(await run(['stays'], (pid) => process.kill(pid, signal))).toMatchObject({ status: 0, said: '' });
});
