import type Database from 'better-sqlite3';
import type { AccountSnapshot } from '../entities.ts';

export type CredentialRow = { readonly accountId: string; readonly hash: string; readonly mustChange: boolean; readonly changedAt: string; readonly lastSignInAt: string | null };
export type AttemptRow = { readonly failures: number; readonly lastAt: string; readonly lockedUntil: string | null };
export type SessionRow = { readonly idHash: string; readonly accountId: string; readonly begunAt: string; readonly activeAt: string; readonly lockedAt: string | null };

/** Accounts as the events made them, and what is no fact: credentials, attempts, sessions. Instants are ISO 8601 UTC. */
export type Accounts = {
  count(): number;
  /** By full name. */
  list(): readonly AccountSnapshot[];
  byId(id: string): AccountSnapshot | null;
  /** Case does not matter. */
  byUsername(username: string): AccountSnapshot | null;
  /** Every username and full name that an account has ever had, by the audit events: a name that somebody gave up still stands in the trail. */
  namesEverHeld(): readonly { readonly accountId: string; readonly username: string; readonly fullName: string }[];
  /** Null before anybody set it. */
  idleLockMinutes(): number | null;

  credential(accountId: string): CredentialRow | null;
  /** A new password: `lastSignInAt` stays. */
  putCredential(credential: Omit<CredentialRow, 'lastSignInAt'>): void;
  noteSignIn(accountId: string, atIso: string): void;

  attempts(nameHash: string): AttemptRow | null;
  putAttempts(nameHash: string, attempts: AttemptRow): void;
  clearAttempts(nameHash: string): void;
  /** Forgets names last tried before the instant, and all but the newest `keep`. */
  pruneAttempts(beforeIso: string, keep: number): void;

  session(idHash: string): SessionRow | null;
  sessions(): readonly SessionRow[];
  putSession(session: SessionRow): void;
  removeSession(idHash: string): void;
};

type RawAccount = { id: string; username: string; full_name: string; roles: string; active: number };
type RawCredential = { account_id: string; hash: string; must_change: number; changed_at: string; last_sign_in_at: string | null };
type RawAttempt = { failures: number; last_at: string; locked_until: string | null };
type RawSession = { id_hash: string; account_id: string; begun_at: string; active_at: string; locked_at: string | null };

export const toAccount = (row: RawAccount): AccountSnapshot => ({ id: row.id, username: row.username, fullName: row.full_name, roles: JSON.parse(row.roles) as string[], active: row.active === 1 });
const toCredential = (row: RawCredential): CredentialRow => ({ accountId: row.account_id, hash: row.hash, mustChange: row.must_change === 1, changedAt: row.changed_at, lastSignInAt: row.last_sign_in_at });
const toSession = (row: RawSession): SessionRow => ({ idHash: row.id_hash, accountId: row.account_id, begunAt: row.begun_at, activeAt: row.active_at, lockedAt: row.locked_at });

export function createAccountRows(db: Database.Database): Accounts {
  const columns = 'id, username, full_name, roles, active';
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM account');
  const list = db.prepare<[], RawAccount>(`SELECT ${columns} FROM account ORDER BY full_name COLLATE NOCASE`);
  const byId = db.prepare<[string], RawAccount>(`SELECT ${columns} FROM account WHERE id = ?`);
  const byUsername = db.prepare<[string], RawAccount>(`SELECT ${columns} FROM account WHERE username = ?`);
  const everHeld = db.prepare<[], { accountId: string; username: string; fullName: string }>(`SELECT DISTINCT entity_key AS accountId, json_extract(after, '$.username') AS username, json_extract(after, '$.fullName') AS fullName
    FROM event WHERE entity_type = 'account' AND after IS NOT NULL`);
  const policy = db.prepare<[], { idle_lock_minutes: number }>('SELECT idle_lock_minutes FROM account_policy');
  const credential = db.prepare<[string], RawCredential>('SELECT account_id, hash, must_change, changed_at, last_sign_in_at FROM credential WHERE account_id = ?');
  const putCredential = db.prepare(`INSERT INTO credential (account_id, hash, must_change, changed_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, must_change = excluded.must_change, changed_at = excluded.changed_at`);
  const noteSignIn = db.prepare('UPDATE credential SET last_sign_in_at = ? WHERE account_id = ?');
  const attempts = db.prepare<[string], RawAttempt>('SELECT failures, last_at, locked_until FROM sign_in_attempt WHERE name_hash = ?');
  const putAttempts = db.prepare(`INSERT INTO sign_in_attempt (name_hash, failures, last_at, locked_until) VALUES (?, ?, ?, ?)
    ON CONFLICT (name_hash) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, locked_until = excluded.locked_until`);
  const clearAttempts = db.prepare('DELETE FROM sign_in_attempt WHERE name_hash = ?');
  const pruneAttempts = db.prepare('DELETE FROM sign_in_attempt WHERE last_at < ? OR name_hash NOT IN (SELECT name_hash FROM sign_in_attempt ORDER BY last_at DESC LIMIT ?)');
  const sessionColumns = 'id_hash, account_id, begun_at, active_at, locked_at';
  const session = db.prepare<[string], RawSession>(`SELECT ${sessionColumns} FROM session WHERE id_hash = ?`);
  const sessions = db.prepare<[], RawSession>(`SELECT ${sessionColumns} FROM session ORDER BY begun_at`);
  const putSession = db.prepare(`INSERT INTO session (${sessionColumns}) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id_hash) DO UPDATE SET active_at = excluded.active_at, locked_at = excluded.locked_at`);
  const removeSession = db.prepare('DELETE FROM session WHERE id_hash = ?');
  const one = (row: RawAccount | undefined): AccountSnapshot | null => (row ? toAccount(row) : null);
  return {
    count: () => count.get()?.n ?? 0,
    list: () => list.all().map(toAccount),
    namesEverHeld: () => everHeld.all(),
    byId: (id) => one(byId.get(id)),
    byUsername: (username) => one(byUsername.get(username)),
    idleLockMinutes: () => policy.get()?.idle_lock_minutes ?? null,
    credential(accountId) {
      const row = credential.get(accountId);
      return row ? toCredential(row) : null;
    },
    putCredential: (c) => void putCredential.run(c.accountId, c.hash, c.mustChange ? 1 : 0, c.changedAt),
    noteSignIn: (accountId, atIso) => void noteSignIn.run(atIso, accountId),
    attempts(nameHash) {
      const row = attempts.get(nameHash);
      return row ? { failures: row.failures, lastAt: row.last_at, lockedUntil: row.locked_until } : null;
    },
    putAttempts: (nameHash, a) => void putAttempts.run(nameHash, a.failures, a.lastAt, a.lockedUntil),
    clearAttempts: (nameHash) => void clearAttempts.run(nameHash),
    pruneAttempts: (beforeIso, keep) => void pruneAttempts.run(beforeIso, keep),
    session(idHash) {
      const row = session.get(idHash);
      return row ? toSession(row) : null;
    },
    sessions: () => sessions.all().map(toSession),
    putSession: (s) => void putSession.run(s.idHash, s.accountId, s.begunAt, s.activeAt, s.lockedAt),
    removeSession: (idHash) => void removeSession.run(idHash),
  };
}
