/** What the fuzzer and the attacks found, each made again by code, with what was wrong. Hangs show as the test's own time-out. */
import { describe, expect, it } from 'vitest';
import { bufferSource, buildStacks, decodeFrame, readFrame, readInstance } from '../../src/dicom/index.ts';
import { element, part10, sliceDataSet, sliceFile } from '../fixtures/dicomBytes.ts';
import { generatedFiles } from './generated.ts';

const read = (bytes: Buffer) => readInstance(bufferSource(bytes));
const replaced = (from: Buffer, to: Buffer): Buffer => {
  const bytes = sliceDataSet({ uid: '1' });
  const at = bytes.indexOf(from.subarray(0, 8));
  return part10(Buffer.concat([bytes.subarray(0, at), to, bytes.subarray(at + from.length)]));
};

describe('found and mended', () => {
  it.each(['JPEG-LS', 'JPEG 2000', 'HTJ2K', 'JPEG'])('a %s that was cut: one decoder ran on for 13 s, others filled the rest with grey and it opened', async (name) => {
    const bytes = (await generatedFiles()).find((file) => file.name === name)?.bytes ?? Buffer.alloc(0);
    const { record, header } = read(bytes);
    if (record.pixels === null) throw new Error('no image');
    const frame = readFrame(header.source, record.frames[0]?.bytes ?? []);
    expect((await decodeFrame(frame, record.pixels)).byteLength).toBe(record.pixels.rows * record.pixels.columns * (record.pixels.bitsAllocated / 8));
    for (const share of [0.5, 0.9]) await expect(decodeFrame(frame.subarray(0, Math.floor(frame.length * share)), record.pixels)).rejects.toMatchObject({ reason: 'PIX-07', message: 'The compressed frame ends before its pixels do.' });
  });

  it('rows of seven values: the first two bytes of a text were taken for 23,601 rows', () => {
    expect(() => read(replaced(element(0x00280010, 'US', 8), element(0x00280010, 'US', Buffer.from('1\\2\\3\\4\\5\\6\\7 '))))).toThrow(expect.objectContaining({ reason: 'IMP-04', message: 'File is damaged: Rows has 14 bytes instead of 2.' }));
  });

  it('a compressed frame in a header of 64 bits allocated: the frame opened with an eighth of its bytes', async () => {
    const bytes = (await generatedFiles()).find((file) => file.name === 'JPEG')?.bytes ?? Buffer.alloc(0);
    const { record, header } = read(bytes);
    if (record.pixels === null) throw new Error('no image');
    await expect(decodeFrame(readFrame(header.source, record.frames[0]?.bytes ?? []), { ...record.pixels, bitsAllocated: 64 })).rejects.toMatchObject({ reason: 'PIX-07', message: 'The frame decodes to 1024 bytes, its image has 8192.' });
  });

  it('a header that ends inside its last element: its end was taken for that of the header', () => {
    const report = part10(Buffer.concat([element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.88.11'), element(0x00080060, 'CS', 'SR'), element(0x0040a730, 'UT', 'x'.repeat(100), 5000)]), undefined, '1.2.840.10008.5.1.4.1.1.88.11');
    expect(() => read(report)).toThrow(expect.objectContaining({ reason: 'IMP-04', message: expect.stringContaining('goes past the end') as string }));
  });

  it('a thickness of −1e308 mm: "Slice thickness varies from −Infinity to −Infinity mm"', () => {
    const { record } = read(replaced(element(0x00180050, 'DS', '2'), element(0x00180050, 'DS', '-1e308')));
    expect(record.frames[0]?.sliceThicknessMm).toBeNull();
    const thin = record.frames.map((frame) => ({ ...frame, sliceThicknessMm: -2 }));
    expect(buildStacks([{ ...record, frames: thin }, { ...record, sopInstanceUid: '2', frames: thin.map((frame) => ({ ...frame, sliceThicknessMm: -3 })) }])[0]?.summary.findings.map(({ code }) => code)).not.toContain('GEO-16');
  });

  it('a megabyte of blanks in every text: looking for padding took the square of its length', () => {
    const blanks = Buffer.concat([Buffer.alloc(1 << 20, ' '), Buffer.from('x')]);
    const { record } = read(part10(Buffer.concat([...[0x00080008, 0x00080018, 0x00080020].map((tag) => element(tag, 'UT', blanks)), element(0x00080060, 'CS', 'SR')]), undefined, '1.2.840.10008.5.1.4.1.1.88.11'));
    expect(record.modality).toBe('SR');
  });

  it('a series of 150,000 slices: the smallest and largest step were looked for in more arguments than a call may have', () => {
    const { record } = read(sliceFile({ uid: '1' }));
    const [frame] = record.frames;
    if (frame === undefined) throw new Error('no frame');
    const frames = Array.from({ length: 150_000 }, (_, index) => ({ ...frame, frameNumber: index + 1, position: [0, 0, index] as const }));
    expect(buildStacks([{ ...record, frames }]).map(({ summary }) => [summary.slices, summary.spacingMm?.[2]])).toEqual([[150_000, 1]]);
  });

  it('twenty thousand planes: each was compared with every one before it', () => {
    const { record } = read(sliceFile({ uid: '1' }));
    const [frame] = record.frames;
    if (frame === undefined) throw new Error('no frame');
    const turned = (turn: number, tip: number) => ({ row: [Math.cos(turn), Math.sin(turn), 0] as const, column: [-Math.sin(turn) * Math.cos(tip), Math.cos(turn) * Math.cos(tip), Math.sin(tip)] as const });
    const frames = Array.from({ length: 20_000 }, (_, index) => ({ ...frame, frameNumber: index + 1, orientation: turned((index % 200) * 0.03, Math.floor(index / 200) * 0.03) }));
    expect(buildStacks([{ ...record, frames }]).reduce((sum, { summary }) => sum + summary.slices, 0)).toBe(20_000);
  });
});
