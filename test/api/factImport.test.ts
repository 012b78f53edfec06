/** Clinical facts from a table: looked at first, then all of it or nothing, one event per change with the file and its row. */
import { expect, test } from 'vitest';
import type { FactPreview } from '../../src/api/wire.ts';
import { toAuditEvent } from '../../src/services/audit.ts';
import { createFactImport } from '../../src/services/clinical/index.ts';
import type { ServiceDeps } from '../../src/services/context.ts';
import { bench, reader } from './harness.ts';
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
  const table = `${header}\r\nS-001,2026-01-12,Control,2026-01-14,2026-09-01,progression,TP1,2026-03-03,NSE,20.5,,,,,\r\nS-001,,,,,,2,,,,,,T1,irradiated,2026-04-20\r\n`;
  const before = state();
  const preview = await send('preview', table);
  expect(preview).toMatchObject({ rows: 2, problemCount: 0, changeCount: 8, subjects: 1, stored: false, remembered: false, used: { encoding: 'utf-8', separator: ',', dates: 'YYYY-MM-DD', mapping: { Subject: 'subject', Death: 'deathDate', ULN: 'markerUpperLimit' } } });
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
    'Randomisation 2026-01-12: facts.csv, row 2', 'Arm Control: facts.csv, row 2', 'First dose 2026-01-14: facts.csv, row 2', 'Death 2026-09-01: facts.csv, row 2', 'Cause of death progression: facts.csv, row 2', 'Visit TP1 2026-03-03: facts.csv, row 2',
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
  ['a randomised subject without its arm', 'Subject,Randomisation,Arm\nS-001,2026-01-11,', {}, [[2, 'Arm', /arm is missing: S-001 was randomised on 2026-01-11\. Arms: Experimental, Control/]]],
  ['last contact before randomisation', 'Subject,Last contact\nS-001,2025-12-01', {}, [[2, 'Last contact', /last contact on 2025-12-01 before the randomisation on 2026-01-10/]]],
  ['taking away what stands in no column of its own', 'Subject,Timepoint,Marker,Value,Unit\nS-001,TP1,NSE,20.5,[clear]', {}, [[2, 'Unit', /under the marker's value/]]],
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

test('[clear] takes facts, a visit, a marker, a dose change and a local treatment away; an empty cell changes nothing', async () => {
  const { b, send, at, lesion } = await stageOf();
  const columns = 'Subject,Arm,Death,Cause of death,Dose change,Dose change date,Timepoint,Visit date,Marker,Value,Lesion,Local treatment';
  expect((await send('import', `${columns}\nS-001,Control,2026-09-01,progression,reduced,2026-02-20,TP1,2026-03-03,NSE,20.5,T1,resected`)).stored).toBe(true);
  const table = `${columns}\nS-001,,[clear],[CLEAR],[clear],2026-02-20,TP1,[clear],NSE,[clear],T1,[clear]`;
  const preview = await send('preview', table);
  expect(preview.problems).toEqual([]);
  expect(preview.changes.map(({ what, before, after }) => [what, before, after])).toEqual([
    ['Death', '2026-09-01', ''], ['Cause of death', 'progression', ''], ['Dose change', 'reduced 2026-02-20', ''], ['Visit TP1', '2026-03-03', ''], ['NSE at TP1', '20.5 ug/L', ''], ['T1 local treatment', 'resected', ''],
  ]);
  expect((await send('import', table)).stored).toBe(true);
  const { case: subject } = await at.look();
  expect(subject.facts).toEqual({ randomisationDate: '2026-01-10', arm: 'Control' });
  expect([subject.markers[subject.timepoints[1]?.id ?? '']?.values, subject.lesions.find(({ id }) => id === lesion)?.treated]).toEqual([[], undefined]);
  expect(await send('preview', table)).toMatchObject({ changeCount: 0, problemCount: 0 });
  b.close();
});

test('a large table is stored a few rows at a time with others served in between; one that does not end is taken back, by the next start where the process ended', async () => {
  const b = bench();
  const { id: studyId } = b.services.studies.create(reader, { code: 'LARGE', title: 'x', template: 'phase3' });
  const ids = Array.from({ length: 12 }, (_, at) => b.services.subjects.enrol(reader, { studyId, code: `S-${at}`, facts: at === 0 ? { arm: 'Control' } : {} }));
  const file = { name: 'large.csv', bytes: utf8(`Subject,Arm,Last contact\n${ids.map((_, at) => `S-${at},Experimental,2026-05-${10 + at}\n`).join('')}`) };
  const asFound = { encoding: null, separator: null, dates: null, decimal: null, mapping: null };
  const facts = () => ids.map((id) => b.services.readCase(id).case.facts);
  const before = facts();
  const deps = { store: b.store, clock: { nowIso: () => '2026-12-01T00:00:00.000Z' }, newId: () => crypto.randomUUID(), programVersion: 'test', notify: () => undefined } as unknown as ServiceDeps;
  const large = createFactImport(deps, { rowsAtOnce: 2, wholeUpTo: 0 });
  // Somebody ends a process in the middle of it: here the third slice finds the store gone.
  let slices = 0;
  const failing = createFactImport({ ...deps, store: { ...b.store, write: (work: () => unknown) => { if (/FactsImportBegun/.test(kinds()) && (slices += 1) > 12) throw new Error('power cut'); return b.store.write(work); } } as never }, { rowsAtOnce: 2, wholeUpTo: 0 });
  const kinds = () => b.store.log.eventsOfStream(`study:${studyId}`).map(({ kind }) => kind).join(' ');
  await expect(failing.store(reader, studyId, file, asFound)).rejects.toThrow('power cut');
  expect(facts()).not.toEqual(before);
  b.services.subjects.setFacts(reader, { subjectId: ids[1] ?? '', expectedRevision: null }, { deathCause: 'written meanwhile' });
  await large.recover(reader);
  expect(facts()).toEqual(before.map((own, at) => (at === 1 ? { arm: 'Experimental', lastKnownAliveDate: '2026-05-11', deathCause: 'written meanwhile' } : own)));
  expect(kinds()).toMatch(/FactsImportBegun FactsImportTakenBack$/);
  await large.recover(reader);
  const [storing, refused] = [large.store(reader, studyId, file, asFound), large.store(reader, studyId, file, asFound).catch((error: { reason: string }) => error.reason)];
  expect(await refused).toBe('importRunning');
  expect(await storing).toMatchObject({ stored: true, changeCount: 22 });
  expect(facts().map((own) => own.lastKnownAliveDate)).toEqual(ids.map((_, at) => `2026-05-${10 + at}`));
  expect(kinds()).toMatch(/FactsImportBegun FactsImported$/);
  expect([b.store.compareProjections(), b.store.verifyChain().fault]).toEqual([null, null]);
  b.close();
});
