/** What an import of clinical facts would do, as the window shows it before anything is stored. */
import type { DateFormat, DecimalMark } from './cells.ts';
import type { FactMapping } from './fields.ts';
import type { FactProblem } from './readRows.ts';

/** How a file is read; null and missing members are found from the file and from the study's last import. */
export type FactImportOptions = {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | null;
  readonly separator: ',' | ';' | '\t' | null;
  readonly dates: DateFormat | null;
  readonly decimal: DecimalMark | null;
  readonly mapping: FactMapping | null;
};
export type FactChange = { readonly row: number; readonly code: string; readonly what: string; readonly before: string; readonly after: string };

/** POST /api/facts/preview and /api/facts/import. */
export type FactPreview = {
  readonly fileName: string;
  readonly sha256: string;
  readonly header: readonly string[];
  /** First rows, to recognise the columns by. */
  readonly sample: readonly (readonly string[])[];
  readonly rows: number;
  readonly used: { readonly encoding: NonNullable<FactImportOptions['encoding']>; readonly encodingBy: 'mark' | 'bytes' | 'chosen'; readonly separator: NonNullable<FactImportOptions['separator']>; readonly dates: DateFormat; readonly decimal: DecimalMark; readonly mapping: FactMapping };
  /** Formats in which every date of the mapped columns is a day. */
  readonly datesThatFit: readonly DateFormat[];
  /** The mapping of the study's last import was used. */
  readonly remembered: boolean;
  /** By row; the first 500 of each, with how many there are. */
  readonly problems: readonly FactProblem[];
  readonly problemCount: number;
  readonly changes: readonly FactChange[];
  readonly changeCount: number;
  readonly subjects: number;
  /** All of it is stored; false for a preview, and while there are problems. */
  readonly stored: boolean;
};
