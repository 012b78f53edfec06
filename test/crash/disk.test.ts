/** A disk that is full or becomes read-only under the running host: a clear word, nothing lost, on with the work when there is room again. */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobStatus, SubjectCaseReply } from '../../src/api/wire.ts';
import type { SubjectList } from '../../src/casefile/index.ts';
import { damageOf, leftOver } from './afterwards.ts';
import { command, nodeProgram, startHost, type CrashHost, type Jar } from './host.ts';
import { assignAll, importSubject, readOn, type Stage } from './lanes.ts';
import { emptyLedger } from './ledger.ts';
import { personAt, type Person, type Said } from './person.ts';
import { prepareStudy } from './rehearsal.ts';
import { smallDisk } from './smallDisk.ts';

const disk = smallDisk(40);
if ('missing' in disk) console.log(`A full and a read-only disk under the running host are not tried: ${disk.missing}.`);

describe.skipIf('missing' in disk)('on a small disk', () => {
  if ('missing' in disk) return;
  const dataFolder = path.join(disk.folder, 'data');
  const jar: Jar = { cookie: null };
  const ledger = emptyLedger();
  let host: CrashHost;
  let person: Person;
  let stage: Stage;
  let subjectId: string;
  const look = async (): Promise<SubjectCaseReply> => (await person.get<SubjectCaseReply>(`/subject/${subjectId}/case`)).body;
  /** One step of reading on: what a reader would do next. */
  const step = async (): Promise<Said<unknown>> => readOn(person, await look()) as Promise<Said<unknown>>;
  const nadir = async (...words: string[]): Promise<{ code: number; text: string }> => {
    try {
      const { stdout, stderr } = await promisify(execFile)(nodeProgram, [command, ...words, '--data', dataFolder]);
      return { code: 0, text: stdout + stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, text: stdout + stderr };
    }
  };
  const jobEnd = async (id: string): Promise<JobStatus> => expect.poll(async () => (await person.get<JobStatus>(`/job/${id}`)).body, { timeout: 20_000 }).toSatisfy((job: JobStatus) => job.state !== 'running').then(async () => (await person.get<JobStatus>(`/job/${id}`)).body);

  beforeAll(async () => {
    mkdirSync(dataFolder);
    host = await startHost(dataFolder, { keepSessions: false });
    person = personAt(host, jar, ledger);
    stage = { studyId: await prepareStudy(person), ledger, next: 1, finished: new Set() };
    await importSubject(person, stage, 1);
    await assignAll(person, stage);
    subjectId = (await person.get<SubjectList>(`/subject/list?study=${stage.studyId}`)).body.ids[0] ?? '';
    for (let n = 0; n < 4; n += 1) expect((await step()).status).toBe(200);
  });
  afterAll(async () => {
    await host.kill();
    disk.drop();
  });

  const full = { reason: 'diskFull', message: expect.stringMatching(/disk is full/i) };

  it('that is full: every step of a read up to its signature says so and can be done when there is room', async () => {
    while (Object.values((await look()).case.signOffs).filter(({ state }) => state === 'signed').length < 2) {
      const before = await look();
      disk.fillUp();
      expect(await step()).toMatchObject({ status: 503, ...full });
      expect((await look()).case).toEqual(before.case);
      disk.makeRoom();
      expect((await step()).status).toBe(200);
    }
    expect([...ledger.answered.keys()]).toEqual(expect.arrayContaining(['/assessment/record', '/timepoint/sign']));
  });

  it('that is full: imports, exports and the demo say so; everything is still shown; with room again all goes on', async () => {
    const before = await look();
    disk.fillUp();
    expect(await person.post('/import/upload/begin', { name: 'more' }).then(({ status, reason }) => (status === 200 ? 'taken' : reason))).toMatch(/taken|diskFull/);
    const exported = await person.post<JobStatus>('/export/start', { studyId: stage.studyId, formats: ['csv'], reads: 'all', leaveOutBlocked: true });
    const end = exported.status === 200 ? (await jobEnd(exported.body.id)).error : { reason: exported.reason, message: exported.message };
    expect(end).toMatchObject({ reason: 'diskFull', message: full.message });
    const demo = await nadir('demo');
    expect([demo.code, demo.text]).toEqual([3, full.message]);
    expect(demo.text).not.toMatch(/^\s+at /m);
    // Looking needs no room.
    for (const path of ['/worklist', `/study/${stage.studyId}/detail`, `/study/analysis?study=${stage.studyId}`, `/series/${before.case.timepoints[0]?.series[0]?.id}/images`].map((one) => (one === '/worklist' ? `/worklist?study=${stage.studyId}` : one))) expect([path, (await person.get(path)).status]).toEqual([path, 200]);
    expect((await look()).case).toEqual(before.case);
    disk.makeRoom();
    await importSubject(person, stage, 2);
    expect(ledger.images.size).toBe(16);
    expect(leftOver(dataFolder)).toEqual([]);
    expect(await damageOf(dataFolder)).toBeNull();
  });

  it('a start on a full disk opens for looking, or says what is wrong; nothing is damaged by trying', async () => {
    const before = await look();
    disk.fillUp();
    await host.kill();
    const tried = await startHost(dataFolder, { keepSessions: true }).then((started) => ({ started }), (error: Error) => ({ error }));
    if ('error' in tried) expect(tried.error.message).toMatch(/disk is full/i);
    else host = tried.started;
    disk.makeRoom();
    if ('error' in tried) host = await startHost(dataFolder, { keepSessions: true });
    person = personAt(host, jar, ledger);
    expect((await look()).case).toEqual(before.case);
    await assignAll(person, stage);
    expect(ledger.assigned.size).toBe(4);
  });

  it('that becomes read-only under way: a record is refused with the reason, everything is still shown; a start on it says why it cannot', async () => {
    const before = await look();
    disk.makeReadOnly();
    const said = await person.command(subjectId, '/subject/set-facts', { deathDate: '2026-05-05' });
    expect(said).toMatchObject({ status: 503, message: expect.stringMatching(/may not be written to|disk reported an error/) });
    expect((await look()).case).toEqual(before.case);
    expect((await person.get(`/worklist?study=${stage.studyId}`)).status).toBe(200);
    await host.kill();
    await expect(startHost(dataFolder, { keepSessions: true })).rejects.toThrow(/data folder .* cannot be used \(EROFS\)|cannot be (?:opened|written)/);
    const verified = await nadir('verify');
    expect(verified.text).not.toMatch(/^\s+at /m);
    expect(verified.text).toMatch(/Whole|cannot be used/);
  });
});
