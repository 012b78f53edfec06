/** A database looked through without trusting it: pages, schema, chain, recorded ends, rows. Nothing is written. */
import type Database from 'better-sqlite3';
import { isNadirError } from '../../common/index.ts';
import { genesis } from '../eventHash.ts';
import { applicationId } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';
import { checkHeads } from './checkHeads.ts';
import { checkPages } from './checkPages.ts';
import { checkReplayed } from './checkRows.ts';
import { checkSchema } from './checkSchema.ts';
import { checkSealed } from './checkSealed.ts';
import { createFaults, type Faults } from './fault.ts';
import { walkEvents, type Trail } from './walkEvents.ts';

export type Inspection = {
  /** Number of the database's format. */
  readonly format: number;
  readonly trail: Trail;
  readonly faults: Faults;
  /** Rows that were compared with the events. */
  readonly rows: number;
  /** Rows of imported images and credentials that an earlier version stored: no event says anything of them. */
  readonly unsealedRows: number;
};

export type InspectOptions = {
  /** Hears what is being looked at, and stops it by throwing `cancelled`. */
  readonly onStage?: (stage: 'pages' | 'events' | 'rows', done: number) => void;
  /** Rows of a database in an older format are compared in a copy that was brought to today's. */
  readonly rowsIn?: Database.Database;
};

const nothing: Trail = { events: 0, head: { seq: 0, hash: genesis }, streams: new Map(), last: new Map(), lesionNumbers: new Map(), seals: new Map(), sealing: new Set(), broken: null };

export const latestFormat = migrations.at(-1)?.version ?? 0;

/** The header's mark and format: a number that was altered there makes the workstation refuse the database. */
function checkMark(db: Database.Database, format: number, faults: Faults): void {
  if (Number(db.pragma('application_id', { simple: true })) !== applicationId) faults.add({ check: 'schema', message: 'The file is not marked as a database of Nadir.' });
  if (format < 1 || format > latestFormat) faults.add({ check: 'schema', message: `The database says it has format ${format}; there are formats 1 to ${latestFormat}.` });
  const encoding = db.pragma('encoding', { simple: true });
  if (encoding !== 'UTF-8') faults.add({ check: 'schema', message: `The database says its text is ${String(encoding)}; Nadir writes UTF-8.` });
}

/** Whoever hears the stages may stop by throwing this. */
export const isCancelled = (error: unknown): boolean => isNadirError(error) && error.code === 'cancelled';

/** Runs a check; what it cannot do at all is a fault too. */
function attempt<T>(faults: Faults, what: string, otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isCancelled(error)) throw error;
    faults.add({ check: 'file', message: `${what} cannot be read: ${(error as Error).message}.` });
    return otherwise;
  }
}

/** Looks the whole database through, in one read transaction of the caller's. Faults are kept in the order of the checks: pages, schema, chain, rows. Errors: cancelled, thrown by `onStage`. */
export function inspect(db: Database.Database, { onStage, rowsIn }: InspectOptions = {}): Inspection {
  const faults = createFaults();
  onStage?.('pages', 0);
  const format = attempt(faults, 'The header of the database', 0, () => Number(db.pragma('user_version', { simple: true })));
  attempt(faults, 'The header of the database', undefined, () => checkMark(db, format, faults));
  checkPages(db, faults);
  attempt(faults, 'The list of tables', undefined, () => checkSchema(db, format, faults));
  onStage?.('events', 0);
  const trail = attempt(faults, 'Table event', nothing, () => walkEvents(db, faults, (done) => onStage?.('events', done)));
  if (trail.broken) return { format, trail, faults, rows: 0, unsealedRows: 0 };
  attempt(faults, 'The recorded ends of the chain', undefined, () => checkHeads(db, trail, faults));
  const source = rowsIn ?? (format === latestFormat ? db : null);
  if (!source) return { format, trail, faults, rows: 0, unsealedRows: 0 };
  onStage?.('rows', 0);
  let done = 0;
  const onRow = (): void => { done += 1; if (done % 1000 === 0) onStage?.('rows', done); };
  const replayed = attempt(faults, 'A table', 0, () => checkReplayed(source, trail, faults, onRow));
  const sealed = attempt(faults, 'A table', { rows: 0, unsealed: 0 }, () => checkSealed(source, trail, faults));
  return { format, trail, faults, rows: replayed + sealed.rows, unsealedRows: sealed.unsealed };
}
