/**
 * Rows that are no facts, such as imported images, are bound to the audit events by a digest of their columns: an event says which digests came and which went,
 * so that an altered, removed or inserted row is found, and which it is.
 */
import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { sealedTables, unsealedColumns, type SealedTable } from './verify/tables.ts';

export type { SealedTable } from './verify/tables.ts';

/** Letters of a digest: 96 bits in base64url. */
export const sealLength = 16;

/** What came and went in one table: digests one after another, without anything between them. */
export type SealedChange = { readonly added: string; readonly removed: string };
/** What an event's snapshot holds under `rows`. */
export type SealedRows = { readonly [Table in SealedTable]?: SealedChange };

/** The first 96 bits of the SHA-256 over the table's name and the row's columns in the order of the schema, empty ones left out. */
export const sealOf = (table: SealedTable, row: Readonly<Record<string, unknown>>): string => {
  const skipped = unsealedColumns[table] ?? [];
  // A column that a later format adds is empty in older rows, whose digests stay.
  const values = Object.entries(row).filter(([column, value]) => value !== null && !skipped.includes(column)).map(([column, value]) => [column, value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('hex') } : value]);
  return hash('sha256', JSON.stringify([table, values]), 'base64url').slice(0, sealLength);
};

export const splitSeals = (seals: string): readonly string[] => seals.match(/.{1,16}/g) ?? [];

export type RowSeals = {
  /** Digest of a row as it is stored; null when it is not there. `key` in the order of the table's primary key. */
  of(table: SealedTable, key: readonly string[]): string | null;
  /** Digests of every row of a study's images. */
  ofStudy(studyId: string): SealedRows;
};

const whereStudy: Readonly<Partial<Record<SealedTable, string>>> = {
  instance: 'study_id = @study', series: 'study_id = @study', series_images: 'series_id IN (SELECT id FROM series WHERE study_id = @study)',
};

export function createRowSeals(db: Database.Database): RowSeals {
  const byKey = new Map(Object.entries(sealedTables).map(([table, key]) => [table, db.prepare<string[], Record<string, unknown>>(`SELECT * FROM ${table} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}`)]));
  return {
    of(table, key) {
      const row = byKey.get(table)?.get(...key);
      return row ? sealOf(table, row) : null;
    },
    ofStudy: (study) => Object.fromEntries((Object.keys(whereStudy) as SealedTable[]).flatMap((table): [SealedTable, SealedChange][] => {
      const rows = db.prepare<{ study: string }, Record<string, unknown>>(`SELECT * FROM ${table} WHERE ${whereStudy[table]} ORDER BY ${sealedTables[table].join(', ')}`).all({ study });
      return rows.length === 0 ? [] : [[table, { added: rows.map((row) => sealOf(table, row)).join(''), removed: '' }]];
    })),
  };
}
