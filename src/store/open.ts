import Database from 'better-sqlite3';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { clearAdoptions, prepareBlobs } from './blobs.ts';
import { createLog, type Log } from './events.ts';
import { lockInstance, type InstanceLock } from './instanceLock.ts';
import { createJudged, type Judged } from './judged.ts';
import { checkFormat, databaseFormat, migrate } from './migrate.ts';
import { createProjectors, type Projectors } from './projections/projectors.ts';
import { compareProjections, rebuildProjections, type ProjectionDifference } from './projections/rebuild.ts';
import { createAccountRows, type Accounts } from './repositories/accounts.ts';
import { createDerived, type Derived } from './repositories/derived.ts';
import { createInstances, type Instances } from './repositories/instances.ts';
import { createReadFacts, type ReadFacts } from './repositories/readFacts.ts';
import { createSeries, type SeriesStore } from './repositories/series.ts';
import { createStudies, type Studies } from './repositories/studies.ts';
import { createSubjects, type Subjects } from './repositories/subjects.ts';
import { createRowSeals, type RowSeals } from './rowSeals.ts';
import { keepToOwner } from './ownOnly.ts';
import { createTrail, type Trail } from './trail.ts';
import { translating } from './sqliteErrors.ts';
import { createUndo, type Undo } from './undo.ts';
import { refuseForeignTriggers } from './verify/checkSchema.ts';
import { inspect, isCancelled, type InspectOptions, type Inspection } from './verify/inspect.ts';
import { openReadOnly } from './verify/openReadOnly.ts';
import { verifyChain, type ChainReport } from './verifyChain.ts';

export type OpenOptions = {
  /** Folder of the database and the stored files; made when it is not there. `:memory:` keeps the database in memory (tests), files in a temporary folder the caller names by `blobRoot`. */
  readonly dataFolder: string;
  readonly blobRoot?: string;
  readonly programVersion: string;
  readonly nowIso: string;
  /** True for the workstation's host: one per data folder. Commands of the terminal leave it false. */
  readonly exclusive: boolean;
  /** How long a statement waits for another program's write. */
  readonly busyTimeoutMs?: number;
};

export type Store = {
  readonly dataFolder: string;
  /** Root of the content-addressed files. */
  readonly blobRoot: string;
  /** Runs queries on one consistent state. */
  read<T>(work: () => T): T;
  /** Runs queries and changes in one transaction that takes the writer's place at once: all or nothing, on disk when it returns. */
  write<T>(work: () => T): T;
  readonly log: Log;
  readonly undo: Undo;
  readonly trail: Trail;
  readonly studies: Studies;
  readonly subjects: Subjects;
  readonly readFacts: ReadFacts;
  readonly series: SeriesStore;
  readonly instances: Instances;
  readonly derived: Derived;
  readonly accounts: Accounts;
  readonly judged: Judged;
  /** Digests of rows that are no facts. */
  readonly rowSeals: RowSeals;
  verifyChain(): ChainReport;
  /** Null when the projections are what the events say. */
  compareProjections(): ProjectionDifference | null;
  rebuildProjections(): void;
  /**
   * The same database to be looked through, on a connection of its own and as it is now: for a file beside its writer, for a database in memory a copy of it.
   * `close` when done. Errors: storage.
   */
  openToInspect(): InspectedStore;
  /** Changes whenever another program has written to the database. */
  dataVersion(): number;
  close(): void;
};

const defaultBusyTimeoutMs = 5000;

function configure(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  // The packaged default may lose the last commit on power failure; a measurement must not vanish.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -65536');
}

function assemble(db: Database.Database, options: OpenOptions, blobRoot: string, lock: InstanceLock | null): Store {
  const projectors = createProjectors(db);
  const log = createLog(db, projectors);
  const inTransaction = <T>(mode: 'deferred' | 'immediate', work: () => T): T => (db.inTransaction ? work() : translating(() => db.transaction(work)[mode]()));
  const write = <T>(work: () => T): T => inTransaction('immediate', work);
  const read = <T>(work: () => T): T => inTransaction('deferred', work);
  const judged = createJudged(options.dataFolder === ':memory:' ? ':memory:' : join(options.dataFolder, 'analysis.sqlite'));
  return {
    dataFolder: options.dataFolder, blobRoot, read, write, log,
    undo: createUndo(db, log, projectors), trail: createTrail(db),
    studies: createStudies(db), subjects: createSubjects(db), readFacts: createReadFacts(db), series: createSeries(db), instances: createInstances(db), derived: createDerived(db),
    accounts: createAccountRows(db), judged, rowSeals: createRowSeals(db),
    verifyChain: () => read(() => verifyChain(log)),
    compareProjections: () => read(() => compareProjections(db, log)),
    rebuildProjections: () => write(() => rebuildProjections(db, log, projectors)),
    openToInspect: () => (options.dataFolder === ':memory:' ? inspected(new Database(db.serialize()), blobRoot) : openToInspect(join(options.dataFolder, 'nadir.sqlite'), blobRoot)),
    dataVersion: () => Number(db.pragma('data_version', { simple: true })),
    close() {
      judged.close();
      if (db.open) db.close();
      lock?.release();
    },
  };
}

