import { NadirError, type Json } from '../common/index.ts';
import type { AuditEvent } from '../casefile/index.ts';
import { adjudicationStream, readStream, type ChainedEventRow } from '../store/index.ts';
import { requireSubject } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { isKeptFromDoubleRead, requireOverviewOf } from './reads/visibility.ts';

export type AuditService = {
  /** A subject's events, for a data manager with those of two readers and of what was decided between them, oldest first. Errors: notFound; refused blinded. */
  ofSubject(context: RequestContext, subjectId: string): readonly AuditEvent[];
  /** Events in the database; for somebody from whom a part of a double-read study is kept, their own. */
  count(context: RequestContext): number;
};

const snapshot = (text: string | null): Json | null => (text === null ? null : (JSON.parse(text) as Json));

/** An event as the audit trail shows it. */
export const toAuditEvent = (row: ChainedEventRow): AuditEvent => ({
  seq: row.seq, revision: row.revision, at: row.at, actor: row.actor, role: row.role, kind: row.kind, what: row.what, entityType: row.entity_type, entityKey: row.entity_key,
  before: snapshot(row.before), after: snapshot(row.after), reason: row.reason, commandId: row.command_id, undoOf: row.undo_of, redoOf: row.redo_of,
  programVersion: row.program_version, engineVersion: row.engine_version, hash: row.hash,
});

/** The audit trail, to read. */
export function createAudit(deps: ServiceDeps): AuditService {
  const { store } = deps;
  return {
    ofSubject: (context, subjectId) => store.read(() => {
      const subject = requireSubject(deps, subjectId);
      requireOverviewOf(deps, context, subject.studyId);
      // An investigator of a centrally read study is not shown the central reads (R-J09).
      const central = context.roles.includes('dataManager') ? [readStream(subjectId, 'reader1'), readStream(subjectId, 'reader2'), adjudicationStream(subjectId)] : [];
      const streams = [subjectId, ...central];
      return streams.flatMap((stream) => store.log.eventsOfStream(stream)).toSorted((a, b) => a.seq - b.seq).map(toAuditEvent);
    }),
    count: (context) => store.read(() => (isKeptFromDoubleRead(deps, context) ? store.log.countBy(context.actor) : store.log.count())),
  };
}

export type PreferenceService = {
  /** View preferences of the person; empty before any were kept. */
  read(context: RequestContext): { readonly [name: string]: Json };
  /** Puts these members in place of those kept under their names; the others stay, so that two windows do not undo each other's. Errors: refused tooLarge. */
  write(context: RequestContext, value: { readonly [name: string]: Json }): void;
};

const largestPreferences = 64 * 1024;

/** Preferences stay with the account whatever its name becomes. */
const keyOf = (context: RequestContext): string => context.accountId ?? context.actor;

/** How somebody likes the window: no fact, no audit. */
export function createPreferences(deps: ServiceDeps): PreferenceService {
  const { store } = deps;
  const kept = (context: RequestContext) => JSON.parse(store.derived.preferences(keyOf(context)) ?? '{}') as { [name: string]: Json };
  return {
    read: (context) => store.read(() => kept(context)),
    write: (context, value) => store.write(() => {
      const text = JSON.stringify({ ...kept(context), ...value });
      if (text.length > largestPreferences) throw new NadirError('refused', `Preferences are limited to ${largestPreferences / 1024} kB.`, { reason: 'tooLarge' });
      store.derived.putPreferences(keyOf(context), text);
    }),
  };
}
