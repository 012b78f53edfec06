/**
 * What the engine said of every subject of a study, in a database of its own (`analysis.sqlite`): whoever judges never takes the writer's place from somebody who records a fact. It can be thrown away.
 * A file that is damaged, full or read-only costs time and nothing else: what it does not have is judged again.
 */
import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { keepToOwner } from './ownOnly.ts';

/** `subject` and `inputs` are JSON text; `revision` is that of all the streams it was made from. */
export type JudgedRow = { readonly subjectId: string; readonly revision: number; readonly subject: string; readonly inputs: string };

export type Judged = {
  /** Revisions of the kept subjects of a study made from `stamp`, by id. */
  revisions(studyId: string, stamp: string): ReadonlyMap<string, number>;
  subjects(studyId: string, stamp: string): readonly Omit<JudgedRow, 'inputs'>[];
  /** Inputs by subject; those that are not kept are left out. */
  inputs(studyId: string, stamp: string, subjectIds: readonly string[]): ReadonlyMap<string, string>;
  put(studyId: string, stamp: string, rows: readonly JudgedRow[]): void;
  close(): void;
};

/** Raised when the tables are made differently. */
const format = 1;
const tables = `
DROP TABLE IF EXISTS judged;
DROP TABLE IF EXISTS judged_inputs;
CREATE TABLE judged (subject_id TEXT PRIMARY KEY, study_id TEXT NOT NULL, stamp TEXT NOT NULL, revision INTEGER NOT NULL, subject TEXT NOT NULL) STRICT;
CREATE INDEX judged_of_study ON judged (study_id, stamp, subject_id, revision);
CREATE TABLE judged_inputs (subject_id TEXT PRIMARY KEY, study_id TEXT NOT NULL, stamp TEXT NOT NULL, inputs TEXT NOT NULL) STRICT;
PRAGMA user_version = ${format};
`;

function opened(file: string) {
  const db = new Database(file, { timeout: 2000 });
  keepToOwner(db);
  db.pragma('journal_mode = WAL');
  // A row that is lost with the power is judged again.
  db.pragma('synchronous = NORMAL');
  if (Number(db.pragma('user_version', { simple: true })) !== format) db.transaction(() => db.exec(tables)).immediate();
  const putSubject = db.prepare('INSERT OR REPLACE INTO judged (subject_id, study_id, stamp, revision, subject) VALUES (?, ?, ?, ?, ?)');
  const putInputs = db.prepare('INSERT OR REPLACE INTO judged_inputs (subject_id, study_id, stamp, inputs) VALUES (?, ?, ?, ?)');
  return {
    db,
    revisions: db.prepare<[string, string], { subjectId: string; revision: number }>('SELECT subject_id AS subjectId, revision FROM judged WHERE study_id = ? AND stamp = ?'),
    subjects: db.prepare<[string, string], Omit<JudgedRow, 'inputs'>>('SELECT subject_id AS subjectId, revision, subject FROM judged WHERE study_id = ? AND stamp = ?'),
    inputs: db.prepare<[string, string, string], { id: string; inputs: string }>('SELECT i.subject_id AS id, i.inputs FROM json_each(?) wanted JOIN judged_inputs i ON i.subject_id = wanted.value AND i.study_id = ? AND i.stamp = ?'),
    put: db.transaction((studyId: string, stamp: string, rows: readonly JudgedRow[]) => {
      for (const { subjectId, revision, subject, inputs } of rows) {
        putSubject.run(subjectId, studyId, stamp, revision, subject);
        putInputs.run(subjectId, studyId, stamp, inputs);
      }
    }),
  };
}

/** Opened when it is first asked. `file` may be `:memory:`. */
export function createJudged(file: string): Judged {
  let open: ReturnType<typeof opened> | null = null;
  const close = (): void => { open?.db.close(); open = null; };

  function attempt<T>(work: (tables: ReturnType<typeof opened>) => T, otherwise: T): T {
    try {
      open ??= opened(file);
      return work(open);
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!code.startsWith('SQLITE_')) throw error;
      if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') discard();
      return otherwise;
    }
  }
  function discard(): void {
    close();
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  }

  return {
    revisions: (studyId, stamp) => new Map(attempt(({ revisions }) => revisions.all(studyId, stamp), []).map(({ subjectId, revision }) => [subjectId, revision])),
    subjects: (studyId, stamp) => attempt(({ subjects }) => subjects.all(studyId, stamp), []),
    inputs: (studyId, stamp, ids) => new Map(attempt(({ inputs }) => inputs.all(JSON.stringify(ids), studyId, stamp), []).map((row) => [row.id, row.inputs])),
    put: (studyId, stamp, rows) => attempt(({ put }) => put.immediate(studyId, stamp, rows), undefined),
    close,
  };
}
