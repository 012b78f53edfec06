/** A package from the store to its place: the same bytes every time, whole or not at all, and a line in the trail. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bench, measured, reader, studyWithSubject, type Bench } from '../../../test/api/harness.ts';
import { contentText, type ExportPorts, type Manifest } from '../../exchange/index.ts';
import { studyStream } from '../../store/index.ts';
import { localUser, type Core } from '../core.ts';
import { packageStudy, type PackageOrder, type PackageWork } from './packageStudy.ts';
import { fill } from './targets.ts';
import { noteUnfinished, settleUnfinished } from './unfinished.ts';

const work = mkdtempSync(path.join(os.tmpdir(), 'nadir-package-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
/** No images are here. */
const ports = new Proxy({}, { get: () => async () => null }) as ExportPorts;

let b: Bench;
let stage: ReturnType<typeof studyWithSubject>;
let core: Core;
let count = 0;
const place = (name: string): string => path.join(work, `${count}-${name}`);

async function place40mm(): Promise<string> {
  const [baseline] = stage.case().case.timepoints;
  const reply = await b.post<{ ids: Record<string, string> }>('/api/lesion/place', {
    subjectId: stage.subjectId, expectedRevision: stage.case().case.revision, timepointId: baseline?.id, role: 'target', organ: 'liver', kind: 'nonNodal', description: '=HYPERLINK("x"), naïve\u0007 ∅ 肝', assessment: measured(stage.series['bl'] ?? '', 'bl', 3, 40, 20),
  });
  return reply.body.ids['lesionId'] ?? '';
}
const follow = async (lesionId: string, mm: number): Promise<void> => {
  const [, tp1] = stage.case().case.timepoints;
  const answer = await b.post('/api/assessment/record', { subjectId: stage.subjectId, expectedRevision: stage.case().case.revision, lesionId, timepointId: tp1?.id, assessment: measured(stage.series['fu'] ?? '', 'fu', 4, mm, 10) });
  expect(answer.status).toBe(200);
};

let lesionId: string;
beforeEach(async () => {
  count += 1;
  b = bench();
  stage = studyWithSubject(b);
  core = { services: b.services, store: b.store, newId: () => crypto.randomUUID(), dataFolder: path.join(work, 'data') } as unknown as Core;
  lesionId = await place40mm();
  await follow(lesionId, 50);
});
afterEach(() => b.close());

const order = (over: Partial<PackageOrder> = {}): PackageOrder => ({ studyId: stage.studyId, formats: 'sdtm,dataset-json,odm,edc,csv', request: {}, leaveOutBlocked: false, reason: null, ...over });
const pack = (target: string, over: Partial<PackageOrder> = {}, more: Partial<PackageWork> = {}) => packageStudy(core, localUser, order(over), { kind: target.endsWith('.zip') ? 'zip' : 'folder', path: target }, { ports, ...more });
const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => path.relative(folder, path.join(one.parentPath, one.name)).split(path.sep).join('/')).sort();
const exportsInTrail = () => b.store.log.eventsOfStream(studyStream(stage.studyId)).filter(({ kind }) => kind === 'ExportCreated');
/** What stands beside a target, of it or of an attempt at it. */
const leftovers = (target: string): string[] => readdirSync(path.dirname(target)).filter((name) => name.startsWith(path.basename(target)));
const isRoot = process.getuid?.() === 0 && process.platform === 'linux';
if (!isRoot) console.log('A full and a read-only disk are tried only as root on Linux: not run.');

