import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { element, item, part10, sequenceEnd } from '../../../test/fixtures/dicomBytes.ts';
import { readInstance } from '../instance.ts';
import { bufferSource } from '../part10/byteSource.ts';
import { listDirectory, namedFiles } from './dicomdir.ts';
import { scanLimits } from './limits.ts';
import { walkFiles } from './walk.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(path.join(tmpdir(), 'nadir-walk-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('walking a folder', () => {
  it('lists files in natural order, with names relative to it', async () => {
    await mkdir(path.join(folder, 'b/c'), { recursive: true });
    for (const name of ['10.dcm', '9.dcm', 'b/c/имя файла', 'b/1']) await writeFile(path.join(folder, name), 'x');
    const { files, leftOut } = await walkFiles(folder);
    expect(files.map((file) => file.name)).toEqual(['9.dcm', '10.dcm', 'b/1', 'b/c/имя файла']);
    expect(leftOut).toEqual([]);
  });

  it('follows no link, not even to a file inside, and says so', async () => {
    await writeFile(path.join(folder, 'a'), 'x');
    await symlink('/etc', path.join(folder, 'out'));
    await symlink(folder, path.join(folder, 'loop'));
    const { files, leftOut } = await walkFiles(folder);
    expect(files.map((file) => file.name)).toEqual(['a']);
    expect(leftOut).toEqual(['loop', 'out'].map((name) => ({ name, code: 'IMP-09', reason: 'This is a link; links are not followed.' })));
  });

  it('stops at its limits and says so', async () => {
    await mkdir(path.join(folder, 'deep/deeper'), { recursive: true });
    for (const name of ['1', '2', '3']) await writeFile(path.join(folder, name), 'x');
    expect((await walkFiles(folder, undefined, { ...scanLimits, files: 2 })).leftOut[0]?.reason).toBe('There are more than 2 files; import the folder in parts.');
    expect((await walkFiles(folder, undefined, { ...scanLimits, folderDepth: 2 })).leftOut).toMatchObject([{ name: 'deep/deeper', code: 'IMP-09' }]);
  });

  it('lists what is not there with its reason', async () => {
    expect((await walkFiles(path.join(folder, 'nothing'))).leftOut).toEqual([{ name: 'nothing', code: 'IMP-10', reason: 'It is no longer there.' }]);
  });
});

describe('a DICOMDIR', () => {
  const directory = (ids: readonly string[]) => part10(element(0x00041220, 'SQ', Buffer.concat([...ids.map((id) => item(element(0x00041500, 'CS', id))), sequenceEnd]), 0xffffffff), '1.2.840.10008.1.2.1', '1.2.840.10008.1.3.10');
  const list = async (ids: readonly string[]) => listDirectory(path.join(folder, 'DICOMDIR'), namedFiles(readInstance(bufferSource(directory(ids))).header.dataSet));

  it('names files beside it, in any case', async () => {
    await mkdir(path.join(folder, 'ct1'));
    await writeFile(path.join(folder, 'ct1/im01'), 'x');
    expect((await list(['CT1\\IM01', 'CT1\\IM02'])).files).toEqual([{ path: path.join(folder, 'ct1/im01'), name: 'CT1/IM01' }]);
    expect((await list(['CT1\\IM02'])).leftOut).toEqual([{ name: 'CT1/IM02', code: 'IMP-08', reason: 'The directory names this file, but it is missing.' }]);
  });

  it('cannot name anything outside its folder', async () => {
    const { files, leftOut } = await list(['..\\..\\ETC\\PASSWD', '\\ETC\\PASSWD', 'CT1\\..\\X', '/ETC/PASSWD', 'C:\\X']);
    expect(files).toEqual([]);
    expect(leftOut.map((entry) => entry.reason)).toEqual(Array.from({ length: 5 }, () => 'The directory names a file outside its folder.'));
  });
});
