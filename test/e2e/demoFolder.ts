/** Data folders with the demo study in them. Its images are made once per test run, by whoever asks first; everybody gets a folder of their own. */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { until } from './until.ts';

const command = path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs');
const longestMs = 240_000;

/** `unread`: every timepoint waits for its reader. */
type Kind = 'read' | 'unread';

/** The same folder again. Images are stored under their hash and never written to again: they are the same files on the disk, everything else is copied. */
function copyOf(folder: string, target: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const from = path.join(entry.parentPath, entry.name);
    const to = path.join(target, path.relative(folder, from));
    if (entry.isDirectory()) mkdirSync(to, { recursive: true, mode: 0o700 });
    else {
      mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
      if (path.relative(folder, from).startsWith(`blobs${path.sep}`)) linkSync(from, to);
      else copyFileSync(from, to);
    }
  }
}

/** By the command, as a person would; the reads are given to images that are there already. */
async function make(kind: Kind, folder: string): Promise<void> {
  if (kind === 'read') copyOf(await shared('unread'), folder);
  await promisify(execFile)(process.execPath, [command, 'demo', ...(kind === 'unread' ? ['--unread'] : []), '--data', folder]);
}

/** The run's folder with this demo, made by one process while the others wait. */
async function shared(kind: Kind): Promise<string> {
  const folder = path.join(process.env['NADIR_TEST_FOLDER'] ?? os.tmpdir(), `shared-demo-${kind}`);
  const making = `${folder}.making`;
  await until(async () => {
    if (existsSync(folder)) return true;
    try { mkdirSync(making, { mode: 0o700 }); } catch { return false; }
    // Whoever made it meanwhile has moved it into place before letting go of the mark.
    if (!existsSync(folder)) {
      try {
        await make(kind, path.join(making, 'data'));
        renameSync(path.join(making, 'data'), folder);
      } finally {
        rmSync(making, { recursive: true, force: true });
      }
    } else rmSync(making, { recursive: true, force: true });
    return true;
  }, `the demo study to be made by another test (${folder})`, longestMs);
  return folder;
}

/** A new data folder with the demo study, for the caller to remove. Outside a test run it is made there and then. */
export async function demoFolder(kind: Kind = 'read'): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-demo-'));
  if (process.env['NADIR_TEST_FOLDER'] === undefined) {
    await promisify(execFile)(process.execPath, [command, 'demo', ...(kind === 'unread' ? ['--unread'] : []), '--data', folder]);
  } else copyOf(await shared(kind), folder);
  return folder;
}