describe('a package', () => {
  it('names every file with its SHA-256, is the same the next day and as a ZIP but for who and when, and stands in the trail with the hash of its manifest', async () => {
    const [one, two, zip] = [place('one'), place('two'), place('three.zip')];
    const done = await pack(one, { reason: 'interim 1' });
    await pack(two, {}, { signal: new AbortController().signal });
    await pack(zip);
    const manifest = JSON.parse(readFileSync(path.join(one, 'manifest.json'), 'utf8')) as Manifest;
    expect(filesIn(one)).toEqual([...manifest.files.map((file) => file.path), 'manifest.json'].sort());
    for (const file of manifest.files) {
      const bytes = readFileSync(path.join(one, file.path));
      expect([file.path, file.sha256, file.bytes]).toEqual([file.path, sha256(bytes), bytes.length]);
      expect(Buffer.compare(bytes, readFileSync(path.join(two, file.path))), file.path).toBe(0);
    }
    expect(manifest.contentSha256).toBe(sha256(contentText(manifest.files)));
    const packed = unzipSync(readFileSync(zip));
    expect(Object.keys(packed).sort()).toEqual(filesIn(one));
    const { export: act, ...rest } = manifest;
    for (const other of [readFileSync(path.join(two, 'manifest.json'), 'utf8'), new TextDecoder().decode(packed['manifest.json'])]) {
      const { export: otherAct, ...otherRest } = JSON.parse(other) as Manifest;
      expect(otherRest).toEqual(rest);
      expect(otherAct.id).not.toBe(act.id);
    }
    for (const [name, bytes] of Object.entries(packed)) if (name !== 'manifest.json') expect(sha256(bytes), name).toBe(manifest.files.find((file) => file.path === name)?.sha256);
    expect(act).toMatchObject({ createdBy: localUser.actor, reason: 'interim 1' });
    const [event] = exportsInTrail();
    expect(event).toMatchObject({ actor: localUser.actor, reason: 'interim 1' });
    expect(JSON.parse(event?.after ?? '{}')).toMatchObject({ manifestSha256: sha256(readFileSync(path.join(one, 'manifest.json'))), contentSha256: done.manifest.contentSha256, files: manifest.files.length });
    // One format alone stands at the root.
    await pack(place('alone'), { formats: 'sdtm' });
    expect(filesIn(place('alone'))).toContain('tu.xpt');
  });

  it('holds the facts of one moment, whatever is recorded while it is written', async () => {
    await pack(place('before'), { formats: 'csv' });
    let hasMoved = false;
    await pack(place('during'), { formats: 'csv' }, { report: ({ text }) => {
      if (hasMoved || text === 'Reading the study') return;
      hasMoved = true;
      // As another window does while this one writes.
      b.services.lesions.edit(reader, { subjectId: stage.subjectId, expectedRevision: null }, { lesionId, description: 'changed meanwhile' });
    } });
    expect(hasMoved).toBe(true);
    for (const file of filesIn(place('before')).filter((name) => name !== 'manifest.json')) expect(readFileSync(path.join(place('during'), file), 'utf8'), file).toBe(readFileSync(path.join(place('before'), file), 'utf8'));
    await pack(place('after'), { formats: 'csv' });
    expect(readFileSync(path.join(place('after'), filesIn(place('after')).find((name) => name.includes('lesions')) ?? ''), 'utf8')).toContain('changed meanwhile');
  });

  it('ends at the cut-off, and holds nothing that is not signed when signed reads are asked for', async () => {
    await pack(place('cut'), { formats: 'csv', request: { cutOff: '2026-02-01' as never } });
    const read = (folder: string, what: string): string => readFileSync(path.join(place(folder), filesIn(place(folder)).find((name) => name.includes(what)) ?? ''), 'utf8');
    expect(read('cut', 'measurements')).not.toContain('TP1');
    expect(JSON.parse(read('cut', 'preflight'))).toMatchObject({ cutOff: '2026-02-01', findings: expect.arrayContaining([expect.objectContaining({ code: 'EXP-41', timepoint: 'TP1' })]) as unknown });
    await expect(pack(place('signed'), { formats: 'csv', request: { reads: 'signed' } })).rejects.toMatchObject({ code: 'refused', reason: 'preflight', message: expect.stringContaining('No timepoint is signed') as unknown });
    await expect(pack(place('none'), { request: { subjects: ['S-999'] } })).rejects.toMatchObject({ code: 'notFound', message: expect.stringContaining('S-999') as unknown });
    expect([...leftovers(place('signed')), ...leftovers(place('none'))]).toEqual([]);
  });
});

