import type { Role } from './roles.ts';

/** Somebody who may sign in. The password's hash is kept elsewhere and never leaves the host. */
export type Account = {
  readonly id: string;
  /** What is typed to sign in; case does not matter. */
  readonly username: string;
  /** As signatures and the audit trail name the person; no two accounts share it. */
  readonly fullName: string;
  readonly roles: readonly Role[];
  /** False: may not sign in. Accounts are never deleted. */
  readonly active: boolean;
};

/** An account as administrators see it. */
export type AccountSummary = Account & {
  /** The password was set by somebody else and must be changed at the next sign-in. */
  readonly mustChangePassword: boolean;
  /** UTC instant of the last sign-in, null before the first. */
  readonly lastSignInAt: string | null;
  /** Whole seconds until the next attempt is accepted; 0 when none is due. */
  readonly lockedForSeconds: number;
};

/**
 * How a window stands to the accounts: `personal` before the first account (whoever opens it works as "Local user" with every role), then `signedOut`,
 * `open` (signed in), `locked` (signed in, hidden until the password is given), `passwordDue` (signed in, must choose a password first).
 */
export type SessionState = 'personal' | 'signedOut' | 'open' | 'locked' | 'passwordDue';

/** The name that stands for whoever uses a workstation without accounts. */
export const localUserName = 'Local user';
