/** A data folder with facts, stored images and an image in quarantine, as small as it can be. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bench, instancesOf, measured, reader, stack, type Bench } from '../api/harness.ts';
import { asId, type StudyId } from '../../src/common/index.ts';
import type { StoredInstance } from '../../src/dicom/index.ts';

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export type Workstation = { readonly b: Bench; readonly images: readonly string[]; readonly quarantined: string; /** Records one fact more. */ work(): void; close(): void };

const put = (file: string, bytes: Uint8Array | string): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
};

export function makeWorkstation(dataFolder: string, code = 'BK-1'): Workstation {
  const b = bench({ dataFolder, blobRoot: path.join(dataFolder, 'blobs') });
  const { studies, importSink, assignments, readCase, subjects, lesions } = b.services;
  const studyId = asId<StudyId>(studies.create(reader, { code, title: 'Backup', template: 'phase3' }).id);
  const images: string[] = [];
  const stored = (instances: readonly StoredInstance[]): StoredInstance[] => instances.map((one) => {
    const bytes = Buffer.from(`image ${one.sopInstanceUid} `.repeat(40));
    const sha256 = sha256Of(bytes);
    images.push(sha256);
    put(path.join(dataFolder, 'blobs', sha256.slice(0, 2), sha256), bytes);
    return { ...one, sha256, bytes: bytes.length };
  });
  const sink = importSink(reader, studyId);
  for (const one of [stack('S-001', 'bl', '2026-01-05'), stack('S-001', 'fu', '2026-03-01')]) {
    sink.add(stored(instancesOf(one)));
    sink.putStacks(one.dicomStudyUid, one.seriesUid, [one]);
  }
  const proposals = assignments.unassigned(studyId);
  const [subjectId = asId('')] = assignments.assign(reader, studyId, proposals.map((one) => ({ seriesId: one.series.id, subjectId: null, newSubjectCode: 'S-001', timepointIndex: one.timepoint?.index ?? 0 })));
  const seriesId = proposals.find((one) => one.series.seriesUid.endsWith('.bl'))?.series.id ?? '';
  const baseline: string = readCase(subjectId).case.timepoints[0]?.id ?? '';
  lesions.place(reader, { subjectId, expectedRevision: null }, { timepointId: baseline, role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false, assessment: measured(seriesId, 'bl', 3, 40, 8) });
  const held = Buffer.from('an image with a name in its pixels');
  const quarantined = sha256Of(held);
  put(path.join(dataFolder, 'quarantine', studyId, quarantined), held);
  put(path.join(dataFolder, 'quarantine', studyId, `${quarantined}.json`), '{"code":"ID-04"}');
  let day = 1;
  return {
    b, images, quarantined,
    work: () => { day += 1; subjects.setFacts(reader, { subjectId, expectedRevision: null }, { randomisationDate: new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10) as never }); },
    close: () => b.close(),
  };
}
