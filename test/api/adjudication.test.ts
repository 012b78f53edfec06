/** A study read twice reaches adjudication and comes back: compared, decided, repeated when a read moves. */
import { expect, test } from 'vitest';
import type { Role } from '../../src/accounts/index.ts';
import type { AdjudicationCase, AdjudicationList } from '../../src/api/wire.ts';
import { refusalOf } from './windows.ts';
import { readThrough, twoReaders } from './doubleRead.ts';

/** The first reader sees progression at TP2, the second none: their largest lesion is another one. */
const disagreement = () => twoReaders('disagreement', async ({ one, two, people }) => {
  await readThrough(one, people.one.password, [30, 25, 36, 36], 3);
  await readThrough(two, people.two.password, [30, 29, 30, 30], 8);
});

test('without disagreement the first reader\'s read is the result and nobody adjudicates (R-J07)', async () => {
  const stage = await twoReaders();
  const { one, two, people, b, studyId, subjectId } = stage;
  await readThrough(one, people.one.password, [30, 29, 28, 29]);
  expect((await stage.list()).subjects).toMatchObject([{ state: 'reading', variables: [] }]);
  await readThrough(two, people.two.password, [31, 30, 30, 30]);
  expect((await stage.list()).subjects).toMatchObject([{ state: 'agreed', variables: [], accepted: null }]);
  expect(refusalOf((await stage.judge.send('POST', '/adjudication/case', { subjectId })).body)).toBe('notDue');
  expect(b.services.exports.cases(studyId)[0]?.result?.baseline.sum).toBe(30);
  b.close();
});

test('a disagreement is due; the adjudicator sees both reads whole, without names, and why they differ', async () => {
  const stage = await disagreement();
  const { subjectId, people } = stage;
  expect(await stage.list()).toMatchObject({ subjects: [{ subjectId, state: 'due', variables: ['progression'], repeated: false, accepted: null }], metrics: null });
  const found = await stage.open();
  expect(found).toMatchObject({ state: 'due', variables: ['progression'], decisions: [] });
  const sums = [found.reads.a, found.reads.b].map((read) => read.result?.timepoints.map((one) => one.sum));
  expect(sums.toSorted((x, y) => (x?.[0] ?? 0) - (y?.[0] ?? 0))).toEqual([[25, 36, 36], [29, 30, 30]]);
  expect(found.differences).toMatchObject([{ kind: 'otherSizes', sentence: expect.stringMatching(/^TP2: the same lesions were given other sizes: T1 of read A is 3[06]\.0 mm/) }, {}]);
  const text = JSON.stringify(found);
  for (const word of ['Olga', 'Thomas', 'reader1', 'reader2', people.one.account.id, people.two.account.id]) expect(text).not.toContain(word);
  // The order is drawn once and stays.
  const again = await stage.open();
  expect(again.reads.a.result?.timepoints.map((one) => one.sum)).toEqual(sums[0]);
  // The adjudicator sees the images the reads were made on, and measures nothing.
  expect(await stage.judge.tries('GET', `/bytes/volume/${stage.series[2]}`)).toBe('ok');
  expect(await stage.judge.tries('POST', '/lesion/place', { subjectId, expectedRevision: 0 })).toBe('role');
  // Within each other's reach: one lesion.
  const [inA, inB] = [found.reads.a, found.reads.b].map((read) => read.case.lesions[0]?.id);
  expect(found.pairs).toEqual([{ a: inA, b: inB }]);
  expect(found.comparedVariables).toEqual(['progression', 'progressionDate']);
  stage.b.close();
});

test('before there is anything to decide, the adjudicator has no images of the subject either', async () => {
  const stage = await twoReaders();
  const images = [`/series/${stage.series[0]}/images`, `/bytes/volume/${stage.series[0]}`, `/bytes/thumbnail/${stage.series[0]}`];
  for (const path of images) expect(await stage.judge.tries('GET', path), path).toBe('series');
  stage.b.close();
});

test('who manages the study sees how far both readers are and the day of the decision, and nothing of what they found', async () => {
  const stage = await disagreement();
  const { subjectId, people, manager } = stage;
  const ask = async () => (await manager.send('GET', `/adjudication/status?subject=${subjectId}`)).body;
  expect(await ask()).toEqual({ state: 'due', repeated: false, decided: null, readers: { reader1: { signed: 4, toSign: 4, amending: false }, reader2: { signed: 4, toSign: 4, amending: false } } });
  const found = await stage.open();
  await stage.decide('A', found.basis);
  expect(await ask()).toMatchObject({ state: 'decided', decided: { by: people.judge.account.fullName } });
  const list = (await manager.send('GET', `/adjudication/list?study=${stage.studyId}`)).body as AdjudicationList;
  expect(list.subjects).toMatchObject([{ state: 'decided', variables: [], accepted: null, decidedAt: expect.any(String) }]);
  await stage.one.amend(2, 'Another slice');
  expect(await ask()).toMatchObject({ state: 'reading', repeated: true, decided: null, readers: { reader1: { signed: 3, toSign: 4, amending: true }, reader2: { signed: 4 } } });
  for (const [window, reason] of [[stage.one.window, 'role'], [stage.judge, 'role'], [stage.site.window, 'role']] as const) expect(await window.tries('GET', `/adjudication/status?subject=${subjectId}`)).toBe(reason);
  stage.b.close();
});

