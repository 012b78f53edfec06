import type Database from 'better-sqlite3';
import { canonicalJson } from '../../common/index.ts';
import type { AccountPolicySnapshot, AccountSnapshot } from '../entities.ts';
import { toAccount } from '../repositories/accounts.ts';
import type { Projector } from './projectors.ts';

export function accounts(db: Database.Database): Projector<AccountSnapshot> {
  const read = db.prepare<[string], Parameters<typeof toAccount>[0]>('SELECT id, username, full_name, roles, active FROM account WHERE id = ?');
  const put = db.prepare(`INSERT INTO account (id, username, full_name, roles, active) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET username = excluded.username, full_name = excluded.full_name, roles = excluded.roles, active = excluded.active`);
  const remove = db.prepare('DELETE FROM account WHERE id = ?');
  return {
    read(key) {
      const row = read.get(key);
      return row ? toAccount(row) : null;
    },
    put: (_key, a) => void put.run(a.id, a.username, a.fullName, canonicalJson([...a.roles]), a.active ? 1 : 0),
    remove: (key) => void remove.run(key),
  };
}

export function accountPolicies(db: Database.Database): Projector<AccountPolicySnapshot> {
  const read = db.prepare<[string], { idle_lock_minutes: number }>('SELECT idle_lock_minutes FROM account_policy WHERE key = ?');
  const put = db.prepare('INSERT INTO account_policy (key, idle_lock_minutes) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET idle_lock_minutes = excluded.idle_lock_minutes');
  const remove = db.prepare('DELETE FROM account_policy WHERE key = ?');
  return {
    read(key) {
      const row = read.get(key);
      return row ? { idleLockMinutes: row.idle_lock_minutes } : null;
    },
    put: (key, policy) => void put.run(key, policy.idleLockMinutes),
    remove: (key) => void remove.run(key),
  };
}
