/** Reads everything a source holds: folders, single files, ZIP archives (also inside folders), DICOMDIR. Headers, hashes and copies are made in worker threads. */
import { rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isNadirError, NadirError } from '../common/index.ts';
import { listDirectory, scanLimits, unpackArchive, walkFiles, type LeftOut, type ScannedFile } from '../dicom/index.ts';
import { originalPath, stagingPath } from '../store/index.ts';
import type { Candidate, ImportOptions, ImportRequest, SourceContent } from './importModel.ts';
import type { DeidentifiedFile } from './deidentifySession.ts';
import { createThrottle } from './throttle.ts';
import { identified } from './importIdentity.ts';
import type { ReadOutcome } from './workers/import.worker.ts';

/** Of a file on the slowest disk, read and copied. */
const readTimeoutMs = 600_000;
/** At work on one header; a file that takes longer is made to. */
const busyLimitMs = 3500;

type Item = ScannedFile & { readonly owned: boolean; /** Archives around it. */ readonly depth: number; /** Chosen by name, so a DICOMDIR is followed. */ readonly chosen: boolean };

/** Reads the source. `staged` collects every staged path as it is handed out, so that the caller can remove what is left whatever happens. */
export async function readSource(request: ImportRequest, options: ImportOptions, staged: Set<string>): Promise<SourceContent> {
  const reading = new SourceReading(options, staged);
  try {
    return await reading.run(request);
  } finally {
    await reading.settle();
  }
}

class SourceReading {
  private readonly options: ImportOptions;
  private readonly staged: Set<string>;
  private readonly candidates: Candidate[] = [];
  private readonly leftOut: LeftOut[] = [];
  private readonly archives: Item[] = [];
  private readonly directories: { readonly item: Item; readonly names: readonly string[] }[] = [];
  private readonly visited = new Set<string>();
  private readonly throttle;
  private seen = 0;
  private total = 0;

  constructor(options: ImportOptions, staged: Set<string>) {
    this.options = options;
    this.staged = staged;
    // Two tasks per thread: one runs while the next is on its way.
    this.throttle = createThrottle(options.pool.size * 2);
  }

  async run({ paths, owned }: ImportRequest): Promise<SourceContent> {
    for (const path of paths) {
      this.options.report?.({ text: 'Looking for files', done: 0, total: null });
      const found = await walkFiles(path, this.options.signal, this.options.limits);
      this.leave(found.leftOut);
      const chosen = found.files.length === 1 && found.files[0]?.path === path;
      await this.readAll(found.files.map((file) => ({ ...file, owned, depth: 0, chosen })));
    }
    return { candidates: this.candidates, leftOut: this.leftOut, seen: this.seen };
  }

  /** Waits until no file is being read any more, so that clean-up meets no late copy. */
  async settle(): Promise<void> {
    await this.throttle.settle();
  }

  /** What a file is called in everything that is kept: its path within the source, or a number where the study de-identifies. */
  private nameOf(sourceName: string): string {
    return this.options.deidentify?.session.nameFor(sourceName) ?? sourceName;
  }

  private leave(entries: readonly LeftOut[]): void {
    this.leftOut.push(...entries.map((entry) => ({ ...entry, name: this.nameOf(entry.name) })));
    this.seen += entries.length;
    this.total += entries.length;
  }

  private async readAll(items: readonly Item[]): Promise<void> {
    const fresh = items.filter(({ path }) => !this.visited.has(resolve(path)));
    this.total += fresh.length;
    for (const item of fresh) await this.begin(item);
    await this.throttle.drain();
    for (const { item, names } of this.directories.splice(0)) await this.followDirectory(item, names);
    for (const item of this.archives.splice(0)) await this.readArchive(item);
  }

  /** Starts one file as soon as there is room; throws what an earlier one threw. */
  private async begin(item: Item): Promise<void> {
    this.options.signal?.throwIfAborted();
    this.visited.add(resolve(item.path));
    // Numbers are given in the order of the source, whichever file is read first.
    const name = this.nameOf(item.name);
    await this.throttle.add(async () => this.take(item, name, await this.readFile(item)));
  }

