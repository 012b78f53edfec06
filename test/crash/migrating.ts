/** Kills a program while it brings an old database to today's format, and opens what is left. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { openStore } from '../../src/store/index.ts';
import { damageOf } from './afterwards.ts';
import { ended, nodeProgram } from './host.ts';

const seed = path.join(import.meta.dirname, '../migrations/seeds/format-1.sqlite');
const store = path.resolve(import.meta.dirname, '../../src/store/index.ts');

/** Copies of the database in the folder of backups that are not whole. */
function brokenBackups(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => {
    if (!name.endsWith('.sqlite')) return false;
    const db = new Database(path.join(folder, name), { readonly: true });
    try {
      return db.pragma('integrity_check', { simple: true }) !== 'ok' || db.pragma('user_version', { simple: true }) !== 1;
    } finally {
      db.close();
    }
  });
}

async function killedOnce(withinMs: number): Promise<string[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-crash-format-'));
  try {
    copyFileSync(seed, path.join(folder, 'nadir.sqlite'));
    const open = `openStore({ dataFolder: ${JSON.stringify(folder)}, programVersion: 'crash', nowIso: new Date().toISOString(), exclusive: true })`;
    const child = spawn(nodeProgram, ['--input-type=module', '-e', `const { openStore } = await import(${JSON.stringify(store)}); process.stdout.write('go'); globalThis.store = ${open}; setInterval(() => undefined, 1000);`], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, randomInt(withinMs)));
    child.kill('SIGKILL');
    await ended(child);
    const faults = brokenBackups(path.join(folder, 'backups')).map((name) => `${name} is no backup`);
    openStore({ dataFolder: folder, programVersion: 'crash', nowIso: new Date().toISOString(), exclusive: true }).close();
    const damage = await damageOf(folder, { withFiles: false });
    return damage === null ? faults : [...faults, damage];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was wrong after each of so many kills; nothing for a sound round. */
export async function rehearseMigrations(kills: number, withinMs = 60): Promise<string[]> {
  const faults: string[] = [];
  for (let number = 1; number <= kills; number += 1) faults.push(...(await killedOnce(withinMs)).map((fault) => `migration ${number}: ${fault}`));
  return faults;
}
