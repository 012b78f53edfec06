/** The search of the audit trail over 100,000 events: words found on many, on few and on none, beside LIKE over the whole table and grep over the exported CSV. */
import Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { openCore, type Core } from '../../src/host/index.ts';
import { eventsOfSubject } from './verify.ts';
import { median, report } from './report.ts';

const root = path.resolve(import.meta.dirname, '../..');
const repeats = 7;
const pageSize = 50;
const searches = [['on many', 'made'], ['on few', 'blurred slice'], ['on none', 'no such words']] as const;

function milliseconds(work: () => unknown): number {
  const taken: number[] = [];
  for (let time = 0; time < repeats; time += 1) {
    const start = performance.now();
    work();
    taken.push(performance.now() - start);
  }
  return median(taken);
}

/** Twenty events with a reason, all over the trail's subjects. */
function tellReasons({ store, services, nowIso }: Core): void {
  const [study] = services.studies.list();
  const subjects = store.subjects.ofStudy(study?.id ?? '');
  store.write(() => {
    for (let n = 0; n < 20; n += 1) {
      const { id = '', facts = {} } = subjects[Math.floor(n * subjects.length / 20)] ?? {};
      store.log.append({
        id: uuidv7(), what: 'Dates recorded', undoable: false, actor: 'bench', role: 'reader', programVersion: '0', engineVersion: '0', at: nowIso(), reason: 'a Blurred Slice was read again',
        changes: [{ stream: id, kind: 'SubjectFactsRecorded', type: 'facts', key: id, after: { ...(facts as object), arm: 'Other' } }],
      }, uuidv7);
    }
  });
}

function exported({ services, context }: Core, file: string): void {
  const descriptor = openSync(file, 'wx');
  try { services.trail.csv(context, {}, (piece) => writeSync(descriptor, piece)); } finally { closeSync(descriptor); }
}

export function benchAudit(work: string): void {
  const folder = path.join(work, 'audit');
  execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(root, 'test/perf/manySubjects.ts'), folder, String(Math.ceil(100_000 / eventsOfSubject))], { cwd: root });
  const core = openCore(folder, { exclusive: false });
  const db = new Database(path.join(folder, 'nadir.sqlite'), { readonly: true });
  try {
    tellReasons(core);
    const csv = path.join(work, 'audit.csv');
    exported(core, csv);
    const { trail } = core.services;
    const events = trail.count(core.context, {});
    const columns = ['what', 'reason', 'actor'].map((column) => `${column} LIKE ?`).join(' OR ');
    const pageByLike = db.prepare<string[]>(`SELECT * FROM event NOT INDEXED WHERE ${columns} ORDER BY seq DESC LIMIT ${pageSize}`);
    const countByLike = db.prepare<string[], number>(`SELECT count(*) FROM event NOT INDEXED WHERE ${columns}`).pluck();
    for (const [where, text] of searches) {
      const found = trail.count(core.context, { text });
      const like = Array.from({ length: 3 }, () => `%${text}%`);
      const byLike = countByLike.get(...like) ?? -1;
      const grep = (): number => Number(spawnSync('grep', ['-i', '-F', '-c', text, csv], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout.trim());
      if (found !== byLike || found !== grep()) throw new Error(`${text}: ${found} events by Nadir, ${byLike} by LIKE, ${grep()} by grep`);
      const page = milliseconds(() => trail.page(core.context, { text }, null, pageSize));
      const count = milliseconds(() => trail.count(core.context, { text }));
      const [likePage, likeCount, grepCount] = [milliseconds(() => pageByLike.all(...like)), milliseconds(() => countByLike.get(...like)), milliseconds(grep)];
      report(`Audit trail, words found ${where}: ${found.toLocaleString('en-GB')} of ${events.toLocaleString('en-GB')} events, median of ${repeats}`, [
        { what: `first page of ${pageSize}, in words`, value: page, unit: 'ms', target: { atMost: 200 } },
        { what: 'count of all', value: count, unit: 'ms' },
        { what: 'LIKE over the table, first page', value: likePage, unit: 'ms' },
        { what: 'LIKE over the table, count', value: likeCount, unit: 'ms' },
        { what: `grep -c over the exported CSV (${(statSync(csv).size / 1e6).toFixed(0)} MB)`, value: grepCount, unit: 'ms' },
        { what: 'count, as a share of LIKE', value: count / likeCount, unit: '×', digits: 2, target: { atMost: 1 } },
        { what: 'count, as a share of grep', value: count / grepCount, unit: '×', digits: 2 },
      ]);
    }
  } finally {
    db.close();
    core.store.close();
  }
}
