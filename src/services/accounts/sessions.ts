import { createHash, randomBytes } from 'node:crypto';
import type { Account, SessionState } from '../../accounts/index.ts';
import { NadirError } from '../../common/index.ts';
import type { SessionRow } from '../../store/index.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import type { AccountService } from './accounts.ts';
import type { Passwords } from './passwords.ts';
import { contextOf, recordOccurrence, toAccount, type Occurrence } from './trail.ts';

/** Who holds a session id. `account` and `context` are set from signing in to signing out, also while the window is locked. */
export type Caller = { readonly state: SessionState; readonly account: Account | null; readonly context: RequestContext | null };

export type SessionService = {
  /** Errors: none; an unknown id is nobody. Locks a session whose time has passed. */
  caller(sessionId: string | null): Caller;
  /** A new session for the account with this password; the one before ends. Errors: refused wrongPassword, lockedOut. */
  signIn(before: string | null, username: string, password: string): Promise<string>;
  /** The session of somebody who has just made the first account. */
  begin(account: Account): string;
  /** Opens a locked session under a new id. Errors: refused signedOut, wrongPassword, lockedOut. */
  unlock(sessionId: string | null, password: string): Promise<string>;
  /** The same session under a new id, all others of the account ended: its password was changed. */
  renew(sessionId: string): string;
  lock(sessionId: string): void;
  signOut(sessionId: string): void;
  /** There was input: the time until the lock starts again. */
  active(sessionId: string): void;
  /** Locks every session whose time has passed. The host calls it every second. */
  lockIdle(): void;
  /** Ends every session of an account, or all of them. `why` is for the trail. */
  end(accountId: string | null, why: string): void;
  /** Seconds without input after which a window locks. */
  idleSeconds(): number;
};

/** Activity is written at most this often; a host started anew may lock that much early, never late. */
const rememberedEveryMs = 15_000;

/** 256 bits. The database keeps a digest alone, so that reading it opens no session. */
const newSessionId = (): string => randomBytes(32).toString('base64url');
const digest = (sessionId: string): string => createHash('sha256').update(sessionId).digest('hex');

/** By the clock that is never put back, and by the one that goes on while the computer sleeps: whichever says more counts. */
type Live = { activeMs: number; activeWallMs: number; writtenMs: number };

