import type Database from 'better-sqlite3';

/** A worklist row as it was made, and from what: it holds while revision and stamp are the same. */
export type CachedRow = { readonly subjectId: string; readonly revision: number; readonly cachedRevision: number | null; readonly stamp: string | null; readonly row: string | null };

export type Derived = {
  /** Every subject of the study by code, with its cached worklist row where there is one. */
  worklist(studyId: string): readonly CachedRow[];
  putWorklistRow(subjectId: string, revision: number, stamp: string, row: string): void;
  preferences(user: string): string | null;
  putPreferences(user: string, value: string): void;
};

type Raw = { id: string; revision: number; cached_revision: number | null; stamp: string | null; row: string | null };

/** What can be thrown away and made again, and what is only a taste. */
export function createDerived(db: Database.Database): Derived {
  const worklist = db.prepare<[string], Raw>(`SELECT s.id, h.revision, w.revision AS cached_revision, w.stamp, w.row
    FROM subject s JOIN stream_head h ON h.stream = s.id LEFT JOIN worklist_row w ON w.subject_id = s.id WHERE s.study_id = ? ORDER BY s.code`);
  const put = db.prepare('INSERT INTO worklist_row (subject_id, revision, stamp, row) VALUES (?, ?, ?, ?) ON CONFLICT (subject_id) DO UPDATE SET revision = excluded.revision, stamp = excluded.stamp, row = excluded.row');
  const preferences = db.prepare<[string], { value: string }>('SELECT value FROM preference WHERE user = ?');
  const putPreferences = db.prepare('INSERT INTO preference (user, value) VALUES (?, ?) ON CONFLICT (user) DO UPDATE SET value = excluded.value');
  return {
    worklist: (studyId) => worklist.all(studyId).map((row) => ({ subjectId: row.id, revision: row.revision, cachedRevision: row.cached_revision, stamp: row.stamp, row: row.row })),
    putWorklistRow: (subjectId, revision, stamp, row) => void put.run(subjectId, revision, stamp, row),
    preferences: (user) => preferences.get(user)?.value ?? null,
    putPreferences: (user, value) => void putPreferences.run(user, value),
  };
}
