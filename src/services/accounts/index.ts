import type { ServiceDeps } from '../context.ts';
import { createAccounts, type AccountService } from './accounts.ts';
import { createLockout } from './lockout.ts';
import { createPasswords } from './passwords.ts';
import { createSessions, type SessionService } from './sessions.ts';

export type { AccountChanges, AccountPolicy, AccountService, NewAccount, Person } from './accounts.ts';
export type { Caller, SessionService } from './sessions.ts';

/** Accounts and the sessions of those who signed in. */
export function createAccountServices(deps: ServiceDeps): { readonly accounts: AccountService; readonly sessions: SessionService } {
  const lockout = createLockout(deps);
  const passwords = createPasswords(deps, lockout);
  const accounts = createAccounts(deps, lockout, passwords);
  return { accounts, sessions: createSessions(deps, accounts, passwords) };
}
