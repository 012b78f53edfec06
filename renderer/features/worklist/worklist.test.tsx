import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { WorklistCell, WorklistRow } from '../../../src/api/wire.ts';
import type { IsoDate } from '../../../src/common/index.ts';
import { StatusCell } from './cells.tsx';
import { worklistColumns } from './columns.tsx';
import { dueWords, nextWords } from './dueWords.ts';
import { shownFacets } from './facetWords.ts';

const today = '2026-03-10' as IsoDate;
const date = (text: string) => text as IsoDate;
const cell = (index: number, more: Partial<WorklistCell> = {}): WorklistCell => ({
  timepointId: `tp${index}` as WorklistCell['timepointId'], label: index === 0 ? 'Baseline' : `TP${index}`, index, status: 'complete', sign: 'open', overall: null, assessed: 0, expected: 0, ...more,
});
const row = (more: Partial<WorklistRow> = {}): WorklistRow => ({
  subjectId: 's' as WorklistRow['subjectId'], code: '04-0117', site: '', note: '', next: { kind: 'read', text: 'Read TP1', detail: '', timepointId: null }, cells: [], sums: [], latestSumMm: null, pctFromBaseline: null,
  bestOverallResponse: null, progression: null, due: null, dueUntil: null, visit: null, assignedTo: null, signers: [], ...more,
});
const text = (markup: string): string => markup.replace(/<[^>]+>/g, '');

describe('a timepoint in one word or form', () => {
  const shown = (one: WorklistCell | null, more: Partial<WorklistRow> = {}) => {
    const markup = renderToStaticMarkup(<StatusCell row={row({ cells: one ? [one] : [], ...more })} index={one?.index ?? 3} today={today} />);
    return `${text(markup)}${markup.includes('data-provisional') ? ' (dashed)' : ''}${/data-look="(\w+)"/.exec(markup)?.[1] ? ` [${/data-look="(\w+)"/.exec(markup)?.[1]}]` : ''}`;
  };
  it.each([
    ['signed', cell(1, { overall: 'PR', sign: 'signed' }), 'PR'],
    ['signed baseline', cell(0, { sign: 'signed' }), 'signed'],
    ['complete, not signed', cell(1, { overall: 'PR' }), 'PR provisional (dashed)'],
    ['in progress', cell(1, { status: 'inProgress', assessed: 4, expected: 6 }), '4 / 6 [progress]'],
    ['ready', cell(1, { status: 'toRead' }), 'read [ready]'],
    ['waiting', cell(1, { status: 'noImages' }), 'images [waiting]'],
    ['missed', cell(1, { status: 'notPerformed' }), 'missed'],
    ['open again', cell(1, { overall: 'PR', sign: 'amending' }), 'amend [warning]'],
    ['not open yet', cell(2, { status: 'toRead', closed: true }), 'locked'],
    ['to come', null, '·'],
  ])('%s', (_state, one, expected) => expect(shown(one)).toBe(expected));

  it('a planned visit waits for images once it is near', () => {
    const visit = { index: 3, name: 'Wk 24', plannedDate: date('2026-03-20'), earliest: date('2026-03-13'), latest: date('2026-03-27') };
    const next = { kind: 'visit', text: 'Next visit 2026-03-20', detail: 'Wk 24', timepointId: null } as const;
    expect(shown(null, { next, visit, due: visit.plannedDate })).toBe('images [waiting]');
    expect(shown(null, { next, visit: { ...visit, plannedDate: date('2026-05-20') }, due: date('2026-05-20') })).toBe('·');
    expect(nextWords(row({ next, visit, due: visit.plannedDate }), today)).toEqual({ text: 'Wait for images TP3', detail: 'Wk 24, planned 2026-03-20', isQuiet: false });
    expect(nextWords(row({ next, visit, due: date('2026-05-20') }), today)).toMatchObject({ text: 'Next visit 2026-03-20', isQuiet: true });
  });

  it('two readers stand with number and form, never with a response', () => {
    const both = renderToStaticMarkup(<StatusCell row={row({ cells: [cell(1, { status: 'toRead', readers: { reader1: 'signed', reader2: 'inProgress' } })] })} index={1} today={today} />);
    expect(text(both)).toBe('1 signed 2 in progress ');
    expect(both).toMatch(/data-state="signed".*data-state="inProgress"/);
    expect(both).not.toMatch(/PR|PD|SD|CR/);
  });
});

it('says when something is due', () => {
  const due = (day: string | null, until: string | null = day, kind: WorklistRow['next']['kind'] = 'read') => dueWords({ next: { kind, text: '', detail: '', timepointId: null }, due: day as IsoDate | null, dueUntil: until as IsoDate | null }, today);
  expect(due('2026-03-10')).toEqual({ text: 'today', look: 'now' });
  expect(due('2026-03-14')).toEqual({ text: '4 d', look: 'later' });
  expect(due('2026-03-07')).toEqual({ text: '3 d late', look: 'late' });
  expect(due('2026-03-07', '2026-03-12')).toEqual({ text: 'in window', look: 'now' });
  expect(due('2026-03-01', '2026-03-08')).toEqual({ text: '2 d late', look: 'late' });
  expect(due('2026-03-20', '2026-03-20', 'continue')).toEqual({ text: 'today', look: 'now' });
  expect(due('2027-03-10')?.text).toBe('2027-03-10');
  expect([due(null), due('2026-05-20', '2026-05-27', 'visit')]).toEqual([null, null]);
});

it('shows what a reader looks for with 0, sites as they are, readers by name', () => {
  const counts = [{ facet: 'status', value: 'read', count: 2 }, { facet: 'site', value: '', count: 1 }, { facet: 'reader', value: 'k', count: 3 }] as const;
  const named = (facet: 'status' | 'site' | 'reader' | 'response', chosen?: string) => shownFacets(facet, counts, chosen, () => 'Dr M. Keller').map((one) => `${one.label} ${one.count}`);
  expect(named('status')).toEqual(['In progress 0', 'To read 2', 'To confirm 0', 'Waiting for images 0', 'Nothing open 0']);
  expect(named('status', 'sign')).toContain('To sign 0');
  expect([named('site'), named('reader'), named('response')]).toEqual([['No site 1'], ['Dr M. Keller 3'], []]);
});

it('has a column per timepoint up to the next visit, and a due column only where something is due', () => {
  const ids = (hasDue: boolean, isWide: boolean) => worklistColumns({ last: 2, isWide, hasDue, hasSites: true, hasReaders: false, today }).map((column) => column.id);
  expect(ids(true, true)).toEqual(['subject', 'site', 'next', 'due', 'tp0', 'tp1', 'tp2', 'sum', 'mm', 'change']);
  expect(ids(false, false)).toEqual(['subject', 'next', 'tp0', 'tp1', 'tp2', 'sum', 'mm', 'change']);
});