describe('a target that cannot take it', () => {
  it.each([
    ['holds something', (target: string) => { mkdirSync(target); writeFileSync(path.join(target, 'mine.txt'), 'mine'); }, ''],
    ['is a file', (target: string) => writeFileSync(target, 'mine'), ''],
    ['is a ZIP that exists', (target: string) => writeFileSync(target, 'mine'), '.zip'],
  ])('that %s is left as it is', async (name, make, ending) => {
    const target = place(`${name}${ending}`);
    make(target);
    await expect(pack(target)).rejects.toMatchObject({ code: 'refused', reason: 'targetTaken', message: expect.stringContaining(target) as unknown });
    expect(leftovers(target)).toEqual([path.basename(target)]);
    expect(exportsInTrail()).toEqual([]);
  });

  it.skipIf(!isRoot).each([['full', 'size=12k', 'diskFull'], ['read-only', 'size=64k,ro', 'target']])('on a %s disk names it and leaves nothing', async (_name, options, reason) => {
    const disk = place('disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]);
    try {
      for (const target of [path.join(disk, 'out'), path.join(disk, 'out.zip')]) {
        await expect(pack(target)).rejects.toMatchObject({ code: 'storage', reason, message: expect.stringMatching(/Nothing was written\.$/) as unknown });
        expect(readdirSync(disk)).toEqual([]);
      }
      expect(exportsInTrail()).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('keeps nothing of an export that was cancelled or that a writer failed', async () => {
    const abort = new AbortController();
    await expect(pack(place('cancelled'), {}, { signal: abort.signal, report: ({ done }) => { if (done > 3) abort.abort(); } })).rejects.toMatchObject({ code: 'cancelled' });
    await expect(pack(place('failed.zip'), {}, { report: ({ done }) => { if (done > 3) throw new Error('a defect'); } })).rejects.toThrow('a defect');
    expect([...leftovers(place('cancelled')), ...leftovers(place('failed.zip'))]).toEqual([]);
    expect(exportsInTrail()).toEqual([]);
  });

  it('refuses names that would leave the package or that a system refuses', () => {
    const filling = fill({ kind: 'folder', path: place('names') }, place('names.part-1'));
    for (const name of ['../x', '/etc/x', 'a//b', 'a\\b', 'a:b', 'x.']) expect(() => filling.put(name, new Uint8Array()), name).toThrow(/named a file/);
    filling.put('csv/a.csv', new Uint8Array());
    expect(() => filling.put('CSV/A.csv', new Uint8Array())).toThrow(/Two files/);
    filling.discard();
    expect(leftovers(place('names'))).toEqual([]);
  });
});

describe('a program that was killed while it exported', () => {
  const notes = () => path.join(work, 'data', 'unfinished');
  /** Leaves the note as a process that is gone would. */
  const orphan = (): void => {
    for (const name of readdirSync(notes())) {
      const file = path.join(notes(), name);
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')) as object, pid: 2_147_483_646 }));
    }
  };
  const exportsInTrail = (): number => b.store.log.eventsOfStream(studyStream(stage.studyId)).filter(({ kind }) => kind === 'ExportCreated').length;

  it('leaves a part that the next start takes away, and nothing else', () => {
    const target = place('killed');
    const { staging } = noteUnfinished(core.dataFolder, target);
    mkdirSync(staging);
    writeFileSync(path.join(staging, 'half.csv'), 'half');
    mkdirSync(`${target}.part-mine`);
    settleUnfinished(core, { isStart: false });
    expect(existsSync(staging)).toBe(true);
    orphan();
    settleUnfinished(core, { isStart: false });
    expect([existsSync(staging), existsSync(`${target}.part-mine`), readdirSync(notes())]).toEqual([false, true, []]);
  });

  it.each(['folder', 'package.zip'])('with the %s in its place but not in the trail: the next start writes it there, once', async (name) => {
    const target = place(name);
    const before = exportsInTrail();
    // What a kill between the two leaves: the note with the record of a package that the trail does not know, and the package in its place.
    const unfinished = noteUnfinished(core.dataFolder, target);
    const { manifest, manifestSha256 } = await pack(target);
    const record = { context: localUser, studyId: stage.studyId, manifest: { ...manifest, export: { ...manifest.export, id: 'killed-export' } }, manifestSha256 };
    unfinished.moving(record);
    orphan();
    settleUnfinished(core, { isStart: true });
    settleUnfinished(core, { isStart: true });
    expect(exportsInTrail() - before).toBe(2);
    expect(readdirSync(notes())).toEqual([]);
    expect(existsSync(target)).toBe(true);
  });
});