test('the order differs between subjects: over many, each read comes first about as often', async () => {
  const stage = await disagreement();
  const firsts = new Set<number>();
  // A stored order is never drawn again, so a new stage is asked each time.
  for (let round = 0; round < 24 && firsts.size < 2; round += 1) {
    const { store } = stage.b;
    let sum = 0;
    try {
      store.write(() => {
        sum = stage.b.services.adjudication.case({ actor: 'Prof Julia Drei', accountId: stage.people.judge.account.id, roles: ['adjudicator'], role: 'adjudicator' }, stage.subjectId).reads.a.result?.timepoints[0]?.sum ?? 0;
        throw new Error('take it back');
      });
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'take it back') throw error;
    }
    firsts.add(sum);
  }
  expect([...firsts].sort()).toEqual([25, 29]);
  stage.b.close();
});

test('one whole read is accepted with a reason and a password; it is the result of the subject, and no reader hears of it', async () => {
  const stage = await disagreement();
  const { b, studyId, people, subjectId } = stage;
  const found = await stage.open();
  const [before, revision] = [JSON.stringify(await stage.one.look()), (await stage.two.look()).case.revision];
  expect(refusalOf((await stage.decide('A', found.basis, ' ')).body)).toBe('noReason');
  expect(refusalOf((await stage.judge.send('POST', '/adjudication/decide', { subjectId, accepted: 'A', basis: found.basis, reason: 'x', meaning: 'adjudicated', password: 'wrong password' })).body)).toBe('wrongPassword');
  expect(refusalOf((await stage.decide('A', 'another basis')).body)).toBe('basisMoved');
  const accepts = found.reads.a.result?.timepoints[0]?.sum === 29 ? 'A' : 'B';
  const decided = (await stage.decide(accepts, found.basis)).body as AdjudicationCase;
  expect(decided).toMatchObject({ state: 'decided', decisions: [{ round: 1, accepted: accepts, reason: 'Targets are the larger lesions', by: people.judge.account.fullName, meaning: 'adjudicated', outcome: { bor: 'SD', progressionDate: null }, basis: found.basis }] });
  expect(refusalOf((await stage.decide('A', decided.basis)).body)).toBe('notDue');
  expect((await stage.list()).subjects).toMatchObject([{ state: 'decided', accepted: accepts }]);
  expect(b.services.exports.cases(studyId)[0]?.result?.timepoints.map((one) => one.sum)).toEqual([29, 30, 30]);
  // Who manages the study exports both reads and the decision; a site its own read alone (R-J09); a reader nothing.
  const as = (role: Role) => b.services.exports.collect({ actor: 'somebody', accountId: null, roles: [role], role }, studyId, {}).subjects[0];
  expect(as('dataManager')?.reads.map(({ slot, accepted, evaluator, readerNumber }) => [slot, accepted, evaluator, readerNumber])).toEqual([['reader1', false, 'reader', 1], ['reader2', true, 'reader', 2]]);
  expect(as('dataManager')?.adjudication).toMatchObject({ state: 'decided', accepted: 'reader2', decisions: [{ reason: 'Targets are the larger lesions' }] });
  expect(as('investigator')).toMatchObject({ reads: [], adjudication: null, centralConfirmation: null, audit: [{ stream: 'site' }] });
  expect(() => as('reader')).toThrow(/without knowing the other read/);
  const overview = (await stage.manager.send('GET', `/adjudication/list?study=${studyId}`)).body;
  expect(overview).toMatchObject({ metrics: { read: 1, adjudicated: 1, decided: 1, adjudicationRate: 1, otherAccepted: { reader1: 1, reader2: 0 } } });
  expect(JSON.stringify(await stage.one.look())).toBe(before);
  expect((await stage.two.look()).case.revision).toBe(revision);
  expect(b.store.compareProjections()).toBeNull();
  expect(b.store.verifyChain().fault).toBeNull();
  b.close();
});

test('R-J08: a read that moves after the decision is compared again, and decided again if the readers still differ', async () => {
  const stage = await disagreement();
  const { one, people, b, studyId } = stage;
  const found = await stage.open();
  await stage.decide('B', found.basis);
  const target = (await one.look()).case.lesions[0]?.id ?? '';
  const change = async (mm: number): Promise<void> => {
    await one.amend(3, 'Another slice is larger');
    await one.record(target, 3, one.drawn(3, mm));
    await one.answerAll();
    expect((await one.sign(3, people.one.password)).reason).toBe('ok');
  };
  await one.amend(3, 'x');
  expect((await stage.list()).subjects).toMatchObject([{ state: 'reading' }]);
  await one.record(target, 3, one.drawn(3, 40));
  await one.answerAll();
  await one.sign(3, people.one.password);
  expect((await stage.list()).subjects).toMatchObject([{ state: 'due', repeated: true, accepted: null }]);
  const again = await stage.open();
  expect([again.basis === found.basis, again.decisions.length]).toEqual([false, 1]);
  expect((await stage.decide('B', found.basis)).status).toBe(409);
  expect((await stage.decide('A', again.basis)).body).toMatchObject({ state: 'decided', decisions: [{ round: 1, accepted: 'B' }, { round: 2, accepted: 'A' }] });
  await change(39);
  expect((await stage.list()).subjects[0]?.state).toBe('due');
  expect(b.services.exports.cases(studyId)).toHaveLength(1);
  b.close();
});

test('who is not the adjudicator decides nothing and sees no pair of reads', async () => {
  const stage = await disagreement();
  const { subjectId, studyId } = stage;
  expect(await stage.one.window.tries('POST', '/adjudication/case', { subjectId })).toBe('role');
  expect(await stage.manager.tries('POST', '/adjudication/case', { subjectId })).toBe('role');
  const other = stage.b.services.accounts.byUsername('ada');
  const { windowOf } = await import('./windows.ts');
  expect(await windowOf(stage.b, other).tries('POST', '/adjudication/case', { subjectId })).toBe('notAdjudicator');
  expect(await stage.stranger.tries('GET', `/adjudication/list?study=${studyId}`)).toBe('role');
  stage.b.close();
});
