/** The synthetic trial as the product makes it, against what was worked out apart from the engine (test/fixtures/trial.ts). */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareFields } from '../../test/export/compareFields.ts';
import { trialTruth, type TrialTruth } from '../../test/fixtures/trial.ts';
import type { AnalysisQuery, StudyAnalysisReply, WorklistPage } from '../casefile/index.ts';
import type { IsoDate, StudyId } from '../common/index.ts';
import { trialCorrespondence, trialPlan } from '../demo/index.ts';
import { odmFindings, edcFindings, writeEdc, writeOdm, writeSdtm } from '../exchange/index.ts';
import { compareRuleSets, summariseCohort, type AnalysisSlot, type SurvivalEndpoint } from '../endpoints/index.ts';
import { parametersOf, toEngineInput } from '../casefile/index.ts';
import { overallResponses } from '../recist/index.ts';
import type { RequestContext } from '../services/index.ts';
import { openCore, type Core } from './core.ts';
import { createTrialDemo } from './trialDemo.ts';

const truth = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../test/fixtures/trial-truth.json'), 'utf8')) as TrialTruth & {
  readonly study: Record<'whole' | 'Everolimus' | 'Observation', Record<'ORR' | 'DCR' | 'CBR', { n: number; N: number; ciLow: number; ciHigh: number }>> & {
    readonly PFS: Record<string, Survival>; readonly TTP: Survival; readonly OS: Survival; readonly agreement: { kappa: number; siteKappa: number; read: number; adjudicated: number; decided: number; otherAccepted1: number };
  };
};
type Summary = { readonly n: number; readonly events: number; readonly median: number | null; readonly rates: readonly number[] };
type Survival = { readonly all: Summary; readonly Everolimus: Summary; readonly Observation: Summary; readonly logRank: number; readonly hazardRatio: number };

const folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-trial-'));
let core: Core;
let studyId: StudyId;
beforeAll(async () => {
  core = openCore(folder, { exclusive: true });
  studyId = await createTrialDemo({ core, signal: new AbortController().signal, report: () => undefined });
}, 120_000);
afterAll(() => {
  core.store.close();
  rmSync(folder, { recursive: true, force: true });
});

const analysis = (query: AnalysisQuery = {}): Promise<StudyAnalysisReply> => core.services.analysis.study(core.context, studyId, query);
const nine = (value: number | null | undefined): number | null => (value == null ? null : Number(value.toPrecision(9)));

test('the truth on file is that of the plan, and the plan was drawn as it was meant', () => {
  expect(JSON.parse(JSON.stringify(trialTruth()))).toEqual(truth);
  for (const { code, reads } of trialPlan().subjects) {
    for (const { slot, intended } of reads) {
      const missedLeftOut = (truth.subjects[code]?.[slot].overall ?? []).filter((_, at) => intended[at + 1] !== undefined);
      expect([code, slot, missedLeftOut]).toEqual([code, slot, Object.values(intended)]);
    }
  }
  expect(new Set(trialPlan().subjects.map(({ course }) => course)).size).toBe(13);
});

test('the data folder is whole, and a second creation changes nothing', async () => {
  const events = core.store.read(() => core.store.log.count());
  expect(await createTrialDemo({ core, signal: new AbortController().signal, report: () => undefined })).toBe(studyId);
  expect(core.store.read(() => core.store.log.count())).toBe(events);
  expect(await core.services.integrity.verify()).toMatchObject({ whole: true });
});

test('every field of the exported files is the one of the database: SDTM, ODM and EDC file, all reads', () => {
  const study = core.services.exports.collect(core.context, studyId, {});
  const exported = path.join(folder, 'exported');
  for (const { path: name, bytes } of [...writeSdtm(study), ...writeOdm(study), ...writeEdc(study)]) {
    mkdirSync(path.dirname(path.join(exported, name)), { recursive: true });
    writeFileSync(path.join(exported, name), bytes);
  }
  const { compared, differences } = compareFields(folder, study.code, exported);
  expect(differences).toEqual([]);
  expect(Math.min(...Object.values(compared))).toBeGreaterThan(10_000);
  expect([...odmFindings(study), ...edcFindings(study)]).toEqual([]);
  // What a receiving system's mapping forgets is said before a file is written, each thing once.
  const mapping = { items: { 'I.TULNKID': { to: 'LES' } }, sites: {} };
  const gaps = odmFindings({ ...study, config: { ...study.config, mapping } });
  expect(gaps.map(({ message }) => message).filter((message) => message.includes('no item for I.DIAMETER.'))).toHaveLength(1);
  expect(gaps.some(({ message }) => message.includes('has no site for'))).toBe(true);
});

