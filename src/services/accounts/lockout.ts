import { createHash } from 'node:crypto';
import { NadirError } from '../../common/index.ts';
import type { ServiceDeps } from '../context.ts';

/** Wrong attempts that cost nothing but themselves. */
export const freeAttempts = 4;
const firstDelayMs = 30_000;
const longestDelayMs = 15 * 60_000;
/** A name not tried for this long starts afresh. */
const forgottenAfterMs = 24 * 3600_000;
/** Names that were tried and are remembered. */
const keptNames = 10_000;

/** Delay after so many wrong attempts in a row: none, then 30 s, doubling up to 15 min. */
export const delayAfterMs = (failures: number): number => (failures <= freeAttempts ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - freeAttempts - 1)));

/** What is tried is remembered as a digest: people type passwords into the wrong field. */
const nameHash = (username: string): string => createHash('sha256').update(`sign-in\n${username.normalize('NFKC').toLowerCase()}`).digest('hex');

export type Lockout = {
  /** Milliseconds until the next attempt is accepted; 0 when it is. */
  remainingMs(username: string): number;
  /** Errors: refused lockedOut. */
  check(username: string): void;
  /** Counts a wrong attempt, for names that no account has like for others. Returns the delay it brought in ms. Inside a write. */
  failed(username: string): number;
  clear(username: string): void;
};

/** Growing delays after wrong passwords, kept across restarts. */
export function createLockout({ store, clock }: ServiceDeps): Lockout {
  const now = (): number => Date.parse(clock.nowIso());
  const remainingMs = (username: string): number => {
    const until = store.accounts.attempts(nameHash(username))?.lockedUntil;
    // A clock that was put back must not lock for longer than any delay.
    return until == null ? 0 : Math.min(longestDelayMs, Math.max(0, Date.parse(until) - now()));
  };
  return {
    remainingMs,
    check(username) {
      const wait = Math.ceil(remainingMs(username) / 1000);
      if (wait > 0) throw new NadirError('refused', `Too many wrong attempts. The next one is accepted in ${wait < 120 ? `${wait} s` : `${Math.ceil(wait / 60)} min`}.`, { reason: 'lockedOut', details: { seconds: wait } });
    },
    failed(username) {
      const key = nameHash(username);
      const at = clock.nowIso();
      const known = store.accounts.attempts(key);
      const isFresh = known === null || Date.parse(at) - Date.parse(known.lastAt) > forgottenAfterMs;
      const failures = isFresh ? 1 : known.failures + 1;
      const delay = delayAfterMs(failures);
      store.accounts.putAttempts(key, { failures, lastAt: at, lockedUntil: delay > 0 ? new Date(Date.parse(at) + delay).toISOString() : null });
      store.accounts.pruneAttempts(new Date(Date.parse(at) - forgottenAfterMs).toISOString(), keptNames);
      return delay;
    },
    clear: (username) => store.accounts.clearAttempts(nameHash(username)),
  };
}
