import { NadirError, type Json } from '../common/index.ts';
import { readFactKey, type Change, type ReadFactSnapshot } from '../store/index.ts';
import { announce, append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { isDoubleRead } from './reads/viewpoint.ts';
import { requireStudy } from './studies.ts';

/** Who is asked to read a subject, or one timepoint of it; null takes the request back. */
export type ReadingAssignment = { readonly subjectId: string; readonly timepointId: string | null };

export type ReadingAssignments = {
  /**
   * Asks an account to read subjects or timepoints of a single-read study. All or nothing. It shows in worklists and keeps nobody else from reading.
   * Errors: notFound; refused doubleRead, notReader.
   */
  assign(context: RequestContext, studyId: string, accountId: string | null, subjects: readonly ReadingAssignment[]): void;
};

const type = 'readingAssignment';
const keyOf = ({ subjectId, timepointId }: ReadingAssignment): string => readFactKey(subjectId, 'site', `assigned/${timepointId ?? 'subject'}`);

/** Accounts asked to read, by subject, then timepoint id ('' for the whole subject). Must run inside a read or write. */
export function assignmentsOf({ store }: ServiceDeps, subjectIds: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const row of store.readFacts.ofType(type, subjectIds)) {
    const ofSubject = found.get(row.subjectId) ?? new Map<string, string>();
    found.set(row.subjectId, ofSubject.set(row.timepointId ?? '', (row.body as { accountId: string }).accountId));
  }
  return found;
}

function checkReader(deps: ServiceDeps, accountId: string | null): string {
  if (accountId === null) return 'nobody';
  const account = deps.store.accounts.byId(accountId);
  if (!account) throw new NadirError('notFound', 'There is no such account.', { reason: 'account' });
  if (!account.active || !account.roles.includes('reader')) {
    throw new NadirError('refused', `${account.fullName} ${account.active ? 'is no reader' : 'is not active'}: choose somebody who reads.`, { reason: 'notReader' });
  }
  return account.fullName;
}

function changeOf(deps: ServiceDeps, studyId: string, accountId: string | null, assignment: ReadingAssignment): Change {
  const subject = deps.store.subjects.byId(assignment.subjectId);
  if (!subject || subject.studyId !== studyId) throw new NadirError('notFound', 'No such subject is in this study.', { reason: 'subject' });
  if (assignment.timepointId !== null && !deps.store.subjects.rows([subject.id]).timepoints.some((one) => one.id === assignment.timepointId)) {
    throw new NadirError('notFound', `Subject ${subject.code} has no such timepoint.`, { reason: 'timepoint' });
  }
  const snapshot: ReadFactSnapshot | null = accountId === null ? null : { subjectId: subject.id, slot: 'site', timepointId: assignment.timepointId, body: { accountId } };
  return { stream: subject.id, kind: accountId === null ? 'ReadingUnassigned' : 'ReadingAssigned', type, key: keyOf(assignment), after: snapshot as unknown as Json };
}

/** Who reads what in a single-read study. */
export function createReadingAssignments(deps: ServiceDeps): ReadingAssignments {
  return {
    assign(context, studyId, accountId, subjects) {
      const revisions = deps.store.write(() => {
        const study = requireStudy(deps, studyId);
        if (isDoubleRead(study)) throw new NadirError('refused', `Two readers read study ${study.code}: they are named in its protocol, for every subject.`, { reason: 'doubleRead' });
        const name = checkReader(deps, accountId);
        return append(deps, context, { what: accountId === null ? 'Reading open to all readers' : `Reading assigned to ${name}`, undoable: false, changes: subjects.map((one) => changeOf(deps, studyId, accountId, one)) });
      });
      announce(deps, studyId, revisions);
    },
  };
}