test('queries wait, are answered and closed; most central progressions are confirmed, and what is left is counted from the records', async () => {
  const expected = trialPlan().subjects.map((plan, at) => ({ plan, ...trialCorrespondence(plan, at) }));
  const asked = expected.flatMap(({ queries }) => queries);
  const isOpen = ({ said }: (typeof asked)[number]): boolean => said.at(-1)?.kind !== 'answer' && said.at(-1)?.kind !== 'closed';
  const progressed = ({ plan }: (typeof expected)[number]): boolean => { const said = truth.subjects[plan.code]; return said?.state !== 'reading' && said?.[said.accepted as 'reader1'].progression != null; };
  const blocked = ({ queries }: (typeof expected)[number]): boolean => queries.some((query) => isOpen(query) && query.slot !== 'site');
  const { counts, rows } = JSON.parse(await core.services.worklist.page(core.context, studyId, { text: '', choice: {}, sort: 'subject', descending: false, today: '2026-01-01' as IsoDate, offset: 0, limit: 60, around: null })) as WorklistPage;
  const [open, toConfirm] = [asked.filter(isOpen).length, expected.filter((one) => progressed(one) && (!one.isConfirmed || blocked(one))).length];
  expect(counts).toMatchObject({ openQueries: open, withQueries: open, toConfirm });
  expect([open, toConfirm]).toEqual([5, 8]);
  expect(rows.filter(({ confirmation }) => confirmation?.state === 'confirmed').length).toBe(expected.filter(progressed).length - toConfirm);
  for (const { code, confirmation } of rows) if (confirmation) expect([code, confirmation.date]).toEqual([code, truth.subjects[code]?.[truth.subjects[code]?.accepted as 'reader1'].progression]);
});

describe('every read of every subject', () => {
  test.each(['site', 'reader1', 'reader2'] as const)('%s: responses, best response, progression and endpoints of every rule set', (slot: AnalysisSlot) => {
    for (const { case: subject, result } of core.services.exports.cases(studyId, slot)) {
      const said = truth.subjects[subject.code]?.[slot];
      const input = toEngineInput(subject);
      const ending = (end: { event: boolean; date: string; reason: string } | null | undefined) => (end ? [end.event ? 1 : 0, end.date, end.reason] : null);
      const bySet = (endpoint: 'PFS' | 'TTP' | 'DOR') => Object.fromEntries(compareRuleSets(input as never, parametersOf(subject)).map(({ ruleSet, endpoints }) => [ruleSet, ending(endpoints[endpoint])]));
      // A duration counts from the response: an end that lies before it is the response itself.
      const dor = said?.DOR ? Object.fromEntries(Object.entries(said.DOR).map(([set, [event, date, reason]]) => [set, [event, date < (said.dorStart ?? '') ? said.dorStart : date, reason]])) : null;
      // The second reader of a subject still being read has not signed everything, but recorded up to there.
      const read = result?.timepoints ?? [];
      if (slot === 'reader2' && truth.subjects[subject.code]?.state === 'reading') continue;
      expect({ code: subject.code, overall: read.map(({ overall }) => overall), sums: read.map(({ sum }) => sum), best: result?.bestOverallResponse, progression: result?.progression?.date ?? null, PFS: bySet('PFS'), TTP: bySet('TTP'), DOR: said?.DOR ? bySet('DOR') : null, OS: ending(result?.endpoints.OS) })
        .toEqual({ code: subject.code, overall: said?.overall, sums: said?.sums, best: said?.bestOverall, progression: said?.progression, PFS: said?.PFS, TTP: said?.TTP, DOR: dor, OS: said?.OS });
    }
  });
});

