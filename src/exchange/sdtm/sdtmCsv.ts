/** A dataset as CSV: the same columns as the transport file, UTF-8, a header line, LF (interoperability 1.1). Text is written as it is: a program reads it. */
import type { SdtmDataset, SdtmValue } from './dataset.ts';
import { utf8Of } from './utf8.ts';

const quoted = /[",\r\n]/;

function field(value: SdtmValue | undefined): string {
  if (value == null) return '';
  const text = String(value);
  return quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function* linesOf({ variables, rows }: SdtmDataset): Iterable<string> {
  const names = variables.map(({ name }) => name);
  yield `${names.join(',')}\n`;
  for (const row of rows) {
    let line = '';
    for (const [index, name] of names.entries()) line += index === 0 ? field(row[name]) : `,${field(row[name])}`;
    yield `${line}\n`;
  }
}

export const writeSdtmCsv = (dataset: SdtmDataset): Uint8Array => utf8Of(linesOf(dataset));
