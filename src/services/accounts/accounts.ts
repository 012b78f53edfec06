import { inOrder, localUserName, roles as everyRole, type Account, type AccountSummary, type Role } from '../../accounts/index.ts';
import type { AuditEvent } from '../../casefile/index.ts';
import { NadirError, type Json } from '../../common/index.ts';
import { accountPolicyKey, accountStream, type AccountSnapshot } from '../../store/index.ts';
import { toAuditEvent } from '../audit.ts';
import { append } from '../commands.ts';
import { createSealing } from '../sealing.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { hashPassword, temporaryPassword } from './hashing.ts';
import type { Lockout } from './lockout.ts';
import { requireGoodPassword, type Passwords, type Purpose } from './passwords.ts';
import { contextOf, recordOccurrence, requireAccount, toAccount } from './trail.ts';

export type NewAccount = { readonly fullName: string; readonly username: string; readonly roles: readonly Role[] };
export type AccountChanges = { readonly fullName?: string | undefined; readonly username?: string | undefined; readonly roles?: readonly Role[] | undefined };
export type AccountPolicy = { readonly idleLockMinutes: number };
/** Somebody who may be given a part in a study. */
export type Person = Pick<Account, 'id' | 'fullName' | 'roles'>;

export const defaultIdleLockMinutes = 15;

export type AccountService = {
  /** False: a personal workstation. */
  exist(): boolean;
  /** By full name. */
  list(): readonly AccountSummary[];
  /** Active accounts, to choose readers from. */
  people(): readonly Person[];
  /** Errors: notFound. */
  byId(accountId: string): Account;
  /** Errors: notFound. Case does not matter. */
  byUsername(username: string): Account;
  /** The first account, with every role; from then on everybody signs in. Errors: refused accountsExist; invalid weakPassword. */
  setUp(context: RequestContext, account: Omit<NewAccount, 'roles'> & { readonly password: string }): Promise<Account>;
  /** Makes an account with a password to be changed at the first sign-in, answered once. Errors: refused usernameTaken, nameTaken, firstAdministrator; invalid. */
  create(context: RequestContext, account: NewAccount): Promise<{ readonly account: Account; readonly temporaryPassword: string }>;
  /** Errors: notFound; refused usernameTaken, nameTaken, lastAdministrator; invalid. */
  edit(context: RequestContext, accountId: string, changes: AccountChanges): Account;
  /** Errors: notFound; refused lastAdministrator. */
  setActive(context: RequestContext, accountId: string, active: boolean): Account;
  /** A new password, to be changed at the next sign-in: the one given, else one made here. Ends the delay after wrong attempts. Errors: notFound; invalid weakPassword. */
  resetPassword(context: RequestContext, accountId: string, password?: string): Promise<string>;
  /** The person's own. Errors: refused wrongPassword, lockedOut, samePassword; invalid weakPassword. */
  changePassword(context: RequestContext, current: string, next: string): Promise<void>;
  /** For a signature: resolves when the password is the account's; wrong ones count like wrong sign-ins. Errors: refused wrongPassword, lockedOut; notFound. */
  verifyPassword(accountId: string, password: string, purpose?: Purpose): Promise<void>;
  policy(): AccountPolicy;
  setPolicy(context: RequestContext, policy: AccountPolicy): void;
  /** The newest events of the stream of accounts, newest first. */
  trail(limit: number): readonly AuditEvent[];
};

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });

const sameName = (a: string, b: string): boolean => a.normalize('NFKC').toLocaleLowerCase('en') === b.normalize('NFKC').toLocaleLowerCase('en');
const reserved = (fullName: string): boolean => sameName(fullName, localUserName) || /^(command line|nobody signed in)/i.test(fullName);

