/** Import: a source is read, sorted out, grouped, copied into the store and written to the database, all of it or nothing. */
import { rm } from 'node:fs/promises';
import type { SeriesId } from '../common/index.ts';
import type { LeftOut } from '../dicom/index.ts';
import { adoptBlob, noteAdoption, removeBlob } from '../store/index.ts';
import { asImportError } from './importErrors.ts';
import { planHold } from './importHold.ts';
import { withoutIdentity } from './importIdentity.ts';
import { buildBatch, mergeCandidates } from './importMerge.ts';
import { withoutValues } from './log.ts';
import type { Candidate, ImportBatch, ImportOptions, ImportReport, ImportRequest } from './importModel.ts';
import { readSource } from './importScan.ts';
import { systemClock } from './systemClock.ts';
import { createThrottle } from './throttle.ts';

export type { ImportBatch, ImportOptions, ImportPool, ImportProgress, ImportReport, ImportRequest, ImportSink } from './importModel.ts';

const adoptAtOnce = 16;
const compareNames = new Intl.Collator('en', { numeric: true }).compare;

/**
 * Runs one import. Files that cannot be used are in the report with a code and a reason; they never end the import. Importing twice adds nothing.
 * Throws `cancelled` when the signal was set before the commit, `storage` when the disk is full or the database refuses: nothing of the import is kept then,
 * neither rows nor files.
 */
export async function runImport(request: ImportRequest, options: ImportOptions): Promise<ImportReport> {
  const staged = new Set<string>();
  const adoption = nothingAdopted();
  let held: readonly string[] = [];
  const { deidentify } = options;
  try {
    const content = await readSource(request, options, staged);
    const named = withoutIdentity(content.candidates.filter((one) => !one.quarantine), options);
    const merged = await mergeCandidates(named.accepted, options);
    const hold = await planHold(content.candidates.filter((one) => one.quarantine), options, systemClock.nowIso());
    const { batch, seriesIds } = await store(merged.accepted, options, adoption, async () => {
      held = (await deidentify?.quarantine.hold(hold.files)) ?? [];
      // Images without the key to whose they are would be a loss; a key without images is none.
      await deidentify?.session.save();
    });
    held = [];
    const rejected = [...content.leftOut, ...named.rejected, ...merged.rejected].map((one) => toRejected(one, content.seen, options)).sort((one, other) => compareNames(one.path, other.path));
    const quarantined = hold.files.length;
    return {
      files: { seen: content.seen, imported: merged.accepted.length, duplicate: merged.duplicate + hold.duplicate, rejected: rejected.length, ...(deidentify ? { quarantined } : {}) },
      rejected, seriesIds, deidentification: deidentify?.session.report(quarantined) ?? null, stacks: batch.series.flatMap(({ stacks }) => stacks),
    };
  } catch (cause) {
    await discard(adoption, options);
    await deidentify?.quarantine.remove(held).catch(() => undefined);
    throw asImportError(cause, options.signal);
  } finally {
    await Promise.all([...staged].map((path) => rm(path, { force: true }).catch(() => undefined)));
  }
}

/** Stored files that an import has added and no row names yet. `forget` takes back the note of them that a killed import leaves to the next start. */
type Adoption = { readonly added: string[]; forget: () => void };
const nothingAdopted = (): Adoption => ({ added: [], forget: () => undefined });

/** Moves files to their places, then writes the rows. `first` runs between the two: what it refuses keeps nothing. */
async function store(accepted: readonly Candidate[], options: ImportOptions, adoption: Adoption, first: () => Promise<void>): Promise<{ readonly batch: ImportBatch; readonly seriesIds: readonly SeriesId[] }> {
  const batch = buildBatch(accepted, options.sink);
  adoption.forget = noteAdoption(options.blobsRoot, accepted.filter(({ staged }) => staged !== null).map(({ sha256 }) => sha256));
  await adopt(accepted, options, adoption.added);
  options.signal?.throwIfAborted();
  await first();
  const seriesIds = batch.instances.length === 0 ? [] : await options.sink.commit(batch);
  adoption.added.length = 0;
  adoption.forget();
  return { batch, seriesIds };
}

/**
 * Stores images that were read before and held back; each with its staged copy. Errors: as `runImport`; nothing of it is kept then.
 * `left`: images that contradict what is stored (IMP-02, IMP-03).
 */
export async function importHeld(candidates: readonly Candidate[], options: ImportOptions): Promise<{ readonly seriesIds: readonly SeriesId[]; readonly left: readonly LeftOut[] }> {
  const adoption = nothingAdopted();
  try {
    const merged = await mergeCandidates(candidates, options);
    const { seriesIds } = await store(merged.accepted, options, adoption, async () => undefined);
    return { seriesIds, left: merged.rejected };
  } catch (cause) {
    await discard(adoption, options);
    throw asImportError(cause, options.signal);
  } finally {
    await Promise.all(candidates.map(({ staged }) => (staged === null ? undefined : rm(staged, { force: true }).catch(() => undefined))));
  }
}

/** A file that was left out as the report names it: where the study de-identifies by its number among those seen, since a path may hold the patient's name. */
function toRejected({ name, code, reason }: LeftOut, seen: number, { deidentify }: ImportOptions): ImportReport['rejected'][number] {
  if (!deidentify) return { path: name, code, reason };
  return { path: `${name} of ${seen}`, code, reason: withoutValues(reason), sourceName: deidentify.session.sourceName(name) };
}

/** Moves the staged copies to where their hashes say, each forced to disk before a row may name it. `adopted` collects those that were not there before. */
async function adopt(accepted: readonly Candidate[], { blobsRoot, signal, report }: ImportOptions, adopted: string[]): Promise<void> {
  const throttle = createThrottle(adoptAtOnce);
  let done = 0;
  try {
    for (const { staged, sha256 } of accepted) {
      signal?.throwIfAborted();
      if (staged === null) continue;
      await throttle.add(async () => {
        if (await adoptBlob(blobsRoot, staged, sha256)) adopted.push(sha256);
        done += 1;
        report?.({ text: 'Saving', done, total: accepted.length });
      });
    }
    await throttle.drain();
  } finally {
    await throttle.settle();
  }
}

/** Takes back files that no row came to name. */
async function discard({ added, forget }: Adoption, { sink, blobsRoot }: ImportOptions): Promise<void> {
  for (const sha256 of added) {
    // A file without a row harms nobody; the failure that led here is what the person must hear about.
    const isNamed = await Promise.resolve().then(() => sink.holdsFile(sha256)).catch(() => true);
    if (!isNamed) await removeBlob(blobsRoot, sha256).catch(() => undefined);
  }
  forget();
}
