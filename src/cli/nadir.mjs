#!/usr/bin/env node
// The `nadir` command. Plain JavaScript that any Node since 18 can read: it hands over to the pinned Node when the one that started it is too old for the database.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** better-sqlite3 13 needs it (Node-API 10), and so does running TypeScript as it stands. */
const neededMajor = 24;

function pinnedNode() {
  if (process.env.NADIR_NODE && existsSync(process.env.NADIR_NODE)) return process.env.NADIR_NODE;
  try {
    const folder = path.dirname(module.createRequire(import.meta.url).resolve('node/package.json'));
    const binary = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

const major = Number(process.versions.node.split('.')[0]);
if (major >= neededMajor) {
  module.enableCompileCache?.();
  await import('./main.ts');
} else {
  const node = pinnedNode();
  if (!node) {
    console.error(`nadir needs Node ${neededMajor}; this is ${process.version}, and the pinned one is not installed. Run "npm ci" in the program's folder.`);
    process.exit(3);
  }
  const child = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  if (child.error) {
    console.error(`nadir could not start ${node}: ${child.error.message}`);
    process.exit(3);
  }
  process.exit(child.signal ? 128 + (os.constants.signals[child.signal] ?? 0) : (child.status ?? 3));
}
