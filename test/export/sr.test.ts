/**
 * Measurement reports, secondary captures and presentation states of reads on real images, oblique and with pixels that are not square: read back by the product
 * and judged by programs of others. What is compared are the points a reader drew, in patient millimetres.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubjectCase } from '../../src/casefile/index.ts';
import { bufferSource, decodeFrame, readFrame, readInstance } from '../../src/dicom/index.ts';
import { readReport, type ExportFile, type ReadReport } from '../../src/exchange/index.ts';
import { indexToWorld, type Axis } from '../../src/geometry/index.ts';
import { evaluateCase } from '../../src/services/evaluate.ts';
import { syntheticSeries } from '../fixtures/dicom.ts';
import { sayNotRun, sharedPath } from '../fixtures/shared.ts';
import { drawnAxesAt, filesOf, imageOf, lesionIds, picture, readOn, signOff, type Image, type Images } from './srCase.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'nadir-sr-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const imagesFolder = path.join(folder, 'images');
mkdirSync(imagesFolder);

/** Turned in all directions, rows further apart than columns, a name that is not ASCII. */
const [synthetic] = syntheticSeries({ name: 'sr', patientId: 'P-01', rows: 96, columns: 120, slices: 1, spacingMm: [1.7, 0.45], origin: [-211.7, -187.3, 905.1], rowDirection: [0.6, 0.64, 0.48], columnDirection: [-0.8, 0.48, 0.36], encodedPatientName: new TextEncoder().encode('Müller^Zoë') });
const obliqueFile = path.join(imagesFolder, 'oblique.dcm');
writeFileSync(obliqueFile, synthetic!.bytes);
const oblique = imageOf(obliqueFile);
const pair = [oblique, oblique] as const;
const read = readOn(pair);

/** Another examination of the same day, on which the first non-target was drawn. */
const [second] = syntheticSeries({ name: 'sr other', patientId: 'P-01', rows: 96, columns: 120, slices: 1, modality: 'MR' });
writeFileSync(path.join(imagesFolder, 'other.dcm'), second!.bytes);
const otherScan = imageOf(path.join(imagesFolder, 'other.dcm'));
const drawnRead: SubjectCase = { ...read, assessments: { ...read.assessments, [lesionIds[3]!]: { tp0: readOn([otherScan, otherScan]).assessments[lesionIds[3]!]!['tp0']! } } };

const reportBytes = (files: readonly ExportFile[], timepoint: number): Uint8Array => files.find(({ path: name }) => name.endsWith(`TP${timepoint}-report.dcm`))!.bytes;
const reportOf = (files: readonly ExportFile[], timepoint: number): ReadReport => readReport(reportBytes(files, timepoint));

const endsOf = ({ plane }: Image, [c1, r1, c2, r2]: readonly [number, number, number, number]): Axis => [indexToWorld(plane, { column: c1 - 0.5, row: r1 - 0.5 }), indexToWorld(plane, { column: c2 - 0.5, row: r2 - 0.5 })];
const apart = (a: Axis, b: Axis): number => Math.max(...([0, 1] as const).map((end) => Math.hypot(...([0, 1, 2] as const).map((axis) => a[end][axis] - b[end][axis]))));

/** Largest distance between the ends that were drawn and those that were read back, mm; how many axes were compared. */
function roundTrip(drawnRead: SubjectCase, images: Images, files: readonly ExportFile[]): { readonly mm: number; readonly axes: number } {
  const distances = ([0, 1] as const).flatMap((at) => {
    const said = reportOf(files, at).groups.flatMap(({ lengths }) => lengths.flatMap(({ line }) => (line ? [endsOf(images[at], line)] : [])));
    const drawn = drawnAxesAt(drawnRead, `tp${at}`);
    expect(said).toHaveLength(drawn.length);
    return drawn.map((axis, index) => apart(axis, said[index]!));
  });
  return { mm: Math.max(...distances), axes: distances.length };
}

