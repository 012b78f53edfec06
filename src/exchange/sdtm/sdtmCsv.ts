/** A dataset as CSV: the same columns as the transport file, UTF-8, a header line, LF (interoperability 1.1). Text is written as it is: a program reads it. */
import type { SdtmDataset, SdtmValue } from './dataset.ts';

const quoted = /[",\r\n]/;

function field(value: SdtmValue | undefined): string {
  if (value == null) return '';
  const text = String(value);
  return quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function writeSdtmCsv({ variables, rows }: SdtmDataset): Uint8Array {
  const names = variables.map(({ name }) => name);
  const lines = rows.map((row) => names.map((name) => field(row[name])).join(','));
  return new TextEncoder().encode(`${[names.join(','), ...lines].join('\n')}\n`);
}
