import type { Role } from '../accounts/index.ts';
import type { ReadSlot } from '../casefile/index.ts';
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

/** What has just been committed, for the window's event stream. `slot`: the read it happened in; left out for what every viewpoint may know. */
export type FactsChanged =
  | { readonly type: 'subject'; readonly subjectId: SubjectId; readonly revision: number; readonly slot?: ReadSlot }
  | { readonly type: 'study'; readonly studyId: StudyId; readonly slot?: ReadSlot | 'adjudication' }
  /** Accounts, sessions or their rules. */
  | { readonly type: 'accounts' };

/** What every service stands on. */
export type ServiceDeps = {
  readonly store: Store;
  readonly clock: Clock;
  /** A fresh UUIDv7. */
  readonly newId: () => string;
  readonly programVersion: string;
  /** A window locks after this many seconds without input even where the accounts' rule says later. */
  readonly longestIdleSeconds?: number;
  /** Called after the commit, never inside a transaction. */
  readonly notify: (change: FactsChanged) => void;
};
