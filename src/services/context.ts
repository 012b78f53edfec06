import type { Clock, SubjectId, StudyId } from '../common/index.ts';
import type { Store } from '../store/index.ts';

export type Role = 'reader' | 'investigator' | 'dataManager' | 'administrator';
/** Who asks. Every event names this person. */
export type RequestContext = { readonly actor: string; readonly role: Role };

/** What has just been committed, for the window's event stream. */
export type FactsChanged =
  | { readonly type: 'subject'; readonly subjectId: SubjectId; readonly revision: number }
  | { readonly type: 'study'; readonly studyId: StudyId };

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
