import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId, type ImportSourceId } from '../common/index.ts';
import { clearSpool, createImportSources, relativeSegments } from './importSources.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-sources-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const stream = (text: string): ReadableStream<Uint8Array> => new Blob([text]).stream();
const never = new AbortController().signal;
const make = (limits = { files: 10, fileBytes: 100, totalBytes: 150 }) => {
  let number = 0;
  return createImportSources({ spoolFolder: path.join(folder, 'spool'), newId: () => `source-${(number += 1)}`, limits });
};
const spooled = (): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => entry.name);

describe('uploads', () => {
  it('keeps the tree of the chosen folder and throws it away when released', async () => {
    const sources = make();
    const { id } = await sources.beginUpload('CT');
    await sources.putUpload(id, 'CT/series 1/IM0001', stream('a'), never);
    const [root = ''] = sources.pathsOf(id).paths;
    expect(readFileSync(path.join(root, 'CT/series 1/IM0001'), 'utf8')).toBe('a');
    await sources.release(id);
    expect(spooled()).toEqual([]);
    expect(() => sources.pathsOf(id)).toThrow(expect.objectContaining({ code: 'notFound' }));
  });

  it.each(['../out', 'a/../../out', '/etc/passwd', 'C:\\Windows\\x', '..\\out', 'a//b', '', '.', 'a/\u0000b', `${'d/'.repeat(40)}f`])('refuses the path %j', async (bad) => {
    const sources = make();
    const { id } = await sources.beginUpload('CT');
    await expect(sources.putUpload(id, bad, stream('a'), never)).rejects.toMatchObject({ code: 'invalid', reason: 'uploadPath' });
    expect(spooled()).toEqual([]);
  });

  it('stores names that some systems reserve under harmless ones', () => {
    expect(relativeSegments('CON/aux.dcm/a:b?c/end. ')).toEqual(['_CON', '_aux.dcm', 'a_b_c', 'end']);
    expect(relativeSegments('. ./...x')).toEqual(['_', '...x']);
    expect(() => relativeSegments('x'.repeat(2000))).toThrow(expect.objectContaining({ reason: 'uploadPath' }));
    expect(relativeSegments('Größe/画像.dcm')).toEqual(['Größe', '画像.dcm']);
  });

  it('stops at its limits and leaves no part of the file that broke them', async () => {
    const sources = make();
    const { id } = await sources.beginUpload('CT');
    await expect(sources.putUpload(id, 'big', stream('x'.repeat(101)), never)).rejects.toMatchObject({ reason: 'uploadTooLarge' });
    expect(spooled()).toEqual([]);
    const many = make({ files: 1, fileBytes: 100, totalBytes: 150 });
    const other = (await many.beginUpload('CT')).id;
    await many.putUpload(other, 'one', stream('1'), never);
    await expect(many.putUpload(other, 'two', stream('2'), never)).rejects.toMatchObject({ reason: 'uploadTooManyFiles' });
  });

  it('keeps the first of two files with one path', async () => {
    const sources = make();
    const { id } = await sources.beginUpload('CT');
    await sources.putUpload(id, 'a', stream('first'), never);
    await expect(sources.putUpload(id, 'a', stream('second'), never)).rejects.toMatchObject({ reason: 'uploadPath' });
    expect(readFileSync(path.join(sources.pathsOf(id).paths[0] ?? '', 'a'), 'utf8')).toBe('first');
  });

  it('throws all of an upload away when it is cancelled, and takes no more of it', async () => {
    const sources = make();
    const { id } = await sources.beginUpload('CT');
    await sources.putUpload(id, 'CT/1', stream('a'), never);
    await expect(sources.putUpload(id, 'CT/2', stream('b'), AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect(spooled()).toEqual([]);
    await expect(sources.putUpload(id, 'CT/3', stream('c'), never)).rejects.toMatchObject({ code: 'cancelled' });
    expect(spooled()).toEqual([]);
    expect(() => sources.pathsOf(id)).toThrow(expect.objectContaining({ code: 'cancelled' }));
  });

  it('knows no source that it did not give out', async () => {
    await expect(make().putUpload(asId<ImportSourceId>('guessed'), 'a', stream('a'), never)).rejects.toMatchObject({ code: 'notFound' });
  });
});

describe('chosen folders', () => {
  it('are never touched by release, and cannot be written to', async () => {
    const sources = make();
    const chosen = path.join(folder, 'mine');
    writeFileSync(chosen, 'keep');
    const { id, name } = await sources.register([chosen]);
    expect(name).toBe('mine');
    await expect(sources.putUpload(id, 'x', stream('a'), never)).rejects.toMatchObject({ code: 'notFound' });
    await sources.release(id);
    expect(existsSync(chosen)).toBe(true);
  });

  it('must exist', async () => {
    await expect(make().register([path.join(folder, 'missing')])).rejects.toMatchObject({ code: 'notFound', reason: 'pathMissing' });
  });
});

it('clears what an interrupted upload left', async () => {
  const sources = make();
  const { id } = await sources.beginUpload('CT');
  await sources.putUpload(id, 'a', stream('a'), never);
  await clearSpool(path.join(folder, 'spool'));
  expect(spooled()).toEqual([]);
});