  private async readFile(item: Item): Promise<{ outcome: ReadOutcome; staged: string }> {
    const { pool, blobsRoot, deidentify } = this.options;
    const session = deidentify?.session;
    const staged = stagingPath(blobsRoot);
    const busy = new SharedArrayBuffer(4);
    this.staged.add(staged);
    try {
      // Cancelling starts no further file; one that is being read is finished, so that clean-up meets no half-written copy.
      const read = async (): Promise<ReadOutcome> =>
        (await pool.run({ kind: 'read', path: item.path, blobsRoot, staged, owned: item.owned, busy, ...(session ? { deidentify: session.task() } : {}) }, { timeoutMs: readTimeoutMs, busy: { cell: busy, limitMs: busyLimitMs } })) as ReadOutcome;
      const outcome = await this.linked(item, await read(), read);
      if (outcome.kind !== 'instance' || !outcome.isStaged) this.staged.delete(staged);
      return { outcome, staged };
    } catch (cause) {
      if (!isNadirError(cause) || cause.code !== 'unreadable') throw cause;
      // Its thread was ended: what it left, half a copy or an unpacked file, goes now; a copy begun in its last moment goes with the rest at the end.
      await Promise.all([rm(staged, { force: true }), ...(item.owned ? [rm(item.path, { force: true })] : [])]);
      return { outcome: { kind: 'leftOut', code: cause.reason, reason: cause.message }, staged };
    }
  }

  private take(item: Item, name: string, { outcome, staged }: { outcome: ReadOutcome; staged: string }): void {
    switch (outcome.kind) {
      case 'archive': this.total -= 1; this.archives.push(item); return;
      // A directory in a folder says nothing that walking the folder does not; only one chosen by itself is followed.
      case 'directory': this.total -= 1; if (item.chosen) this.directories.push({ item, names: outcome.names }); return;
      case 'leftOut': this.leftOut.push({ name, code: outcome.code, reason: outcome.reason }); break;
      case 'unlinked': throw new NadirError('defect', 'A patient was not linked.', { reason: 'unlinked' });
      case 'instance': this.candidates.push({ ...identified(outcome.record, outcome.sha256), sha256: outcome.sha256, bytes: outcome.bytes, sourcePath: name, staged: outcome.isStaged ? staged : null, ...this.heldFor(outcome.deidentified) });
    }
    this.seen += 1;
    this.options.report?.({ text: 'Reading files', done: this.seen, total: this.total });
  }

  /** A patient whom the worker does not know is linked to a subject, and the file read again; or left out. */
  private async linked(item: Item, outcome: ReadOutcome, again: () => Promise<ReadOutcome>): Promise<ReadOutcome> {
    const session = this.options.deidentify?.session;
    if (outcome.kind !== 'unlinked' || !session) return outcome;
    const decision = session.link(outcome.patient);
    if (decision.kind === 'linked') return await again();
    if (item.owned) await rm(item.path, { force: true });
    return { kind: 'leftOut', code: decision.code, reason: decision.reason };
  }

  /** Counts what was de-identified; says why a person must look first. */
  private heldFor(file: DeidentifiedFile | undefined): Pick<Candidate, 'quarantine'> {
    if (file) this.options.deidentify?.session.took(file);
    return file?.quarantine ? { quarantine: file.quarantine } : {};
  }

  private async readArchive(item: Item): Promise<void> {
    const { blobsRoot, signal, limits = scanLimits } = this.options;
    if (item.depth >= limits.archiveDepth) return this.leave([{ name: item.name, code: 'IMP-09', reason: `Archives are nested more than ${limits.archiveDepth} deep.` }]);
    const newPath = (): string => {
      // Unpacked originals of a study that de-identifies go where the next program to open the folder finds them when this one is killed.
      const path = this.options.deidentify ? originalPath(blobsRoot) : stagingPath(blobsRoot);
      this.staged.add(path);
      return path;
    };
    try {
      for await (const file of unpackArchive(item.path, item.name, { newPath, onLeftOut: (entry) => this.leave([entry]), limits, ...(signal === undefined ? {} : { signal }) })) {
        this.total += 1;
        await this.begin({ ...file, owned: true, depth: item.depth + 1, chosen: false });
      }
    } catch (cause) {
      if (!isNadirError(cause) || cause.code !== 'unreadable') throw cause;
      this.leave([{ name: item.name, code: cause.reason, reason: cause.message }]);
    }
    await this.throttle.drain();
    if (item.owned) await rm(item.path, { force: true });
    for (const inner of this.archives.splice(0)) await this.readArchive(inner);
  }

  private async followDirectory(item: Item, names: readonly string[]): Promise<void> {
    const listing = await listDirectory(item.path, names);
    this.leave(listing.leftOut);
    if (listing.files.length > 0) return await this.readAll(listing.files.map((file) => ({ ...file, owned: item.owned, depth: item.depth, chosen: false })));
    const found = await walkFiles(dirname(item.path), this.options.signal, this.options.limits);
    this.leave(found.leftOut);
    await this.readAll(found.files.map((file) => ({ ...file, owned: item.owned, depth: item.depth, chosen: false })));
  }
}
