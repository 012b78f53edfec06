import { readFileSync } from 'node:fs';

/** Splits one CSV line: commas separate, double quotes enclose, a doubled quote stands for one. */
function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const char = line.charAt(index);
    if (quoted && char === '"' && line.charAt(index + 1) === '"') {
      field += '"';
      index += 1;
    } else if (char === '"') quoted = !quoted;
    else if (char === ',' && !quoted) {
      fields.push(field);
      field = '';
    } else field += char;
  }
  return [...fields, field];
}

/** The rows of a table, as records by column name. Throws when a row has another number of fields than the head; `name` is for the message. */
export function parseTable<const Columns extends readonly string[]>(name: string, text: string, columns: Columns): Readonly<Record<Columns[number], string>>[] {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const names = fieldsOf(head);
  for (const column of columns) if (!names.includes(column)) throw new Error(`${name}: no column ${column}`);
  return lines.map((line) => {
    const fields = fieldsOf(line);
    if (fields.length !== names.length) throw new Error(`${name}: ${fields.length} fields instead of ${names.length}: ${line}`);
    return Object.fromEntries(names.map((column, index) => [column, fields[index] ?? ''])) as Record<Columns[number], string>;
  });
}

/** The rows of a table beside the tests. */
export const readTable = <const Columns extends readonly string[]>(name: string, columns: Columns): Readonly<Record<Columns[number], string>>[] =>
  parseTable(name, readFileSync(new URL(name, import.meta.url), 'utf8'), columns);
