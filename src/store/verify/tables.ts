/** How every table of the schema is kept from being altered unnoticed. A table that is not here fails a test. */
import type { EntityType } from '../entities.ts';

type Row = Readonly<Record<string, unknown>>;
const text = (row: Row, column: string): string => String(row[column]);

/** A table whose rows are the last snapshots of events. `entity` names the event entity of a row. */
export type ReplayedTable = { readonly name: string; readonly key: readonly string[]; readonly entity: (row: Row) => readonly [EntityType, string] };

export const replayedTables: readonly ReplayedTable[] = [
  { name: 'account', key: ['id'], entity: (row) => ['account', text(row, 'id')] },
  { name: 'account_policy', key: ['key'], entity: (row) => ['accountPolicy', text(row, 'key')] },
  { name: 'study', key: ['id'], entity: (row) => ['study', text(row, 'id')] },
  { name: 'subject', key: ['id'], entity: (row) => ['subject', text(row, 'id')] },
  { name: 'subject_facts', key: ['subject_id'], entity: (row) => ['facts', text(row, 'subject_id')] },
  { name: 'timepoint', key: ['id'], entity: (row) => ['timepoint', text(row, 'id')] },
  { name: 'lesion', key: ['id'], entity: (row) => ['lesion', text(row, 'id')] },
  { name: 'assessment', key: ['subject_id', 'lesion_id', 'timepoint_id'], entity: (row) => ['assessment', `${text(row, 'lesion_id')}/${text(row, 'timepoint_id')}`] },
  { name: 'series_assignment', key: ['series_id'], entity: (row) => ['seriesAssignment', text(row, 'series_id')] },
  { name: 'read_fact', key: ['type', 'key'], entity: (row) => [text(row, 'type') as EntityType, text(row, 'key')] },
];

/** Tables whose rows are bound to events by a digest of their columns (`rowSeals.ts`), with their keys. */
export const sealedTables = {
  instance: ['study_id', 'sop_instance_uid'],
  series: ['id'],
  series_images: ['series_id'],
  credential: ['account_id'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type SealedTable = keyof typeof sealedTables;

/** Columns of sealed tables that no digest covers, and why. */
export const unsealedColumns: Readonly<Partial<Record<SealedTable, readonly string[]>>> = {
  // Written at every sign-in, which is an event of its own.
  credential: ['last_sign_in_at'],
};

/** Tables that are not facts, and why nothing depends on their being what they were. */
export const disposableTables: Readonly<Record<string, string>> = {
  meta: 'the version of the program that made the format, for a message',
  preference: 'how somebody likes the window',
  worklist_row: 'derived from the facts; made again when the subject, the engine or the protocol moves',
  sign_in_attempt: 'wrong passwords of the last minutes; each is an event of its own',
  session: 'who is signed in now; signing in and out are events',
};

/** The log itself and its recorded ends; and the highest lesion numbers, which are made from all events rather than the last. */
export const trailTables = ['event', 'stream_head', 'chain_head', 'lesion_number'] as const;
