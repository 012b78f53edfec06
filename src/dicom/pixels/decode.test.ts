import { describe, expect, it } from 'vitest';
import { element, encapsulated, part10, ramp, sliceDataSet, sliceFile } from '../../../test/fixtures/dicomBytes.ts';
import { readInstance } from '../instance.ts';
import { bufferSource } from '../part10/byteSource.ts';
import { readFrame } from '../part10/frames.ts';
import { decodeFrame } from './decode.ts';
import { cutToStoredBits } from './storedValues.ts';

const firstFrame = async (bytes: Buffer, frame = 0): Promise<{ values: Int16Array; raw: Buffer }> => {
  const { record, header } = readInstance(bufferSource(bytes));
  if (record.pixels === null) throw new Error('no image');
  const raw = readFrame(header.source, record.frames[frame]?.bytes ?? []);
  const values = await decodeFrame(raw, record.pixels);
  return { values: new Int16Array(values.buffer, values.byteOffset, values.byteLength / 2), raw };
};

const words = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value & 0xffff, index * 2));
  return bytes;
};
const twoByTwo = (values: readonly number[], rest: Parameters<typeof sliceFile>[0] = { uid: '1' }) => sliceFile({ ...rest, rows: 2, columns: 2, pixelData: element(0x7fe00010, 'OW', words(values)) });

/** RLE without any runs: literal packets of one segment per byte, most significant first. */
function rleFrame(values: readonly number[]): Buffer {
  const segments = [8, 0].map((shift) => Buffer.from([values.length - 1, ...values.map((value) => (value >> shift) & 0xff)]));
  const header = Buffer.alloc(64);
  header.writeUInt32LE(2, 0);
  header.writeUInt32LE(64, 4);
  header.writeUInt32LE(64 + (segments[0]?.length ?? 0), 8);
  return Buffer.concat([header, ...segments]);
}

describe('stored values', () => {
  it('are what native pixel data holds', async () => {
    expect([...(await firstFrame(sliceFile({ uid: '1', instanceNumber: 2 }))).values]).toEqual([...ramp({ instanceNumber: 2 })]);
  });

  it('get their sign from the bits stored, not from the bits allocated', async () => {
    expect([...(await firstFrame(twoByTwo([0x0fff, 0x0800, 0x07ff, 1], { uid: '1', bitsStored: 12 }))).values]).toEqual([-1, -2048, 2047, 1]);
  });

  it('lose dirt above the bits stored, also unsigned', async () => {
    expect([...(await firstFrame(twoByTwo([0xf005, 0x8fff, 0x1000, 7], { uid: '1', bitsStored: 12, signed: false }))).values]).toEqual([5, 0x0fff, 0, 7]);
  });

  it('are cut the same in place as through the decoder', async () => {
    for (const signed of [true, false]) {
      const file = twoByTwo([0xf005, 0x8fff, 0x0801, 0x17ff], { uid: '1', bitsStored: 12, signed });
      const { values, raw } = await firstFrame(file);
      const direct = Uint8Array.from(raw);
      const { record } = readInstance(bufferSource(file));
      if (record.pixels === null) throw new Error('no image');
      cutToStoredBits(direct, record.pixels);
      expect([...new Int16Array(direct.buffer)]).toEqual([...values]);
    }
  });

  it('come out of RLE, and a frame with holes does not', async () => {
    const rle = (frame: Buffer) => sliceFile({ uid: '1', rows: 2, columns: 2, transferSyntaxUid: '1.2.840.10008.1.2.5', pixelData: encapsulated([frame]) });
    const good = rleFrame([1, 258, 3, -4 & 0xffff]);
    expect([...(await firstFrame(rle(good))).values]).toEqual([1, 258, 3, -4]);
    const short = Buffer.from(good);
    short[64] = 1;
    await expect(firstFrame(rle(short))).rejects.toMatchObject({ code: 'unreadable', reason: 'PIX-07' });
  });

  it('are refused when a code stream has another size than the image says', () => {
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0x00, 0x0b, 0x08, 0xff, 0xff, 0xff, 0xff, 0x01, 0x01, 0x11, 0x00, 0xff, 0xd9]);
    expect(() => readInstance(bufferSource(sliceFile({ uid: '1', transferSyntaxUid: '1.2.840.10008.1.2.4.50', pixelData: encapsulated([jpeg]) })))).toThrow('The compressed frame is 65535 × 65535 pixels, the header says 8 × 8.');
  });
});

describe('frames in fragments', () => {
  const frames = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]].map(rleFrame);
  const offsets = (...values: number[]): Buffer => {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
    return bytes;
  };
  const file = (pixelData: Buffer, count = 3) => part10(Buffer.concat([sliceDataSet({ uid: '1', rows: 2, columns: 2, pixelData: Buffer.alloc(0) }).subarray(0), element(0x00280008, 'IS', String(count)), pixelData]), '1.2.840.10008.1.2.5');

  it('are found one by one without an offset table', async () => {
    expect([...(await firstFrame(file(encapsulated(frames)), 2)).values]).toEqual([9, 10, 11, 12]);
  });

  it('are joined by an offset table when a frame has several fragments', async () => {
    const [a, b, c] = frames as [Buffer, Buffer, Buffer];
    const parts = [a.subarray(0, 66), a.subarray(66), b, c];
    const table = offsets(0, 66 + 8 + (a.length - 66) + 8, 66 + 8 + (a.length - 66) + 8 + b.length + 8);
    const { values } = await firstFrame(file(encapsulated(parts, table)), 1);
    expect([...values]).toEqual([5, 6, 7, 8]);
  });

  it('are refused when there are fewer than the file says', () => {
    expect(() => readInstance(bufferSource(file(encapsulated(frames), 5)))).toThrow('File is incomplete: 3 of 5 frames can be found.');
  });

  it('are found by an offset table that points nowhere all the same', async () => {
    expect([...(await firstFrame(file(encapsulated(frames, offsets(0, 99999, 7)))).then(({ values }) => values))]).toEqual([1, 2, 3, 4]);
  });
});
