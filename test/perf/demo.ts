/** Time until the demo study's first subject and all of its files are on disk, and import speed on those files. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createImportPool, importInto, openCore } from '../../src/host/index.ts';
import { generateDemo } from '../../src/demo/index.ts';
import { report } from './report.ts';

/** Writes the demo's files into `folder`. */
export async function benchDemo(folder: string): Promise<void> {
  const start = performance.now();
  let first = Number.NaN;
  let bytes = 0;
  for await (const series of generateDemo({ directory: folder })) {
    if (series.completesSubject && Number.isNaN(first)) first = (performance.now() - start) / 1000;
    bytes += series.bytes;
  }
  report(`Demo study, ${Math.round(bytes / 1e6)} MB of generated CT`, [
    { what: 'first subject whole', value: first, unit: 's', digits: 2, target: { atMost: 3 } },
    { what: 'all six subjects', value: (performance.now() - start) / 1000, unit: 's', digits: 2, target: { atMost: 20 } },
  ]);
}

/** The least an import must do: read, hash, write. */
async function copyBare(folder: string, target: string): Promise<number> {
  const start = performance.now();
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  await mkdir(target);
  for (const entry of names) {
    const bytes = await readFile(path.join(entry.parentPath, entry.name));
    await writeFile(path.join(target, createHash('sha256').update(bytes).digest('hex')), bytes);
  }
  return names.length / ((performance.now() - start) / 1000);
}

/** Imports the folder through the product's pipeline into a new data folder, then once more. */
export async function benchImport(folder: string, work: string): Promise<void> {
  const bare = await copyBare(folder, path.join(work, 'bare'));
  const core = openCore(path.join(work, 'import-data'), { exclusive: true });
  const pool = createImportPool();
  try {
    const { id: studyId } = core.services.studies.create(core.context, { code: 'BENCH', title: 'Bench', template: 'phase2', isDemo: false });
    const run = async () => {
      const start = performance.now();
      const { files } = await importInto({ paths: [folder], owned: false }, { core, pool, studyId, sourceName: 'bench' });
      return { files, rate: files.seen / ((performance.now() - start) / 1000) };
    };
    const first = await run();
    const again = await run();
    report(`Import, ${first.files.seen} files`, [
      { what: 'folder into the store: hashed, copied, indexed, committed', value: first.rate, unit: 'files/s', digits: 0, target: { atLeast: 300 }, note: `${first.files.imported} imported, ${first.files.rejected} left out` },
      { what: 'the same folder again: everything is known', value: again.rate, unit: 'files/s', digits: 0, note: `${again.files.duplicate} known, ${again.files.imported} imported` },
      { what: 'beside it: bare copy and hash of the same files, no index', value: bare, unit: 'files/s', digits: 0 },
    ]);
  } finally {
    await pool.close();
    core.store.close();
  }
}
