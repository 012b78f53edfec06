/** Import speed on the demo's files, beside a bare copy of them, Orthanc storing them over its REST API, and dcmdump reading their headers: same files, machine and run. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { createImportPool, importInto, openCore } from '../../src/host/index.ts';
import { median, report, type Line } from './report.ts';

const rounds = 3;

const filesOf = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));

const perSecond = (files: number, start: number): number => files / ((performance.now() - start) / 1000);

/** The least an import must do: read, hash, write. */
async function copyBare(files: readonly string[], target: string): Promise<number> {
  const start = performance.now();
  await mkdir(target);
  for (const file of files) {
    const bytes = await readFile(file);
    await writeFile(path.join(target, createHash('sha256').update(bytes).digest('hex')), bytes);
  }
  return perSecond(files.length, start);
}

type Ours = { readonly rate: number; readonly again: number; readonly note: string };

/** Imports the folder through the product's pipeline into a new data folder, then once more. */
async function importOurs(folder: string, dataFolder: string, threads?: number): Promise<Ours> {
  const core = openCore(dataFolder, { exclusive: true });
  const pool = createImportPool(threads);
  try {
    const { id: studyId } = core.services.studies.create(core.context, { code: 'BENCH', title: 'Bench', template: 'phase2', isDemo: false });
    const run = async () => {
      const start = performance.now();
      const { files } = await importInto({ paths: [folder], owned: false }, { core, pool, studyId, sourceName: 'bench' });
      return { files, rate: perSecond(files.seen, start) };
    };
    const first = await run();
    const again = await run();
    return { rate: first.rate, again: again.rate, note: `${first.files.imported} imported, ${first.files.rejected} left out; again: ${again.files.duplicate} known` };
  } finally {
    await pool.close();
    core.store.close();
  }
}

/** Runs a program to its end; null where it is not installed. */
const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => { child.once('error', () => resolve(null)).once('exit', (code) => resolve(code ?? -1)); });

const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
});

function post(agent: http.Agent, port: number, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, host: '127.0.0.1', port, method: 'POST', path: '/instances', headers: { 'content-type': 'application/dicom', 'content-length': bytes.length, expect: '' } }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    });
    request.once('error', reject).end(bytes);
  });
}

/** Orthanc as it comes, on this machine alone: its own server, its own storage, as many files at once as there are processors. Null where it is not installed. */
async function storeInOrthanc(files: readonly string[], folder: string): Promise<number | null> {
  const port = await freePort();
  await mkdir(folder, { recursive: true });
  const settings = { Name: 'bench', StorageDirectory: folder, IndexDirectory: folder, HttpPort: port, RemoteAccessAllowed: false, AuthenticationEnabled: false, DicomServerEnabled: false, Plugins: [] };
  await writeFile(path.join(folder, 'orthanc.json'), JSON.stringify(settings));
  const child = spawn('Orthanc', [path.join(folder, 'orthanc.json')], { stdio: 'ignore' });
  let isGone = false;
  const end = ended(child).then((code) => { isGone = true; return code; });
  const isUp = async (): Promise<boolean> => fetch(`http://127.0.0.1:${port}/system`).then(({ ok }) => ok, () => false);
  try {
    for (let tries = 0; !(await isUp()); tries += 1) {
      if (isGone || tries > 150) return null;
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
    const agent = new http.Agent({ keepAlive: true });
    const start = performance.now();
    const waiting = files.values();
    await Promise.all(Array.from({ length: availableParallelism() }, async () => {
      for (const file of waiting) {
        const status = await post(agent, port, await readFile(file));
        if (status !== 200) throw new Error(`Orthanc answered ${status} to ${file}`);
      }
    }));
    const rate = perSecond(files.length, start);
    agent.destroy();
    return rate;
  } finally {
    child.kill('SIGTERM');
    await end;
  }
}

/** dcmdump over the folder, long values left in the files. Null where it is not installed. */
async function dumpHeaders(folder: string, files: number): Promise<number | null> {
  const start = performance.now();
  const code = await ended(spawn('dcmdump', ['-q', '-M', '+sd', '+r', folder], { stdio: 'ignore' }));
  return code === null ? null : perSecond(files, start);
}

const beside = (what: string, rates: readonly (number | null)[], missing: string): Line[] => {
  const measured = rates.filter((rate) => rate !== null);
  if (measured.length === 0) console.log(`\n${missing}`);
  return measured.length === 0 ? [] : [{ what: `beside it: ${what}`, value: median(measured), unit: 'files/s', digits: 0, note: `runs ${measured.map((rate) => rate.toFixed(0)).join(', ')}` }];
};

/** `npm run bench -- import` */
export async function benchImport(folder: string, work: string): Promise<void> {
  const files = await filesOf(folder);
  const [bare, ours, orthanc, dumped]: [number[], Ours[], (number | null)[], (number | null)[]] = [[], [], [], []];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await copyBare(files, path.join(work, `bare-${round}`)));
    ours.push(await importOurs(folder, path.join(work, `import-data-${round}`)));
    orthanc.push(await storeInOrthanc(files, path.join(work, `orthanc-${round}`)));
    dumped.push(await dumpHeaders(folder, files.length));
  }
  const twoThreads = await importOurs(folder, path.join(work, 'import-data-two'), 2);
  const rate = median(ours.map((each) => each.rate));
  const peer = beside('Orthanc stores the same files over its REST API', orthanc, 'Orthanc is not installed (apt-get install orthanc): not measured.');
  report(`Import, ${files.length} files, median of ${rounds}`, [
    { what: 'folder into the store: hashed, copied, indexed, committed', value: rate, unit: 'files/s', digits: 0, target: { atLeast: 300 }, note: `runs ${ours.map((each) => each.rate.toFixed(0)).join(', ')}; ${ours[0]?.note}` },
    { what: '  with two reading threads', value: twoThreads.rate, unit: 'files/s', digits: 0, note: 'one run' },
    { what: 'the same folder again: everything is known', value: median(ours.map((each) => each.again)), unit: 'files/s', digits: 0 },
    ...beside('bare copy and hash of the same files, no index', bare, ''),
    ...peer,
    ...beside('dcmdump reads the headers, stores nothing', dumped, 'dcmdump is not installed (apt-get install dcmtk): not measured.'),
    ...(peer[0] ? [{ what: 'faster than Orthanc', value: rate / peer[0].value, unit: '×', digits: 2, target: { atLeast: 1 } } satisfies Line] : []),
  ]);
}
