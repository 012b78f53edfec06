/**
 * A backup while somebody records: what it does to commits of a host's connection, on a database of a gigabyte. The backup runs in its thread as the host starts it; commits are real commands (one event, its projections, synchronous=FULL) at a reader's pace.
 * Their peer is the same commits without a backup in the same run.
 */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { defaultBackupPlan } from '../../src/casefile/index.ts';
import { runBackup } from '../../src/host/backups/backupThread.ts';
import { makeWorkstation } from '../backup/workstation.ts';
import { median, report } from './report.ts';

const paceMs = 25;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Fills the database with stored headers, as a large study has, to so many bytes. */
function grow(file: string, bytes: number): void {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  const [row] = db.prepare('SELECT * FROM series LIMIT 1').all() as { id: string; stack_key: string; study_id: string }[];
  if (!row) throw new Error('no series to copy');
  const images = db.prepare('INSERT INTO series_images (series_id, images) VALUES (?, ?)');
  const columns = Object.keys(row);
  const series = db.prepare(`INSERT INTO series (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`);
  const slices = (n: number): string => JSON.stringify(Array.from({ length: 700 }, (_, z) => ({ uid: `1.2.826.0.1.3680043.${n}.${z}.${(n * 7919 + z * 104729) % 1000003}`, position: [-180.5 + (n % 50), -200.25, z * 1.25], slope: 1, intercept: -1024, offset: (n * 31 + z) * 524288 })));
  for (let n = 0, size = 0; size < bytes;) {
    db.transaction(() => {
      for (let some = 0; some < 100; some += 1, n += 1) {
        const text = slices(n);
        series.run({ ...row, id: `filler-${n}`, stack_key: `filler-${n}` });
        images.run(`filler-${n}`, text);
        size += text.length;
      }
    })();
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

async function commits(work: () => void, isOver: () => boolean): Promise<readonly number[]> {
  const took: number[] = [];
  while (!isOver()) {
    const began = performance.now();
    work();
    took.push(performance.now() - began);
    await wait(paceMs);
  }
  return took;
}

const share = (values: readonly number[], part: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

export async function benchBackup(folder: string): Promise<void> {
  const dataFolder = path.join(folder, 'backup-data');
  mkdirSync(dataFolder, { recursive: true });
  const workstation = makeWorkstation(dataFolder);
  workstation.close();
  grow(path.join(dataFolder, 'nadir.sqlite'), Number(process.env['NADIR_BENCH_BACKUP_MB'] ?? 1000) * 1e6);
  const again = makeWorkstation(dataFolder, 'BK-2');
  const size = statSync(path.join(dataFolder, 'nadir.sqlite')).size;
  try {
    const until = (ms: number): (() => boolean) => { const end = performance.now() + ms; return () => performance.now() > end; };
    const alone = await commits(again.work, until(10_000));
    let isDone = false;
    const began = performance.now();
    const made = runBackup(dataFolder, defaultBackupPlan, { signal: new AbortController().signal, report: () => undefined }).finally(() => { isDone = true; });
    const during = await commits(again.work, () => isDone);
    const { bytes } = await made;
    const seconds = (performance.now() - began) / 1000;
    report(`Backup of a database of ${(size / 1e6).toFixed(0)} MB while somebody records (${during.length} commits during it, ${alone.length} before)`, [
      { what: 'slowest commit without a backup', value: Math.max(...alone), unit: 'ms' },
      { what: 'slowest commit during the backup', value: Math.max(...during), unit: 'ms' },
      { what: 'delay of the slowest by the backup', value: Math.max(...during) - Math.max(...alone), unit: 'ms', target: { atMost: 50 } },
      { what: 'median without / during', value: median(during), unit: 'ms', note: `without: ${median(alone).toFixed(1)} ms` },
      { what: '99 of 100 during the backup', value: share(during, 0.99), unit: 'ms', note: `without: ${share(alone, 0.99).toFixed(1)} ms` },
      { what: 'delay of 99 of 100 by the backup', value: share(during, 0.99) - share(alone, 0.99), unit: 'ms', target: { atMost: 50 } },
      { what: 'the backup took', value: seconds, unit: 's', note: `${(size / 1e6 / seconds).toFixed(0)} MB/s, file of ${(bytes / 1e6).toFixed(0)} MB` },
    ]);
  } finally {
    again.close();
  }
}