describe('a report of a read', () => {
  let files: readonly ExportFile[];
  beforeAll(async () => { files = await filesOf(read, pair); });

  it('gives every end of every calliper back within 0.01 mm on an oblique plane with rows 1.7 and columns 0.45 mm apart', () => {
    const { mm, axes } = roundTrip(read, pair, files);
    expect(axes).toBe(11);
    expect(mm).toBeLessThanOrEqual(0.01);
  });

  it('says lesions, roles, sites, states, sum and responses as they were read', () => {
    const [baseline, followUp] = [reportOf(files, 0), reportOf(files, 1)];
    expect(baseline.groups.map(({ identifier, role, organ, state }) => [identifier, role, organ, state])).toEqual([['T01', 'target', 'liver', null], ['T02', 'target', 'lung', null], ['T03', 'target', 'lymphNode', null], ['NT01', 'nonTarget', 'pleura', 'present'], ['NT02', 'nonTarget', 'bone', 'present']]);
    expect(followUp.groups.map(({ identifier, state }) => [identifier, state])).toEqual([['T01', null], ['T01.1', null], ['T01.2', 'absent'], ['T02', null], ['T03', null], ['NT01', 'absent'], ['NT02', 'notEvaluable'], ['NEW01', 'unequivocal']]);
    const result = evaluateCase(read)!;
    const now = result.timepoints[0]!;
    expect(baseline.sum?.mm).toBe(result.baseline.sum);
    expect([followUp.sum?.mm, followUp.responses]).toEqual([now.sum, { target: now.target, nonTarget: now.nonTarget, newLesion: 'unequivocal', overall: 'PD' }]);
    expect(Math.abs(followUp.sum!.percentFromBaseline! - 100 * (now.sum! / result.baseline.sum! - 1))).toBeLessThanOrEqual(0.0501);
    const group = (name: string) => followUp.groups.find(({ identifier }) => identifier === name)!;
    expect([group('T02'), group('T01.2')].map(({ lengths }) => lengths.map(({ axis, mm }) => [axis, mm]))).toEqual([[['diameter', 5]], [['long', 0]]]);
    expect(group('T02').comments).toContain('TOO SMALL TO MEASURE');
    expect(group('NT02').comments).toEqual(expect.arrayContaining(['NOT ASSESSABLE: POOR IMAGE QUALITY', 'Artefact  of a "hip\\prosthesis"']));
    expect(group('NEW01').timePoint).toEqual({ visit: 'WEEK 8', subject: 'P-01 TP1', protocol: '2', type: 'DCM 126074', order: 2 });
    expect(baseline.groups[0]!.timePoint.type).toBe('UMLS C1442488');
  });

  it('tracks a lesion by one UID over time, made of the identifier it got when it was created; a fragment has its own', () => {
    const uids = [0, 1].map((at) => new Map(reportOf(files, at).groups.map(({ identifier, trackingUid }) => [identifier, trackingUid])));
    expect(uids[0]!.get('T01')).toBe(`2.25.${BigInt(`0x${lesionIds[0]!.replaceAll('-', '')}`)}`);
    for (const [name, uid] of uids[0]!) expect([name, uids[1]!.get(name)]).toEqual([name, uid]);
    expect(new Set(uids[1]!.values()).size).toBe(8);
    // Its key image has the name that the datasets refer to (--REFID), although only one fragment was drawn.
    expect(files.map(({ path: name }) => name)).toContain('sr/P-01/reader1-TP1-T1.1-capture.dcm');
    const [one, other] = [reportOf(files, 0), reportOf(files, 1)];
    expect([one.seriesUid === other.seriesUid, one.sopInstanceUid === other.sopInstanceUid]).toEqual([true, false]);
  });

  it('names person, device and signature; a new version names the one it replaces; what is unsigned is left out, or partial', async () => {
    const baseline = reportOf(files, 0);
    expect([baseline.observer, baseline.device, baseline.verified, baseline.complete, baseline.verifiedBy, baseline.predecessors]).toEqual(['Zoë Müller', 'Nadir 0.1.0', true, true, 'Zoë Müller', []]);
    const now = evaluateCase(read)!.timepoints[0]!;
    const versions = (count: number) => filesOf({ ...read, signOffs: { tp0: signOff(1), tp1: signOff(count, now) } }, pair);
    const before = await versions(1);
    expect(reportOf(await versions(2), 1).predecessors).toEqual([reportOf(before, 1).sopInstanceUid]);
    const open = { ...read, signOffs: { tp0: signOff(1) } };
    expect((await filesOf(open, pair)).filter(({ path: name }) => name.includes('TP1'))).toEqual([]);
    const { verified, complete, verifiedBy } = reportOf(await filesOf(open, pair, { reads: 'all' }), 1);
    expect([verified, complete, verifiedBy]).toEqual([false, false, null]);
  });

  it('is the same bytes for the same facts, and copies the patient of the images', async () => {
    const plain = (some: readonly ExportFile[]) => some.map(({ path: name, bytes }) => [name, Buffer.from(bytes).toString('base64')]);
    expect(plain(await filesOf(read, pair))).toEqual(plain(files));
    expect(Buffer.from(reportBytes(files, 0)).includes(Buffer.from('Müller^Zoë'))).toBe(true);
  });

  it('lets Cornerstone-based viewers take a group as a drawing when asked, and still reads it as the same lesion', async () => {
    const made = await filesOf(read, pair, { srIdentifiers: 'viewers' });
    expect(Buffer.from(reportBytes(made, 0)).includes(Buffer.from('Cornerstone3DTools@^0.1.0:Bidirectional:T02'))).toBe(true);
    expect(reportOf(made, 0).groups.map(({ identifier }) => identifier)).toEqual(reportOf(files, 0).groups.map(({ identifier }) => identifier));
  });

  it('says a size without a line when the image lies otherwise than when it was drawn', async () => {
    const moved = { ...oblique, header: { ...oblique.header, planes: [{ ...oblique.plane, rowDirection: [1, 0, 0], columnDirection: [0, 1, 0] } as const] } };
    const [first] = reportOf(await filesOf(read, [moved]), 0).groups;
    expect(first!.lengths.map(({ axis, line }) => [axis, line])).toEqual([['diameter', null]]);
  });

  it('is filed under the examination that most was drawn on; the other one of the day is evidence too', async () => {
    const report = reportOf(await filesOf(drawnRead, [oblique, otherScan]), 0);
    expect([report.studyUid, report.evidence]).toEqual([oblique.header.studyUid, [oblique.header.sopInstanceUid, otherScan.header.sopInstanceUid]]);
  });

  it('writes nothing of images that are not here', async () => {
    expect(await filesOf(read, [])).toEqual([]);
  });

  it('keeps the samples of a secondary capture, under the patient and study of its image', async () => {
    const capture = files.find(({ path: name }) => name.endsWith('TP0-T2-capture.dcm'))!;
    const { record, header } = readInstance(bufferSource(Buffer.from(capture.bytes)));
    expect([record.pixels?.columns, record.pixels?.rows, record.patientId, record.dicomStudyUid]).toEqual([33, 21, 'P-01', oblique.header.studyUid]);
    expect(await decodeFrame(readFrame(header.source, record.frames[0]!.bytes), record.pixels!)).toEqual(picture.rgb);
  });
});

