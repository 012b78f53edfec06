import type { Migration } from './migration.ts';

/** Worklist rows carry the few values that filters and orders look at beside the row itself. Derived: made again from the events when they are asked for. */
export const worklist: Migration = {
  version: 4,
  sql: `
DROP TABLE worklist_row;
CREATE TABLE worklist_row (
  subject_id TEXT NOT NULL,
  viewpoint TEXT NOT NULL,
  stamp TEXT NOT NULL,
  revision INTEGER NOT NULL,
  entry TEXT NOT NULL,
  row TEXT NOT NULL,
  PRIMARY KEY (subject_id, viewpoint)
) STRICT;
`,
};
