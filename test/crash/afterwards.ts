/** What must be true of a data folder whose host was killed, before anybody opens it again and after. Nothing here repairs anything. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import type { SubjectCaseReply } from '../../src/api/wire.ts';
import { canonicalJson, type Json } from '../../src/common/index.ts';
import { checkBlob, openStore } from '../../src/store/index.ts';
import { command, nodeProgram } from './host.ts';
import type { Ledger } from './ledger.ts';
import type { Person } from './person.ts';

const run = promisify(execFile);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

type Row = { readonly after: string };

/** The facts that were answered for, read from the file as it lies there. */
export function missingFacts(dataFolder: string, ledger: Ledger): string[] {
  const db = new Database(path.join(dataFolder, 'nadir.sqlite'), { readonly: true });
  const missing: string[] = [];
  try {
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') missing.push('the database file is damaged');
    const holds = (sql: string, value: string): boolean => db.prepare<[string], { n: number }>(`SELECT EXISTS (${sql}) AS n`).get(value)?.n === 1;
    for (const uid of ledger.images) if (!holds('SELECT 1 FROM instance WHERE sop_instance_uid = ?', uid)) missing.push(`image ${uid}`);
    for (const id of ledger.assigned) if (!holds('SELECT 1 FROM series_assignment WHERE series_id = ?', id)) missing.push(`assignment of ${id}`);
    const exported = db.prepare<[], Row>(`SELECT after FROM event WHERE kind = 'ExportCreated'`).all().map(({ after }) => after);
    for (const hash of ledger.packages) if (!exported.some((after) => after.includes(hash))) missing.push(`export ${hash} in the trail`);
    const signed = db.prepare<[], Row>(`SELECT after FROM event WHERE entity_type = 'signOff' AND after IS NOT NULL`).all().map(({ after }) => after);
    for (const hash of ledger.signatures) if (!signed.some((after) => after.includes(hash))) missing.push(`signature ${hash}`);
    for (const [subject, { revision }] of ledger.subjects) {
      const later = db.prepare<[string, number], { command_id: string }>('SELECT command_id FROM event WHERE stream = ? AND revision > ?').all(subject, revision);
      const reached = db.prepare<[string], { revision: number }>('SELECT revision FROM stream_head WHERE stream = ?').get(subject)?.revision ?? 0;
      if (reached < revision) missing.push(`${subject}: revision ${revision} was answered, ${reached} is there`);
      // One command at most was under way: its events are there together or not at all.
      if (new Set(later.map((one) => one.command_id)).size > 1) missing.push(`${subject}: more than the one command that was under way`);
    }
  } finally {
    db.close();
  }
  return missing;
}

/** Chain, projections and, unless told otherwise, stored files, recomputed on the folder as the killed host left it; null when all is whole. */
export async function damageOf(dataFolder: string, { withFiles = true }: { readonly withFiles?: boolean } = {}): Promise<string | null> {
  const store = openStore({ dataFolder, programVersion: 'crash', nowIso: new Date().toISOString(), exclusive: false });
  try {
    const { fault } = store.verifyChain();
    if (fault) return `event ${fault.seq}: ${fault.reason}`;
    const table = store.compareProjections();
    if (table) return `projection ${table.table}`;
    if (withFiles) for (const hash of store.instances.files()) if ((await checkBlob(store.blobRoot, hash)).state !== 'whole') return `stored file ${hash} is not whole`;
    return null;
  } finally {
    store.close();
  }
}

/** The same by the command, as a person asks. */
export async function verified(dataFolder: string): Promise<string | null> {
  try {
    await run(nodeProgram, [command, 'verify', '--json', '--data', dataFolder]);
    return null;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `nadir verify: ${stdout.slice(0, 600)}${stderr.slice(0, 600)}`;
  }
}

/** Every case that was answered for, as the host that was started again tells it. */
export async function changedCases(person: Person, ledger: Ledger): Promise<string[]> {
  const changed: string[] = [];
  for (const [subjectId, entry] of ledger.subjects) {
    const said = await person.get<SubjectCaseReply>(`/subject/${subjectId}/case`);
    if (said.status !== 200) changed.push(`${subjectId}: ${said.status} ${said.message}`);
    else if (said.body.case.revision === entry.revision) {
      if (canonicalJson(said.body.case as unknown as Json) !== canonicalJson(entry.case as unknown as Json)) changed.push(`${subjectId}: revision ${entry.revision} is another case now`);
    }
    // What was under way when the host was killed is there: from here on it is answered for.
    if (said.status === 200) ledger.subjects.set(subjectId, { revision: said.body.case.revision, case: said.body.case });
  }
  return changed;
}

const below = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name)) : []);

/** Files that nobody will ever ask for, once the host was started again: staged images, uploads, packages, stored files without a row. */
export function leftOver(dataFolder: string): string[] {
  const db = new Database(path.join(dataFolder, 'nadir.sqlite'), { readonly: true });
  const named = new Set(db.prepare<[], { sha256: string }>('SELECT sha256 FROM instance').all().map((one) => one.sha256));
  db.close();
  const [incoming, stored] = [path.join(dataFolder, 'blobs', 'incoming'), path.join(dataFolder, 'blobs')];
  const orphans = below(stored).filter((file) => !file.startsWith(incoming) && !named.has(path.basename(file)));
  return [...below(incoming), ...below(path.join(dataFolder, 'spool')), ...below(path.join(dataFolder, 'unfinished')), ...orphans];
}

type ManifestFiles = { readonly files: readonly { readonly path: string; readonly sha256: string }[] };

/** What is wrong in a folder of packages that were written by the command: half packages, parts that stayed. Answers hashes of the manifests of those that are there too. */
export function packagesIn(folder: string): { readonly faults: readonly string[]; readonly manifests: readonly string[] } {
  const faults: string[] = [];
  const manifests: string[] = [];
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const place = path.join(folder, name);
    if (name.includes('.part-')) { faults.push(`${name} stayed`); continue; }
    const text = existsSync(path.join(place, 'manifest.json')) ? readFileSync(path.join(place, 'manifest.json')) : null;
    if (!text) { faults.push(`${name} has no manifest`); continue; }
    manifests.push(sha256(text));
    for (const file of (JSON.parse(text.toString()) as ManifestFiles).files) {
      const at = path.join(place, ...file.path.split('/'));
      if (!existsSync(at) || sha256(readFileSync(at)) !== file.sha256) faults.push(`${name}: ${file.path} is not whole`);
    }
  }
  return { faults, manifests };
}
