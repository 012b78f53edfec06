import type { Role } from '../accounts/index.ts';
import type { Clock, SubjectId, StudyId } from '../common/index.ts';
import type { Store } from '../store/index.ts';

export type { Role } from '../accounts/index.ts';

/** Who asks, in which role. Every event names this person. */
export type RequestContext = {
  /** Full name of the account, "Local user" on a workstation without accounts, or "Command line" with the system's user. */
  readonly actor: string;
  /** Null without an account: the local user and the command line. */
  readonly accountId: string | null;
  /** Every role the person has. */
  readonly roles: readonly Role[];
  /** The role acting: for a request, the first that its route asks for and the person has. */
  readonly role: Role;
};

/** What has just been committed, for the window's event stream. */
export type FactsChanged =
  | { readonly type: 'subject'; readonly subjectId: SubjectId; readonly revision: number }
  | { readonly type: 'study'; readonly studyId: StudyId }
  /** Accounts, sessions or their rules. */
  | { readonly type: 'accounts' };

/** What every service stands on. */
export type ServiceDeps = {
  readonly store: Store;
  readonly clock: Clock;
  /** A fresh UUIDv7. */
  readonly newId: () => string;
  readonly programVersion: string;
  /** Called after the commit, never inside a transaction. */
  readonly notify: (change: FactsChanged) => void;
};
