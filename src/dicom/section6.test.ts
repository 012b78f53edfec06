/**
 * Section 6 of the interoperability specification ("DICOM facts for correct millimetres"), row by row, one test a row; rows about importing many files are
 * named with the test that holds them.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { element, encapsulated, part10, sequence, sliceDataSet, sliceDataSetWith, sliceFile, sliceFileWith, words, type SliceFacts } from '../../test/fixtures/dicomBytes.ts';
import { isNadirError, type Finding } from '../common/index.ts';
import { distanceMm, edgeLetters, indexToWorld, lengthInRegions } from '../geometry/index.ts';
import { decodeFrame, readFrame, readInstance, bufferSource, buildStacks, notForReading } from './index.ts';
import type { InstanceRecord, SeriesStack } from './model.ts';

const read = (bytes: Buffer): InstanceRecord => readInstance(bufferSource(bytes)).record;
const slice = (elements: readonly Buffer[] = [], facts: Partial<SliceFacts> = {}, without: readonly number[] = []): InstanceRecord => read(sliceFileWith({ uid: '1.2.3', ...facts }, elements, without));
const codesOf = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);
const at = (z: number, elements: readonly Buffer[] = [], facts: Partial<SliceFacts> = {}): InstanceRecord => slice(elements, { uid: `1.9.${Math.round(z * 1000) + 1_000_000}.${facts.instanceNumber ?? 0}`, position: [0, 0, z], ...facts });
const stackOf = (instances: readonly InstanceRecord[]): SeriesStack => {
  const [stack, ...others] = buildStacks(instances);
  if (!stack || others.length > 0) throw new Error(`${others.length + 1} stacks`);
  return stack;
};
const messages = (stack: SeriesStack, code: string): string[] => stack.summary.findings.filter((finding) => finding.code === code).map(({ message }) => message);
const refusal = (bytes: Buffer): { code: string; message: string } => {
  try {
    read(bytes);
  } catch (error) {
    if (isNadirError(error)) return { code: error.reason, message: error.message };
    throw error;
  }
  throw new Error('was read');
};
const valuesOf = async (bytes: Buffer, frame = 0): Promise<number[]> => {
  const { record, header } = readInstance(bufferSource(bytes));
  if (record.pixels === null) throw new Error('no image');
  const values = await decodeFrame(readFrame(header.source, record.frames[frame]?.bytes ?? []), record.pixels);
  const { bitsAllocated, signed } = record.pixels;
  return [...(bitsAllocated <= 8 ? values : signed ? new Int16Array(values.buffer, values.byteOffset, values.length >> 1) : new Uint16Array(values.buffer, values.byteOffset, values.length >> 1))];
};

const spacing = (value: string): Buffer => element(0x00280030, 'DS', value);
const modality = (value: string): Buffer => element(0x00080060, 'CS', value);
const imager = element(0x00181164, 'DS', '0.2\\0.2');
const projection = (...more: readonly Buffer[]): InstanceRecord => slice([modality('DX'), imager, ...more], {}, more.some((one) => one.readUInt16LE(0) === 0x28 && one.readUInt16LE(2) === 0x30) ? [] : [0x00280030]);
const fd = (tag: number, value: number): Buffer => element(tag, 'FD', value);
const ul = (tag: number, value: number): Buffer => element(tag, 'UL', value);
const region = (left: number, top: number, right: number, bottom: number, cm: number, unit = 3): Buffer => Buffer.concat([
  ul(0x00186018, left), ul(0x0018601a, top), ul(0x0018601c, right), ul(0x0018601e, bottom), element(0x00186024, 'US', unit), element(0x00186026, 'US', unit), fd(0x0018602c, cm), fd(0x0018602e, cm * 2),
]);
const lut = (tag: number, first: number, bits: number, entries: readonly number[], more: readonly Buffer[] = []): Buffer =>
  sequence(tag, Buffer.concat([words(0x00283002, 'US', entries.length, first, bits), ...more, words(0x00283006, 'OW', ...entries)]));

/** Two by two pixels. */
const four = (values: readonly number[], facts: Partial<SliceFacts> = {}, elements: readonly Buffer[] = []): Buffer => sliceFileWith({ uid: '1', rows: 2, columns: 2, ...facts }, [words(0x7fe00010, 'OW', ...values), ...elements]);

const pet = (...changes: readonly Buffer[]): InstanceRecord => slice([
  modality('PT'), element(0x00080021, 'DA', '20240306'), element(0x00080031, 'TM', '120000'), element(0x00101030, 'DS', '70'), element(0x00280051, 'CS', 'ATTN\\DECY'),
  element(0x00541001, 'CS', 'BQML'), element(0x00541102, 'CS', 'START'),
  sequence(0x00540016, Buffer.concat([element(0x00181072, 'TM', '110000.00'), element(0x00181074, 'DS', '350000000'), element(0x00181075, 'DS', '6586.2')])), ...changes,
]);

/** An enhanced image of two frames, 2 × 2, whose groups say these things. */
const enhanced = (shared: Buffer, frames: readonly Buffer[], top: readonly Buffer[] = []): InstanceRecord => slice([
  element(0x00280008, 'IS', String(frames.length)), sequence(0x52009229, shared), sequence(0x52009230, ...frames), words(0x7fe00010, 'OW', ...Array.from({ length: 4 * frames.length }, (_, index) => index)), ...top,
], { rows: 2, columns: 2 }, top.length > 0 ? [] : [0x00280030, 0x00200032, 0x00200037]);
const plane = (z: number): Buffer => sequence(0x00209113, element(0x00200032, 'DS', `0\\0\\${z}`));
const orientation = sequence(0x00209116, element(0x00200037, 'DS', '1\\0\\0\\0\\1\\0'));
const measures = (mm: string): Buffer => sequence(0x00289110, Buffer.concat([element(0x00180050, 'DS', '3'), spacing(mm)]));

