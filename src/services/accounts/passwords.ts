import { isGoodPassword, shortestPassword, type Account, type PasswordOwner } from '../../accounts/index.ts';
import { NadirError } from '../../common/index.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { verifyHash } from './hashing.ts';
import type { Lockout } from './lockout.ts';
import { contextOf, recordOccurrence, requireAccount, toAccount } from './trail.ts';

/** Errors: invalid, reason `weakPassword`. */
export function requireGoodPassword(password: string, owner: PasswordOwner): void {
  if (!isGoodPassword(password, owner)) {
    throw new NadirError('invalid', `This password is too easy to guess. Take at least ${shortestPassword} characters, not the username, not the name, not a common password.`, { reason: 'weakPassword' });
  }
}

/** What a wrong password was given for, as the trail says it. */
export type Purpose = 'signature' | 'unlock' | 'change of password';

export type Passwords = {
  /** The account that may sign in with these. Errors: refused wrongPassword (whatever was wrong), lockedOut. */
  signIn(username: string, password: string): Promise<Account>;
  /** Errors: refused wrongPassword, lockedOut; notFound. */
  verify(accountId: string, password: string, purpose: Purpose): Promise<void>;
};

/** Checks passwords: one at a time, every attempt counted, the same work for names that no account has. */
export function createPasswords(deps: ServiceDeps, lockout: Lockout): Passwords {
  const { store } = deps;

  const lockedOut = (by: RequestContext | null, username: string, accountId: string | null, delayMs: number): void => {
    if (delayMs > 0) recordOccurrence(deps, by, { kind: 'LockedOut', what: accountId ? `Attempts as ${username} stopped for ${delayMs / 1000} s` : `Attempts with an unknown username stopped for ${delayMs / 1000} s`, facts: { accountId, seconds: delayMs / 1000 } });
  };

  const countFailure = (username: string, account: Account | null): void => store.write(() => {
    const known = account ? account.username : null;
    recordOccurrence(deps, null, {
      kind: 'SignInFailed', what: known ? `Sign-in as ${known} failed` : 'Sign-in with an unknown username failed',
      facts: { accountId: account?.id ?? null, why: account === null ? 'unknown username' : account.active ? 'wrong password' : 'account not active' },
    });
    lockedOut(null, known ?? '', account?.id ?? null, lockout.failed(username));
  });

  return {
    async signIn(username, password) {
      const row = store.accounts.byUsername(username);
      const account = row ? toAccount(row) : null;
      const hash = account ? (store.accounts.credential(account.id)?.hash ?? null) : null;
      let accepted = false;
      await verifyHash(password, hash, {
        before: () => lockout.check(username),
        after(matches) {
          accepted = matches && account !== null && account.active;
          if (accepted) store.write(() => lockout.clear(username));
          else countFailure(username, account);
        },
      });
      if (!accepted || !account) throw new NadirError('refused', 'Username or password is wrong.', { reason: 'wrongPassword' });
      return account;
    },
    async verify(accountId, password, purpose) {
      const account = requireAccount(deps, accountId);
      const hash = account.active ? (store.accounts.credential(accountId)?.hash ?? null) : null;
      const matches = await verifyHash(password, hash, {
        before: () => lockout.check(account.username),
        after: (right) => store.write(() => {
          if (right) return lockout.clear(account.username);
          recordOccurrence(deps, contextOf(account), { kind: 'PasswordRefused', what: `Wrong password for a ${purpose === 'unlock' ? 'locked window' : purpose}`, facts: { accountId, purpose } });
          return lockedOut(contextOf(account), account.username, accountId, lockout.failed(account.username));
        }),
      });
      if (!matches) throw new NadirError('refused', 'The password is wrong.', { reason: 'wrongPassword' });
    },
  };
}
