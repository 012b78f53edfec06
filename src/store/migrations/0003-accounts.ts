import type { Migration } from './migration.ts';

/**
 * Accounts and their rules as projections of the stream `accounts`; passwords, attempts and sessions as ordinary tables, which hold no text that was typed
 * and no session that could be used: an argon2id hash, a digest of the name tried, a digest of the session's id.
 */
export const accounts: Migration = {
  version: 3,
  sql: `
CREATE TABLE account (
  id TEXT NOT NULL PRIMARY KEY,
  username TEXT NOT NULL COLLATE NOCASE UNIQUE,
  full_name TEXT NOT NULL,
  roles TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;
CREATE TABLE account_policy (key TEXT NOT NULL PRIMARY KEY, idle_lock_minutes INTEGER NOT NULL) STRICT;

CREATE TABLE credential (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
  hash TEXT NOT NULL,
  must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
  changed_at TEXT NOT NULL,
  last_sign_in_at TEXT
) STRICT;
CREATE TABLE sign_in_attempt (
  name_hash TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at TEXT NOT NULL,
  locked_until TEXT
) STRICT;
CREATE TABLE session (
  id_hash TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
  begun_at TEXT NOT NULL,
  active_at TEXT NOT NULL,
  locked_at TEXT
) STRICT;

-- Until now preferences went by the system's user; the workstation has one local user, who keeps them.
UPDATE preference SET user = 'Local user' WHERE (SELECT count(*) FROM preference) = 1;
`,
};
