/**
 * Writes the seed database of the present format: `node test/migrations/makeSeed.ts`. Run once per format, with the program that first had it or any before the
 * next one, never over an old seed. Its read is signed; one timepoint was opened again and signed a second time. Every stored file holds its SOP instance UID as
 * text, so that a test can put the files back. To make one of an earlier format, check its commit out, put this file there and run it: it uses nothing that was
 * not there when reads could first be signed (format 3).
 */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asId, type StudyId } from '../../src/common/index.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { bench, instancesOf, measured, reader, stack, steppingClock } from '../api/harness.ts';
import { readingAt } from '../api/readBench.ts';

const password = 'lamp river window 7';
const target = join(import.meta.dirname, 'seeds', `format-${migrations.at(-1)?.version ?? 0}-signed.sqlite`);
if (existsSync(target)) throw new Error(`${target} is there already; a seed is never written twice`);
mkdirSync(join(import.meta.dirname, 'seeds'), { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'nadir-seed-'));
const b = bench({ dataFolder: folder, blobRoot: join(folder, 'blobs'), clock: steppingClock(Date.UTC(2026, 11, 1)) });
const { studies, assignments, subjects } = b.services;

const account = await b.services.accounts.setUp(reader, { fullName: 'Dr Sam Seed', username: 'seed', password });
const studyId = asId<StudyId>(studies.create(reader, { code: 'SEED-1', title: 'Seed of a format', template: 'phase3' }).id);
const sink = b.services.importSink(reader, studyId);
const names = ['bl', 'fu1', 'fu2'];
const series = names.map((name, index) => {
  const one = stack('S-001', name, ['2026-01-05', '2026-03-01', '2026-05-01'][index] ?? null);
  sink.add(instancesOf(one).map((instance) => ({ ...instance, sha256: createHash('sha256').update(instance.sopInstanceUid).digest('hex'), bytes: instance.sopInstanceUid.length })));
  return sink.putStacks(one.dicomStudyUid, one.seriesUid, [one])[0] ?? '';
});
sink.finish({ source: 'seed', files: { seen: 30, imported: 30, duplicate: 0, rejected: 0 } });
const [subjectId = ''] = assignments.assign(reader, studyId, series.map((seriesId, timepointIndex) => ({ seriesId: seriesId as never, subjectId: null, newSubjectCode: 'S-001', timepointIndex })));
subjects.setFacts(reader, { subjectId: asId(subjectId), expectedRevision: null }, { randomisationDate: '2026-01-10' });

const at = readingAt(b, account, { studyId, subjectId, series });
const drawn = (index: number, z: number, mm: number) => measured(series[index] ?? '', names[index] ?? '', z, mm, 8);
async function must(answer: Promise<{ readonly reason: string; readonly message: string }>): Promise<void> {
  const { reason, message } = await answer;
  if (reason !== 'ok') throw new Error(`${reason}: ${message}`);
}
const sign = async (index: number) => {
  await at.answerAll();
  await must(at.sign(index, password));
};
const liver = await at.target(40, 'liver', 3, 'nonNodal', 8);
const lung = await at.target(20, 'lung', 5, 'nonNodal', 8);
const bone = await at.nonTarget();
await sign(0);
await must(at.record(liver, 1, drawn(1, 3, 25)));
await must(at.record(lung, 1, { state: 'absent' }));
await must(at.command('/subject/undo', {}));
await must(at.record(lung, 1, drawn(1, 5, 12)));
await must(at.record(bone, 1, { state: 'status', status: 'present' }));
await sign(1);
await must(at.amend(1, 'measured again'));
await must(at.record(liver, 1, drawn(1, 3, 22)));
await sign(1);
// The next timepoint stays open, with something to undo.
await must(at.record(liver, 2, drawn(2, 3, 30)));
b.close();
const db = new Database(join(folder, 'nadir.sqlite'));
db.prepare('VACUUM INTO ?').run(target);
db.close();
rmSync(folder, { recursive: true });
