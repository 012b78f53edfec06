#!/usr/bin/env node
// The `nadir` command. Plain JavaScript without imports of ours, because the Node that was asked to run it may be too old for the rest:
// then it runs itself again under the Node that came with the packages.
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

function runAgain(program) {
  const child = spawn(program, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends its signals to both processes; a supervisor only to this one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    console.error(`nadir: the Node that came with the packages (${program}) does not start: ${error.message}. Run "npm ci" again.`);
    process.exit(3);
  });
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
  return path.join(caches[process.platform] ?? process.env.XDG_CACHE_HOME ?? path.join(home, '.cache'), 'nadir', 'compiled');
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

if (major >= pinnedMajor) {
  keepCompiledCode();
  await import('./main.ts');
} else {
  const program = pinnedNode();
  if (program) {
    runAgain(program);
  } else {
    console.error(`nadir: needs Node ${pinnedMajor}; this is Node ${process.versions.node}, and the package "node" that brings it is not installed. Run "npm ci" in the project folder.`);
    process.exit(3);
  }
}
