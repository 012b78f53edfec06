#!/usr/bin/env node
// The `nadir` command. Plain JavaScript without imports of ours, because the Node that was asked to run it may be too old for the rest:
// then it runs itself again under the Node that came with the packages. For `start` it stays as the supervisor of the workstation, which is the same command as its child.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import module from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** better-sqlite3 13 needs it (Node-API 10), and so does running TypeScript as it stands. */
const pinnedMajor = 24;
const major = Number(process.versions.node.split('.')[0]);

/** The program file of the npm package `node`, wherever npm has put it; null when it is not there. */
function pinnedNode() {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const require = module.createRequire(import.meta.url);
  const here = path.dirname(fileURLToPath(import.meta.url));
  const candidates = [path.join(here, '../../node_modules/node/bin', program)];
  try {
    const folder = path.dirname(require.resolve('node/package.json'));
    candidates.push(path.join(folder, 'bin', program));
    // Where install scripts are switched off, only the platform's own package holds the program.
    const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
    candidates.push(path.join(folder, 'node_modules', platform, 'bin', program), path.join(folder, '..', platform, 'bin', program));
  } catch {
    // Not installed: said below.
  }
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}

const words = process.argv.slice(2);
/** `start`, also by leaving it out, but not the workstation that a supervisor has started. */
const isToSupervise = (words.length === 0 || words[0] === 'start') && process.env.NADIR_SUPERVISOR !== String(process.ppid);
const script = fileURLToPath(import.meta.url);

function doesNotStart(program, error) {
  console.error(`nadir: Node (${program}) does not start: ${error.message}. Run "npm ci" again.`);
  process.exit(3);
}

/** The workstation runs as a child: what must outlive its crash is held here. */
async function superviseStart(program) {
  const { supervise } = await import('./supervisor.mjs');
  process.exit(await supervise(program, script, words, (error) => doesNotStart(program, error)));
}

function runAgain(program) {
  const child = spawn(program, [script, ...words], { stdio: 'inherit' });
  // A terminal sends its signals to both processes; a supervisor only to this one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => doesNotStart(program, error));
  child.once('exit', (code, signal) => {
    process.exit(code ?? (signal === 'SIGINT' ? 130 : 143));
  });
}

/**
 * Where compiled code is kept between runs: this person's own cache folder. Node's default lies in the shared temporary folder, where another account could
 * put code of its own. Workers and further processes find it by the environment.
 */
function compileCacheFolder() {
  const given = process.env.NODE_COMPILE_CACHE;
  if (given) return given;
  const home = os.homedir();
  const caches = { win32: process.env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), darwin: path.join(home, 'Library', 'Caches') };
  // On Windows the data folder is called Nadir and lies in the same place: what is cached may not stand in it.
  return path.join(caches[process.platform] ?? process.env.XDG_CACHE_HOME ?? path.join(home, '.cache'), process.platform === 'win32' ? 'Nadir-cache' : 'nadir', 'compiled');
}

function keepCompiledCode() {
  try {
    const folder = compileCacheFolder();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    module.enableCompileCache?.(folder);
    process.env.NODE_COMPILE_CACHE = folder;
  } catch {
    // No home to write to: the code is compiled anew each time.
  }
}

const program = major >= pinnedMajor ? process.execPath : pinnedNode();
if (program === null) {
  console.error(`nadir: needs Node ${pinnedMajor}; this is Node ${process.versions.node}, and the package "node" that brings it is not installed. Run "npm ci" in the project folder.`);
  process.exit(3);
}
if (isToSupervise) await superviseStart(program);
else if (program !== process.execPath) runAgain(program);
else {
  keepCompiledCode();
  await import('./main.ts');
}
