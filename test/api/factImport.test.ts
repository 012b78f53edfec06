/** Clinical facts from a table: looked at first, then all of it or nothing, one event per change with the file and its row. */
import { expect, test } from 'vitest';
import type { FactPreview } from '../../src/api/wire.ts';
import { toAuditEvent } from '../../src/services/audit.ts';
import { oneReader } from './readBench.ts';
import { password, refusalOf, windowOf } from './windows.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const header = 'Subject,Randomisation,Arm,First dose,Death,Cause of death,Timepoint,Visit date,Marker,Value,Unit,ULN,Lesion,Local treatment,Local treatment date';

async function stageOf() {
  const stage = await oneReader({ markers: [{ name: 'NSE', unit: 'ug/L', upperLimit: 16.3 }] });
  const lesion = await stage.at.target(40);
  const send = async (path: string, text: string | Uint8Array, options: object = {}, window = stage.at.window) =>
    (await window.send('POST', `/facts/${path}`, { studyId: stage.studyId, fileName: 'facts.csv', content: base64(typeof text === 'string' ? utf8(text) : text), options })).body as FactPreview;
  const state = () => [stage.b.store.log.count(), JSON.stringify(stage.b.services.readCase(stage.subjectId).case.facts)];
  return { ...stage, lesion, send, state };
}

test('every fact of a row is stored by the command of the form, one event per change that names file and row; the mapping is remembered', async () => {
  const { b, send, at, subjectId, lesion, state } = await stageOf();
  const table = `${header}\r\nS-001,2026-01-12,,2026-01-14,2026-09-01,progression,TP1,2026-03-03,NSE,20.5,,,,,\r\nS-001,,,,,,2,,,,,,T1,irradiated,2026-04-20\r\n`;
  const before = state();
  const preview = await send('preview', table);
  expect(preview).toMatchObject({ rows: 2, problemCount: 0, changeCount: 7, subjects: 1, stored: false, remembered: false, used: { encoding: 'utf-8', separator: ',', dates: 'YYYY-MM-DD', mapping: { Subject: 'subject', Death: 'deathDate', ULN: 'markerUpperLimit' } } });
  expect(preview.changes[0]).toEqual({ row: 2, code: 'S-001', what: 'Randomisation', before: '2026-01-10', after: '2026-01-12' });
  expect(state()).toEqual(before);
  expect((await send('import', table)).stored).toBe(true);
  const { case: subject } = await at.look();
  const tp1 = subject.timepoints[1]?.id ?? '';
  expect(subject.facts).toMatchObject({ randomisationDate: '2026-01-12', firstDoseDate: '2026-01-14', deathDate: '2026-09-01', deathCause: 'progression', visitDates: { [tp1]: '2026-03-03' } });
  expect(subject.markers[tp1]).toMatchObject({ status: 'elevated', values: [{ name: 'NSE', value: 20.5, unit: 'ug/L', upperLimit: 16.3 }] });
  expect(subject.lesions.find(({ id }) => id === lesion)?.treated).toMatchObject({ kind: 'irradiated', date: '2026-04-20', from: subject.timepoints[2]?.id });
  const trail = b.store.log.eventsOfStream(subjectId).map(toAuditEvent).filter(({ reason }) => reason?.startsWith('facts.csv'));
  expect(trail.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
    'Randomisation 2026-01-12: facts.csv, row 2', 'First dose 2026-01-14: facts.csv, row 2', 'Death 2026-09-01: facts.csv, row 2', 'Cause of death progression: facts.csv, row 2', 'Visit TP1 2026-03-03: facts.csv, row 2',
    'Marker elevated at TP1: facts.csv, row 2', 'T1 irradiated before TP2: facts.csv, row 3',
  ]);
  expect(await send('preview', table)).toMatchObject({ remembered: true, changeCount: 0, problemCount: 0 });
  expect([b.store.compareProjections(), b.store.verifyChain().fault]).toEqual([null, null]);
  b.close();
});

