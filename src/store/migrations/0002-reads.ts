import type { Migration } from './migration.ts';

/**
 * Reads: lesions belong to a slot and are numbered within it; signatures, amendments, overrides, reasons, key images, markers and adjudications are projected
 * into one table, their bodies as JSON that `services` knows. The tables that refer to each other are made again, children last: SQLite cannot drop a constraint.
 * Worklist rows are kept per viewpoint.
 */
export const reads: Migration = {
  version: 2,
  sql: `
CREATE TABLE assessment_kept AS SELECT * FROM assessment;
CREATE TABLE lesion_kept AS SELECT * FROM lesion;
CREATE TABLE lesion_number_kept AS SELECT * FROM lesion_number;
DROP TABLE assessment;
DROP TABLE lesion;
DROP TABLE lesion_number;

CREATE TABLE lesion (
  id TEXT NOT NULL PRIMARY KEY,
  subject_id TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  slot TEXT NOT NULL CHECK (slot IN ('site', 'reader1', 'reader2')),
  role TEXT NOT NULL,
  number INTEGER NOT NULL,
  organ TEXT NOT NULL,
  kind TEXT NOT NULL,
  description TEXT NOT NULL,
  is_group INTEGER NOT NULL,
  placed_at TEXT NOT NULL REFERENCES timepoint (id) DEFERRABLE INITIALLY DEFERRED,
  traits TEXT,
  UNIQUE (subject_id, slot, role, number)
) STRICT;
-- The highest lesion number ever given in a slot, so that none is given twice.
CREATE TABLE lesion_number (
  subject_id TEXT NOT NULL,
  slot TEXT NOT NULL,
  role TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (subject_id, slot, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE assessment (
  subject_id TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  lesion_id TEXT NOT NULL REFERENCES lesion (id) DEFERRABLE INITIALLY DEFERRED,
  timepoint_id TEXT NOT NULL REFERENCES timepoint (id) DEFERRABLE INITIALLY DEFERRED,
  series_id TEXT,
  record TEXT NOT NULL,
  PRIMARY KEY (subject_id, lesion_id, timepoint_id)
) STRICT, WITHOUT ROWID;

INSERT INTO lesion (id, subject_id, slot, role, number, organ, kind, description, is_group, placed_at)
  SELECT id, subject_id, 'site', role, number, organ, kind, description, is_group, placed_at FROM lesion_kept;
INSERT INTO lesion_number (subject_id, slot, role, last) SELECT subject_id, 'site', role, last FROM lesion_number_kept;
INSERT INTO assessment (subject_id, lesion_id, timepoint_id, series_id, record) SELECT subject_id, lesion_id, timepoint_id, series_id, record FROM assessment_kept;
CREATE INDEX assessment_by_series ON assessment (series_id) WHERE series_id IS NOT NULL;
DROP TABLE assessment_kept;
DROP TABLE lesion_kept;
DROP TABLE lesion_number_kept;

-- What belongs to a read besides lesions and their records. "signedContent" is as large as a case: lists of a subject's facts leave it out.
CREATE TABLE read_fact (
  type TEXT NOT NULL,
  key TEXT NOT NULL,
  subject_id TEXT NOT NULL REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED,
  slot TEXT NOT NULL,
  timepoint_id TEXT REFERENCES timepoint (id) DEFERRABLE INITIALLY DEFERRED,
  body TEXT NOT NULL,
  PRIMARY KEY (type, key)
) STRICT;
CREATE INDEX read_fact_by_subject ON read_fact (subject_id, type);

DROP TABLE worklist_row;
CREATE TABLE worklist_row (
  subject_id TEXT NOT NULL,
  viewpoint TEXT NOT NULL,
  stamp TEXT NOT NULL,
  revision INTEGER NOT NULL,
  row TEXT NOT NULL,
  PRIMARY KEY (subject_id, viewpoint)
) STRICT;
`,
};
