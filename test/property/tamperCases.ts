/** The random cases of the tamper test: how many were found, and what was missed, with the seed that makes it again. */
import Database from 'better-sqlite3';
import type { VerifyReport } from '../../src/services/index.ts';
import { contentOf, names, pageOwners, randomFrom, tamperRows, verifyOf } from './tampering.ts';

const said = ({ faults }: VerifyReport): string => faults.slice(0, 3).map(({ table, row, message }) => `${table}[${row}] ${message}`).join(' | ') || 'nothing';

export async function rowCases(image: Buffer, count: number, seed: number): Promise<{ readonly tried: number; readonly missed: readonly string[] }> {
  const missed: string[] = [];
  let tried = 0;
  for (let number = 0; number < count; number += 1) {
    const random = randomFrom(seed * 1_000_003 + number);
    const db = new Database(image);
    const tampered = tamperRows(db, random);
    if (!tampered) { db.close(); continue; }
    tried += 1;
    const report = await verifyOf(db);
    if (!report.whole && report.faults.some((fault) => names(fault, tampered)) && report.firstFault !== null) continue;
    missed.push(`case ${seed}/${number}: ${tampered.table} ${tampered.rows.join(' → ')} ${tampered.what}: ${said(report)}`);
  }
  return { tried, missed };
}

/** The first page holds the header and the list of tables; whatever is said of the file as a whole is said of it. */
const isLocated = (report: VerifyReport, owner: string | undefined, page: number): boolean =>
  page === 1 || owner === undefined || owner === 'sqlite_schema' || report.faults.some((fault) => fault.table === owner || (fault.check === 'file' && fault.table === null));

export async function byteCases(image: Buffer, count: number, seed: number): Promise<{ readonly found: number; readonly harmless: number; readonly missed: readonly string[] }> {
  const whole = new Database(image);
  const [content, owners, pageSize] = [contentOf(whole), pageOwners(whole), Number(whole.pragma('page_size', { simple: true }))];
  whole.close();
  const missed: string[] = [];
  let [found, harmless] = [0, 0];
  for (let number = 0; number < count; number += 1) {
    const random = randomFrom(seed * 1_000_003 + number);
    const offset = random(image.length);
    const bytes = Buffer.from(image);
    bytes[offset] = (bytes[offset] ?? 0) ^ (1 << random(8));
    const page = Math.floor(offset / pageSize) + 1;
    const report = await verifyBytes(bytes);
    if (report === null ? page === 1 || owners.get(page) === 'sqlite_schema' : !report.whole && isLocated(report, owners.get(page), page)) { found += 1; continue; }
    if (report?.whole === true && contentOf(new Database(bytes)) === content) { harmless += 1; continue; }
    missed.push(`case ${seed}/${number}: byte ${offset} of page ${page} (${owners.get(page) ?? 'free'}): ${report ? said(report) : 'no database'}`);
  }
  return { found, harmless, missed };
}

/** Null: the file is no database any more. */
async function verifyBytes(bytes: Buffer): Promise<VerifyReport | null> {
  let db: Database.Database | null = null;
  try {
    db = new Database(bytes);
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch {
    db?.close();
    return null;
  }
  return verifyOf(db);
}