/** Sessions: a row each, so that a host started again under its window knows it still. */
export function createSessions(deps: ServiceDeps, accounts: AccountService, passwords: Passwords): SessionService {
  const { store, clock, notify } = deps;
  const live = new Map<string, Live>();

  const idleSeconds = (): number => Math.min(accounts.policy().idleLockMinutes * 60, deps.longestIdleSeconds ?? Number.POSITIVE_INFINITY);
  const changed = (): void => notify({ type: 'accounts' });

  /** When there was input last. After a restart it comes from the row. */
  const livelinessOf = (row: SessionRow): Live => {
    const known = live.get(row.idHash);
    if (known) return known;
    const activeMs = clock.monotonicMs() - Math.max(0, Date.parse(clock.nowIso()) - Date.parse(row.activeAt));
    const fresh = { activeMs, activeWallMs: Date.parse(row.activeAt), writtenMs: activeMs };
    live.set(row.idHash, fresh);
    return fresh;
  };
  const idleMs = (state: Live): number => Math.max(clock.monotonicMs() - state.activeMs, Date.parse(clock.nowIso()) - state.activeWallMs);
  const isIdle = (row: SessionRow): boolean => idleMs(livelinessOf(row)) >= idleSeconds() * 1000;
  const nowLive = (): Live => ({ activeMs: clock.monotonicMs(), activeWallMs: Date.parse(clock.nowIso()), writtenMs: clock.monotonicMs() });

  const accountOf = (row: SessionRow): Account | null => {
    const found = store.accounts.byId(row.accountId);
    return found && found.active ? toAccount(found) : null;
  };

  /** Takes the session away; says so in the trail where its account is still there. */
  const remove = (row: SessionRow, occurrence: Pick<Occurrence, 'kind' | 'what'> & { readonly why?: string }): void => store.write(() => {
    const found = store.accounts.byId(row.accountId);
    store.accounts.removeSession(row.idHash);
    live.delete(row.idHash);
    if (found) recordOccurrence(deps, contextOf(toAccount(found)), { kind: occurrence.kind, what: occurrence.what, facts: { accountId: row.accountId, ...(occurrence.why === undefined ? {} : { why: occurrence.why }) } });
  });

  const lockRow = (row: SessionRow, account: Account, why: 'idle' | 'asked'): SessionRow => {
    const locked = { ...row, lockedAt: clock.nowIso() };
    store.write(() => {
      store.accounts.putSession(locked);
      recordOccurrence(deps, contextOf(account), { kind: 'SessionLocked', what: why === 'idle' ? `Window locked after ${describe(idleSeconds())} without input` : 'Window locked', facts: { accountId: account.id, why } });
    });
    changed();
    return locked;
  };

  const insert = (account: Account, begunAt?: string): string => {
    const sessionId = newSessionId();
    const at = clock.nowIso();
    const row: SessionRow = { idHash: digest(sessionId), accountId: account.id, begunAt: begunAt ?? at, activeAt: at, lockedAt: null };
    store.accounts.putSession(row);
    live.set(row.idHash, nowLive());
    return sessionId;
  };

  const rowOf = (sessionId: string | null): SessionRow | null => (sessionId === null ? null : store.accounts.session(digest(sessionId)));

  const start = (account: Account, before: string | null): string => {
    const sessionId = store.write(() => {
      const old = rowOf(before);
      if (old) remove(old, { kind: 'SessionEnded', what: 'Session ended by another sign-in', why: 'signedInAgain' });
      store.accounts.noteSignIn(account.id, clock.nowIso());
      recordOccurrence(deps, contextOf(account), { kind: 'SignedIn', what: 'Signed in', facts: { accountId: account.id } });
      return insert(account);
    });
    changed();
    return sessionId;
  };

  const signedOut: Caller = { state: 'signedOut', account: null, context: null };

  const endRows = (rows: readonly SessionRow[], why: string): void => {
    for (const row of rows) remove(row, { kind: 'SessionEnded', what: `Session ended: ${why}`, why });
    if (rows.length > 0) changed();
  };

  return {
    caller(sessionId) {
      if (!accounts.exist()) return { state: 'personal', account: null, context: null };
      const row = rowOf(sessionId);
      if (!row) return signedOut;
      const account = accountOf(row);
      if (!account) {
        remove(row, { kind: 'SessionEnded', what: 'Session ended: account not active', why: 'account not active' });
        return signedOut;
      }
      const current = row.lockedAt === null && isIdle(row) ? lockRow(row, account, 'idle') : row;
      const context = contextOf(account);
      if (current.lockedAt !== null) return { state: 'locked', account, context };
      return { state: store.accounts.credential(account.id)?.mustChange ? 'passwordDue' : 'open', account, context };
    },
    async signIn(before, username, password) {
      return start(await passwords.signIn(username, password), before);
    },
    begin: (account) => start(account, null),
    async unlock(sessionId, password) {
      const row = rowOf(sessionId);
      const account = row && accountOf(row);
      if (!row || !account) throw new NadirError('refused', 'Nobody is signed in.', { reason: 'signedOut' });
      await passwords.verify(account.id, password, 'unlock');
      const next = store.write(() => {
        // It may have ended while the password was checked.
        if (!store.accounts.session(row.idHash)) throw new NadirError('refused', 'Nobody is signed in.', { reason: 'signedOut' });
        store.accounts.removeSession(row.idHash);
        live.delete(row.idHash);
        recordOccurrence(deps, contextOf(account), { kind: 'SessionUnlocked', what: 'Window unlocked', facts: { accountId: account.id } });
        return insert(account, row.begunAt);
      });
      changed();
      return next;
    },
    renew(sessionId) {
      const row = rowOf(sessionId);
      const account = row && accountOf(row);
      if (!row || !account) throw new NadirError('refused', 'Nobody is signed in.', { reason: 'signedOut' });
      const next = store.write(() => {
        store.accounts.removeSession(row.idHash);
        live.delete(row.idHash);
        endRows(store.accounts.sessions().filter((one) => one.accountId === account.id), 'its password was changed');
        return insert(account, row.begunAt);
      });
      changed();
      return next;
    },
    lock(sessionId) {
      const row = rowOf(sessionId);
      const account = row && accountOf(row);
      if (row && account && row.lockedAt === null) lockRow(row, account, 'asked');
    },
    signOut(sessionId) {
      const row = rowOf(sessionId);
      if (!row) return;
      remove(row, { kind: 'SignedOut', what: 'Signed out' });
      changed();
    },
    active(sessionId) {
      const row = rowOf(sessionId);
      if (!row || row.lockedAt !== null) return;
      const now = clock.monotonicMs();
      const state = livelinessOf(row);
      state.activeMs = now;
      state.activeWallMs = Date.parse(clock.nowIso());
      if (now - state.writtenMs < rememberedEveryMs) return;
      state.writtenMs = now;
      store.write(() => store.accounts.putSession({ ...row, activeAt: clock.nowIso() }));
    },
    lockIdle() {
      for (const row of store.accounts.sessions()) {
        const account = accountOf(row);
        if (account && row.lockedAt === null && isIdle(row)) lockRow(row, account, 'idle');
      }
    },
    end: (accountId, why) => endRows(store.accounts.sessions().filter((row) => accountId === null || row.accountId === accountId), why),
    idleSeconds,
  };
}

const describe = (seconds: number): string => (seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`);