function expectSurvival(reply: StudyAnalysisReply, endpoint: SurvivalEndpoint, said: Survival): void {
  for (const group of [reply.whole, ...reply.groups]) {
    const { n, events, median, rates } = group.endpoints[endpoint];
    expect([group.name, n, events, nine(median), rates.map(({ rate }) => nine(rate))]).toEqual([group.name, ...Object.values(said[(group.name ?? 'all') as 'all'])]);
  }
  expect(nine(reply.comparison?.[endpoint].logRank.chiSquare)).toBe(said.logRank);
  expect(reply.comparison?.[endpoint].hazardRatio?.hazardRatio).toBeCloseTo(said.hazardRatio, 4);
}

describe('the study', () => {
  test.each(['TRIAL', 'EMA', 'FDA-A', 'FDA-B', 'FDA-C'] as const)('progression-free survival under %s', async (rules) => expectSurvival(await analysis({ by: 'arm', rules }), 'PFS', truth.study.PFS[rules] as Survival));
  test('overall survival and time to progression', async () => {
    const reply = await analysis({ by: 'arm' });
    expectSurvival(reply, 'OS', truth.study.OS);
    expectSurvival(reply, 'TTP', truth.study.TTP);
  });
  test('rates with exact intervals, percent changes, statuses', async () => {
    const reply = await analysis({ by: 'arm' });
    for (const group of [reply.whole, ...reply.groups]) {
      for (const name of ['ORR', 'DCR', 'CBR'] as const) {
        const { n, N, ciLow, ciHigh } = group[name];
        expect({ n, N, ciLow: nine(ciLow), ciHigh: nine(ciHigh) }).toEqual(truth.study[(group.name ?? 'whole') as 'whole'][name]);
      }
    }
    for (const subject of reply.subjects) {
      const said = truth.subjects[subject.code];
      const read = said?.[said.accepted as 'reader1'];
      expect([subject.code, subject.best, subject.progression?.date ?? null]).toEqual([subject.code, read?.bestOverall, read?.progression]);
      if (read?.bestPct == null) expect(subject.bestPct).toBeNull();
      else expect(subject.bestPct).toBeCloseTo(read.bestPct, 1);
    }
    const changes = reply.waterfall.map((at) => reply.subjects[at]?.bestPct ?? 0);
    expect(changes).toEqual(changes.toSorted((a, b) => b - a));
    expect(reply.waterfall.length + reply.withoutChange).toBe(60);
    expect(reply.status).toMatchObject({ enrolled: 60, died: trialPlan().subjects.filter(({ facts }) => facts.deathDate).length, newTherapy: trialPlan().subjects.filter(({ facts }) => facts.newTherapyStartDate).length });
    expect(reply.status.central).toEqual(Object.fromEntries(['reading', 'agreed', 'due', 'decided'].map((state) => [state, Object.values(truth.subjects).filter((one) => one.state === state).length])));
  });
  test('agreement is that of the definitions, of `cohort` and of R-J10', async () => {
    const { agreement } = await analysis();
    const said = truth.study.agreement;
    expect([nine(agreement?.readers.best.kappa.kappa), nine(agreement?.siteCentral.best.kappa.kappa)]).toEqual([said.kappa, said.siteKappa]);
    const differing = Object.entries(truth.subjects).filter(([, one]) => one.state !== 'reading').flatMap(([code, one]) => {
      const central = one[one.accepted as 'reader1'];
      return one.site.progression !== central.progression || one.site.bestOverall !== central.bestOverall ? [[code, one.site.progression, central.progression]] : [];
    });
    expect(agreement?.siteCentral.differ).toBe(differing.length);
    expect(agreement?.siteCentral.differing.map(({ code, progression }) => [code, ...progression]).toSorted()).toEqual(differing.toSorted());
    expect(agreement?.adjudication).toMatchObject({ read: said.read, adjudicated: said.adjudicated, decided: said.decided, adjudicationRate: said.adjudicated / said.read });
    expect(nine(agreement?.adjudication.otherAccepted.reader1)).toBe(said.otherAccepted1);
    const cases = (slot: 'reader1' | 'reader2') => new Map(core.services.exports.cases(studyId, slot).map((one) => [one.case.code, one]));
    const [first, second] = [cases('reader1'), cases('reader2')];
    const finished = Object.keys(truth.subjects).filter((code) => truth.subjects[code]?.state !== 'reading').toSorted();
    const pairs = finished.map((code) => ({ first: first.get(code)?.result?.bestOverallResponse ?? '', second: second.get(code)?.result?.bestOverallResponse ?? '' }));
    const measurements = finished.flatMap((code) => {
      const [one, other] = [first.get(code)?.result, second.get(code)?.result];
      const rows = [{ a: one?.baseline.sum, b: other?.baseline.sum }, ...(one?.timepoints ?? []).map((at) => ({ a: at.sum, b: other?.timepoints.find(({ id }) => id === at.id)?.sum }))];
      return rows.flatMap(({ a, b }) => (a == null || b == null ? [] : [{ first: a, second: b }]));
    });
    const cohort = summariseCohort({ pairs, categories: overallResponses, measurements }, { dcrIncludeNonCrNonPd: false });
    expect(agreement?.readers.best).toEqual(cohort.agreement);
    expect(agreement?.readers.sums.limits).toEqual(cohort.limitsOfAgreement);
    expect(agreement?.readers.diameters.points.length).toBeGreaterThan(400);
    expect(agreement?.readers.byOrgan.reduce((sum, { n }) => sum + n, 0)).toBe(agreement?.readers.diameters.limits.n);
  });
  test('with a cut-off nothing after it exists', async () => {
    const cutoff = '2024-06-30' as IsoDate;
    const reply = await analysis({ cutoff });
    const params = { dataCutoff: cutoff };
    const cases = core.services.exports.cases(studyId).filter(({ case: { facts } }) => (facts.randomisationDate ?? '') <= cutoff);
    expect(reply.subjects.map(({ code }) => code)).toEqual(cases.map(({ case: { code } }) => code));
    for (const { case: subject } of cases) {
      const [trial] = compareRuleSets(toEngineInput(subject) as never, { ...parametersOf(subject), ...params });
      expect(reply.subjects.find(({ code }) => code === subject.code)?.endpoints).toMatchObject({ PFS: trial?.endpoints.PFS, OS: trial?.endpoints.OS });
    }
    expect(reply.subjects.every(({ days, deathDay, lastDay }) => [...days, deathDay ?? 0].every((day) => day <= lastDay))).toBe(true);
  });
});

