/** Writes the seed database of the present format: `node test/migrations/makeSeed.ts`. Run once per released format, never over an old seed. */
import Database from 'better-sqlite3';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asId, type StudyId } from '../../src/common/index.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { bench, instancesOf, measured, reader, stack } from '../api/harness.ts';

const target = join(import.meta.dirname, 'seeds', `format-${migrations.at(-1)?.version ?? 0}.sqlite`);
if (existsSync(target)) throw new Error(`${target} is there already; a seed is never written twice`);
mkdirSync(join(import.meta.dirname, 'seeds'), { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'nadir-seed-'));
const b = bench({ dataFolder: folder, blobRoot: join(folder, 'blobs') });
const { studies, assignments, lesions, subjects } = b.services;

const studyId = asId<StudyId>(studies.create(reader, { code: 'SEED-1', title: 'Seed of a format', template: 'phase3' }).id);
const sink = b.services.importSink(reader, studyId);
for (const one of [stack('S-001', 'bl', '2026-01-05'), stack('S-001', 'fu', '2026-03-01')]) {
  sink.add(instancesOf(one));
  sink.putStacks(one.dicomStudyUid, one.seriesUid, [one]);
}
sink.finish({ source: 'seed', files: { seen: 20, imported: 20, duplicate: 0, rejected: 0 } });
const proposals = assignments.unassigned(studyId);
const [subjectId = asId('')] = assignments.assign(reader, studyId, proposals.map((one) => ({ seriesId: one.series.id, subjectId: null, newSubjectCode: 'S-001', timepointIndex: one.timepoint?.index ?? 0 })));
const [bl, fu] = ['bl', 'fu'].map((name) => proposals.find((one) => one.series.seriesUid.endsWith(`.${name}`))?.series.id ?? '') as [string, string];
const [baseline, tp1] = b.services.readCase(subjectId).case.timepoints.map((one): string => one.id) as [string, string];
const on = { subjectId, expectedRevision: null };
const place = (organ: 'liver' | 'lung', z: number, mm: number) =>
  lesions.place(reader, on, { timepointId: baseline, role: 'target', organ, kind: 'nonNodal', description: 'seed', group: false, assessment: measured(bl, 'bl', z, mm, 8) })['lesionId'] ?? '';
const first = place('liver', 3, 40);
place('lung', 5, 20);
lesions.place(reader, on, { timepointId: baseline, role: 'nonTarget', organ: 'bone', kind: 'nonNodal', description: 'L3', group: false, assessment: { state: 'status', status: 'present' } });
lesions.record(reader, on, first, tp1, measured(fu, 'fu', 3, 25, 8));
lesions.record(reader, on, first, tp1, { state: 'absent' });
subjects.undo(reader, on);
subjects.setFacts(reader, on, { randomisationDate: '2026-01-10' });
await b.services.accounts.setUp(reader, { fullName: 'Dr Sam Seed', username: 'seed', password: 'lamp river window 7' });
b.close();
const db = new Database(join(folder, 'nadir.sqlite'));
db.prepare('VACUUM INTO ?').run(target);
db.close();
rmSync(folder, { recursive: true });