const corpus = sharedPath('dicom');
if (corpus === undefined) sayNotRun('reports on real images');

describe.skipIf(corpus === undefined)('on real images', () => {
  const firstOf = (name: string): string => { const at = path.join(corpus!, name); return path.join(at, readdirSync(at).filter((file) => !/licen|readme/i.test(file)).sort()[0]!); };
  it.each(['ct/crlm-1006-abdomen', 'mr/brain-oblique', 'mr/nonsquare-pixels', 'ct/gantry-tilt-ge', 'multiframe/enhanced-ct', 'multiframe/enhanced-mr'])('%s: every end within 0.01 mm', async (name) => {
    const image = imageOf(firstOf(name), name.startsWith('multiframe') ? 2 : 1);
    const here = [image, image] as const;
    const real = readOn(here);
    const files = await filesOf(real, here);
    expect(roundTrip(real, here, files).mm).toBeLessThanOrEqual(0.01);
    expect(reportOf(files, 0).evidence).toEqual([image.header.sopInstanceUid]);
  });
});

/** Everything a program says, whatever it thinks of it; null where it is not installed. */
function said(program: string, args: readonly string[]): string | null {
  try {
    return execFileSync('/bin/sh', ['-c', 'command -v "$0" >/dev/null || exit 127; "$0" "$@" 2>&1; true', program, ...args], { encoding: 'utf8' });
  } catch {
    return null;
  }
}
const installed = ['dciodvfy', 'dsrdump', 'python3'].every((program) => said(program, ['--version']) !== null);
if (!installed) console.info('Not run: DICOM objects judged by dicom3tools and dcmtk (not installed).');
const semantics = sharedPath('tools/validate/lib/check_sr.py');

describe.skipIf(!installed)('programs of others', () => {
  it('find no error in reports, secondary captures and presentation states, and the lengths where the coordinates say', async () => {
    // One capture and one state: the others have the same attributes. A read without a single measurement, too.
    const bare = await filesOf({ ...read, lesions: read.lesions.filter(({ label }) => label === 'N2') }, pair);
    expect(bare.map(({ bytes }) => readReport(bytes).groups.map(({ identifier, lengths }) => [identifier, lengths]))).toEqual([[['NT02', []]], [['NT02', []]]]);
    const judged = [...(await filesOf(drawnRead, [oblique, otherScan])).filter(({ path: name }) => /report|TP1-T3-(?:capture|presentation)/.test(name)), { ...bare[1]!, path: 'bare-report.dcm' }];
    expect(judged).toHaveLength(5);
    for (const { path: name, bytes } of judged) {
      const at = path.join(folder, path.basename(name));
      writeFileSync(at, bytes);
      expect(said('dciodvfy', [at])!.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
      if (!name.includes('report')) continue;
      expect(said('dsrdump', ['-Ee', '+Pu', at])).toMatch(/Completion Flag\s*: COMPLETE[\s\S]*"NT02"/);
      if (semantics !== undefined) expect(said('/usr/bin/python3', [semantics, at, imagesFolder])).toMatch(/^0 errors, 0 warnings\n$/);
    }
  });
});
