import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { element, sliceFile, type SliceFacts } from '../../test/fixtures/dicomBytes.ts';
import { trialDeidentification, type Deidentification, type StudyProtocol } from '../casefile/index.ts';
import type { StudyId } from '../common/index.ts';
import { templates } from '../services/index.ts';
import { openCore, type Core } from './core.ts';
import type { DeidentifyRequest } from './deidentifySession.ts';
import type { ImportPool } from './importJob.ts';
import { importInto } from './importInto.ts';
import { createQuarantineReview } from './quarantineReview.ts';
import { createQuarantine } from './quarantine.ts';
import { createPool } from './workers/pool.ts';

let pool: ImportPool;
let root: string;
let core: Core;
let source: string;
beforeAll(() => { pool = createPool('import.worker.ts', 1); });
afterAll(() => pool.close());
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'nadir-deid-'));
  core = openCore(path.join(root, 'data'), { exclusive: true });
  source = path.join(root, 'source');
});
afterEach(() => {
  core.store.close();
  rmSync(root, { recursive: true, force: true });
});

const setup: Deidentification = { ...trialDeidentification, trial: { sponsor: 'Acme', protocolId: 'A-1', siteId: '04' } };
const protocolWith = (over: Partial<Deidentification> = {}): StudyProtocol => ({ ...templates.phase2.protocol, imageIdentity: 'deidentify', deidentification: { ...setup, ...over } });
const study = (over: Partial<Deidentification> = {}): StudyId => core.services.studies.create(core.context, { code: 'DEID', title: 'Deid', template: 'phase2', protocol: protocolWith(over) }).id;
type Person = { readonly id: string; readonly sex?: string; readonly birth?: string };
function put(person: Person, name = person.id, facts: Partial<SliceFacts> = {}): void {
  mkdirSync(path.join(source, name), { recursive: true });
  for (const z of [2, 4]) {
    writeFileSync(path.join(source, name, `${z}.dcm`), sliceFile({
      uid: `1.9.${z}.${person.id.length}${person.id.charCodeAt(0)}`, studyUid: `1.9.1.${person.id.charCodeAt(0)}`, seriesUid: `1.9.2.${person.id.charCodeAt(0)}`, patientId: person.id, patientName: `NAME^${person.id}`,
      position: [0, 0, z], instanceNumber: z, more: [element(0x00100030, 'DA', person.birth ?? '19500101'), element(0x00100040, 'CS', person.sex ?? 'F')], ...facts,
    }));
  }
}
const run = (studyId: StudyId, deidentify?: Partial<DeidentifyRequest>, paths = [source]) => importInto({ paths, owned: false }, { core, pool, studyId, sourceName: 'NAME^A folder', ...(deidentify ? { deidentify: { subjectId: null, secondPatientReason: null, ...deidentify } } : {}) });
const patients = (): readonly string[] => core.services.studies.list().flatMap((one) => core.store.read(() => core.store.series.patients(one.id))).toSorted();
const keyFiles = (): string => `${core.dataFolder}-keys`;
const trailOf = (studyId: StudyId, kind: string) => core.services.studyTrail.of(studyId, [kind]);

