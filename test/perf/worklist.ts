/** Worklist of many subjects: `node test/perf/worklist.ts [subjects]`. Prints milliseconds; the targets are in the specification of the workstation. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { addDays, type IsoDate, type Json } from '../../src/common/index.ts';
import type { Change } from '../../src/store/index.ts';
import { bench, measured, reader } from '../api/harness.ts';

const count = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), 'nadir-perf-'));
const b = bench({ dataFolder: folder, blobRoot: join(folder, 'blobs') });
const timed = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
  const start = performance.now();
  const result = await work();
  console.log(`${name}: ${(performance.now() - start).toFixed(1)} ms`);
  return result;
};

const { id: studyId } = b.services.studies.create(reader, { code: 'BIG', title: 'Big', template: 'phase2' });
const change = (stream: string, kind: string, type: Change['type'], key: string, after: Json): Change => ({ stream, kind, type, key, after });

/** Five targets over eight timepoints, as a reader would leave them. */
function changesOf(n: number): Change[] {
  const id = uuidv7();
  const tps = Array.from({ length: 8 }, (_, i) => ({ id: uuidv7(), index: i, date: addDays('2025-01-01' as IsoDate, i * 56) }));
  const lesions = Array.from({ length: 5 }, (_, i) => ({ id: uuidv7(), number: i + 1 }));
  return [
    change(id, 'SubjectEnrolled', 'subject', id, { id, studyId, code: `S-${String(n).padStart(5, '0')}`, site: `Site ${n % 20}`, note: '' }),
    change(id, 'SubjectFactsRecorded', 'facts', id, {}),
    ...tps.map((tp) => change(id, 'TimepointPlanned', 'timepoint', tp.id, { id: tp.id, subjectId: id, index: tp.index, label: tp.index === 0 ? 'Baseline' : `TP${tp.index}`, visitName: '', plannedDate: tp.date, performed: true })),
    ...lesions.flatMap((lesion) => [
      change(id, 'LesionPlaced', 'lesion', lesion.id, { id: lesion.id, subjectId: id, role: 'target', number: lesion.number, organ: lesion.number % 2 ? 'liver' : 'lung', kind: 'nonNodal', description: '', group: false, placedAt: tps[0]?.id ?? '' }),
      ...tps.map((tp) => {
        const longAxisMm = 10 + ((n * 7 + lesion.number * 3 + tp.index * 5) % 40);
        const { caliper } = measured('none', 'none', 3, longAxisMm, 5);
        const record = { state: 'measured', caliper, longAxisMm, shortAxisMm: 5 } as unknown as Json;
        return change(id, 'MeasurementRecorded', 'assessment', `${lesion.id}/${tp.id}`, { subjectId: id, lesionId: lesion.id, timepointId: tp.id, seriesId: null, record });
      }),
    ]),
  ];
}

await timed(`recording ${count} subjects, 5 lesions × 8 timepoints each`, () => {
  for (let from = 0; from < count; from += 500) {
    b.store.write(() => {
      for (let n = from; n < Math.min(count, from + 500); n += 1) {
        b.store.log.append({ id: uuidv7(), what: 'made', undoable: false, actor: 'bench', role: 'reader', programVersion: '0', engineVersion: '0', at: '2026-01-01T00:00:00.000Z', changes: changesOf(n) }, uuidv7);
      }
    });
  }
});
await timed('worklist, first time (every row made)', () => b.services.worklist.json(reader, studyId));
const text = await timed('worklist, opened again', () => b.services.worklist.json(reader, studyId));
console.log(`${(text.byteLength / 2 ** 20).toFixed(1)} MB of JSON`);
const [some] = b.services.worklist.rows(studyId);
const subjectId = some?.subjectId ?? '';
await timed('one command on one subject', () => b.services.subjects.setFacts(reader, { subjectId, expectedRevision: null }, { deathDate: '2027-01-01' }));
await timed('worklist after it', () => b.services.worklist.json(reader, studyId));
await timed('one case with result and findings', () => b.services.readCase(subjectId));
await timed('verify the chain', () => b.store.verifyChain());
await timed('replay and compare', () => b.store.compareProjections());
b.close();
if (!process.env['KEEP']) rmSync(folder, { recursive: true });
else console.log(folder);
