import type Database from 'better-sqlite3';

/** Whose worklist: a name for its rows, and which streams beside the subject's own its rows are made from, by their suffix. */
export type WorklistView = { readonly viewpoint: string; readonly streams: readonly string[] };
export type WorklistRowToStore = { readonly subjectId: string; readonly viewpoint: string; readonly revision: number; readonly stamp: string; readonly entry: string; readonly row: string };

export type StaleSubject = { readonly id: string; readonly revision: number };

export type Derived = {
  /**
   * Subjects of the study whose stored worklist row for the viewpoint is missing, of another revision, or made from something else than `stamp`, with the
   * revision its row will have. By code. A viewpoint's row depends on the subject's own stream and on those it adds (`#reader1`).
   */
  staleSubjects(studyId: string, view: WorklistView, stamp: string): readonly StaleSubject[];
  /** The same among the first `most` subjects after a code; `lastCode` is that of the last looked at, null where there are no more. */
  staleAmong(studyId: string, view: WorklistView, stamp: string, afterCode: string, most: number): { readonly stale: readonly StaleSubject[]; readonly lastCode: string | null };
  /** Every subject of a study by code, with the revision of its own stream and those added by their suffix (`#reader1`): it changes whenever one of them does. */
  revisions(studyId: string, streams: readonly string[]): readonly { readonly id: string; readonly revision: number }[];
  /** The stored rows of the study by code, as the UTF-8 text of one JSON array: neither parsed nor copied row by row. */
  worklist(studyId: string, viewpoint: string): Uint8Array;
  /** What filters and orders look at, for the subjects of the study by code, as the text of one JSON array: the first `most` of those after a code. */
  worklistEntries(studyId: string, viewpoint: string, afterCode: string, most: number): string;
  /** The same for some subjects, as the texts of single entries. */
  worklistEntriesOf(viewpoint: string, subjectIds: readonly string[]): readonly string[];
  /** The stored rows of these subjects as the text of one JSON array in their order. */
  worklistRows(viewpoint: string, subjectIds: readonly string[]): string;
  putWorklistRow(row: WorklistRowToStore): void;
  /** From here on until the database is closed, rows of the worklist are kept in memory: for a disk that takes nothing. The next start makes again what moved meanwhile. */
  keepRowsInMemory(): void;
  preferences(user: string): string | null;
  putPreferences(user: string, value: string): void;
};