/** Errors: refused usernameTaken, nameTaken; invalid noRole. */
function requireUsable({ store }: ServiceDeps, account: Account): void {
  if (account.roles.length === 0) throw new NadirError('invalid', 'An account needs at least one role.', { reason: 'noRole' });
  // Also the names that accounts had before they were changed: signatures and events of that time name the person by them.
  const others = store.accounts.namesEverHeld().filter((one) => one.accountId !== account.id);
  if (others.some((one) => sameName(one.username, account.username))) throw refused('usernameTaken', `The username ${account.username} is taken. Usernames are not given again, even after their account was deactivated or renamed.`);
  if (reserved(account.fullName) || others.some((one) => sameName(one.fullName, account.fullName))) {
    throw refused('nameTaken', `The name ${account.fullName} is taken, or was somebody's before. The audit trail tells people apart by name: add an initial or a title.`);
  }
}

/** At least one active account must be able to manage accounts. Errors: refused lastAdministrator. */
function requireAdministrator({ store }: ServiceDeps, changed: Account): void {
  const others = store.accounts.list().filter((one) => one.id !== changed.id);
  const remains = [...others, changed].some((one) => one.active && one.roles.includes('administrator'));
  if (!remains) throw refused('lastAdministrator', 'This is the last administrator. Make somebody else administrator first.');
}

function wordsOfEdit(before: Account, after: Account): { kind: string; what: string } {
  const rolesChanged = before.roles.join() !== after.roles.join();
  const named = before.username !== after.username || before.fullName !== after.fullName;
  // Whoever looks for changed roles finds every one, also where the name was changed with them.
  if (rolesChanged) return { kind: 'AccountRolesChanged', what: `Roles${named ? ' and name' : ''} of ${after.username} changed` };
  return { kind: 'AccountEdited', what: `Account ${after.username} changed` };
}