test('who may see it: the data manager all, the investigator of a site only the site\'s read, central readers and the adjudicator nothing', async () => {
  const as = (role: RequestContext['role'], accountId: string | null): RequestContext => ({ actor: 'somebody', accountId, roles: [role], role });
  const look = (context: RequestContext, query: AnalysisQuery = {}) => core.services.analysis.study(context, studyId, query);
  await expect(look(as('reader', 'synthetic-reader-1'))).rejects.toMatchObject({ reason: 'blinded' });
  await expect(look(as('adjudicator', 'synthetic-adjudicator'))).rejects.toMatchObject({ reason: 'blinded' });
  expect((await look(as('dataManager', 'm'), { read: 'reader2' })).options.read).toBe('reader2');
  const site = await look(as('investigator', 'i'));
  expect([site.options.read, site.agreement, site.status.central, site.choices.reads]).toEqual(['site', null, null, ['site']]);
  await expect(look(as('investigator', 'i'), { read: 'accepted' })).rejects.toMatchObject({ reason: 'centralOnly' });
  await expect(look(as('investigator', 'i'), { by: 'reader' })).rejects.toMatchObject({ reason: 'centralOnly' });
  await expect(analysis({ arm: 'Placebo' })).rejects.toMatchObject({ reason: 'noArm', message: expect.stringContaining('Everolimus, Observation') as string });
});