/** What can be thrown away and made again, and what is only a taste. */
export function createDerived(db: Database.Database): Derived {
  type Revised = { id: string; code: string; revision: number; isStale: number };
  // Revisions only grow, so that their sum changes whenever one of them does.
  const revisionWith = (streams: number): string => (streams === 0 ? 'h.revision' : `h.revision + coalesce((SELECT sum(o.revision) FROM stream_head o WHERE o.stream IN (${Array<string>(streams).fill('s.id || ?').join(', ')})), 0)`);
  /** A statement for every number of added streams, prepared when it is first asked for. */
  const byStreams = (sql: (revision: string) => string): ((streams: readonly string[]) => Database.Statement<(string | number)[], Revised>) => {
    const made = new Map<number, Database.Statement<(string | number)[], Revised>>();
    return ({ length }) => {
      const statement = made.get(length) ?? db.prepare<(string | number)[], Revised>(sql(revisionWith(length)));
      made.set(length, statement);
      return statement;
    };
  };
  const stale = byStreams((revision) => `WITH state AS MATERIALIZED (
      SELECT s.id, s.code, ${revision} AS revision, w.revision AS kept, w.stamp
      FROM subject s JOIN stream_head h ON h.stream = s.id LEFT JOIN worklist_row w ON w.subject_id = s.id AND w.viewpoint = ? WHERE s.study_id = ? AND s.code > ? ORDER BY s.code LIMIT ?)
    SELECT id, code, revision, kept IS NOT revision OR stamp IS NOT ? AS isStale FROM state ORDER BY code`);
  const revisions = byStreams((revision) => `SELECT s.id, ${revision} AS revision FROM subject s JOIN stream_head h ON h.stream = s.id WHERE s.study_id = ? ORDER BY s.code`);
  const worklist = db.prepare<[string, string], { rows: Uint8Array }>(`SELECT CAST('[' || coalesce(group_concat(row, ','), '') || ']' AS BLOB) AS rows
    FROM (SELECT w.row FROM subject s JOIN worklist_row w ON w.subject_id = s.id AND w.viewpoint = ? WHERE s.study_id = ? ORDER BY s.code)`);
  const entries = db.prepare<[string, string, string, number], { entries: string }>(`SELECT '[' || coalesce(group_concat(entry, ','), '') || ']' AS entries
    FROM (SELECT w.entry FROM subject s JOIN worklist_row w ON w.subject_id = s.id AND w.viewpoint = ? WHERE s.study_id = ? AND s.code > ? ORDER BY s.code LIMIT ?)`);
  const entriesOf = db.prepare<[string, string], { entry: string }>('SELECT w.entry FROM json_each(?) wanted JOIN worklist_row w ON w.subject_id = wanted.value AND w.viewpoint = ?');
  const rowsOf = db.prepare<[string, string], { rows: string }>(`SELECT '[' || coalesce(group_concat(row, ','), '') || ']' AS rows
    FROM (SELECT w.row FROM json_each(?) wanted JOIN worklist_row w ON w.subject_id = wanted.value AND w.viewpoint = ? ORDER BY wanted.key)`);
  const put = db.prepare(`INSERT INTO worklist_row (subject_id, viewpoint, revision, stamp, entry, row) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (subject_id, viewpoint) DO UPDATE SET revision = excluded.revision, stamp = excluded.stamp, entry = excluded.entry, row = excluded.row`);
  const preferences = db.prepare<[string], { value: string }>('SELECT value FROM preference WHERE user = ?');
  const putPreferences = db.prepare('INSERT INTO preference (user, value) VALUES (?, ?) ON CONFLICT (user) DO UPDATE SET value = excluded.value');
  const staleAmong: Derived['staleAmong'] = (studyId, view, stamp, afterCode, most) => {
    const looked = stale(view.streams).all(...view.streams, view.viewpoint, studyId, afterCode, most, stamp);
    return { stale: looked.flatMap(({ id, revision, isStale }) => (isStale === 1 ? [{ id, revision }] : [])), lastCode: looked.length === most ? (looked.at(-1)?.code ?? null) : null };
  };
  return {
    staleSubjects: (studyId, view, stamp) => staleAmong(studyId, view, stamp, '', -1).stale,
    staleAmong,
    revisions: (studyId, streams) => revisions(streams).all(...streams, studyId),
    worklist: (studyId, viewpoint) => worklist.get(viewpoint, studyId)?.rows ?? new Uint8Array(),
    worklistEntries: (studyId, viewpoint, afterCode, most) => entries.get(viewpoint, studyId, afterCode, most)?.entries ?? '[]',
    worklistEntriesOf: (viewpoint, ids) => entriesOf.all(JSON.stringify(ids), viewpoint).map((found) => found.entry),
    worklistRows: (viewpoint, ids) => rowsOf.get(JSON.stringify(ids), viewpoint)?.rows ?? '[]',
    keepRowsInMemory() {
      if (db.prepare(`SELECT 1 FROM temp.sqlite_master WHERE name = 'worklist_row'`).get()) return;
      const made = db.prepare<[], { sql: string }>(`SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = 'worklist_row'`).get();
      // A table of the session, in memory by `temp_store`: statements find it before the one on disk.
      db.exec(`${made?.sql.replace(/^CREATE TABLE/i, 'CREATE TEMP TABLE') ?? ''}; INSERT INTO temp.worklist_row SELECT * FROM main.worklist_row;`);
    },
    putWorklistRow: ({ subjectId, viewpoint, revision, stamp, entry, row }) => void put.run(subjectId, viewpoint, revision, stamp, entry, row),
    preferences: (user) => preferences.get(user)?.value ?? null,
    putPreferences: (user, value) => void putPreferences.run(user, value),
  };
}