/** The parts of a store that read facts. */
export type ReadingStore = Pick<Store, 'blobRoot' | 'read' | 'log' | 'studies' | 'subjects' | 'readFacts' | 'series' | 'instances' | 'accounts'>;

/** An object whose members are made when they are first asked for. */
function lazily<T extends object>(makers: { readonly [Name in keyof T]: () => T[Name] }): T {
  const made = new Map<string, unknown>();
  const getter = (name: string, make: () => unknown) => ({ enumerable: true, get: () => { if (!made.has(name)) made.set(name, make()); return made.get(name); } });
  return Object.defineProperties({}, Object.fromEntries(Object.entries<() => unknown>(makers).map(([name, make]) => [name, getter(name, make)]))) as T;
}

/** Statements are prepared when they are needed: those of a damaged schema may fail, and the check of it must not. */
const readingStore = (db: Database.Database, blobRoot: string): ReadingStore => lazily<ReadingStore>({
  blobRoot: () => blobRoot, read: () => <T>(work: () => T): T => (db.inTransaction ? work() : translating(() => db.transaction(work).deferred())),
  log: () => createLog(db, lazily<Projectors>({} as never)), studies: () => createStudies(db), subjects: () => createSubjects(db), readFacts: () => createReadFacts(db),
  series: () => createSeries(db), instances: () => createInstances(db), accounts: () => createAccountRows(db),
});

/** A database that is only read, and the check of it. */
export type InspectedStore = { readonly store: ReadingStore; inspect(options?: Pick<InspectOptions, 'onStage'>): Inspection; close(): void };

/** A connection to be looked through: `current` where its rows are read in today's format. */
export function inspected(db: Database.Database, blobRoot: string, current = db, close = (): void => void db.close()): InspectedStore {
  const store = readingStore(current, blobRoot);
  return {
    store,
    inspect(how = {}) {
      const look = (): Inspection => inspect(db, { ...how, ...(current === db ? {} : { rowsIn: current }) });
      try {
        return db.transaction(look).deferred();
      } catch (error) {
        if (isCancelled(error)) throw error;
        // Too damaged for a transaction: what can be read is read without one.
        return look();
      }
    },
    close,
  };
}

/** Opens a database file to look it through: nothing of it is migrated, written or trusted. Errors: storage noDatabase, newerDatabase, corrupt, busy. */
export function openToInspect(file: string, blobRoot: string): InspectedStore {
  const { db, current, close } = openReadOnly(file);
  return inspected(db, blobRoot, current, close);
}

/**
 * Opens the data folder, bringing the database to this program's format first.
 * Errors: refused secondInstance (only with `exclusive`); storage newerDatabase, foreignDatabase, foreignTrigger, corrupt, busy, cannotOpen.
 */
export function openStore(options: OpenOptions): Store {
  return translating(() => {
    const inMemory = options.dataFolder === ':memory:';
    if (!inMemory) mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
    const lock = options.exclusive && !inMemory ? lockInstance(options.dataFolder, options.nowIso) : null;
    const file = inMemory ? ':memory:' : join(options.dataFolder, 'nadir.sqlite');
    let db: Database.Database | null = null;
    try {
      db = new Database(file, { timeout: options.busyTimeoutMs ?? defaultBusyTimeoutMs });
      checkFormat(db, { file, programVersion: options.programVersion });
      refuseForeignTriggers(db, databaseFormat(db).version);
      keepToOwner(db);
      configure(db);
      const backupFolder = inMemory || !existsSync(file) ? null : join(options.dataFolder, 'backups');
      migrate(db, { file, backupFolder, programVersion: options.programVersion, atIso: options.nowIso });
      const blobRoot = options.blobRoot ?? join(options.dataFolder, 'blobs');
      if (!inMemory) prepareBlobs(blobRoot, options.exclusive);
      const store = assemble(db, options, blobRoot, lock);
      if (lock) clearAdoptions(blobRoot, (sha256) => store.instances.holdsFile(sha256));
      return store;
    } catch (error) {
      db?.close();
      lock?.release();
      throw error;
    }
  });
}
