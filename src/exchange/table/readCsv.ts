/** Delimited text as rows: RFC 4180, with the separators that spreadsheets of other countries write. */

export const csvSeparators = [',', ';', '\t'] as const;
export type CsvSeparator = (typeof csvSeparators)[number];
export type CsvFault = { /** Line of the file, from 1. */ readonly line: number; readonly message: string };
export type CsvTable = {
  readonly header: readonly string[];
  /** Rows with at least one cell that is not empty, with the line of the file each begins on. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly separator: CsvSeparator;
  readonly faults: readonly CsvFault[];
};

type Raw = { readonly line: number; readonly cells: string[] };

/** How often each separator stands outside quotes in the first line; the most frequent is the file's. */
export function separatorOf(text: string): CsvSeparator {
  const end = text.search(/\r|\n/);
  const first = (end < 0 ? text : text.slice(0, end)).replaceAll(/"(?:[^"]|"")*"/g, '');
  const counts = csvSeparators.map((separator) => ({ separator, n: first.split(separator).length }));
  return counts.reduce((best, one) => (one.n > best.n ? one : best)).separator;
}

function split(text: string, separator: string): { readonly raw: readonly Raw[]; readonly faults: readonly CsvFault[] } {
  const raw: Raw[] = [];
  const faults: CsvFault[] = [];
  let [cells, cell, line, start]: [string[], string, number, number] = [[], '', 1, 1];
  let quoted: 'no' | 'inside' | 'after' = 'no';
  const endCell = (): void => { cells.push(cell); cell = ''; quoted = 'no'; };
  const endRow = (): void => { endCell(); raw.push({ line: start, cells }); cells = []; start = line; };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    const isBreak = letter === '\n' || letter === '\r';
    const isPair = letter === '\r' && text[at + 1] === '\n';
    if (isBreak && !isPair) line += 1;
    if (quoted === 'inside') {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') { cell += '"'; at += 1; }
      else quoted = 'after';
    } else if (letter === separator) endCell();
    else if (isBreak) { if (!isPair) endRow(); }
    else if (letter === '"' && cell === '' && quoted === 'no') quoted = 'inside';
    else {
      if (quoted === 'after' && letter.trim() !== '') faults.push({ line: start, message: `${letter} stands after a closing quotation mark.` });
      cell += quoted === 'after' && letter.trim() === '' ? '' : letter;
    }
  }
  if (quoted === 'inside') faults.push({ line: start, message: 'A quotation mark is opened and never closed.' });
  if (cell !== '' || cells.length > 0 || quoted !== 'no') endRow();
  return { raw, faults };
}

/** Reads a table whose first row names its columns. A row with more cells than columns is a fault; missing cells at its end are empty. */
export function readCsv(text: string, separator: CsvSeparator = separatorOf(text)): CsvTable {
  const { raw, faults } = split(text.replace(/^\ufeff/, ''), separator);
  const [first, ...others] = raw;
  const header = (first?.cells ?? []).map((name) => name.trim());
  const rows = others.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const wide = rows.filter(({ cells }) => cells.length > header.length && cells.slice(header.length).some((cell) => cell.trim() !== ''));
  const twice = header.filter((name, at) => name !== '' && header.indexOf(name) !== at);
  return {
    header, rows: rows.map(({ line, cells }) => ({ line, cells: header.map((_, at) => (cells[at] ?? '').trim()) })), separator,
    faults: [...faults, ...[...new Set(twice)].map((name) => ({ line: 1, message: `Column ${name} is there twice.` })), ...wide.map(({ line, cells }) => ({ line, message: `${cells.length} cells under ${header.length} columns. Is the separator right?` }))],
  };
}
