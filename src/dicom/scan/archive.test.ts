import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zip } from '../../../test/fixtures/zipBytes.ts';
import { unpackArchive } from './archive.ts';
import { scanLimits, type LeftOut, type ScanLimits } from './limits.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(path.join(tmpdir(), 'nadir-archive-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

async function unpack(bytes: Buffer, limits: Partial<ScanLimits> = {}): Promise<{ names: string[]; contents: string[]; leftOut: LeftOut[] }> {
  const file = path.join(folder, 'scan.zip');
  await writeFile(file, bytes);
  const leftOut: LeftOut[] = [];
  const names: string[] = [];
  const contents: string[] = [];
  for await (const unpacked of unpackArchive(file, 'scan.zip', { newPath: () => path.join(folder, randomUUID()), onLeftOut: (entry) => leftOut.push(entry), limits: { ...scanLimits, ...limits } })) {
    names.push(unpacked.name);
    contents.push(await readFile(unpacked.path, 'utf8'));
    expect(path.dirname(unpacked.path)).toBe(folder);
    await rm(unpacked.path);
  }
  return { names, contents, leftOut };
}

describe('a ZIP archive', () => {
  it('gives its files, folders and other letters included', async () => {
    const result = await unpack(zip([{ name: 'ct/', data: Buffer.alloc(0) }, { name: 'ct/1.dcm', data: Buffer.from('one') }, { name: 'ct/画像', data: Buffer.from('two') }]));
    expect(result).toEqual({ names: ['scan.zip/ct/1.dcm', 'scan.zip/ct/画像'], contents: ['one', 'two'], leftOut: [] });
  });

  it('gives no entry that leads outside, is a link, or is encrypted, and says why', async () => {
    const evil = [{ name: '../../evil', data: Buffer.from('x') }, { name: '/etc/evil', data: Buffer.from('x') }, { name: 'C:\\evil', data: Buffer.from('x') }, { name: 'a\\..\\..\\evil', data: Buffer.from('x') }];
    const result = await unpack(zip([...evil, { name: 'link', data: Buffer.from('/etc/passwd'), unixMode: 0o120777 }, { name: 'secret', data: Buffer.from('x'), flags: 1 }, { name: 'good', data: Buffer.from('good') }]));
    expect(result.names).toEqual(['scan.zip/good']);
    expect(result.leftOut.map((entry) => entry.reason)).toEqual([
      ...evil.map(() => 'The name of this entry leads outside the archive.'), 'This entry is a link; links are not followed.', 'This entry is encrypted. Unpack the archive with its password first.',
    ]);
    expect(await readdir(folder)).toEqual(['scan.zip']);
  });

  it('is given up when it unpacks to far more than its size, and leaves nothing behind', async () => {
    const bomb = zip([{ name: 'bomb', data: Buffer.alloc(3 << 20) }]);
    await expect(unpack(bomb, { archiveRatioFromBytes: 1 << 20 })).rejects.toMatchObject({ code: 'unreadable', reason: 'IMP-09', message: 'The archive unpacks to far more than its own size and was given up.' });
    expect(await readdir(folder)).toEqual(['scan.zip']);
  });

  it('is refused with too many entries, empty, or damaged', async () => {
    const three = zip(['a', 'b', 'c'].map((name) => ({ name, data: Buffer.from(name) })));
    await expect(unpack(three, { archiveEntries: 2 })).rejects.toMatchObject({ reason: 'IMP-09', message: 'The archive holds 3 entries; at most 2 are read.' });
    await expect(unpack(zip([]))).rejects.toMatchObject({ reason: 'IMP-09', message: 'The archive holds no file.' });
    await expect(unpack(three.subarray(0, three.length - 10))).rejects.toMatchObject({ reason: 'IMP-09', message: 'The archive is damaged.' });
  });

  it('leaves out an entry whose bytes are damaged and gives the others', async () => {
    const bytes = zip([{ name: 'bad', data: Buffer.from('some text that deflates to something') }, { name: 'good', data: Buffer.from('good') }]);
    bytes.fill(0xff, 36, 50);
    const result = await unpack(bytes);
    expect(result.names).toEqual(['scan.zip/good']);
    expect(result.leftOut).toMatchObject([{ name: 'scan.zip/bad', code: 'IMP-09' }]);
  });
});
