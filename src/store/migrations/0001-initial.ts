import type { Migration } from './migration.ts';

/** Events, their projections, imported series and instances, caches that can be thrown away. Text keys are NOT NULL: SQLite allows NULL in a text primary key. */
export const initial: Migration = {
  version: 1,
  sql: `
CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- Facts. A stream is one subject (its id) or one study's own record ("study:" and its id).
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  stream TEXT NOT NULL,
  revision INTEGER NOT NULL,
  command_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  entity_key TEXT NOT NULL,
  before TEXT,
  after TEXT,
  what TEXT NOT NULL,
  undoable INTEGER NOT NULL CHECK (undoable IN (0, 1)),
  undo_of TEXT,
  redo_of TEXT,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  reason TEXT,
  program_version TEXT NOT NULL,
  engine_version TEXT NOT NULL,
  at TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  chain_hash TEXT NOT NULL,
  UNIQUE (stream, revision)
) STRICT;
CREATE TRIGGER event_is_never_updated BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

-- Where each stream and the whole chain stand, written with every append: a removed tail shows.
CREATE TABLE stream_head (stream TEXT NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE TABLE chain_head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;

-- Projections of events.
CREATE TABLE study (
  id TEXT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL COLLATE NOCASE UNIQUE,
  title TEXT NOT NULL,
  template TEXT NOT NULL,
  is_demo INTEGER NOT NULL,
  protocol TEXT NOT NULL
) STRICT;
CREATE TABLE subject (
  id TEXT NOT NULL PRIMARY KEY,
  study_id TEXT NOT NULL REFERENCES study (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT NOT NULL COLLATE NOCASE,
  site TEXT NOT NULL,
  note TEXT NOT NULL,
  UNIQUE (study_id, code)
) STRICT;
CREATE TABLE subject_facts (
  subject_id TEXT NOT NULL PRIMARY KEY REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  facts TEXT NOT NULL
) STRICT;
CREATE TABLE timepoint (
  id TEXT NOT NULL PRIMARY KEY,
  subject_id TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  idx INTEGER NOT NULL,
  label TEXT NOT NULL,
  visit_name TEXT NOT NULL,
  planned_date TEXT,
  performed INTEGER NOT NULL,
  UNIQUE (subject_id, idx)
) STRICT;
CREATE TABLE lesion (
  id TEXT NOT NULL PRIMARY KEY,
  subject_id TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL,
  number INTEGER NOT NULL,
  organ TEXT NOT NULL,
  kind TEXT NOT NULL,
  description TEXT NOT NULL,
  is_group INTEGER NOT NULL,
  placed_at TEXT NOT NULL REFERENCES timepoint (id) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (subject_id, role, number)
) STRICT;
-- The highest lesion number ever given, so that none is given twice.
CREATE TABLE lesion_number (
  subject_id TEXT NOT NULL,
  role TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (subject_id, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE assessment (
  subject_id TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  lesion_id TEXT NOT NULL REFERENCES lesion (id) DEFERRABLE INITIALLY DEFERRED,
  timepoint_id TEXT NOT NULL REFERENCES timepoint (id) DEFERRABLE INITIALLY DEFERRED,
  series_id TEXT,
  record TEXT NOT NULL,
  PRIMARY KEY (subject_id, lesion_id, timepoint_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX assessment_by_series ON assessment (series_id) WHERE series_id IS NOT NULL;
CREATE TABLE series_assignment (
  series_id TEXT NOT NULL PRIMARY KEY REFERENCES series (id) DEFERRABLE INITIALLY DEFERRED,
  subject_id TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  timepoint_id TEXT NOT NULL REFERENCES timepoint (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX series_assignment_by_subject ON series_assignment (subject_id);

-- What was imported.
CREATE TABLE series (
  id TEXT NOT NULL PRIMARY KEY,
  study_id TEXT NOT NULL REFERENCES study (id) DEFERRABLE INITIALLY DEFERRED,
  stack_key TEXT NOT NULL,
  dicom_study_uid TEXT NOT NULL,
  series_uid TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  hidden INTEGER NOT NULL,
  summary TEXT NOT NULL,
  stack TEXT NOT NULL,
  UNIQUE (study_id, stack_key)
) STRICT;
CREATE INDEX series_by_uid ON series (study_id, dicom_study_uid, series_uid);
CREATE TABLE series_images (series_id TEXT NOT NULL PRIMARY KEY REFERENCES series (id) ON DELETE CASCADE, images TEXT NOT NULL) STRICT;
CREATE TABLE instance (
  study_id TEXT NOT NULL REFERENCES study (id) DEFERRABLE INITIALLY DEFERRED,
  sop_instance_uid TEXT NOT NULL,
  dicom_study_uid TEXT NOT NULL,
  series_uid TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (study_id, sop_instance_uid)
) STRICT;
CREATE INDEX instance_by_series ON instance (study_id, dicom_study_uid, series_uid);
CREATE INDEX instance_by_hash ON instance (sha256);

-- Derived and disposable.
CREATE TABLE worklist_row (subject_id TEXT NOT NULL PRIMARY KEY, stamp TEXT NOT NULL, revision INTEGER NOT NULL, row TEXT NOT NULL) STRICT;
CREATE TABLE preference (user TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
`,
};
