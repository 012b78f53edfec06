/** Started as a process of its own by killed.test.ts: measures on and on, and says each revision only after its commit. */
import { bench, measured, reader } from './harness.ts';

const [, , dataFolder = '', subjectId = '', seriesId = '', timepointId = ''] = process.argv;
const b = bench({ dataFolder, blobRoot: `${dataFolder}/blobs` });
for (let step = 0; ; step += 1) {
  const { lesions } = b.services.readCase(subjectId).case;
  const on = { subjectId, expectedRevision: null };
  const size = 10 + (step % 50);
  const assessment = measured(seriesId, 'bl', 3, size, 2);
  if (lesions.length < 3) b.services.lesions.place(reader, on, { timepointId, role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false, assessment });
  else b.services.lesions.record(reader, on, lesions[step % lesions.length]?.id ?? '', timepointId, assessment);
  process.stdout.write(`${b.store.log.revision(subjectId)}\n`);
}
