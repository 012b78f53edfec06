/** Whatever is altered behind the product's back is found, and the record that was altered is named. More of it: `npm run tamper -- 50000`. */
import Database from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { byteCases, rowCases } from './tamperCases.ts';
import { contentOf, filledDatabase, keptTables, verifyOf } from './tampering.ts';

let image: Buffer;
beforeAll(async () => { image = await filledDatabase(); });

test('the untouched database is whole, with every kind of record in it', async () => {
  const db = new Database(image);
  for (const table of keptTables.keys()) expect([table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).not.toEqual([table, 0]);
  const report = await verifyOf(db);
  expect(report.faults).toEqual([]);
  expect(report).toMatchObject({ whole: true, differences: [], checked: { signatures: 3, rederived: 3, confirmations: 1, unsealedRows: 0 } });
}, 120_000);

test('rows altered, removed, put in and swapped: each is found and named', async () => {
  const { tried, missed } = await rowCases(image, 700, 1);
  expect(missed).toEqual([]);
  expect(tried).toBeGreaterThan(500);
}, 120_000);

test('single bits of the file turned over: found and located, or the content is the same', async () => {
  const { found, harmless, missed } = await byteCases(image, 700, 2);
  expect(missed).toEqual([]);
  expect(found).toBeGreaterThan(200);
  // The rest lies where a page has nothing.
  expect(found + harmless).toBe(700);
  expect(contentOf(new Database(image))).not.toBe('');
}, 120_000);
