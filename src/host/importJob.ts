/** Import: a source is read, sorted out, grouped, copied into the store and written to the database, all of it or nothing. */
import { rm } from 'node:fs/promises';
import { adoptBlob, removeBlob } from '../store/index.ts';
import { asImportError } from './importErrors.ts';
import { withoutIdentity } from './importIdentity.ts';
import { buildBatch, mergeCandidates } from './importMerge.ts';
import type { Candidate, ImportOptions, ImportReport, ImportRequest } from './importModel.ts';
import { readSource } from './importScan.ts';
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
  const adopted: string[] = [];
  try {
    const content = await readSource(request, options, staged);
    const named = withoutIdentity(content.candidates, options);
    const merged = await mergeCandidates(named.accepted, options);
    const batch = buildBatch(merged.accepted, options.sink);
    await adopt(merged.accepted, options, adopted);
    options.signal?.throwIfAborted();
    const seriesIds = batch.instances.length === 0 ? [] : await options.sink.commit(batch);
    adopted.length = 0;
    const rejected = [...content.leftOut, ...named.rejected, ...merged.rejected].map(({ name, code, reason }) => ({ path: name, code, reason })).sort((one, other) => compareNames(one.path, other.path));
    return {
      files: { seen: content.seen, imported: merged.accepted.length, duplicate: merged.duplicate, rejected: rejected.length },
      rejected, seriesIds, stacks: batch.series.flatMap(({ stacks }) => stacks),
    };
  } catch (cause) {
    await discard(adopted, options);
    throw asImportError(cause, options.signal);
  } finally {
    await Promise.all([...staged].map((path) => rm(path, { force: true }).catch(() => undefined)));
  }
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
async function discard(adopted: readonly string[], { sink, blobsRoot }: ImportOptions): Promise<void> {
  for (const sha256 of adopted) {
    // A file without a row harms nobody; the failure that led here is what the person must hear about.
    const isNamed = await Promise.resolve().then(() => sink.holdsFile(sha256)).catch(() => true);
    if (!isNamed) await removeBlob(blobsRoot, sha256).catch(() => undefined);
  }
}
