import type Database from 'better-sqlite3';

export type Derived = {
  /** Subjects of the study whose stored worklist row is missing, of another revision, or made from something else than `stamp`. By code. */
  staleSubjects(studyId: string, stamp: string): readonly string[];
  /** The stored rows of the study by code, as the UTF-8 text of one JSON array: neither parsed nor copied row by row. */
  worklist(studyId: string): Uint8Array;
  putWorklistRow(subjectId: string, revision: number, stamp: string, row: string): void;
  preferences(user: string): string | null;
  putPreferences(user: string, value: string): void;
};

/** What can be thrown away and made again, and what is only a taste. */
export function createDerived(db: Database.Database): Derived {
  const stale = db.prepare<[string, string], { id: string }>(`SELECT s.id FROM subject s JOIN stream_head h ON h.stream = s.id LEFT JOIN worklist_row w ON w.subject_id = s.id
    WHERE s.study_id = ? AND (w.revision IS NOT h.revision OR w.stamp IS NOT ?) ORDER BY s.code`);
  const worklist = db.prepare<[string], { rows: Uint8Array }>(`SELECT CAST('[' || coalesce(group_concat(row, ','), '') || ']' AS BLOB) AS rows
    FROM (SELECT w.row FROM subject s JOIN worklist_row w ON w.subject_id = s.id WHERE s.study_id = ? ORDER BY s.code)`);
  const put = db.prepare('INSERT INTO worklist_row (subject_id, revision, stamp, row) VALUES (?, ?, ?, ?) ON CONFLICT (subject_id) DO UPDATE SET revision = excluded.revision, stamp = excluded.stamp, row = excluded.row');
  const preferences = db.prepare<[string], { value: string }>('SELECT value FROM preference WHERE user = ?');
  const putPreferences = db.prepare('INSERT INTO preference (user, value) VALUES (?, ?) ON CONFLICT (user) DO UPDATE SET value = excluded.value');
  return {
    staleSubjects: (studyId, stamp) => stale.all(studyId, stamp).map((row) => row.id),
    worklist: (studyId) => worklist.get(studyId)?.rows ?? new Uint8Array(),
    putWorklistRow: (subjectId, revision, stamp, row) => void put.run(subjectId, revision, stamp, row),
    preferences: (user) => preferences.get(user)?.value ?? null,
    putPreferences: (user, value) => void putPreferences.run(user, value),
  };
}
