/** `node test/perf/exportSdtm.ts FOLDER CODE`: collects a study of a data folder and writes SDTM and Dataset-JSON of it to a folder, in a process of its own; says times, processor time of collecting and SDTM, bytes, rows and the peak of its memory as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bench, reader } from '../api/harness.ts';
import { tumourRows, writeDatasetJsonFiles, writeSdtm, type ExportFile } from '../../src/exchange/index.ts';

const [folder = '', code = ''] = process.argv.slice(2);
const b = bench({ dataFolder: folder, blobRoot: `${folder}/blobs` });
const timed = <T>(work: () => T): readonly [T, number] => {
  const start = performance.now();
  const value = work();
  return [value, performance.now() - start];
};

const cpuBefore = process.cpuUsage();
const [study, collectMs] = timed(() => b.services.exports.collect(reader, b.services.studies.byCode(code).id, { reads: 'all' }));
const write = (files: Iterable<ExportFile>): number => {
  let bytes = 0;
  for (const file of files) {
    const target = path.join(folder, 'out', file.path);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, file.bytes);
    bytes += file.bytes.length;
  }
  return bytes;
};
const [sdtmBytes, sdtmMs] = timed(() => write(writeSdtm(study)));
const cpu = process.cpuUsage(cpuBefore);
const [jsonBytes, jsonMs] = timed(() => write(writeDatasetJsonFiles(study)));
const rows = Object.values(tumourRows(study)).reduce((sum, { length }) => sum + length, 0);
b.close();
console.log(JSON.stringify({ subjects: study.subjects.length, rows, collectMs, sdtmMs, jsonMs, sdtmBytes, jsonBytes, cpuMs: (cpu.user + cpu.system) / 1000, peakMb: process.resourceUsage().maxRSS / 1024 }));