type Row = { readonly row: number; readonly what: string; readonly holds: () => unknown };
const row = (number: number, what: string, holds: () => unknown): Row => ({ row: number, what, holds });
/** A row that a test of another file holds: its name must still be there. */
const elsewhere = (number: number, what: string, file: string, name: string): Row => row(number, `${what} (${file})`, () => expect(readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8')).toContain(name));

const rows: readonly Row[] = [
  row(1, 'PixelSpacing is rows first', () => expect(slice([spacing('0.5\\1.25')]).frames[0]?.spacingMm).toEqual([0.5, 1.25])),
  row(2, 'pixels that are not square measure right and are told', () => {
    const record = slice([spacing('0.5\\1.25')]);
    expect(codesOf(record.findings)).toEqual(['GEO-01']);
    const { position, orientation: directions, spacingMm } = record.frames[0] ?? {};
    if (!position || !directions || !spacingMm) throw new Error('no plane');
    const of = { origin: position, rowDirection: directions.row, columnDirection: directions.column, rowSpacingMm: spacingMm[0], columnSpacingMm: spacingMm[1] };
    expect(distanceMm(indexToWorld(of, { column: 1, row: 2 }), indexToWorld(of, { column: 5, row: 5 }))).toBeCloseTo(Math.hypot(4 * 1.25, 3 * 0.5), 9);
  }),
  row(3, 'CT, MR and PET without PixelSpacing: measuring off', () => {
    for (const name of ['CT', 'MR', 'PT']) expect(slice([modality(name)], {}, [0x00280030])).toMatchObject({ spacingSource: 'none', measuringOff: 'No pixel spacing in this image: lengths cannot be given in millimetres.' });
    expect(codesOf(slice([], {}, [0x00280030]).findings)).toEqual(['GEO-02']);
  }),
  row(4, 'impossible PixelSpacing: measuring off', () => {
    for (const value of ['0\\0', '-0.5\\0.5', 'NaN\\1', '0.5', '0.009\\0.009', '10.1\\10.1', '0,5\\0,5']) {
      expect([value, codesOf(slice([spacing(value)]).findings), slice([spacing(value)]).measuringOff !== null]).toEqual([value, ['GEO-03'], true]);
    }
  }),
  row(5, 'projection with the detector\'s spacing alone: divided by the magnification, else told as at the detector', () => {
    expect(projection(element(0x00181114, 'DS', '1.25'))).toMatchObject({ frames: [{ spacingMm: [0.16, 0.16] }], spacingReason: expect.stringContaining('divided by 1.250 (EstimatedRadiographicMagnificationFactor)'), measuringOff: expect.stringContaining('estimated') });
    expect(projection(element(0x00181110, 'DS', '1800'), element(0x00181111, 'DS', '1500'))).toMatchObject({ frames: [{ spacingMm: [expect.closeTo(0.2 / 1.2, 12), expect.closeTo(0.2 / 1.2, 12)] }], spacingReason: expect.stringContaining('source to detector 1800 mm by source to patient 1500 mm') });
    expect(projection(element(0x00181114, 'DS', '0.9'))).toMatchObject({ frames: [{ spacingMm: [0.2, 0.2] }], measuringOff: expect.stringContaining('at the detector') });
    expect(codesOf(projection().findings)).toEqual(['GEO-04']);
  }),
  row(6, 'projection with both and no calibration: as row 5', () => {
    expect(codesOf(projection(spacing('0.2\\0.2')).findings)).toEqual(['GEO-05']);
    expect(projection(spacing('0.2\\0.2'), element(0x00280a02, 'CS', 'GEOMETRY')).measuringOff).toContain('at the detector');
    const other = projection(spacing('0.15\\0.15'));
    expect(other).toMatchObject({ spacingSource: 'ImagerPixelSpacing', frames: [{ spacingMm: [0.2, 0.2] }], spacingReason: expect.stringContaining('Not used: PixelSpacing, which names no calibration, 0.15 × 0.15 mm.') });
    expect(codesOf(other.findings)).toEqual(['GEO-05', 'GEO-19']);
  }),
  row(7, 'projection calibrated by fiducial or geometry: PixelSpacing', () => {
    for (const [type, by] of [['FIDUCIAL', 'a fiducial of known size'], ['GEOMETRY', 'known geometry']] as const) {
      expect(projection(spacing('0.15\\0.15'), element(0x00280a02, 'CS', type))).toMatchObject({ spacingSource: 'PixelSpacing', measuringOff: null, frames: [{ spacingMm: [0.15, 0.15] }], spacingReason: expect.stringContaining(`calibrated by ${by}`) });
    }
  }),
  row(8, 'a nominal scanning resolution alone: measuring off', () => expect(slice([element(0x00182010, 'DS', '0.1\\0.1')], {}, [0x00280030])).toMatchObject({ spacingSource: 'NominalScannedPixelSpacing', frames: [{ spacingMm: null }], findings: [{ code: 'GEO-06' }] })),
  row(9, 'ultrasound is calibrated inside its regions, in cm, each axis by itself', () => {
    const { regions = [], measuringOff, findings } = slice([modality('US'), sequence(0x00186011, region(0, 0, 3, 7, 0.01), region(4, 0, 7, 7, 0.5, 4))], {}, [0x00280030]);
    expect([measuringOff !== null, codesOf(findings)]).toEqual([true, ['GEO-07']]);
    expect(regions).toEqual([{ left: 0, top: 0, right: 3, bottom: 7, spacingMm: [0.2, 0.1] }, { left: 4, top: 0, right: 7, bottom: 7, spacingMm: null }]);
    expect(lengthInRegions(regions, { column: 0, row: 0 }, { column: 3, row: 4 })).toMatchObject({ kind: 'length', mm: expect.closeTo(Math.hypot(0.3, 0.8), 12) });
    expect(lengthInRegions(regions, { column: 0, row: 0 }, { column: 6, row: 4 })).toMatchObject({ kind: 'refused', code: 'GEO-07', message: 'Outside the calibrated region.' });
  }),
  row(10, 'a line across two regions is refused', () => {
    const { regions = [] } = slice([modality('US'), sequence(0x00186011, region(0, 0, 3, 7, 0.01), region(4, 0, 7, 7, 0.01), region(0, 2, 7, 3, 0.02))], {}, [0x00280030]);
    expect(lengthInRegions(regions, { column: 1, row: 6 }, { column: 6, row: 6 })).toMatchObject({ kind: 'refused', code: 'GEO-08' });
    // Where one region holds both ends, it serves.
    expect(lengthInRegions(regions, { column: 1, row: 2 }, { column: 6, row: 2 })).toMatchObject({ kind: 'length', mm: expect.closeTo(1, 12) });
  }),
  row(11, 'the distance of slices comes from positions, thickness and SpacingBetweenSlices are told only', () => {
    const stack = stackOf([0, 4, 8].map((z) => at(z, [element(0x00180088, 'DS', '5')], { thickness: 5 })));
    expect(stack.summary.spacingMm?.[2]).toBe(4);
    expect(messages(stack, 'GEO-19')).toEqual(['The header says 5 mm between slices, their positions say 4 mm: the positions were used. Lengths in the images do not depend on it.']);
    expect(messages(stack, 'GEO-18')[0]).toMatch(/^Slices are 5 mm thick and 4 mm apart: they overlap by 1 mm\./);
  }),
  row(12, 'order is by position, InstanceNumber breaks ties', () => expect(stackOf([[0, 3], [2, 1], [4, 2]].map(([z, instanceNumber]) => at(z as number, [], { instanceNumber: instanceNumber as number }))).images.slices.map(({ positionMm }) => positionMm)).toEqual([4, 2, 0])),
  row(13, 'an orientation that is no pair of perpendicular unit vectors', () => {
    for (const directions of [[1, 0, 0, 0, 1.0011, 0], [1, 0, 0, 0.0011, 1, 0]]) expect(codesOf(slice([], { orientation: directions }).findings)).toEqual(['GEO-09']);
    const within = slice([], { orientation: [1, 0, 0, 0.0009, 0.9995, 0] });
    expect([within.frames[0]?.orientation, within.findings]).toEqual([{ row: [1, 0, 0], column: [0, expect.closeTo(1, 12), 0] }, []]);
    expect(stackOf([slice([], { orientation: [1, 0, 0, 1, 0, 0] })])).toMatchObject({ images: { rowDirection: null }, summary: { measuringOff: expect.any(String), spacingMm: [0.5, 0.5, null] } });
  }),
  row(14, 'other planes inside a series are stacks of their own', () => {
    const stacks = buildStacks([at(0), at(2), at(4, [], { orientation: [Math.cos(0.02), Math.sin(0.02), 0, -Math.sin(0.02), Math.cos(0.02), 0] }), at(6, [], { orientation: [Math.cos(0.005), Math.sin(0.005), 0, -Math.sin(0.005), Math.cos(0.005), 0] })]);
    expect(stacks.map(({ summary }) => [summary.slices, codesOf(summary.findings).includes('GEO-10')]).sort()).toEqual([[1, true], [3, true]]);
  }),
  row(15, 'gantry tilt comes from positions; measuring in the image is allowed', () => {
    const tilted = (degrees: number) => stackOf([0, 2, 4, 6].map((z) => at(z, [element(0x00181120, 'DS', '0')], { position: [0, z * Math.tan((degrees * Math.PI) / 180), z] })));
    expect(tilted(18.5)).toMatchObject({ summary: { measuringOff: null, spacingMm: [0.5, 0.5, 2] } });
    expect(messages(tilted(18.5), 'GEO-11')[0]).toMatch(/^Slices are sheared \(tilt 18\.5 degrees\)/);
    expect(messages(tilted(18.5), 'GEO-19')[0]).toContain('gantry tilt of 0.0 degrees, the positions say 18.5');
    expect([messages(tilted(0.51), 'GEO-11').length, messages(tilted(0.49), 'GEO-11').length]).toEqual([1, 0]);
  }),
  row(16, 'missing slices with place and count', () => expect(messages(stackOf([0, 2, 4, 10, 12, 16].map((z) => at(z))), 'GEO-12').map((message) => message.split('.')[0])).toEqual(['2 slices missing after position 4 mm', '1 slice missing after position 12 mm'])),
  row(17, 'uneven distances beyond 1 % and 0.05 mm', () => {
    const uneven = (last: number) => messages(stackOf([0, 2, 4, 6, last].map((z) => at(z))), 'GEO-13').length;
    expect([uneven(8.04), uneven(8.06), uneven(8.5)]).toEqual([0, 1, 1]);
  }),
  row(18, 'repeated positions are split by acquisition, time point, echo, b-value or time, never interleaved', () => {
    const differing: readonly (readonly [string, (phase: number) => Buffer[]])[] = [
      ['acquisition', (phase) => [element(0x00200012, 'IS', String(phase))]], ['time point', (phase) => [element(0x00200100, 'IS', String(phase))]], ['echo time', (phase) => [element(0x00180081, 'DS', String(phase * 10))]],
      ['b-value', (phase) => [fd(0x00189087, phase * 400)]],
      ['b-value', (phase) => [element(0x00190010, 'LO', 'SIEMENS MR HEADER'), element(0x0019100c, 'IS', String(phase * 400))]],
      ['b-value', (phase) => [element(0x00430012, 'LO', 'GEMS_PARM_01'), element(0x00431239, 'IS', `${1_000_000_000 + phase * 400}\\8\\0\\0`)]],
      ['b-value', (phase) => [element(0x20010010, 'LO', 'Philips Imaging DD 001'), element(0x20011003, 'FL', Buffer.from(Float32Array.of(phase * 400).buffer))]],
      ['b-value', (phase) => [element(0x00650010, 'LO', 'Image Private Header'), fd(0x00651009, phase * 400)]],
      ['content time', (phase) => [element(0x00080033, 'TM', `10000${phase}`)]],
    ];
    for (const [name, elements] of differing) {
      const stacks = buildStacks([1, 2].flatMap((phase) => [0, 2, 4].map((z) => at(z, elements(phase), { instanceNumber: phase }))));
      expect(stacks.map(({ summary, images }) => [summary.description.startsWith(`Chest (${name} `), images.slices.length, codesOf(summary.findings)])).toEqual([[true, 3, ['GEO-14']], [true, 3, ['GEO-14']]]);
    }
    // Another maker's element of the same number is no b-value.
    const foreign = [1, 2].flatMap((phase) => [0, 2].map((z) => at(z, [element(0x00190010, 'LO', 'OTHER MAKER'), element(0x0019100c, 'IS', String(phase))], { instanceNumber: phase })));
    expect(messages(stackOf(foreign), 'GEO-14')[0]).toMatch(/^2 slices repeat/);
    // Acquisitions that lie between one another.
    const mingled = buildStacks([1, 2].flatMap((phase) => [0, 5, 10, 15].map((z) => at(z + (phase - 1) * 1.5, [element(0x00200012, 'IS', String(phase))]))));
    expect(mingled.map(({ summary }) => [summary.slices, summary.spacingMm?.[2]])).toEqual([[4, 5], [4, 5]]);
    // A scan in two goes, one behind the other, is one stack.
    expect(buildStacks([1, 2].flatMap((phase) => [0, 5, 10].map((z) => at(z + (phase - 1) * 15, [element(0x00200012, 'IS', String(phase))]))))).toHaveLength(1);
  }),
  row(19, 'slices thicker than 5 mm say how large a target must be', () => expect([messages(stackOf([at(0, [], { thickness: 7.5 })]), 'REC-01')[0], messages(stackOf([at(0, [], { thickness: 5 })]), 'REC-01')]).toEqual([expect.stringContaining('at least 15 mm'), []])),
  row(20, 'enhanced multi-frame: per frame beats shared beats top level; frames are ordered by position; missing macros are told', () => {
    const shared = Buffer.concat([orientation, measures('0.8\\0.8'), sequence(0x00289145, Buffer.concat([element(0x00281052, 'DS', '-1000'), element(0x00281053, 'DS', '2')]))]);
    const record = enhanced(shared, [plane(4), Buffer.concat([plane(1), sequence(0x00289132, Buffer.concat([element(0x00281050, 'DS', '70'), element(0x00281051, 'DS', '90')]))])], [spacing('0.5\\0.5')]);
    expect(record).toMatchObject({ spacingSource: 'PixelMeasuresSequence', frames: [{ spacingMm: [0.8, 0.8], rescaleSlope: 2, rescaleIntercept: -1000, sliceThicknessMm: 3, position: [0, 0, 4] }, { position: [0, 0, 1], windows: [{ center: 70, width: 90 }] }] });
    expect(record.spacingReason).toContain('Not used: PixelSpacing at the top level 0.5 × 0.5 mm.');
    expect(stackOf([record]).images.slices.map(({ frameNumber, positionMm }) => [frameNumber, positionMm])).toEqual([[1, 4], [2, 1]]);
    const own = enhanced(Buffer.concat([orientation, measures('0.8\\0.8')]), [Buffer.concat([plane(4), measures('0.6\\0.6')]), plane(1)]);
    expect(own.frames.map(({ spacingMm }) => spacingMm?.[0])).toEqual([0.6, 0.8]);
    expect(buildStacks([own])).toHaveLength(2);
    expect(codesOf(enhanced(measures('0.8\\0.8'), [plane(0), plane(1)]).findings)).toEqual(['GEO-15']);
    // A spacing that only one frame lacks turns measuring off on that frame.
    const lacking = buildStacks([enhanced(orientation, [Buffer.concat([plane(4), measures('0.6\\0.6')]), plane(1)])]);
    expect(lacking.map(({ summary }) => [summary.spacingMm === null, summary.measuringOff === null]).sort()).toEqual([[false, true], [true, false]]);
  }),
  row(21, 'multi-frame without geometry: each frame by itself', () => {
    const record = slice([element(0x00280008, 'IS', '2'), words(0x7fe00010, 'OW', 1, 2, 3, 4, 5, 6, 7, 8)], { rows: 2, columns: 2 });
    expect([record.frames.map(({ position }) => position), codesOf(record.findings)]).toEqual([[null, null], ['GEO-15']]);
    expect(stackOf([record]).summary).toMatchObject({ slices: 2, measuringOff: expect.any(String) });
  }),
  row(22, 'a stack has one frame of reference', () => expect(buildStacks([at(0), at(2, [element(0x00200052, 'UI', '1.2.10')])]).map(({ images }) => images.frameOfReferenceUid).sort()).toEqual(['1.2.10', '1.2.9'])),
  row(23, 'rescale: absent is 1 and 0, a lookup table wins, slope 0 is told', () => {
    expect(slice([], {}, [0x00281052, 0x00281053]).frames[0]).toMatchObject({ rescaleSlope: 1, rescaleIntercept: 0 });
    expect(slice().valueUnit).toBe('HU');
    const zero = slice([element(0x00281053, 'DS', '0')]);
    expect([zero.frames[0]?.rescaleSlope, codesOf(zero.findings), zero.valueUnit, zero.measuringOff]).toEqual([1, ['PIX-01'], '', null]);
    const table = slice([lut(0x00283000, -2, 16, [10, 20, 30], [element(0x00283004, 'LO', 'HU')]), element(0x00281053, 'DS', '5')]);
    expect([table.frames[0]?.rescaleSlope, table.frames[0]?.rescaleIntercept, table.modalityLut, table.valueUnit]).toEqual([1, 0, { first: -2, bits: 16, entries: Buffer.from(Uint16Array.of(10, 20, 30).buffer).toString('base64') }, 'HU']);
    expect(codesOf(slice([lut(0x00283000, 0, 16, []), words(0x00280106, 'US', 0)]).findings)).toContain('PIX-01');
  }),
  row(24, 'the sign comes from the high bit', async () => expect(await valuesOf(four([0x0fff, 0x0800, 0x07ff, 1], { bitsStored: 12 }))).toEqual([-1, -2048, 2047, 1])),
  row(25, 'dirt above the stored bits is cut off and told', async () => {
    const dirty = four([0xf005, 0x8fff, 0x1000, 7], { bitsStored: 12, signed: false });
    expect(await valuesOf(dirty)).toEqual([5, 0x0fff, 0, 7]);
    expect(codesOf(read(dirty).findings)).toEqual(['PIX-02']);
    expect(codesOf(read(four([5, 0x0fff, 0, 7], { bitsStored: 12, signed: false })).findings)).toEqual([]);
    // The repeated sign of a signed value is no dirt.
    expect(codesOf(read(four([0xffff, 0xf800, 5, 0], { bitsStored: 12 })).findings)).toEqual([]);
    expect(codesOf(read(four([1, 2, 3, 4], { bitsStored: 12, signed: false }, [element(0x60000102, 'US', 12)])).findings)).toEqual(['PIX-02']);
  }),
  row(26, '12 bits packed are unpacked', async () => {
    const packed = sliceFileWith({ uid: '1', rows: 2, columns: 2, bitsStored: 12, signed: false }, [element(0x00280100, 'US', 12), element(0x7fe00010, 'OW', Buffer.from([0x23, 0x61, 0x45, 0xff, 0x0f, 0x00]))]);
    expect(await valuesOf(packed)).toEqual([0x123, 0x456, 0xfff, 0]);
  }),
  row(27, 'bit depths that are no images for reading', () => {
    expect(refusal(sliceFileWith({ uid: '1' }, [element(0x00280100, 'US', 24)]))).toMatchObject({ code: 'PIX-03' });
    expect(notForReading(read(sliceFileWith({ uid: '1', rows: 2, columns: 2 }, [element(0x00280100, 'US', 32), element(0x7fe00010, 'OW', Buffer.alloc(16))])))).toMatchObject({ code: 'PIX-03' });
    expect(notForReading(read(sliceFileWith({ uid: '1', bitsStored: 1 }, [element(0x00280100, 'US', 1), element(0x7fe00010, 'OB', Buffer.alloc(8))])))).toMatchObject({ code: 'IMP-11' });
  }),
  row(28, 'padding and its range in the sign of the pixels', () => {
    const padded = (signed: boolean) => slice([words(0x00280120, 'US', -2000), words(0x00280121, 'US', -1990)], { signed });
    expect([padded(true).paddingValue, padded(true).paddingLimit, padded(false).paddingValue, padded(false).paddingLimit]).toEqual([-2000, -1990, 63536, 63546]);
    expect(slice([words(0x00280121, 'US', 5)])).toMatchObject({ paddingValue: null });
  }),
  row(29, 'MONOCHROME1 changes no value', async () => {
    const file = four([1, 2, 3, 4], {}, [element(0x00280004, 'CS', 'MONOCHROME1')]);
    expect([await valuesOf(file), stackOf([read(file)]).images.photometric]).toEqual([[1, 2, 3, 4], 'MONOCHROME1']);
  }),
  row(30, 'colour by the right matrix, planes woven, palettes as they are with their colours', async () => {
    const colour = (photometric: string, planar: number, bytes: readonly number[]) => sliceFileWith({ uid: '1', rows: 1, columns: 2, signed: false, bitsStored: 8 }, [
      element(0x00280002, 'US', 3), element(0x00280004, 'CS', photometric), element(0x00280006, 'US', planar), element(0x00280100, 'US', 8), element(0x7fe00010, 'OB', Buffer.from(bytes))]);
    expect(await valuesOf(colour('RGB', 0, [1, 2, 3, 4, 5, 6]))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await valuesOf(colour('RGB', 1, [1, 4, 2, 5, 3, 6]))).toEqual([1, 2, 3, 4, 5, 6]);
    // Pure red and pure blue in full-range YCbCr (ITU-R BT.601).
    expect(await valuesOf(colour('YBR_FULL', 0, [76, 85, 255, 29, 255, 107]))).toEqual([254, 0, 0, 0, 0, 254]);
    expect(await valuesOf(colour('YBR_FULL_422', 0, [100, 50, 128, 128]))).toEqual([100, 100, 100, 50, 50, 50]);
    const palette = slice([element(0x00280004, 'CS', 'PALETTE COLOR'), ...['1', '2', '3'].flatMap((channel, index) => [words(Number(`0x0028110${channel}`), 'US', 2, 0, 16), words(Number(`0x0028120${channel}`), 'OW', index * 256, 0xffff)])], { signed: false });
    expect(['red', 'green', 'blue'].map((name) => [...Buffer.from(palette.palette?.[name as 'red'] ?? '', 'base64')])).toEqual([[0, 255], [1, 255], [2, 255]]);
    // Segments: two values as they are, a line of three, the first segment once more (PS3.3 C.7.9.2).
    const segments = [0, 2, 0, 0x1000, 1, 3, 0x4000, 2, 1, 0, 0];
    const segmented = slice([element(0x00280004, 'CS', 'PALETTE COLOR'), ...['1', '2', '3'].flatMap((channel) => [words(Number(`0x0028110${channel}`), 'US', 7, 0, 16), words(Number(`0x0028122${channel}`), 'OW', ...segments)])], { signed: false });
    expect([...Buffer.from(segmented.palette?.green ?? '', 'base64')]).toEqual([0, 0x10, 0x20, 0x30, 0x40, 0, 0x10]);
  }),
  row(31, 'windows: the first first, all with their names, functions by name, impossible ones left out', () => {
    const windows = (center: string, width: string, more: readonly Buffer[] = []) => slice([element(0x00281050, 'DS', center), element(0x00281051, 'DS', width), ...more]).frames[0]?.windows;
    expect(windows('40\\-600\\300', '400\\1500', [element(0x00281055, 'LO', 'SOFT\\LUNG')])).toEqual([{ center: 40, width: 400, name: 'SOFT' }, { center: -600, width: 1500, name: 'LUNG' }]);
    expect([windows('40', '0.5'), windows('40', '0.5', [element(0x00281056, 'CS', 'LINEAR_EXACT')]), windows('40', '0.5', [element(0x00281056, 'CS', 'SIGMOID')]), windows('40', '0', [element(0x00281056, 'CS', 'SIGMOID')])])
      .toEqual([[], [{ center: 40, width: 0.5, name: '', shape: 'LINEAR_EXACT' }], [{ center: 40, width: 0.5, name: '', shape: 'SIGMOID' }], []]);
    expect(slice([lut(0x00283010, -100, 8, [0, 128, 255])], {}, [0x00281050, 0x00281051]).voiLut).toMatchObject({ first: -100, bits: 8 });
  }),
  row(32, 'SUV only where all of its facts are there', () => {
    // Injected one hour before: 350 MBq decay by 2^(−3600/6586.2).
    expect(pet().suvFactor).toBeCloseTo(70_000 / (350e6 * 2 ** (-3600 / 6586.2)), 15);
    expect(pet(element(0x00541102, 'CS', 'ADMIN')).suvFactor).toBeCloseTo(70_000 / 350e6, 15);
    expect(pet(element(0x00541001, 'CS', 'GML')).suvFactor).toBe(1);
    // A series made later than its images: the acquisition began at 12:30.
    expect(pet(element(0x00080031, 'TM', '180000'), element(0x00080032, 'TM', '123000')).suvFactor).toBeCloseTo(70_000 / (350e6 * 2 ** (-5400 / 6586.2)), 15);
    const without: readonly (readonly [string, Buffer])[] = [
      ['units', element(0x00541001, 'CS', 'PROPCNTS')], ['weight', element(0x00101030, 'DS', '')], ['dose', sequence(0x00540016, Buffer.concat([element(0x00181072, 'TM', '110000'), element(0x00181075, 'DS', '6586.2')]))],
      ['half-life', sequence(0x00540016, Buffer.concat([element(0x00181072, 'TM', '110000'), element(0x00181074, 'DS', '350000000')]))], ['time', element(0x00080031, 'TM', 'noon')],
      ['injection after the scan', element(0x00080031, 'TM', '100000')], ['decay correction', element(0x00541102, 'CS', 'NONE')], ['correction applied', element(0x00280051, 'CS', 'ATTN')],
    ];
    for (const [what, change] of without) expect([what, pet(change).suvFactor, codesOf(pet(change).findings).includes('PIX-04')]).toEqual([what, undefined, true]);
    expect(slice().suvFactor).toBeUndefined();
  }),
  elsewhere(33, 'character sets', 'src/dicom/part10/charset.test.ts', 'reads %s by %s'),
  elsewhere(34, 'no character set', 'src/dicom/part10/charset.test.ts', 'assumes Latin 1 where a set is needed'),
  row(35, 'private elements count only under their creator', () => expect([slice([element(0x00190010, 'LO', 'SIEMENS MR HEADER'), element(0x0019110c, 'IS', '800')]).frames[0]?.phase[3], slice([element(0x00190011, 'LO', 'SIEMENS MR HEADER'), element(0x0019110c, 'IS', '800')]).frames[0]?.phase[3]]).toEqual(['', '800'])),
  row(36, 'a sequence written as UN is a sequence; what is none stays bytes', () => {
    const implicit = (tag: number, value: Buffer): Buffer => { const head = Buffer.alloc(8); head.writeUInt16LE(tag >>> 16, 0); head.writeUInt16LE(tag & 0xffff, 2); head.writeUInt32LE(value.length, 4); return Buffer.concat([head, value]); };
    const item = (content: Buffer): Buffer => implicit(0xfffee000, content);
    const groups = item(implicit(0x00289110, item(implicit(0x00280030, Buffer.from('0.6\\0.6 ')))));
    const record = slice([element(0x52009229, 'UN', groups)], {}, [0x00280030]);
    expect([record.spacingSource, record.frames[0]?.spacingMm]).toEqual(['PixelMeasuresSequence', [0.6, 0.6]]);
    expect(slice([element(0x00081140, 'UN', Buffer.from('anything'))]).frames[0]?.spacingMm).toEqual([0.5, 0.5]);
    expect(slice([element(0x00280030, 'UN', Buffer.from('0.7\\0.7 '))]).frames[0]?.spacingMm).toEqual([0.7, 0.7]);
  }),
  row(37, 'numbers, dates and ages that are written badly are not used and never guessed', () => {
    const bad: readonly (readonly [Buffer, Partial<InstanceRecord>])[] = [
      [element(0x00180050, 'DS', '1,25'), { frames: [expect.objectContaining({ sliceThicknessMm: null })] as never }], [element(0x00200013, 'IS', '1A'), { instanceNumber: null }], [element(0x00200011, 'IS', '2.5'), { seriesNumber: null }],
      [element(0x00080020, 'DA', '2024-03-05'), { studyDate: null }], [element(0x00080020, 'DA', '05/03/2024'), { studyDate: null }], [element(0x00080020, 'DA', '20240230'), { studyDate: null }], [element(0x00080020, 'DA', '202403'), { studyDate: null }],
      [element(0x00080022, 'DA', '20240306x'), { acquisitionDate: null }], [element(0x00101010, 'AS', '57'), {}], [element(0x00200032, 'DS', '0\\0\\1 0'), { frames: [expect.objectContaining({ position: null })] as never }],
    ];
    for (const [one, expected] of bad) {
      const record = slice([one]);
      expect(record).toMatchObject(expected);
      expect([one.toString('latin1'), codesOf(record.findings)]).toEqual([one.toString('latin1'), ['DAT-01']]);
    }
    expect(slice([element(0x00180050, 'DS', ' 1.25 '), element(0x00080020, 'DA', '2024.03.05'), element(0x00101010, 'AS', '057Y'), element(0x00200013, 'IS', '')])).toMatchObject({ studyDate: '2024-03-05', frames: [{ sliceThicknessMm: 1.25 }], findings: [] });
    // What identifies the patient is not repeated.
    expect(slice([element(0x00100030, 'DA', '3.4.1951')]).findings[0]?.message).toMatch(/^Birth date is no date/);
  }),
  row(38, 'a series is split by kind, plane, size, spacing, frame of reference and localiser', () => {
    const stacks = buildStacks([at(0), at(2), at(4, [], { rows: 4 }), at(6, [spacing('0.7\\0.7')]), at(8, [], { imageType: 'ORIGINAL\\PRIMARY\\LOCALIZER' }), at(10, [element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.4')])]);
    expect(stacks.map(({ summary }) => summary.slices).sort()).toEqual([1, 1, 1, 1, 2]);
    expect(stacks[0]?.summary.findings.find(({ code }) => code === 'GEO-20')?.message).toMatch(/^This is one part of a series that was split by kind of image, localizer, matrix size, pixel spacing\./);
  }),
  elsewhere(39, 'the same image twice', 'src/host/importJob.test.ts', 'counts a file with the same image in another wrapping as a duplicate'),
  elsewhere(40, 'one UID, two contents', 'src/host/importJob.test.ts', 'keeps another image with the same UID apart'),
  elsewhere(41, 'two patients in one study', 'src/host/importJob.test.ts', 'blocks an examination that names two patients'),
  row(42, 'files that are cut, and pixels that are too short', () => {
    const whole = sliceFile({ uid: '1' });
    expect(refusal(whole.subarray(0, whole.length - 2))).toMatchObject({ code: 'IMP-04', message: 'File is incomplete: 126 of 128 bytes of pixel data are there.' });
    expect(refusal(sliceFileWith({ uid: '1' }, [words(0x7fe00010, 'OW', 1, 2)])).code).toBe('IMP-04');
    expect(refusal(whole.subarray(0, 400)).code).toBe('IMP-04');
  }),
  row(43, 'pixels that are too long by more than a byte', () => {
    const longer = (bytes: number) => codesOf(read(sliceFileWith({ uid: '1' }, [element(0x7fe00010, 'OW', Buffer.alloc(128 + bytes))])).findings);
    expect([longer(0), longer(4)]).toEqual([[], ['IMP-05']]);
  }),
  row(44, 'what is not DICOM', () => expect(refusal(Buffer.from('hello, this is a letter and no image'.repeat(20))).code).toBe('IMP-06')),
  row(45, 'no preamble', () => expect(codesOf(read(sliceDataSet({ uid: '1' })).findings)).toEqual(['IMP-07', 'TS-02'])),
  elsewhere(46, 'DICOMDIR', 'src/dicom/scan/walk.test.ts', 'cannot name anything outside its folder'),
  elsewhere(47, 'ZIP and folders', 'src/dicom/scan/archive.test.ts', 'gives no entry that leads outside, is a link, or is encrypted'),
  elsewhere(48, 'empty and locked files', 'src/host/importJob.test.ts', 'goes on past bad files and names each with its reason'),
  row(49, 'a study date that is missing or cannot be', () => {
    for (const value of ['', '19791231', '2024-1-1']) expect(codesOf(stackOf([slice([element(0x00080020, 'DA', value)])]).summary.findings)).toContain('TP-01');
    expect(codesOf(stackOf([slice()]).summary.findings)).toEqual([]);
  }),
  row(50, 'localisers, scouts, dose sheets and captures are set aside', () => {
    const described = (description: string, ...more: readonly Buffer[]) => stackOf([slice([element(0x0008103e, 'LO', description), ...more])]);
    for (const name of ['Topogram 0.6 T80f', 'SCOUT', 'Surview', '3-Plane Loc', 'LOCALIZER', 'Lokalisierung', 'Dose Report', 'Patient Protocol', 'Dose_Info']) expect([name, described(name)]).toMatchObject([name, { hidden: true, summary: { measuringOff: expect.stringContaining('looking only') } }]);
    for (const name of ['Thorax 5.0 B30f', 'Local recurrence', 'Low dose chest', 'Vessel scoutless', 'Pilot study abdomen']) expect([name, described(name).hidden]).toEqual([name, false]);
    expect(described('Chest', element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.7')).hidden).toBe(true);
    expect(described('Chest', element(0x00080008, 'CS', 'DERIVED\\SECONDARY\\SCREEN SAVE')).hidden).toBe(true);
    // A whole examination of that name stays.
    expect(stackOf(Array.from({ length: 21 }, (_, z) => at(z, [element(0x0008103e, 'LO', 'survey')]))).hidden).toBe(false);
  }),
];

describe('interoperability, section 6', () => {
  it.each(rows.map((one) => [one.row, one.what, one.holds] as const))('row %i: %s', async (_row, _what, holds) => { await holds(); });

  it('has every row', () => expect(rows.map((one) => one.row)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1)));

  it('names the findings by what happened, what it means and what can be done', () => {
    const all = [slice([spacing('0\\0')]), slice([spacing('0.5\\1.25')]), slice([], {}, [0x00280030]), projection(), pet(element(0x00541001, 'CS', 'CNTS')), slice([element(0x00281053, 'DS', '0')]), slice([element(0x00180050, 'DS', '1,25')])];
    for (const finding of [...all.flatMap(({ findings }) => findings), ...stackOf([0, 2, 4, 10].map((z) => at(z, [], { thickness: 8 }))).summary.findings]) {
      expect([finding.code, /[:;.].*(length|measure|lesion|target|density|uptake|thickness)/i.test(finding.message)]).toEqual([finding.code, true]);
    }
  });
});

describe('transfer syntaxes', () => {
  const root = '1.2.840.10008.1.2';
  it.each([['.4.92', 'JPEG 2000 Multi-component Lossless'], ['.4.93', 'JPEG 2000 Multi-component'], ['.4.94', 'JPIP Referenced'], ['.4.95', 'JPIP Referenced Deflate'], ['.4.100', 'MPEG-2 Main Profile'], ['.4.102', 'MPEG-4 AVC'],
    ['.4.107', 'HEVC'], ['.4.110', 'JPEG XL Lossless'], ['.4.112', 'JPEG XL'], ['.6.2', 'XML Encoding'], ['.4.58', 'JPEG Lossless (arithmetic)'],
  ])('%s is refused by its name (TS-01)', (suffix, name) => {
    expect(refusal(part10(sliceDataSet({ uid: '1', pixelData: encapsulated([Buffer.alloc(8)]) }), `${root}${suffix}`))).toEqual({ code: 'TS-01', message: `This image uses ${name}, which is not supported.` });
  });
  it('a JPIP image holds no pixels of its own', () => expect(refusal(part10(sliceDataSetWith({ uid: '1' }, [], [0x7fe00010]), `${root}.4.94`)).code).toBe('TS-01'));
  it('unknown ones are refused, missing ones detected (TS-02)', () => {
    expect(refusal(part10(sliceDataSet({ uid: '1' }), '1.2.3.4')).code).toBe('TS-02');
    expect(codesOf(read(part10(sliceDataSet({ uid: '1' }), '')).findings)).toEqual(['TS-02']);
  });
  it('a mosaic is refused with a reason (GEO-21)', () => expect(refusal(sliceFile({ uid: '1', imageType: 'ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC' })).code).toBe('GEO-21'));
});

describe('letters at the edges', () => {
  it('follow the direction cosines, largest first, down to 0.1', () => {
    const tilted = slice([], { orientation: [Math.cos(0.3), Math.sin(0.3), 0, 0, 0, -1] }).frames[0]?.orientation;
    if (!tilted) throw new Error('no orientation');
    expect(edgeLetters(tilted.row, tilted.column)).toEqual({ left: 'RA', right: 'LP', top: 'H', bottom: 'F' });
  });
  it('come from PatientOrientation where there are no cosines, and from nowhere for animals', () => {
    const letters = element(0x00200020, 'CS', 'L\\F');
    expect(slice([letters], {}, [0x00200037]).patientOrientation).toEqual(['L', 'F']);
    expect(slice([letters]).patientOrientation).toBeUndefined();
    expect(slice([letters, element(0x00102210, 'CS', 'QUADRUPED')], {}, [0x00200037]).patientOrientation).toBeUndefined();
  });
});