describe('an import into a study that de-identifies', () => {
  it('numbers patients as they come and knows them when they come again', async () => {
    put({ id: 'A' });
    const id = study();
    expect(await run(id)).toMatchObject({ files: { imported: 2, quarantined: 0, rejected: 0 }, deidentification: { newSubjects: ['04-001'], files: 2 } });
    put({ id: 'B' });
    expect(await run(id)).toMatchObject({ files: { imported: 2, duplicate: 2 }, deidentification: { newSubjects: ['04-002'] } });
    expect(patients()).toEqual(['04-001', '04-002']);
    const imported = JSON.stringify(trailOf(id, 'ImagesImported'));
    expect(imported).toContain('04-002');
    expect(imported).not.toContain('NAME');
  });

  it('takes whom the enrolment list names, leaves everybody else out, and goes on', async () => {
    const id = study({ subjectIds: { kind: 'list' } });
    put({ id: 'A' });
    put({ id: 'Z' });
    await core.keyring.loadEnrolment(core.context, id, 'patient id,subject id\nA,04-777\n');
    const report = await run(id);
    expect(report.files).toMatchObject({ seen: 4, imported: 2, rejected: 2 });
    expect(report.rejected.map(({ path: name, code }) => [name, code])).toEqual([['file 3 of 4', 'DID-21'], ['file 4 of 4', 'DID-21']]);
    expect(report.rejected.map((one) => one.sourceName)).toEqual(['Z/2.dcm', 'Z/4.dcm']);
    expect(patients()).toEqual(['04-777']);
  });

  it('blocks a second subject of a patient and a second patient of a subject, and records why that may be', async () => {
    const id = study({ subjectIds: { kind: 'entered' } });
    put({ id: 'A' });
    expect((await run(id)).rejected[0]?.code).toBe('DID-25');
    await run(id, { subjectId: 'S-1' });
    expect((await run(id, { subjectId: 'S-2' })).rejected.map((one) => one.code)).toEqual(['DID-22', 'DID-22']);
    rmSync(source, { recursive: true });
    put({ id: 'B', sex: 'M' });
    expect((await run(id, { subjectId: 'S-1' })).rejected[0]?.code).toBe('DID-23');
    const joined = await run(id, { subjectId: 'S-1', secondPatientReason: 'moved hospital' });
    expect(joined).toMatchObject({ files: { imported: 2, rejected: 0 }, deidentification: { warnings: [{ code: 'DID-27' }] } });
    expect(trailOf(id, 'ImagesImported').at(-1)?.reason).toContain('moved hospital');
    expect(patients()).toEqual(['S-1', 'S-1'].slice(0, 1));
    const proposals = core.services.assignments.unassigned(id);
    expect(() => core.services.assignments.assign(core.context, id, proposals.map(({ series }) => ({ seriesId: series.id, subjectId: null, newSubjectCode: 'S-9', timepointIndex: 0 })))).toThrow(/subject S-1/);
  });

  it('writes nothing where the key list is damaged, lost, locked or an old one, and says what to do', async () => {
    const id = study();
    put({ id: 'A' });
    await run(id);
    const file = path.join(keyFiles(), `${id}.keys`);
    const whole = readFileSync(file);
    put({ id: 'B' });
    const before = readdirSync(path.join(core.dataFolder, 'blobs'), { recursive: true });
    const refuses = async (reason: string) => {
      await expect(run(id)).rejects.toMatchObject({ reason });
      expect(readdirSync(path.join(core.dataFolder, 'blobs'), { recursive: true })).toEqual(before);
      expect(patients()).toEqual(['04-001']);
    };
    writeFileSync(file, whole.subarray(0, 300));
    await refuses('keysDamaged');
    rmSync(file);
    await refuses('keysMissing');
    await core.keyring.destroy(core.context, id, 'DEID');
    writeFileSync(file, whole);
    await refuses('keysStale');
    rmSync(file);
    const later = await run(id);
    expect(later.deidentification?.warnings.map((one) => one.code)).toEqual(['DID-40']);
    // A number is never given twice, not even by a list that knows nothing of the first.
    expect(later.deidentification?.newSubjects).toEqual(['04-002', '04-003']);
    expect(trailOf(id, 'KeysDestroyed')).toHaveLength(1);
  });

  it('keeps a quarantined image out of the database until it is released, and throws a discarded one away', async () => {
    const id = study();
    put({ id: 'A' }, 'A', { imageType: 'DERIVED\\SECONDARY\\SCREEN SAVE' });
    expect((await run(id)).files).toMatchObject({ imported: 0, quarantined: 2 });
    expect(patients()).toEqual([]);
    expect((await run(id)).files).toMatchObject({ quarantined: 0, duplicate: 2 });
    const review = createQuarantineReview({ core, pool, decodePool: createPool('decode.worker.ts', 1) });
    const [held] = await review.list(id);
    expect(held).toMatchObject({ subjectId: '04-001', files: 2 });
    await review.release(core.context, id, held?.key ?? '', 'no text');
    expect(await review.list(id)).toEqual([]);
    expect(patients()).toEqual(['04-001']);
    expect(trailOf(id, 'QuarantineReleased')[0]).toMatchObject({ reason: 'no text' });
    // Released once, known for good.
    expect((await run(id)).files).toMatchObject({ quarantined: 0, duplicate: 2 });
    put({ id: 'B' }, 'B', { imageType: 'DERIVED\\SECONDARY\\SCREEN SAVE' });
    expect((await run(id)).files).toMatchObject({ quarantined: 2 });
    const [second] = await review.list(id);
    await review.discard(core.context, id, second?.key ?? '', 'name in the picture');
    expect(await createQuarantine(core.dataFolder, id).list()).toEqual([]);
    expect(readdirSync(path.join(core.dataFolder, 'quarantine', id))).toEqual([]);
    expect(patients()).toEqual(['04-001']);
  });

  it('takes a new profile for later images only, and records the change', async () => {
    const id = study();
    put({ id: 'A' });
    await run(id);
    const { protocol, revision } = core.services.studies.detail(id);
    core.services.studies.edit(core.context, { studyId: id, expectedRevision: revision }, { protocol: { ...protocol, deidentification: { ...setup, options: { ...setup.options, dates: 'removed' } } } });
    put({ id: 'B' });
    const later = await run(id);
    expect(later.files).toMatchObject({ imported: 2, duplicate: 2 });
    expect(later.stacks.map((stack) => stack.summary.date)).toEqual([null]);
    expect(core.services.studies.detail(id).versions.at(-1)?.changes.map((one) => one.path)).toEqual(['deidentification.options']);
  });

  it('makes no folder of keys inside the data, and none at all for a study that does not de-identify', async () => {
    const plain = core.services.studies.create(core.context, { code: 'PLAIN', title: 'Plain', template: 'phase2' }).id;
    put({ id: 'A' });
    expect((await run(plain)).deidentification).toBeNull();
    expect(existsSync(keyFiles())).toBe(false);
    expect(() => openCore(path.join(root, 'other'), { exclusive: false, keysFolder: path.join(root, 'other', 'keys') })).toThrow(/apart from the data/);
  });
});
