/** A study read by two readers and an adjudicator, each at a window of their own. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account, Role } from '../../src/accounts/index.ts';
import type { AdjudicationCase, AdjudicationList } from '../../src/api/wire.ts';
import type { ReadingScheme, StudyDesign } from '../../src/casefile/index.ts';
import type { HostPorts } from '../../src/api/index.ts';
import { bench, reader, type Bench } from './harness.ts';
import { keepTemporaryPassword } from './keepTemporaryPassword.ts';
import { readingAt, studyToRead, type Read, type Reading } from './readBench.ts';
import { standingClock, windowOf } from './windows.ts';

export type Person = { readonly account: Account; readonly password: string };

/** An account that may sign at once. */
export async function person(b: Bench, fullName: string, roles: readonly Role[]): Promise<Person> {
  const { account, temporaryPassword } = await b.services.accounts.create(reader, { fullName, username: fullName.toLowerCase().replaceAll(/[^a-z]+/g, '.'), roles });
  keepTemporaryPassword(b.store, account.id);
  return { account, password: temporaryPassword };
}

const bytes = (): ReadableStream<Uint8Array> => new ReadableStream({ start: (controller) => { controller.enqueue(new Uint8Array([1, 2, 3])); controller.close(); } });
const pixels: Partial<HostPorts> = { volume: async () => ({ body: bytes(), byteLength: 3 }), thumbnail: async () => new Uint8Array([1, 2, 3]) };

type People = Readonly<Record<'one' | 'two' | 'judge' | 'manager' | 'site' | 'stranger', Person>>;
type Facts = Read & { readonly people: People };

type Protocol = Parameters<typeof studyToRead>[1] & { readonly design?: StudyDesign };

async function setUp(b: Bench, reading: Partial<ReadingScheme>, more: Protocol): Promise<Facts> {
  await b.services.accounts.setUp(reader, { fullName: 'Dr Ada First', username: 'ada', password: 'lamp river window 7' });
  const people = {
    one: await person(b, 'Dr Olga Eins', ['reader']), two: await person(b, 'Dr Thomas Zwei', ['reader']), judge: await person(b, 'Prof Julia Drei', ['adjudicator']),
    manager: await person(b, 'Max Manager', ['dataManager']), site: await person(b, 'Dr Ines Site', ['investigator']), stranger: await person(b, 'Dr Sam Stranger', ['reader']),
  };
  const read = studyToRead(b, {
    ...more, reading: { scheme: 'double', sequentialLock: true, blinded: true, ...reading }, readers: { reader1: people.one.account.id, reader2: people.two.account.id, adjudicator: people.judge.account.id },
  });
  return { ...read, people };
}

function stageOf(b: Bench, facts: Facts) {
  const { people, studyId, subjectId } = facts;
  const at = (who: Person): Reading => readingAt(b, who.account, facts);
  const judge = windowOf(b, people.judge.account);
  return {
    b, ...facts, one: at(people.one), two: at(people.two), site: at(people.site), manager: windowOf(b, people.manager.account), judge, stranger: windowOf(b, people.stranger.account),
    list: async () => (await judge.send('GET', `/adjudication/list?study=${studyId}`)).body as AdjudicationList,
    open: async () => (await judge.send('POST', '/adjudication/case', { subjectId })).body as AdjudicationCase,
    decide: async (accepted: 'A' | 'B', basis: string, reason = 'Targets are the larger lesions') => judge.send('POST', '/adjudication/decide', { subjectId, accepted, basis, reason, meaning: 'adjudicated', password: people.judge.password }),
  };
}
export type Stage = ReturnType<typeof stageOf>;

/** Stages that were played once, by name: passwords take long to hash, so each test begins on a copy. */
const played = new Map<string, Promise<{ readonly folder: string; readonly facts: Facts }>>();

async function play(work: (stage: Stage) => Promise<void>, reading: Partial<ReadingScheme>, more: Protocol): Promise<{ folder: string; facts: Facts }> {
  const folder = mkdtempSync(join(tmpdir(), 'shared-two-'));
  const b = bench({ dataFolder: folder, blobRoot: join(folder, 'blobs'), clock: standingClock() });
  const facts = await setUp(b, reading, more);
  await work(stageOf(b, facts));
  b.close();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return { folder, facts };
}

/** A workstation on which two readers, an adjudicator, a data manager and an investigator have one subject, after `work` was done. */
export async function twoReaders(name = 'unread', work: (stage: Stage) => Promise<void> = async () => undefined, reading: Partial<ReadingScheme> = {}, more: Protocol = {}): Promise<Stage> {
  const known = played.get(name) ?? play(work, reading, more);
  played.set(name, known);
  const { folder: seed, facts } = await known;
  const folder = mkdtempSync(join(tmpdir(), 'nadir-two-'));
  copyFileSync(join(seed, 'nadir.sqlite'), join(folder, 'nadir.sqlite'));
  const made = bench({ dataFolder: folder, blobRoot: join(folder, 'blobs'), ports: pixels, clock: standingClock() });
  return stageOf({ ...made, close: () => { made.close(); rmSync(folder, { recursive: true, force: true }); } }, facts);
}

/** A read of one target from baseline on, signed at every timepoint: sizes by timepoint; `z` is the slice it is drawn on. */
export async function readThrough(at: Reading, password: string, sizes: readonly number[], z = 3): Promise<string> {
  const target = await at.target(sizes[0] ?? 0, 'liver', z);
  for (const [index, mm] of sizes.entries()) {
    if (index > 0) await at.record(target, index, at.drawn(index, mm, z));
    await at.answerAll();
    const signed = await at.sign(index, password);
    if (signed.reason !== 'ok') throw new Error(`timepoint ${index}: ${signed.message}`);
  }
  return target;
}
