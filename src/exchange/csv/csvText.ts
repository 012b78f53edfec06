/** A cell: text is quoted for spreadsheets, numbers and booleans are written as they are, null is an empty cell. */
export type Cell = string | number | boolean | null | undefined;
export type Column<Row> = { readonly name: string; readonly value: (row: Row) => Cell };

/** A spreadsheet would run text that begins so as a formula; the apostrophe makes it text again (CSV injection). */
const startsLikeFormula = /^[=+\-@\t\r]/;

function cellText(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = startsLikeFormula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180 text with a header row, UTF-8, LF; the column order is part of the format. */
export function csvText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map((column) => column.name).join(','), ...rows.map((row) => columns.map((column) => cellText(column.value(row))).join(','))];
  return `${lines.join('\n')}\n`;
}