test.each<[name: string, text: string | Uint8Array, options: object, expected: readonly (readonly [row: number, column: string, message: RegExp])[]]>([
  ['an unknown subject', 'Subject,Death\nS-001,2026-09-01\nS-404,2026-09-01', {}, [[3, 'Subject', /no subject S-404/]]],
  ['a date in another format', 'Subject;Death\nS-001;01.09.2026', {}, [[2, 'Death', /as DD\.MM\.YYYY it is a day/]]],
  ['an impossible date', 'Subject;Death\nS-001;31.02.2026', { dates: 'DD.MM.YYYY' }, [[2, 'Death', /no day of the calendar/]]],
  ['a decimal comma', 'Subject;Timepoint;Marker;Value\nS-001;TP1;NSE;20,5', {}, [[2, 'Value', /decimal comma/]]],
  ['death before randomisation', 'Subject,Death\nS-001,2025-12-01', {}, [[2, 'Death', /Q-S05: Dates contradict each other: .*death on 2025-12-01 before the time origin of 2026-01-10/]]],
  ['last contact after death', 'Subject,Death,Last contact\nS-001,2026-09-01,2026-10-01', {}, [[2, 'Death', /last contact on 2026-10-01 after the death/]]],
  ['a timepoint and a lesion that are not there', 'Subject,Timepoint,Visit date,Lesion,Local treatment\nS-001,TP9,2026-03-03,T7,resected', {}, [[2, 'Timepoint', /no timepoint TP9/], [2, 'Lesion', /no lesion T7/]]],
  ['an arm that the study does not have', 'Subject,Arm\nS-001,Placebo2', {}, [[2, 'Arm', /Placebo2/]]],
  ['bytes that are not what was chosen', Uint8Array.from(Buffer.from('Subject,Cause of death\nS-001,H\xe4mopt\xf6e', 'latin1')), { encoding: 'utf-8' }, [[2, '', /not UTF-8/]]],
  ['an open quotation mark', 'Subject,Death\n"S-001,2026-09-01', {}, [[2, '', /never closed/], [2, 'Subject', /no subject/]]],
])('%s: row and column are named, and nothing is stored', async (_name, text, options, expected) => {
  const { b, send, state } = await stageOf();
  const before = state();
  const done = await send('import', text, options);
  expect(done.stored).toBe(false);
  expect(done.problems.map(({ row, column }) => [row, column])).toEqual(expected.map(([row, column]) => [row, column]));
  for (const [index, [, , message]] of expected.entries()) expect(done.problems[index]?.message).toMatch(message);
  expect(state()).toEqual(before);
  b.close();
});

test('Latin-1, UTF-16, semicolons, decimal commas and chosen dates are read; several subjects are all stored or none', async () => {
  const { b, send, at } = await stageOf();
  const text = 'Subject;Cause of death;Death;Timepoint;Marker;Value\r\nS-001;Hämoptöe;01.09.2026;TP1;NSE;20,5\r\n';
  for (const [bytes, encoding] of [[Uint8Array.from(Buffer.from(text, 'latin1')), 'windows-1252'], [Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le')), 'utf-16le']] as const) {
    expect(await send('preview', bytes, { dates: 'DD.MM.YYYY', decimal: ',' })).toMatchObject({ problemCount: 0, changeCount: 3, used: { encoding, separator: ';' }, datesThatFit: ['DD.MM.YYYY'] });
  }
  const two = `${text}S-999;x;01.09.2026;;;\r\n`;
  expect(await send('import', two, { dates: 'DD.MM.YYYY', decimal: ',' })).toMatchObject({ stored: false, changeCount: 3 });
  expect((await at.look()).case.facts.deathDate).toBeUndefined();
  b.close();
});

test('a reader may not, an investigator and a data manager may; a signed timepoint keeps its markers', async () => {
  const { b, send, only, at } = await stageOf();
  const table = 'Subject,Timepoint,Marker,Value\nS-001,Baseline,NSE,10';
  expect(refusalOf(await send('preview', table, {}, windowOf(b, only.reader)))).toBe('role');
  for (const role of ['investigator', 'dataManager'] as const) expect(await send('preview', table, {}, windowOf(b, only[role]))).toMatchObject({ changeCount: 1, problemCount: 0 });
  await at.answerAll();
  expect((await at.sign(0, password)).reason).toBe('ok');
  expect(await send('import', table)).toMatchObject({ stored: false, problems: [{ row: 2, column: 'Value', message: expect.stringContaining('is signed and stays as it is') as string }] });
  b.close();
});
