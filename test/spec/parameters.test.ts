/** Every parameter of section 3 at two values that give two answers. */
import { describe, expect, test } from 'vitest';
import { runEngineRequest } from '../../src/endpoints/index.ts';
import { defaultParameters, parameterCatalogue } from '../../src/recist/index.ts';
import { inputOf, valueOf } from './checkRows.ts';
import { readTable } from './csv.ts';
import type { Loose } from './loose.ts';
import { origin, studyDay } from './notation.ts';

const rows = readTable('parameters.csv', ['parameter', 'op', 'targets', 'nonTargets', 'visits', 'facts', 'field', 'A', 'answerA', 'B', 'answerB', 'source', 'note']);
type Row = (typeof rows)[number];

const parts = (text: string, separator: string): readonly string[][] => text.split(separator).map((part) => part.trim().split(' '));

function requestOf(row: Row): { readonly op: string; readonly input: unknown } {
  switch (row.op) {
    case 'subject': return { op: 'subject', input: inputOf(row) };
    case 'responses': return { op: 'responses', input: { subject: { randomisationDate: origin }, timepoints: parts(row.visits, '|').map(([day, overall]) => ({ id: `D${day}`, date: studyDay(Number(day)), overall })) } };
    case 'adjudicate': return { op: 'adjudicate', input: { readers: parts(row.visits, ';').map(([bor, date]) => ({ bor, progressionDate: valueOf('date', date ?? '') })) } };
    default: return { op: 'irecist', input: { baselineSum: Number(row.targets), timepoints: parts(row.visits, ';').map(([date, sum], index) => ({ id: `t${index}`, date: valueOf('date', date ?? ''), targetSum: Number(sum) })) } };
  }
}

function parameterOf(name: string, text: string): unknown {
  if (name === 'schedule') return Object.fromEntries(text.split('+').map((days, index) => [index === 0 ? 'intervalDays' : 'windowDays', Number(days)]));
  if (name === 'adjudicationVariables') return text.split('+');
  return name === 'dataCutoff' || !/^[a-zA-Z]/.test(text) ? valueOf(name, text) : text === 'true' || text === 'false' || text === 'null' ? JSON.parse(text) : text;
}

const at = (value: Loose, path: string): unknown => path.split('.').reduce((inner, key) => inner?.[key] ?? null, value);

/** The answer as the table writes it: lists joined by spaces, without what another rule adds. */
function answerOf(row: Row, value: string): string {
  const answer = runEngineRequest({ ...requestOf(row), params: { [row.parameter]: parameterOf(row.parameter, value) }, explain: true }) as Loose;
  expect(answer.error).toBeUndefined();
  const found = at(answer, row.field);
  return Array.isArray(found) ? found.join(' ') : String(found);
}
const written = (text: string): string => String(valueOf('answer', text));

describe('parameters of section 3', () => {
  test('each occurs here, at two values; one of them, or another row, shows its default', () => {
    expect(new Set(rows.map(({ parameter }) => parameter))).toEqual(new Set(Object.keys(defaultParameters)));
    expect(parameterCatalogue).toHaveLength(31);
    for (const row of rows) expect([row.parameter, row.A === row.B, row.answerA === row.answerB]).toEqual([row.parameter, false, false]);
  });

  test.each(rows)('$parameter $A: $field is $answerA, $B: $answerB ($source $note)', (row) => {
    expect([answerOf(row, row.A), answerOf(row, row.B)]).toEqual([written(row.answerA), written(row.answerB)]);
  });
});
