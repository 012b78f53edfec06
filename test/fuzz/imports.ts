/** Whole imports of broken sources into a throw-away store: afterwards the store is whole, and holds what the report says. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isNadirError, type SeriesId } from '../../src/common/index.ts';
import { createImportPool, importInto, openCore, type Core } from '../../src/host/index.ts';
import { streamVolume, thumbnailOf } from '../../src/host/seriesPixels.ts';
import type { DecodePool } from '../../src/host/volumeSource.ts';
import { createPool } from '../../src/host/workers/pool.ts';
import { archiveOf, directoryOf } from './containers.ts';
import { refusal } from './examine.ts';
import type { Random } from './random.ts';

/** After as many imports the store is new, so that checking it stays fast. */
const importsPerStore = 20;

export type ImportBench = { run(random: Random, files: readonly Buffer[]): Promise<{ readonly seen: number; readonly imported: number }>; close(): Promise<void> };

export function importBench(root: string): ImportBench {
  const pool = createImportPool();
  const decodePool: DecodePool = createPool('decode.worker.ts', 1);
  let core: Core | null = null;
  let number = 0;
  const fresh = (): Core => {
    if (core !== null && number % importsPerStore !== 0) return core;
    core?.store.close();
    core = openCore(mkdtempSync(path.join(root, 'data-')), { exclusive: false });
    return core;
  };
  return {
    async run(random, files) {
      const open = fresh();
      number += 1;
      const source = mkdtempSync(path.join(root, 'source-'));
      const chosen = writeSource(source, random, files);
      const code = `FUZZ-${number}`;
      const studyId = open.services.studies.create(open.context, { code, title: code, template: 'phase2' }).id;
      const report = await importInto({ paths: [chosen], owned: false }, { core: open, pool, studyId, sourceName: 'fuzz' });
      const { seen, imported, duplicate, rejected } = report.files;
      if (seen !== imported + duplicate + rejected) throw new Error(`seen ${seen}, but ${imported} + ${duplicate} + ${rejected}`);
      for (const { code: why, reason, path: name } of report.rejected) if (!/^[A-Z]{2,4}-\d\d$/.test(why) || reason.length < 10 || name === '') throw new Error(`not imported without a reason: ${JSON.stringify({ why, reason, name })}`);
      await checkStore(open);
      for (const seriesId of report.seriesIds.slice(0, 4)) await look(open, decodePool, seriesId);
      rmSync(source, { recursive: true, force: true });
      return { seen, imported };
    },
    async close() {
      core?.store.close();
      await Promise.all([pool.close(), decodePool.close()]);
    },
  };
}

/** A folder, a folder with links and rubbish, an archive or a DICOMDIR; answers what is chosen. */
function writeSource(source: string, random: Random, files: readonly Buffer[]): string {
  const folder = path.join(source, 'CT1');
  mkdirSync(folder);
  files.forEach((bytes, index) => writeFileSync(path.join(folder, `IM${index}`), bytes));
  if (random.chance(0.3)) symlinkSync(source, path.join(folder, 'loop'));
  if (random.chance(0.3)) writeFileSync(path.join(source, 'empty'), '');
  if (random.chance(0.3)) writeFileSync(path.join(source, 'in.zip'), archiveOf(random, files));
  if (!random.chance(0.3)) return source;
  writeFileSync(path.join(source, 'DICOMDIR'), directoryOf(random));
  return path.join(source, 'DICOMDIR');
}

async function checkStore({ store, services }: Core): Promise<void> {
  const verified = await services.integrity.verify();
  if (!verified.whole) throw new Error(`the store is damaged: ${verified.firstFault}`);
  const onDisk = readdirSync(store.blobRoot, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const staged = onDisk.filter((entry) => path.basename(entry.parentPath) === 'incoming');
  if (staged.length > 0) throw new Error(`${staged.length} files were left in staging`);
  const named = new Set(store.read(() => store.instances.files()));
  const orphans = onDisk.filter((entry) => !named.has(entry.name));
  if (orphans.length > 0) throw new Error(`${orphans.length} stored files belong to nothing`);
}

/** As the window looks at a series: its list entry, its picture, its volume. */
async function look(core: Core, pool: DecodePool, seriesId: SeriesId): Promise<void> {
  core.services.series.images(seriesId);
  for (const ask of [() => thumbnailOf(core, pool, seriesId), () => readVolume(core, pool, seriesId)]) {
    try {
      await ask();
    } catch (cause) {
      if (isNadirError(cause) && cause.code === 'unreadable') refusal(cause);
      else throw cause;
    }
  }
}

async function readVolume(core: Core, pool: DecodePool, seriesId: SeriesId): Promise<void> {
  const { body, byteLength } = await streamVolume(core, pool, seriesId, { from: 0 }, new AbortController().signal);
  let read = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) read += chunk.byteLength;
  if (read !== byteLength) throw new Error(`a volume of ${byteLength} bytes sent ${read}`);
}
