/** `node test/perf/manySubjects.ts FOLDER [SUBJECTS [TIMEPOINTS]]`: a data folder with a study of many subjects in two arms, five targets over eight timepoints each, as a reader would leave them; visits some days off, a third has died. */
import { v7 as uuidv7 } from 'uuid';
import { addDays, type IsoDate, type Json } from '../../src/common/index.ts';
import type { Change } from '../../src/store/index.ts';
import { bench, measured, reader } from '../api/harness.ts';

const [folder = '', count = '10000', visits = '8'] = process.argv.slice(2);
if (folder === '') throw new Error('FOLDER is missing');
const b = bench({ dataFolder: folder, blobRoot: `${folder}/blobs` });
const { id: studyId } = b.services.studies.create(reader, { code: 'BIG', title: 'Many subjects', template: 'phase2' });
const change = (stream: string, kind: string, type: Change['type'], key: string, after: Json): Change => ({ stream, kind, type, key, after });
const { caliper } = measured('none', 'none', 3, 20, 5);

function changesOf(n: number): Change[] {
  const id = uuidv7();
  const start = addDays('2023-01-02' as IsoDate, (n * 13) % 700);
  const timepoints = Array.from({ length: Number(visits) }, (_, index) => ({ id: uuidv7(), index, date: addDays(start, index * 56 + (index === 0 ? 0 : ((n * 11 + index * 3) % 9) - 4)) }));
  const last = timepoints.at(-1)?.date ?? start;
  const facts = { randomisationDate: addDays(start, 5), arm: n % 3 === 0 ? 'Control' : 'Treated', firstDoseDate: addDays(start, 7), ...(n % 3 === 1 ? { deathDate: addDays(last, (n * 17) % 400), deathCause: 'Tumour' } : { lastKnownAliveDate: addDays(last, (n * 7) % 200) }) };
  const lesions = Array.from({ length: 5 }, (_, index) => ({ id: uuidv7(), number: index + 1 }));
  return [
    change(id, 'SubjectEnrolled', 'subject', id, { id, studyId, code: `S-${String(n).padStart(5, '0')}`, site: `Site ${n % 20}`, note: '' }),
    change(id, 'SubjectFactsRecorded', 'facts', id, facts),
    ...timepoints.map((one) => change(id, 'TimepointPlanned', 'timepoint', one.id, { id: one.id, subjectId: id, index: one.index, label: one.index === 0 ? 'Baseline' : `TP${one.index}`, visitName: '', plannedDate: one.date, performed: true })),
    ...lesions.flatMap((lesion) => [
      change(id, 'LesionPlaced', 'lesion', lesion.id, { id: lesion.id, subjectId: id, role: 'target', number: lesion.number, organ: lesion.number % 2 ? 'liver' : 'lung', kind: 'nonNodal', description: '', group: false, placedAt: timepoints[0]?.id ?? '' }),
      ...timepoints.map((one) => {
        const longAxisMm = 10 + ((n * 7 + lesion.number * 3 + one.index * 5) % 40);
        const record = { state: 'measured', caliper, longAxisMm, shortAxisMm: 5 } as unknown as Json;
        return change(id, 'MeasurementRecorded', 'assessment', `${lesion.id}/${one.id}`, { subjectId: id, lesionId: lesion.id, timepointId: one.id, seriesId: null, record });
      }),
    ]),
  ];
}

const start = performance.now();
for (let from = 0; from < Number(count); from += 500) {
  b.store.write(() => {
    for (let n = from; n < Math.min(Number(count), from + 500); n += 1) {
      b.store.log.append({ id: uuidv7(), what: 'made', undoable: false, actor: 'bench', role: 'reader', programVersion: '0', engineVersion: '0', at: '2026-01-01T00:00:00.000Z', changes: changesOf(n) }, uuidv7);
    }
  });
}
b.close();
console.log(`${count} subjects with ${5 * Number(visits)} measurements each recorded in ${((performance.now() - start) / 1000).toFixed(0)} s`);
