/** A read drawn on given images, for tests of what is written of it: points at awkward places, every kind of record. */
import { readFileSync } from 'node:fs';
import { exportConfigOf, type Assessment, type Caliper, type Lesion, type SignOff, type SubjectCase, type WorldPoint } from '../../src/casefile/index.ts';
import { bufferSource, readInstance } from '../../src/dicom/index.ts';
import { writeSr, type ExportFile, type ExportPorts, type ExportStudy, type ImageHeader } from '../../src/exchange/index.ts';
import { axisLengthMm, indexToWorld, recordedMm, type Axis, type ImagePlane } from '../../src/geometry/index.ts';
import { imageHeader } from '../../src/host/exportPorts.ts';
import type { TimepointResult } from '../../src/recist/index.ts';
import { evaluateCase } from '../../src/services/evaluate.ts';
import { lesionOf, seriesOf, subjectOf, timepointOf } from '../fixtures/subjectCase.ts';

export type Image = { readonly header: ImageHeader; readonly plane: ImagePlane; readonly frameNumber: number };
export type Images = readonly [baseline: Image, followUp: Image];

export function imageOf(file: string, frameNumber = 1): Image {
  const header = imageHeader(readInstance(bufferSource(readFileSync(file))).record, file);
  const plane = header?.planes[frameNumber - 1];
  if (!header || !plane) throw new Error(`${file} has no plane`);
  return { header, plane, frameNumber };
}

/** Column and row of two ends each; one exactly at the corner of the first pixel, because 0, 0 must survive. */
const places = [[[-0.5, -0.5], [31.37, 22.91]], [[40.123456, 12.654321], [47.7, 51.003]], [[17.25, 40.5], [49.875, 33.125]]] as const;

function caliperOn({ header, plane, frameNumber }: Image, seriesId: string, place: number, withShort: boolean): Caliper {
  const at = (column: number, row: number): WorldPoint => indexToWorld(plane, { column, row });
  const [from, to] = places[place]!;
  const [column, row, across, down] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (to[0] - from[0]) / 9, (to[1] - from[1]) / 9];
  return {
    seriesId: seriesId as Caliper['seriesId'], sopInstanceUid: header.sopInstanceUid, frameNumber, longAxis: [at(from[0], from[1]), at(to[0], to[1])],
    shortAxis: withShort ? [at(column - across, row - down), at(column + across, row + down)] : null, shortAxisProvisional: !withShort, renderer: 'cpu',
  };
}

const mmOf = (axis: Axis): number => recordedMm(axisLengthMm(axis), 1);
const measuredBy = (caliper: Caliper) => ({ state: 'measured' as const, caliper, longAxisMm: mmOf(caliper.longAxis), shortAxisMm: caliper.shortAxis && mmOf(caliper.shortAxis) });

export const lesionIds = [0, 1, 2, 3, 4, 5].map((last) => `01a20062-0e2f-741a-afd9-6c2d1e004aa${last}`);
const lesion = (index: number, label: string, changes: Partial<Lesion> = {}): Lesion => lesionOf(label, { id: lesionIds[index] as Lesion['id'], ...changes });

/** Signed once or more, by a person whose name is not ASCII. */
export function signOff(versions: number, result: TimepointResult | null = null): SignOff {
  const signed = Array.from({ length: versions }, (_, index) => ({
    version: index + 1, signer: 'Zoë Müller', at: `2024-04-0${index + 1}T09:30:00.000Z`, meaning: 'assessed' as const, contentHash: `${index + 1}`.repeat(64), engineVersion: '1', protocolVersion: 1, result, sumMm: null, amendmentReason: null,
  }));
  return { state: 'signed', version: versions, signed: signed.at(-1)!, amendment: null, versions: signed };
}

