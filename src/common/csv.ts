/** RFC 4180 text. Numbers are never altered; text that a spreadsheet would run as a formula is made harmless when the file is meant for one. */

/** Null is an empty cell. */
export type Cell = string | number | boolean | null;
export type Column<Row> = { readonly name: string; readonly cell: (row: Row) => Cell };
export type CsvOptions = {
  /** Text is made harmless by `spreadsheetText`. Off for files that a program reads. */
  readonly forSpreadsheets: boolean;
};

/** Begins a formula: = + - @, also in full width, or a tab or line break that a spreadsheet drops before one. */
const formula = /^[=+\-@＝＋－＠\t\r\n]/;
/** The same inside a text, after what a spreadsheet of another language splits cells at. */
const formulaInside = /([;\t\r\n]"*)(?=[=+\-@＝＋－＠])/g;

/** Text that no spreadsheet runs (OWASP CSV injection): an apostrophe before whatever would begin a formula. Any other text is left as it is. */
export const spreadsheetText = (text: string): string => (formula.test(text) ? `'${text}` : text).replaceAll(formulaInside, "$1'");

function field(cell: Cell, options: CsvOptions): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = options.forSpreadsheets ? spreadsheetText(cell) : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The table as text: a header line, CRLF after every line, columns in the order given. */
export function writeCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[], options: CsvOptions): string {
  const line = (cells: readonly Cell[]): string => `${cells.map((cell) => field(cell, options)).join(',')}\r\n`;
  return line(columns.map((column) => column.name)) + rows.map((row) => line(columns.map((column) => column.cell(row)))).join('');
}
