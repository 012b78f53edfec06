/** Types, lint and the graph of imports, two at a time; every complaint of every one is printed. Exit code 1 when one complains. */
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const bin = (name: string): string => path.join(root, 'node_modules/.bin', name);
/** The longest first. */
const checks: readonly (readonly [name: string, command: string, words: readonly string[]])[] = [
  ['lint', 'eslint', ['.', '--max-warnings', '0']],
  ['types of the window', 'tsc', ['-p', 'build/tsconfig.dom.json']],
  ['types of the host', 'tsc', ['-p', 'build/tsconfig.node.json']],
  ['types of the browser tests', 'tsc', ['-p', 'build/tsconfig.e2e.json']],
  ['graph of imports', 'depcruise', ['--config', 'build/dependency-cruiser.cjs', '--output-type', 'err', 'src', 'electron', 'renderer']],
  ['types of the pure rooms', 'tsc', ['-p', 'build/tsconfig.pure.json']],
];

function run([name, command, words]: (typeof checks)[number]): Promise<boolean> {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(bin(command), words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    child.once('error', (cause) => { console.log(`${name}: ${cause.message}`); resolve(false); });
    child.once('close', (code) => {
      console.log(`${code === 0 ? 'ok' : 'FAILED'}  ${name}, ${((Date.now() - started) / 1000).toFixed(0)} s${said.trim() === '' ? '' : `\n${said.trimEnd()}`}`);
      resolve(code === 0);
    });
  });
}

const waiting = [...checks];
const outcomes: boolean[] = [];
const lane = async (): Promise<void> => { for (let next = waiting.shift(); next; next = waiting.shift()) outcomes.push(await run(next)); };
await Promise.all(Array.from({ length: Math.min(2, os.availableParallelism()) }, lane));
process.exitCode = outcomes.every(Boolean) ? 0 : 1;
