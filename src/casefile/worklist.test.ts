import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../common/index.ts';
import { createWorklistFinder, kindOn, type WorklistEntry, type WorklistQuery } from './index.ts';

const today = '2026-03-10' as IsoDate;
const day = (text: string | null) => text as IsoDate | null;
const entry = (code: string, kind: WorklistEntry['kind'], more: Partial<WorklistEntry> = {}): WorklistEntry => ({
  subjectId: code, code, site: '01 Lund', kind, due: null, dueUntil: more.due ?? null, progressed: false, response: null, sumMm: null, pctFromBaseline: null, assignedTo: null, signers: [],
  text: `${code} ${more.site ?? '01 Lund'} ${kind}`.toLowerCase(), timepoints: 1, signed: 0, complete: 0, lastIndex: 0, openQueries: 0, toConfirm: false, ...more,
});
const entries = [
  entry('01-0003', 'nothing', { response: 'PD', sumMm: 80, signers: ['Dr M. Keller'], lastIndex: 2, signed: 2 }),
  entry('01-0002', 'waitForImages', { response: 'SD', sumMm: 60, due: day('2026-03-14') }),
  entry('02-0001', 'read', { site: '02 Graz', due: day('2026-03-12') }),
  entry('01-0001', 'continue', { sumMm: 0, due: day('2026-03-20') }),
  entry('02-0002', 'confirm', { site: '02 Graz', response: 'PD' }),
  entry('01-0004', 'read', { due: day('2026-03-12'), assignedTo: 'keller' }),
  entry('01-0005', 'visit', { due: day('2026-03-24'), dueUntil: day('2026-03-31'), lastIndex: 4 }),
  entry('01-0006', 'visit', { due: day('2026-03-25'), dueUntil: day('2026-04-01') }),
];
const finder = (accountId: string | null = null, name = 'Local user') => createWorklistFinder(entries, { today, accountId, name });
const query = (more: Partial<WorklistQuery> = {}): WorklistQuery => ({ text: '', choice: {}, sort: 'due', descending: false, ...more });
const codes = (more: Partial<WorklistQuery> = {}) => finder().find(query(more), 3).matching.map((one) => one.code);

describe('the order of a worklist', () => {
  it('is by day: what was begun today, tasks and awaited images by their day, then what has none, last what needs nothing by its next visit', () => {
    expect(codes()).toEqual(['01-0001', '01-0004', '02-0001', '01-0002', '01-0005', '02-0002', '01-0006', '01-0003']);
  });

  it('puts missing sums last both ways, and takes 0 mm for a value', () => {
    expect(codes({ sort: 'sum' }).slice(0, 3)).toEqual(['01-0001', '01-0002', '01-0003']);
    expect(codes({ sort: 'sum', descending: true }).slice(0, 3)).toEqual(['01-0003', '01-0002', '01-0001']);
  });

  it('names the tasks that a person can do now, theirs and those of everybody', () => {
    expect(finder().find(query({ text: 'nothing' }), 9).tasks.map((one) => one.code)).toEqual(['01-0001', '01-0004', '02-0001', '02-0002']);
    expect(finder('miller').find(query(), 2).tasks.map((one) => one.code)).toEqual(['01-0001', '02-0001']);
    expect(finder('keller').find(query(), 2).tasks.map((one) => one.code)).toEqual(['01-0001', '01-0004']);
  });
});

describe('filters', () => {
  const count = (facet: string, value: string, more: Partial<WorklistQuery> = {}, who = finder()) => who.find(query(more), 0).facets.find((one) => one.facet === facet && one.value === value)?.count;

  it('narrow each other and the text; words may stand anywhere', () => {
    expect(codes({ choice: { site: '02 Graz', response: 'PD' } })).toEqual(['02-0002']);
    expect(codes({ text: ' graz READ ' })).toEqual(['02-0001']);
    expect(codes({ choice: { status: 'read', response: 'CR' } })).toEqual([]);
    expect(codes({ choice: { site: 'nowhere' } })).toEqual([]);
  });

  it('count what choosing a value would leave, the other choices kept', () => {
    expect([count('status', 'read'), count('site', '02 Graz'), count('response', 'none')]).toEqual([2, 2, 5]);
    expect([count('status', 'read', { choice: { site: '02 Graz' } }), count('site', '01 Lund', { choice: { site: '02 Graz' } }), count('site', '01 Lund', { choice: { status: 'read' } })]).toEqual([1, 6, 1]);
    expect([count('status', 'read', { text: 'nothing' }), count('status', 'nothing', { text: 'nothing' })]).toEqual([0, 1]);
    for (const { facet, value, count: claimed } of finder().find(query({ text: '01' }), 0).facets) expect(codes({ text: '01', choice: { [facet]: value } }), `${facet} ${value}`).toHaveLength(claimed);
  });

  it('wait for a visit from 14 days before it', () => {
    expect([count('status', 'waitForImages'), count('status', 'nothing')]).toEqual([2, 2]);
    expect(kindOn({ kind: 'visit', due: day('2026-03-24') }, today)).toBe('waitForImages');
    expect(kindOn({ kind: 'visit', due: day('2026-03-25') }, today)).toBe('nothing');
    expect(kindOn({ kind: 'visit', due: day('2025-01-01') }, today)).toBe('waitForImages');
  });

  it('say when something is due: begun today, to the end of a window, late after it', () => {
    const due = (on: string) => createWorklistFinder([entry('a', 'visit', { due: day('2026-03-24'), dueUntil: day('2026-03-31') })], { today: on as IsoDate, accountId: null, name: '' }).find(query(), 0).facets.find((one) => one.facet === 'due')?.value;
    expect(['2026-03-09', '2026-03-10', '2026-03-17', '2026-03-24', '2026-03-31', '2026-04-01'].map(due)).toEqual(['none', 'later', 'week', 'today', 'today', 'overdue']);
    expect(count('due', 'today')).toBe(1);
  });

  it('know what is mine: assigned to my account, signed in my name', () => {
    expect([count('mine', 'assigned', {}, finder('keller')), count('mine', 'signed', {}, finder(null, 'Dr M. Keller')), count('mine', 'assigned', {}, finder('miller'))]).toEqual([1, 1, undefined]);
    expect(finder('keller').find(query({ choice: { mine: 'assigned' } }), 0).matching.map((one) => one.code)).toEqual(['01-0004']);
  });

  it('count the study, not the filter, in the head', () => {
    expect(finder().find(query({ text: 'graz' }), 0)).toMatchObject({ counts: { subjects: 8, timepoints: 8, signed: 2, complete: 0 }, columns: 4, hasDue: true });
  });
});

describe('the next case', () => {
  const next = (after: string, more: Partial<WorklistQuery> = {}, accountId: string | null = null) => finder(accountId).next(query(more), after)?.code ?? null;
  it('is the next one below that can be read, then from the top', () => {
    expect([next('01-0001'), next('01-0004'), next('02-0001'), next('01-0003')]).toEqual(['01-0004', '02-0001', '01-0001', '01-0001']);
  });

  it('keeps to the filter, also when the finished case has left it', () => {
    expect(next('01-0004', { choice: { site: '02 Graz' } })).toBe('02-0001');
    expect(next('02-0001', { choice: { site: '02 Graz' } })).toBeNull();
    expect(next('01-0003', { choice: { status: 'read' } })).toBe('01-0004');
  });

  it('leaves out what others were asked to read', () => {
    expect(next('01-0001', {}, 'miller')).toBe('02-0001');
  });
});