/** Three targets, two non-targets; at the follow-up one target broke up, one is too small, and a new lesion is there. */
export function readOn(images: Images): SubjectCase {
  const lesions = [
    lesion(0, 'T1', { description: 'Segment 7' }), lesion(1, 'T2', { organ: 'lung', description: 'Left upper lobe' }), lesion(2, 'T3', { organ: 'lymphNode', kind: 'node', description: 'Station 7' }),
    lesion(3, 'N1', { organ: 'pleura' }), lesion(4, 'N2', { organ: 'bone' }), lesion(5, 'X1', { organ: 'brain', placedAt: 'tp1' as Lesion['placedAt'] }),
  ];
  const drawn = (at: 0 | 1, place: number, withShort: boolean): Caliper => caliperOn(images[at], `s${at}`, place, withShort);
  const fresh = drawn(1, 1, false);
  const records: readonly (readonly [Assessment | null, Assessment])[] = [
    [measuredBy(drawn(0, 0, false)), { state: 'split', parts: [measuredBy(drawn(1, 0, true)), { state: 'absent' }] }],
    [measuredBy(drawn(0, 1, true)), { state: 'tooSmall' }],
    [measuredBy(drawn(0, 2, true)), measuredBy(drawn(1, 2, true))],
    [{ state: 'status', status: 'present', caliper: drawn(0, 1, false) }, { state: 'status', status: 'absent' }],
    [{ state: 'status', status: 'present' }, { state: 'notEvaluable', reason: 'poorQuality', note: 'Artefact\u0007 of a "hip\\prosthesis"' }],
    [null, { state: 'newLesion', status: 'unequivocal', caliper: fresh, longAxisMm: mmOf(fresh.longAxis), shortAxisMm: null }],
  ];
  const series = (at: 0 | 1) => [seriesOf(`s${at}`, { seriesUid: images[at].header.seriesUid, dicomStudyUid: images[at].header.studyUid, modality: images[at].header.modality })];
  return {
    ...subjectOf(lesions, Object.fromEntries(records.map((list, index) => [lesionIds[index]!, list]))),
    timepoints: [timepointOf(0, '2024-01-08', { series: series(0) }), timepointOf(1, '2024-03-12', { series: series(1) })], signOffs: { tp0: signOff(1), tp1: signOff(2) },
  };
}

type Options = { readonly reads?: 'signed' | 'all'; readonly srIdentifiers?: 'plain' | 'viewers' };

/** Stands for what the host draws: samples with runs and noise. */
export const picture = { width: 33, height: 21, png: new Uint8Array(), rgb: Uint8Array.from({ length: 33 * 21 * 3 }, (_, index) => (index % 97 < 40 ? 17 : (index * index) % 251)) };

const studyOf = (read: SubjectCase, { reads = 'signed', srIdentifiers = 'plain' }: Options): ExportStudy => ({
  studyId: 'study', code: 'STUDY', config: exportConfigOf({ exporting: { srIdentifiers } }), scope: { reads, subjects: null, readers: null }, versions: { product: '0.1.0', engine: '1', study: 1 },
  visits: [{ index: 0, number: 1, name: 'SCREENING', plannedDay: -7 }, { index: 1, number: 2, name: 'WEEK 8', plannedDay: 57 }],
  subjects: [{ subjectId: 'subject', code: 'P-01', siteCode: '04', asOf: '2024-05-01T00:00:00.000Z', reads: [{ slot: 'reader1', evaluator: 'reader', readerNumber: 1, readerName: 'Zoë Müller', accepted: true, lastSigned: null, lesionOrder: read.lesions.map(({ id }) => id as string).sort(), case: read, result: evaluateCase(read), findings: [], leftOut: [] }] }],
} as unknown as ExportStudy);

/** The files of the read as reader 1's, from images that are all that is here. */
export async function filesOf(read: SubjectCase, images: readonly Image[], options: Options = {}): Promise<readonly ExportFile[]> {
  const ports = { picture: async () => picture, image: async (_series: string, uid: string | null) => images.find(({ header }) => uid === null || header.sopInstanceUid === uid)?.header ?? null };
  const files: ExportFile[] = [];
  for await (const file of writeSr(studyOf(read, options), ports as unknown as ExportPorts)) files.push(file);
  return files;
}

/** Axes of everything drawn at a timepoint, in table order. */
export const drawnAxesAt = (read: SubjectCase, timepointId: string): readonly Axis[] => read.lesions.flatMap(({ id }) => {
  const record = read.assessments[id]?.[timepointId];
  const parts = record?.state === 'split' ? record.parts : record ? [record] : [];
  return parts.flatMap((part) => ('caliper' in part && part.caliper ? [part.caliper] : [])).flatMap(({ longAxis, shortAxis, shortAxisProvisional }): Axis[] => (shortAxis && !shortAxisProvisional ? [longAxis, shortAxis] : [longAxis]));
});
