import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adoptBlob, blobPath, checkBlob, clearAdoptions, noteAdoption, prepareBlobs, stagingPath } from './blobs.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nadir-blobs-'));
  prepareBlobs(root, true);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function staged(text: string): { path: string; sha256: string } {
  const path = stagingPath(root);
  writeFileSync(path, text);
  return { path, sha256: createHash('sha256').update(text).digest('hex') };
}

test('a file is kept under its hash, once, and nothing stays in staging', async () => {
  const [first, second] = [staged('slice'), staged('slice')];
  expect(await adoptBlob(root, first.path, first.sha256)).toBe(true);
  expect(await adoptBlob(root, second.path, second.sha256)).toBe(false);
  expect(readFileSync(blobPath(root, first.sha256), 'utf8')).toBe('slice');
  expect([existsSync(first.path), existsSync(second.path)]).toEqual([false, false]);
});

test('nothing but a hash becomes a path', () => {
  for (const name of ['../../etc/passwd', '', 'ABCDEF'.repeat(10), `${'a'.repeat(63)}/`]) expect(() => blobPath(root, name)).toThrow();
});

test('a changed and a missing file are told apart from a whole one', async () => {
  const { path, sha256 } = staged('slice');
  await adoptBlob(root, path, sha256);
  expect(await checkBlob(root, sha256)).toEqual({ state: 'whole' });
  writeFileSync(blobPath(root, sha256), 'slicf');
  expect((await checkBlob(root, sha256)).state).toBe('altered');
  rmSync(blobPath(root, sha256));
  expect((await checkBlob(root, sha256)).state).toBe('missing');
  // A link is not followed: it may lead to other bytes tomorrow, or to a device without an end.
  symlinkSync(process.platform === 'win32' ? root : '/dev/zero', blobPath(root, sha256));
  expect(await checkBlob(root, sha256)).toEqual({ state: 'altered', sha256: null });
});

test('what an interrupted import left behind is cleared when the workstation starts', () => {
  const { path } = staged('half');
  prepareBlobs(root, true);
  expect(existsSync(path)).toBe(false);
});

test('a command that imports beside the window keeps what it has staged when the window starts', () => {
  const other = join(root, 'incoming', `staged-${process.ppid}-0123`);
  const old = join(root, 'incoming', 'staged-2147483646-0123');
  for (const file of [other, old]) writeFileSync(file, 'slice');
  prepareBlobs(root, true);
  expect([existsSync(other), existsSync(old)]).toEqual([true, false]);
});

test('files of an import that was killed before its rows were there are taken back; those with a row, and those another import is adding, stay', async () => {
  const files = [staged('lost'), staged('named'), staged('wanted by another')];
  const [lost, named, wanted] = files.map(({ sha256 }) => sha256) as [string, string, string];
  noteAdoption(root, [lost, named, wanted]);
  for (const { path, sha256 } of files) await adoptBlob(root, path, sha256);
  writeFileSync(join(root, 'incoming', `adopting-${process.ppid}-1`), wanted);
  prepareBlobs(root, true);
  clearAdoptions(root, (sha256) => sha256 === named);
  expect([lost, named, wanted].map((sha256) => existsSync(blobPath(root, sha256)))).toEqual([false, true, true]);
  // The note of the killed one is gone, that of the other is not ours.
  expect(readdirSync(join(root, 'incoming'))).toEqual([`adopting-${process.ppid}-1`]);
});

test('an import that ended leaves no note', () => {
  noteAdoption(root, [])();
  expect(readdirSync(join(root, 'incoming'))).toEqual([]);
});
