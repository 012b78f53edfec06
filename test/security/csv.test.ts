/** Every table that leaves as CSV goes through one writer; what a spreadsheet would run is harmless there, or told before the export. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { formulaFindings, writeCsv } from '../../src/exchange/index.ts';
import { csvTable, exportFormats } from '../../src/services/export/formats.ts';
import { examinationsCsv, patientsCsv } from '../../src/host/keyListCsv.ts';
import { rejectionsCsv } from '../../renderer/features/importing/rejections.ts';
import type { KeyList } from '../../src/keys/index.ts';
import { exportStudyOf, exportSubjectOf, readOf } from '../fixtures/exportStudy.ts';
import { lesionOf, measured, subjectOf } from '../fixtures/subjectCase.ts';

const root = path.resolve(import.meta.dirname, '../..');
const sources = ['src', 'renderer', 'electron'].flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)))
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name)).map((name) => ({ name: name.split(path.sep).join('/'), text: readFileSync(path.join(root, name), 'utf8') }));
const having = (pattern: RegExp): readonly string[] => sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name).sort();

it('nobody quotes cells but the shared writer and SDTM CSV, which programs read', () => {
  expect(having(/replaceAll\('"', '""'\)|replace\(\/"\/g, '""'\)/)).toEqual(['src/common/csv.ts', 'src/exchange/sdtm/sdtmCsv.ts']);
  expect(having(/forSpreadsheets: false/)).toEqual(['src/exchange/edc/flatCsv.ts']);
});

const formula = '=cmd|\' /C calc\'!A0';
const hostile = (): ReturnType<typeof exportStudyOf> => {
  const subject = subjectOf([lesionOf('T1', { description: formula })], { T1: [40, 60].map((mm, at) => measured(mm, `s${at}`)) }, { code: '@S-1', site: '+49', arm: `-1${formula}` } as object);
  return exportStudyOf([exportSubjectOf('@S-1', [readOf(subject)])]);
};
const keys = { patients: [{ subjectId: formula, patientId: '+1', issuer: '@x', sex: 'F', birthYear: 1950, shiftDays: -12, linkedAt: '2026-01-01' }], examinations: [{ subjectId: formula, date: '2026-01-01', sourceUid: '=1', uid: '1.2', series: [{ sourceUid: '@1', uid: '1.2.3' }] }], enrolment: [] } as unknown as KeyList;

/** Cells of a line, quotes taken off. */
const cells = (text: string): readonly string[] => [...text.matchAll(/(?:^|,|\r\n)("(?:[^"]|"")*"|[^,\r\n]*)/g)].map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));

it.each([
  ...(['measurements', 'responses', 'endpoints', 'lesions'] as const).map((kind) => [kind, () => csvTable(hostile(), kind).text] as const),
  ['patients of a key list', () => patientsCsv(keys)], ['examinations of a key list', () => examinationsCsv(keys)],
  ['files that were left out', () => rejectionsCsv([{ path: formula, code: 'IMP-06', reason: '@x' }])],
] as const)('%s: no cell of text is run, no number is changed', (_name, made) => {
  const found = cells(made());
  expect(found.filter((cell) => /^[=+@]/.test(cell) || /^-(?![\d.]+$)/.test(cell))).toEqual([]);
  expect(found.some((cell) => /^'[=+@-]/.test(cell))).toBe(true);
});

it('files whose contract keeps every value as it is tell it before the export, and only they', () => {
  expect(formulaFindings(hostile())).toMatchObject([{ severity: 'info', code: 'EXP-92', subject: '@S-1' }]);
  const telling = exportFormats.filter(({ check }) => check?.(hostile()).some(({ code }) => code === 'EXP-92'));
  expect(telling.map(({ name }) => name)).toEqual(['sdtm', 'edc']);
  expect(formulaFindings(exportStudyOf([exportSubjectOf('S-1', [readOf(subjectOf([lesionOf('T1')], { T1: [measured(40, 's0')] }))])]))).toEqual([]);
});

it('numbers below zero stay numbers', () => {
  expect(writeCsv([{ name: 'change', cell: (value: number) => value }], [-31.2], { forSpreadsheets: true })).toBe('change\r\n-31.2\r\n');
});
