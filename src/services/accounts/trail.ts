import { isRole, type Account } from '../../accounts/index.ts';
import { NadirError, type Json } from '../../common/index.ts';
import { accountStream, type AccountSnapshot } from '../../store/index.ts';
import { append, envelope, type Plan } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';

export const toAccount = (row: AccountSnapshot): Account => ({ ...row, roles: row.roles.filter(isRole) });

/** The account, or `notFound`. */
export function requireAccount({ store }: ServiceDeps, accountId: string): Account {
  const row = store.accounts.byId(accountId);
  if (!row) throw new NadirError('notFound', 'There is no such account.', { reason: 'account' });
  return toAccount(row);
}

/** An account acting for itself, in its first role until a route asks for another. */
export const contextOf = (account: Account): RequestContext => {
  const [role] = account.roles;
  if (!role) throw new NadirError('defect', 'An account without a role.', { reason: 'noRole' });
  return { actor: account.fullName, accountId: account.id, roles: account.roles, role };
};

export type Occurrence = {
  readonly kind:
    | 'SignedIn' | 'SignInFailed' | 'SignedOut' | 'SessionEnded' | 'SessionLocked' | 'SessionUnlocked' | 'PasswordRefused' | 'LockedOut'
    | 'PasswordSet' | 'PasswordChanged' | 'PasswordReset';
  readonly what: string;
  /** Facts of the occurrence; never a password, a hash or a session. */
  readonly facts: { readonly [name: string]: Json };
};

const planOf = ({ kind, what, facts }: Occurrence): Plan => ({ what, undoable: false, changes: [{ stream: accountStream, kind, type: 'occurrence', key: String(facts['accountId'] ?? 'none'), after: facts }] });

/** Writes what happened into the stream of accounts. Inside a write. `by` null: nobody had signed in. */
export function recordOccurrence(deps: ServiceDeps, by: RequestContext | null, occurrence: Occurrence): void {
  if (by) return void append(deps, by, planOf(occurrence));
  const nobody: RequestContext = { actor: 'Nobody signed in', accountId: null, roles: [], role: 'reader' };
  deps.store.log.append({ ...envelope(deps, nobody, planOf(occurrence)), role: 'none' }, deps.newId);
}
