import { execFileSync, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asId, type SeriesId } from '../common/index.ts';
import type { StoredInstance } from '../dicom/index.ts';
import { element, part10, ramp, sliceFile, type SliceFacts } from '../../test/fixtures/dicomBytes.ts';
import { zip } from '../../test/fixtures/zipBytes.ts';
import { runImport, type ImportBatch, type ImportPool, type ImportSink } from './importJob.ts';
import { createPool } from './workers/pool.ts';

let pool: ImportPool;
let folder: string;
let source: string;
let blobsRoot: string;
beforeAll(() => { pool = createPool('import.worker.ts', 1); });
afterAll(() => pool.close());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nadir-import-'));
  source = path.join(folder, 'source');
  blobsRoot = path.join(folder, 'blobs');
  await mkdir(source);
  await mkdir(path.join(blobsRoot, 'incoming'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A database in memory: enough to tell what was committed. */
function memorySink(): ImportSink & { readonly instances: Map<string, StoredInstance>; readonly batches: ImportBatch[] } {
  const instances = new Map<string, StoredInstance>();
  const batches: ImportBatch[] = [];
  const all = () => [...instances.values()];
  return {
    instances, batches,
    known: (uids) => uids.flatMap((uid) => instances.get(uid) ?? []),
    patientOf: (uid) => all().find((instance) => instance.dicomStudyUid === uid)?.patientId ?? null,
    instancesOf: (study, series) => all().filter((instance) => instance.dicomStudyUid === study && instance.seriesUid === series),
    holdsFile: (sha256) => all().some((instance) => instance.sha256 === sha256),
    commit(batch) {
      batches.push(batch);
      for (const instance of batch.instances) instances.set(instance.sopInstanceUid, instance);
      return batch.series.flatMap(({ stacks }) => stacks.map((stack) => asId<SeriesId>(stack.stackKey)));
    },
  };
}

const put = async (name: string, facts: SliceFacts | Buffer): Promise<void> => {
  await mkdir(path.dirname(path.join(source, name)), { recursive: true });
  await writeFile(path.join(source, name), Buffer.isBuffer(facts) ? facts : sliceFile(facts));
};
const putSeries = async (heights: readonly number[], rest: Partial<SliceFacts> = {}): Promise<void> => {
  for (const z of heights) await put(`${rest.seriesUid ?? 'ct'}/${z}.dcm`, { uid: `1.${z}.${rest.seriesUid ?? '0'}`, position: [0, 0, z], instanceNumber: z, ...rest });
};
const stored = async (): Promise<string[]> => (await readdir(blobsRoot, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name).sort();
const start = (sink: ImportSink, rest: { signal?: AbortSignal; owned?: boolean; refuseIdentity?: { studyCode: string } } = {}) => runImport({ paths: [source], owned: rest.owned ?? false }, { sink, blobsRoot, pool, ...(rest.signal ? { signal: rest.signal } : {}), ...(rest.refuseIdentity ? { refuseIdentity: rest.refuseIdentity } : {}) });

describe('an import', () => {
  it('stores every file under its hash and commits its series once, in order of position, head first', async () => {
    await putSeries([6, 2, 4]);
    const sink = memorySink();
    const report = await start(sink);
    expect(report.files).toEqual({ seen: 3, imported: 3, duplicate: 0, rejected: 0 });
    expect(report.stacks.map((stack) => stack.images.slices.map((slice) => slice.positionMm))).toEqual([[6, 4, 2]]);
    expect(sink.batches).toHaveLength(1);
    expect(await stored()).toEqual([...sink.instances.values()].map((instance) => instance.sha256).sort());
  });

  it('adds nothing the second time', async () => {
    await putSeries([2, 4]);
    const sink = memorySink();
    await start(sink);
    const again = await start(sink);
    expect(again.files).toEqual({ seen: 2, imported: 0, duplicate: 2, rejected: 0 });
    expect(sink.batches).toHaveLength(1);
    expect(await stored()).toHaveLength(2);
  });

  it('lets late slices join their series under the same key', async () => {
    await putSeries([2, 4]);
    const sink = memorySink();
    const first = await start(sink);
    await putSeries([6]);
    const second = await start(sink);
    expect(second.stacks.map((stack) => stack.summary.slices)).toEqual([3]);
    expect(second.stacks[0]?.stackKey).toBe(first.stacks[0]?.stackKey);
  });

  it('goes on past bad files and names each with its reason', async () => {
    await putSeries([2]);
    await put('notes.txt', Buffer.from('measured by hand'.repeat(10)));
    await put('cut.dcm', sliceFile({ uid: '9' }).subarray(0, 700));
    await put('empty', Buffer.alloc(0));
    const { files, rejected } = await start(memorySink());
    expect(files).toEqual({ seen: 4, imported: 1, duplicate: 0, rejected: 3 });
    expect(rejected.map(({ path: name, code }) => [name, code]).sort()).toEqual([['cut.dcm', 'IMP-04'], ['empty', 'IMP-10'], ['notes.txt', 'IMP-06']]);
    expect(await stored()).toHaveLength(1);
  });

  it('counts a file with the same image in another wrapping as a duplicate, and keeps another image with the same UID apart', async () => {
    const pixels = element(0x7fe00010, 'OW', Buffer.from(ramp({}).buffer));
    await put('a.dcm', { uid: '7', pixelData: pixels });
    await put('b.dcm', { uid: '7', pixelData: Buffer.concat([pixels, element(0xfffcfffc, 'OB', Buffer.alloc(20))]) });
    await put('c.dcm', { uid: '7', instanceNumber: 5 });
    const sink = memorySink();
    const { files, rejected } = await start(sink);
    expect(files).toEqual({ seen: 3, imported: 1, duplicate: 1, rejected: 1 });
    expect(rejected).toMatchObject([{ path: 'c.dcm', code: 'IMP-02' }]);
    expect(sink.instances.get('7')?.sourcePath).toBe('a.dcm');
  });

  it('blocks an examination that names two patients, and no other', async () => {
    await putSeries([2], { studyUid: '1.5', seriesUid: '5.1' });
    await putSeries([4], { studyUid: '1.5', seriesUid: '5.2', patientId: 'P2', patientName: 'ROE^JOHN' });
    await putSeries([6], { studyUid: '1.6', seriesUid: '6.1' });
    const { files, rejected } = await start(memorySink());
    expect(files).toMatchObject({ imported: 1, rejected: 2 });
    expect(rejected.every(({ code }) => code === 'IMP-03')).toBe(true);
  });

  it('leaves out what says who the patient is where the study takes no such image, naming the fields and never what they hold (IMP-14)', async () => {
    await putSeries([2], { seriesUid: '5.1' });
    await putSeries([4], { seriesUid: '5.2', studyUid: '1.7', patientId: 'NEC-001', patientName: 'NEC-001' });
    await putSeries([6], { seriesUid: '5.3', studyUid: '1.9', patientId: 'NEC-001', patientName: 'Trial^NEC-001', more: [element(0x00100030, 'DA', '19560214')] });
    await putSeries([8], { seriesUid: '5.4', studyUid: '1.8', patientId: 'NEC-001', patientName: 'Pseudo', more: [element(0x00120062, 'CS', 'YES')] });
    const sink = memorySink();
    const { files, rejected } = await start(sink, { refuseIdentity: { studyCode: 'NEC-M02' } });
    expect(files).toEqual({ seen: 4, imported: 2, duplicate: 0, rejected: 2 });
    expect(rejected.map(({ path: name, code, reason }) => `${name} ${code} ${/\(.*\)/.exec(reason)?.[0]}`)).toEqual(['5.1/2.dcm IMP-14 (Patient\'s Name)', '5.3/6.dcm IMP-14 (Patient\'s Birth Date)']);
    expect(JSON.stringify([rejected, [...sink.instances.values()]])).not.toMatch(/JANE|1956/);
    expect(await stored()).toHaveLength(2);
    expect((await start(memorySink())).files.rejected).toBe(0);
  });

  it('keeps nothing when it is cancelled', async () => {
    await putSeries(Array.from({ length: 30 }, (_, index) => index));
    const sink = memorySink();
    const abort = new AbortController();
    const running = runImport({ paths: [source], owned: false }, { sink, blobsRoot, pool, signal: abort.signal, report: ({ done }) => { if (done === 5) abort.abort(); } });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(sink.batches).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  it('takes its files back when the database refuses, but never one that was there before', async () => {
    await putSeries([2]);
    const sink = memorySink();
    await start(sink);
    const before = await stored();
    await putSeries([2, 4]);
    const refusing: ImportSink = { ...sink, commit: () => { throw Object.assign(new Error('no space'), { code: 'ENOSPC' }); } };
    await expect(start(refusing)).rejects.toMatchObject({ code: 'storage', reason: 'diskFull', message: expect.stringContaining('Nothing of this import was kept') });
    expect(await stored()).toEqual(before);
  });

  it('moves uploaded files into the store instead of copying them, and leaves the originals of a folder alone', async () => {
    await putSeries([2]);
    const original = await readFile(path.join(source, 'ct/2.dcm'));
    await start(memorySink());
    expect(await readFile(path.join(source, 'ct/2.dcm'))).toEqual(original);
    await rm(blobsRoot, { recursive: true });
    await mkdir(path.join(blobsRoot, 'incoming'), { recursive: true });
    await put('note.txt', Buffer.from('no image'.repeat(10)));
    await start(memorySink(), { owned: true });
    expect(await readdir(source, { recursive: true })).toEqual(['ct']);
    expect(await stored()).toHaveLength(1);
  });

  it('reads archives, also one inside another, and leaves nothing of them behind', async () => {
    const inner = zip([{ name: '2.dcm', data: sliceFile({ uid: '1.2', position: [0, 0, 2] }) }]);
    await put('exam.zip', zip([{ name: 'CT/1.dcm', data: sliceFile({ uid: '1.1' }) }, { name: 'more.zip', data: inner }, { name: 'readme.txt', data: Buffer.from('text'.repeat(50)) }, { name: '../out', data: Buffer.from('x') }]));
    const sink = memorySink();
    const { files, rejected } = await start(sink);
    expect(files).toEqual({ seen: 4, imported: 2, duplicate: 0, rejected: 2 });
    expect(rejected.map(({ path: name, code }) => [name, code])).toEqual([['exam.zip/out', 'IMP-09'], ['exam.zip/readme.txt', 'IMP-06']]);
    expect([...sink.instances.values()].map((instance) => instance.sourcePath).sort()).toEqual(['exam.zip/CT/1.dcm', 'exam.zip/more.zip/2.dcm']);
    expect(await stored()).toHaveLength(2);
    expect(await readdir(source)).toEqual(['exam.zip']);
  });

  it('gives UIDs to images that have none, the same at every import', async () => {
    await put('a.dcm', { uid: '', seriesUid: '', studyUid: '' });
    const sink = memorySink();
    await start(sink);
    expect((await start(sink)).files).toMatchObject({ imported: 0, duplicate: 1 });
    expect([...sink.instances.keys()][0]).toMatch(/^2\.25\.\d+$/);
  });

  it('finds nothing in a folder without DICOM and says so file by file', async () => {
    await put('a.txt', Buffer.from('text'.repeat(50)));
    const sink = memorySink();
    expect(await start(sink)).toMatchObject({ files: { seen: 1, imported: 0, rejected: 1 }, seriesIds: [] });
    expect(sink.batches).toEqual([]);
  });

  it('leaves out objects without an image with their name', async () => {
    await put('sr.dcm', part10(Buffer.concat([element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.88.33'), element(0x00080018, 'UI', '3'), element(0x00080060, 'CS', 'SR')]), undefined, '1.2.840.10008.5.1.4.1.1.88.33'));
    expect((await start(memorySink())).rejected).toEqual([{ path: 'sr.dcm', code: 'IMP-11', reason: 'This object holds no image (structured report).' }]);
  });
});

describe('an import of files that do not keep still', () => {
  it('names a file that vanished and one that is still being written, and takes the others', async () => {
    await putSeries(Array.from({ length: 12 }, (_, index) => index));
    const growing = path.join(source, 'ct/zz-growing.dcm');
    await writeFile(growing, Buffer.concat([sliceFile({ uid: '1.99', seriesUid: '9.9', studyUid: '9.8' }), Buffer.alloc(48 << 20)]));
    const writer = spawn('sh', ['-c', `while :; do printf x >> '${growing}'; done`]);
    const sink = memorySink();
    try {
      const { files, rejected } = await runImport({ paths: [source], owned: false }, { sink, blobsRoot, pool, report: ({ text, done }) => { if (text === 'Reading files' && done === 1) rmSync(path.join(source, 'ct/11.dcm')); } });
      expect(files).toEqual({ seen: 13, imported: 11, duplicate: 0, rejected: 2 });
      expect(rejected.map(({ path: name, code, reason }) => `${name} ${code} ${reason}`)).toEqual(['ct/11.dcm IMP-10 File is no longer there.', 'ct/zz-growing.dcm IMP-10 File changed while it was read. Import it again when nothing writes it any more.']);
    } finally {
      writer.kill('SIGKILL');
    }
    expect(await stored()).toHaveLength(11);
  });

  it('reads no pipe that took a file\'s place', async () => {
    await putSeries(Array.from({ length: 12 }, (_, index) => index));
    const late = path.join(source, 'ct/11.dcm');
    const { rejected } = await runImport({ paths: [source], owned: false }, { sink: memorySink(), blobsRoot, pool, report: ({ text, done }) => {
      if (text !== 'Reading files' || done !== 1) return;
      rmSync(late);
      execFileSync('mkfifo', [late]);
    } });
    expect(rejected).toEqual([{ path: 'ct/11.dcm', code: 'IMP-09', reason: 'This is not a regular file.' }]);
  });
});
