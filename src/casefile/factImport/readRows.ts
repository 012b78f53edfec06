/** Rows of a table as clinical facts: every cell read by its column's field, every fault with its row and column. Pure. */
import type { IsoDate } from '../../common/index.ts';
import { dateFault, numberFault, readDate, readNumber, type DateFormat, type DecimalMark } from './cells.ts';
import { factField, isFactDate, isFactText, type FactField, type FactMapping } from './fields.ts';

export type TableRow = { readonly line: number; readonly cells: readonly string[] };
/** What is wrong, and where: `row` is the line of the file, `column` its name ('' for the row as a whole). */
export type FactProblem = { readonly row: number; readonly column: string; readonly value: string; readonly message: string };
/** `clears`: the cell takes the fact away; its value is empty then. */
export type FactValue = { readonly field: FactField; readonly column: string; readonly text: string; readonly value: string | number; readonly clears: boolean };
export type FactRow = { readonly row: number; readonly subject: string; readonly values: Readonly<Record<string, FactValue>> };
export type ReadOptions = { readonly dates: DateFormat; readonly decimal: DecimalMark };

/** What a cell says to take a fact away; an empty cell says nothing. */
export const clearMarker = '[clear]';
const isClear = (text: string): boolean => text.toLowerCase() === clearMarker;
/** Fields besides the facts of a subject that a cell can take away; the others belong to one of them. */
const clearable: ReadonlySet<string> = new Set(['visitDate', 'doseChange', 'markerValue', 'localTreatment']);
const mayClear = ({ id }: FactField): boolean => isFactDate(id) || isFactText(id) || clearable.has(id);

function valueOf(field: FactField, text: string, { dates, decimal }: ReadOptions): { readonly value: string | number } | { readonly fault: string } {
  switch (field.kind) {
    case 'date': { const date: IsoDate | null = readDate(text, dates); return date === null ? { fault: dateFault(text, dates) } : { value: date }; }
    case 'number': { const number = readNumber(text, decimal); return number === null ? { fault: numberFault(text, decimal) } : { value: number }; }
    case 'choice': {
      const found = Object.entries(field.choices ?? {}).find(([id, words]) => [id, words].includes(text.toLowerCase()));
      return found ? { value: found[0] } : { fault: `${text} is none of ${Object.values(field.choices ?? {}).join(', ')}.` };
    }
    case 'text': return text.length > 200 ? { fault: 'Words are limited to 200 letters.' } : { value: text };
    case 'subject':
    case 'timepoint':
    case 'lesion': return { value: text };
  }
}

/** The field of the same row that takes the whole fact away. */
const clearedBy = ({ id }: FactField): string => (id.startsWith('marker') ? 'the marker\'s value' : id.startsWith('localTreatment') ? 'the local treatment' : id.startsWith('dose') ? 'the dose change' : 'the fact');

/** Fields that mean nothing without another one in the same row. */
const needs: Readonly<Record<string, readonly string[]>> = {
  doseChange: ['doseChangeDate'], doseChangeDate: ['doseChange'], visitDate: ['timepoint'], markerValue: ['timepoint', 'markerName'], markerUnit: ['markerValue'], markerUpperLimit: ['markerValue'], markerDate: ['markerValue'],
  lesion: ['localTreatment'], localTreatment: ['lesion'], localTreatmentDate: ['localTreatment'],
};

function missingIn(row: number, values: FactRow['values']): readonly FactProblem[] {
  return Object.keys(values).flatMap((id) => (needs[id] ?? []).filter((other) => values[other] === undefined)
    .map((other): FactProblem => ({ row, column: values[id]?.column ?? '', value: values[id]?.text ?? '', message: `${values[id]?.field.title ?? id} needs ${factField(other)?.title.toLowerCase() ?? other} in the same row.` })));
}

type ReadRows = { readonly rows: readonly FactRow[]; readonly problems: readonly FactProblem[] };

/** Reads every row; empty cells say nothing. A row without a subject is a fault. */
export function readFactRows(header: readonly string[], rows: readonly TableRow[], mapping: FactMapping, options: ReadOptions): ReadRows {
  const read = readSomeRows(header, rows, mapping, options);
  return { rows: read.rows, problems: [...read.problems, ...saidTwice(read.rows)] };
}

/** Some rows of a table; what rows say against each other is asked once all are read (`saidTwice`). */
export function readSomeRows(header: readonly string[], rows: readonly TableRow[], mapping: FactMapping, options: ReadOptions): ReadRows {
  const columns = header.map((name, at) => ({ name, at, field: factField(mapping[name] ?? '') })).filter((one): one is { name: string; at: number; field: FactField } => one.field !== undefined);
  const subjectColumn = columns.find(({ field }) => field.kind === 'subject');
  if (!subjectColumn) return { rows: [], problems: [{ row: 1, column: '', value: '', message: 'No column is the subject. Choose it.' }] };
  const problems: FactProblem[] = [];
  const read = rows.map(({ line, cells }): FactRow => {
    const values: Record<string, FactValue> = {};
    for (const { name, at, field } of columns) {
      const text = (cells[at] ?? '').trim();
      if (field.kind === 'subject' || text === '') continue;
      const clears = isClear(text);
      const result = !clears ? valueOf(field, text, options) : mayClear(field) ? { value: '' } : { fault: `${field.title} cannot be taken away by itself: write ${clearMarker} under ${clearedBy(field)}.` };
      if ('fault' in result) problems.push({ row: line, column: name, value: text, message: result.fault });
      else values[field.id] = { field, column: name, text, value: result.value, clears };
    }
    const subject = (cells[subjectColumn.at] ?? '').trim();
    if (subject === '') problems.push({ row: line, column: subjectColumn.name, value: '', message: 'The subject is missing.' });
    problems.push(...missingIn(line, values));
    return { row: line, subject, values };
  });
  return { rows: read, problems };
}

/** The same fact of a subject said otherwise in a later row. */
export function saidTwice(rows: readonly FactRow[]): readonly FactProblem[] {
  const first = new Map<string, { readonly row: number; readonly value: string | number }>();
  return rows.flatMap(({ row, subject, values }) => Object.values(values).flatMap(({ field, column, text, value }): readonly FactProblem[] => {
    if (!isFactDate(field.id) && !isFactText(field.id)) return [];
    const key = `${subject.toLowerCase()}\n${field.id}`;
    const before = first.get(key);
    if (!before) { first.set(key, { row, value }); return []; }
    return before.value === value ? [] : [{ row, column, value: text, message: `Row ${before.row} says ${before.value} for the same subject.` }];
  }));
}
