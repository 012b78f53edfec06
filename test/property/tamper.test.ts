/** Whatever is altered behind the product's back is found, and the record that was altered is named. More of it: `npm run tamper -- 50000`. */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../src/common/index.ts';
import { disposableTables } from '../../src/store/verify/tables.ts';
import { byteCases, rowCases } from './tamperCases.ts';
import { fileCases } from './tamperFiles.ts';
import { rewriteFact } from './wholeChain.ts';
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

test('stored files with a bit turned over, a byte more or less, swapped, removed: exactly those are named', async () => {
  expect(await fileCases(200, 3)).toEqual({ found: 200, missed: [] });
});

/** What the engine was given of a timepoint with a target of 24.0 mm, as 42.0 mm. `text`: a snapshot, or its body. */
function otherSize(text: string): string {
  const whole = JSON.parse(text) as { body?: { engineInput: Json }; engineInput?: Json };
  const content = whole.body ?? whole;
  content.engineInput = JSON.parse(JSON.stringify(content.engineInput).replaceAll(/:24(?=[,}\]])/g, ':42')) as Json;
  return canonicalJson(whole as Json);
}

test('what was signed is altered in its event and its row, and every hash of the chain made anew: the signature does not cover it', async () => {
  const db = new Database(image);
  const key = rewriteFact(db, 'signedContent', otherSize, 1);
  const report = await verifyOf(db);
  expect(report.faults).toMatchObject([{ check: 'signature', table: 'read_fact', row: `signOff/${key}` }]);
  expect(report.firstFault).toMatch(/subject S-001 of READ-.*, TP1: what was signed does not match the hash that was signed/);
});

test('the hash under the signature is made anew too: the engine does not give what was signed', async () => {
  const db = new Database(image);
  const key = rewriteFact(db, 'signedContent', otherSize, 1);
  const { engineInput, parameters, protocolVersion, records } = (JSON.parse(db.prepare<[string], string>(`SELECT body FROM read_fact WHERE type = 'signedContent' AND key = ?`).pluck().get(key) ?? '{}')) as Record<string, Json>;
  const contentHash = createHash('sha256').update(canonicalJson({ engineInput, parameters, protocolVersion, records } as Json)).digest('hex');
  rewriteFact(db, 'signOff', (body) => body.replace(/"contentHash":"[0-9a-f]{64}"/, `"contentHash":"${contentHash}"`), key);
  const report = await verifyOf(db);
  expect(report.faults).toMatchObject([{ check: 'result', row: `signOff/${key}`, was: 'PR, sum 24.0 mm', is: 'SD, sum 42.0 mm' }]);
  expect(report.differences).toMatchObject([{ subject: 'S-001', timepoint: 'TP1', slot: 'site', was: 'PR, sum 24.0 mm' }]);
});

test('a history written anew as a whole fits together; the manifest of an earlier export tells it, and names the stream', async () => {
  const before = new Database(image);
  const { code } = before.prepare<[], { code: string }>('SELECT code FROM study').get() ?? { code: '' };
  const { stream, revision, hash } = before.prepare<[], { stream: string; revision: number; hash: string }>('SELECT h.* FROM stream_head h JOIN subject s ON s.id = h.stream').get() ?? { stream: '', revision: 0, hash: '' };
  const against = JSON.stringify({ study: { code }, data: { subjects: [{ code: 'S-001', audit: [{ stream: 'site', events: revision, hash }] }] } });
  expect((await verifyOf(before, { against })).faults.filter((fault) => fault.seq !== null)).toEqual([]);
  const db = new Database(image);
  rewriteFact(db, 'amendment', (body) => body.replace('blurred', 'cut off'), 0);
  expect((await verifyOf(new Database(db.serialize()))).faults.filter((fault) => fault.check === 'chain' || fault.check === 'row')).toEqual([]);
  expect((await verifyOf(db, { against })).faults).toContainEqual(expect.objectContaining({ check: 'anchor', subjectId: stream, was: hash }));
});

test('every table is made from events, bound to them, or named as one that nothing depends on', () => {
  const known = new Set([...keptTables.keys(), ...Object.keys(disposableTables)]);
  expect(new Database(image).prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`).pluck().all().filter((name) => !known.has(name))).toEqual([]);
});