/** Who may sign in, and as what. */
export function createAccounts(deps: ServiceDeps, lockout: Lockout, passwords: Passwords): AccountService {
  const { store, clock, notify } = deps;
  const changed = (): void => notify({ type: 'accounts' });

  const put = (context: RequestContext, account: Account, kind: string, what: string): void =>
    void append(deps, context, { what, undoable: false, changes: [{ stream: accountStream, kind, type: 'account', key: account.id, after: account as unknown as Json }] });

  /** Answers what the trail says of the row: a digest, which opens nothing. */
  const putPassword = (accountId: string, hash: string, mustChange: boolean): { readonly sealed: Json } => {
    const sealing = createSealing(deps);
    sealing.around([['credential', accountId]], () => store.accounts.putCredential({ accountId, hash, mustChange, changedAt: clock.nowIso() }));
    return { sealed: (sealing.rows() ?? {}) as unknown as Json };
  };
  const setFirstPassword = (context: RequestContext, { id, username }: Account, hash: string, mustChange: boolean): void =>
    recordOccurrence(deps, context, { kind: 'PasswordSet', what: `Password of ${username} set${mustChange ? '; to be changed at the first sign-in' : ''}`, facts: { accountId: id, ...putPassword(id, hash, mustChange) } });

  const summary = (row: AccountSnapshot): AccountSummary => {
    const credential = store.accounts.credential(row.id);
    return { ...toAccount(row), mustChangePassword: credential?.mustChange ?? true, lastSignInAt: credential?.lastSignInAt ?? null, lockedForSeconds: Math.ceil(lockout.remainingMs(row.username) / 1000) };
  };

  return {
    exist: () => store.accounts.count() > 0,
    list: () => store.read(() => store.accounts.list().map(summary)),
    people: () => store.read(() => store.accounts.list().filter((row) => row.active).map(toAccount).map(({ id, fullName, roles }) => ({ id, fullName, roles }))),
    byId: (accountId) => requireAccount(deps, accountId),
    byUsername(username) {
      const row = store.accounts.byUsername(username);
      if (!row) throw new NadirError('notFound', `There is no account with the username ${username}.`, { reason: 'account' });
      return toAccount(row);
    },

    async setUp(context, { fullName, username, password }) {
      requireGoodPassword(password, { fullName, username });
      const hash = await hashPassword(password);
      const account: Account = { id: deps.newId(), username, fullName, roles: everyRole, active: true };
      store.write(() => {
        if (store.accounts.count() > 0) throw refused('accountsExist', 'Accounts are set up already. Sign in.');
        requireUsable(deps, account);
        put(context, account, 'AccountCreated', `First account ${username} created: from now on everybody signs in`);
        setFirstPassword(context, account, hash, false);
      });
      changed();
      return account;
    },

    async create(context, { fullName, username, roles }) {
      const secret = temporaryPassword();
      const hash = await hashPassword(secret);
      const account: Account = { id: deps.newId(), username, fullName, roles: inOrder(roles), active: true };
      store.write(() => {
        requireUsable(deps, account);
        if (store.accounts.count() === 0 && !account.roles.includes('administrator')) throw refused('firstAdministrator', 'The first account must be an administrator: without one nobody could make another.');
        put(context, account, 'AccountCreated', `Account ${username} created`);
        setFirstPassword(context, account, hash, true);
      });
      changed();
      return { account, temporaryPassword: secret };
    },

    edit(context, accountId, { fullName, username, roles }) {
      const account = store.write(() => {
        const before = requireAccount(deps, accountId);
        const after: Account = { ...before, fullName: fullName ?? before.fullName, username: username ?? before.username, roles: inOrder(roles ?? before.roles) };
        requireUsable(deps, after);
        requireAdministrator(deps, after);
        const { kind, what } = wordsOfEdit(before, after);
        put(context, after, kind, what);
        return after;
      });
      changed();
      return account;
    },

    setActive(context, accountId, active) {
      const account = store.write(() => {
        const after: Account = { ...requireAccount(deps, accountId), active };
        requireAdministrator(deps, after);
        put(context, after, active ? 'AccountActivated' : 'AccountDeactivated', `Account ${after.username} ${active ? 'activated' : 'deactivated'}`);
        return after;
      });
      changed();
      return account;
    },

    async resetPassword(context, accountId, password = temporaryPassword()) {
      const account = requireAccount(deps, accountId);
      requireGoodPassword(password, account);
      const hash = await hashPassword(password);
      store.write(() => {
        const sealed = putPassword(accountId, hash, true);
        lockout.clear(account.username);
        recordOccurrence(deps, context, { kind: 'PasswordReset', what: `Password of ${account.username} reset; to be changed at the next sign-in`, facts: { accountId, ...sealed } });
      });
      changed();
      return password;
    },

    async changePassword(context, current, next) {
      if (context.accountId === null) throw refused('noAccount', 'There is no account to change the password of.');
      const account = requireAccount(deps, context.accountId);
      await passwords.verify(account.id, current, 'change of password');
      requireGoodPassword(next, account);
      if (current.normalize('NFKC') === next.normalize('NFKC')) throw refused('samePassword', 'This is the present password. Choose another.');
      const hash = await hashPassword(next);
      store.write(() => {
        const sealed = putPassword(account.id, hash, false);
        recordOccurrence(deps, contextOf(account), { kind: 'PasswordChanged', what: `Password of ${account.username} changed`, facts: { accountId: account.id, ...sealed } });
      });
      changed();
    },

    verifyPassword: (accountId, password, purpose = 'signature') => passwords.verify(accountId, password, purpose),
    policy: () => ({ idleLockMinutes: store.accounts.idleLockMinutes() ?? defaultIdleLockMinutes }),
    setPolicy(context, policy) {
      store.write(() => append(deps, context, {
        what: `Windows lock after ${policy.idleLockMinutes} min without input, ${store.accounts.idleLockMinutes() ?? defaultIdleLockMinutes} min before`, undoable: false,
        changes: [{ stream: accountStream, kind: 'AccountPolicyChanged', type: 'accountPolicy', key: accountPolicyKey, after: { idleLockMinutes: policy.idleLockMinutes } }],
      }));
      changed();
    },
    trail: (limit) => store.read(() => store.log.eventsOfStream(accountStream).slice(-limit).reverse().map(toAuditEvent)),
  };
}
