import type Database from 'better-sqlite3';

/** Whose worklist: a name for its rows, and which streams beside the subject's own its rows are made from, by their suffix. */
export type WorklistView = { readonly viewpoint: string; readonly streams: readonly string[] };
export type WorklistRowToStore = { readonly subjectId: string; readonly viewpoint: string; readonly revision: number; readonly stamp: string; readonly entry: string; readonly row: string };

export type Derived = {
  /**
   * Subjects of the study whose stored worklist row for the viewpoint is missing, of another revision, or made from something else than `stamp`, with the
   * revision its row will have. By code. A viewpoint's row depends on the subject's own stream and on those it adds (`#reader1`).
   */
  staleSubjects(studyId: string, view: WorklistView, stamp: string): readonly { readonly id: string; readonly revision: number }[];
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
  preferences(user: string): string | null;
  putPreferences(user: string, value: string): void;
};

/** What can be thrown away and made again, and what is only a taste. */
export function createDerived(db: Database.Database): Derived {
  // Revisions only grow, so that their sum changes whenever one of them does.
  const stale = db.prepare<[string, string, string, string], { id: string; revision: number }>(`SELECT id, revision FROM (
      SELECT s.id, s.code, h.revision + coalesce((SELECT sum(o.revision) FROM json_each(?) added JOIN stream_head o ON o.stream = s.id || added.value), 0) AS revision, w.revision AS kept, w.stamp
      FROM subject s JOIN stream_head h ON h.stream = s.id LEFT JOIN worklist_row w ON w.subject_id = s.id AND w.viewpoint = ? WHERE s.study_id = ?)
    WHERE kept IS NOT revision OR stamp IS NOT ? ORDER BY code`);
  const revisions = db.prepare<[string, string], { id: string; revision: number }>(`SELECT s.id, h.revision + coalesce((SELECT sum(o.revision) FROM json_each(?) added JOIN stream_head o ON o.stream = s.id || added.value), 0) AS revision
    FROM subject s JOIN stream_head h ON h.stream = s.id WHERE s.study_id = ? ORDER BY s.code`);
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
  return {
    staleSubjects: (studyId, view, stamp) => stale.all(JSON.stringify(view.streams), view.viewpoint, studyId, stamp),
    revisions: (studyId, streams) => revisions.all(JSON.stringify(streams), studyId),
    worklist: (studyId, viewpoint) => worklist.get(viewpoint, studyId)?.rows ?? new Uint8Array(),
    worklistEntries: (studyId, viewpoint, afterCode, most) => entries.get(viewpoint, studyId, afterCode, most)?.entries ?? '[]',
    worklistEntriesOf: (viewpoint, ids) => entriesOf.all(JSON.stringify(ids), viewpoint).map((found) => found.entry),
    worklistRows: (viewpoint, ids) => rowsOf.get(JSON.stringify(ids), viewpoint)?.rows ?? '[]',
    putWorklistRow: ({ subjectId, viewpoint, revision, stamp, entry, row }) => void put.run(subjectId, viewpoint, revision, stamp, entry, row),
    preferences: (user) => preferences.get(user)?.value ?? null,
    putPreferences: (user, value) => void putPreferences.run(user, value),
  };
}
