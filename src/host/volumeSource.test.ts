import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VolumeWanted } from '../api/index.ts';
import { bufferSource, buildStacks, readInstance, type StoredInstance } from '../dicom/index.ts';
import { element, encapsulated, ramp, sliceFile, type SliceFacts } from '../../test/fixtures/dicomBytes.ts';
import { makeThumbnail } from './thumbnails.ts';
import { planVolume, type VolumePlan } from './volumePlan.ts';
import { openVolume, type DecodePool } from './volumeSource.ts';
import { createPool } from './workers/pool.ts';

let pool: DecodePool;
let folder: string;
beforeAll(() => { pool = createPool('decode.worker.ts', 1); });
afterAll(() => pool.close());
beforeEach(async () => { folder = await mkdtemp(path.join(tmpdir(), 'nadir-volume-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

async function series(slices: readonly Omit<SliceFacts, 'uid'>[]) {
  const instances: StoredInstance[] = [];
  for (const [index, facts] of slices.entries()) {
    const bytes = sliceFile({ uid: `1.${index}`, position: [0, 0, -index], instanceNumber: index, ...facts });
    await writeFile(path.join(folder, String(index)), bytes);
    instances.push({ ...readInstance(bufferSource(bytes)).record, sha256: String(index), bytes: bytes.length, sourcePath: '' });
  }
  const [stack] = buildStacks(instances);
  if (stack === undefined) throw new Error('no stack');
  return { stack, plan: planVolume(stack.images, instances, (name) => path.join(folder, name)) };
}

async function receive(plan: VolumePlan, from: number, onDamaged?: (reason: string) => void): Promise<Int16Array[]> {
  const { body, byteLength } = await openVolume(plan, { from }, { pool, onDamaged: (_slice, reason) => onDamaged?.(reason) });
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const all = Buffer.concat(chunks);
  expect(all.length).toBe(byteLength);
  return plan.slices.map((_, index) => new Int16Array(all.buffer.slice(all.byteOffset + index * plan.bytesPerSlice, all.byteOffset + (index + 1) * plan.bytesPerSlice)));
}

/** RLE of an 8 × 8 image of 16-bit values, literal runs only. */
function rle(values: Int16Array): Buffer {
  const segment = (shift: number) => Buffer.from([63, ...[...values].map((value) => (value >> shift) & 0xff)]);
  const header = Buffer.alloc(64);
  header.writeUInt32LE(2, 0);
  header.writeUInt32LE(64, 4);
  header.writeUInt32LE(64 + 65, 8);
  return encapsulated([Buffer.concat([header, segment(8), segment(0)])]);
}
const damagedRle = (values: Int16Array): Buffer => {
  const bytes = rle(values);
  // A run of two instead of 64 literals: the segment then ends before its pixels.
  bytes[bytes.indexOf(Buffer.from([63]), 84)] = 255;
  return bytes;
};

describe('the stream of a series', () => {
  it('brings slices from the one looked at outwards, as stored', async () => {
    const { plan } = await series(Array.from({ length: 5 }, () => ({})));
    const slices = await receive(plan, 3);
    expect(slices.map((values) => values[0])).toEqual([300, 400, 200, 100, 0]);
    expect([...(slices[0] ?? [])]).toEqual([...ramp({ instanceNumber: 3 })]);
  });

  it('decodes compressed slices to the same values as native ones', async () => {
    const native = await series([0, 1, 2].map((instanceNumber) => ({ instanceNumber })));
    const direct = await receive(native.plan, 1);
    const packed = await series([0, 1, 2].map((instanceNumber) => ({ instanceNumber, transferSyntaxUid: '1.2.840.10008.1.2.5', pixelData: rle(ramp({ instanceNumber })) })));
    expect(await receive(packed.plan, 1)).toEqual(direct);
  });

  it('cuts dirt above the bits stored also on the direct way', async () => {
    const words = Buffer.alloc(128);
    for (let index = 0; index < 64; index += 1) words.writeUInt16LE(0xf000 | index, index * 2);
    const { plan } = await series([{ bitsStored: 12, signed: false, pixelData: element(0x7fe00010, 'OW', words) }]);
    expect([...((await receive(plan, 0))[0] ?? [])].slice(0, 3)).toEqual([0, 1, 2]);
  });

  it('fills a slice that cannot be decoded with a hatch, tells it, and moves no other slice', async () => {
    const good = (instanceNumber: number) => ({ instanceNumber, transferSyntaxUid: '1.2.840.10008.1.2.5', pixelData: rle(ramp({ instanceNumber })) });
    const { plan } = await series([good(0), good(1), { ...good(2), pixelData: damagedRle(ramp({ instanceNumber: 2 })) }, good(3)]);
    const damaged: string[] = [];
    const slices = await receive(plan, 0, (reason) => damaged.push(reason));
    expect(damaged).toEqual(['An RLE segment ends before its pixels do.']);
    expect(slices.map((values) => values[0])).toEqual([0, 100, 32767, 300]);
  });

  it('is refused before the first byte when nothing can be decoded', async () => {
    const bad = { transferSyntaxUid: '1.2.840.10008.1.2.5', pixelData: damagedRle(ramp({})) };
    const { plan } = await series([bad]);
    await expect(openVolume(plan, { from: 0 }, { pool })).rejects.toMatchObject({ code: 'unreadable', reason: 'PIX-07' });
  });

  it('says that a stored file is gone', async () => {
    const { plan } = await series([{}, {}]);
    await rm(path.join(folder, '0'));
    await expect(openVolume(plan, { from: 0 }, { pool })).rejects.toMatchObject({ code: 'storage', reason: 'imageUnreadable' });
  });

  it('closes its files when the reader goes away', async () => {
    const { plan } = await series(Array.from({ length: 40 }, () => ({ rows: 256, columns: 256 })));
    const openFiles = async (): Promise<number> => (await readdir('/proc/self/fd')).length;
    const before = await openFiles();
    const { body } = await openVolume(plan, { from: 0 }, { pool });
    const reader = body.getReader();
    await reader.read();
    await reader.cancel();
    expect(await openFiles()).toBeLessThanOrEqual(before);
  });
});

describe('a stream that is sent straight to a socket', () => {
  const sent = async (plan: VolumePlan, wanted: VolumeWanted): Promise<Buffer> => {
    const pieces: Buffer[] = [];
    const { sendTo, byteLength } = await openVolume(plan, wanted, { pool });
    await sendTo?.(async (piece) => { pieces.push(Buffer.from(piece)); });
    const whole = Buffer.concat(pieces);
    expect(whole.length).toBe(byteLength);
    return whole;
  };

  it('has the bytes of the body, plain and decoded, though its memory is used again', async () => {
    const plain = Array.from({ length: 23 }, (_, instanceNumber) => ({ instanceNumber, rows: 256, columns: 256 }));
    const packed = [0, 1, 2, 3].map((instanceNumber) => ({ instanceNumber, transferSyntaxUid: '1.2.840.10008.1.2.5', pixelData: rle(ramp({ instanceNumber })) }));
    for (const slices of [plain, packed]) {
      const { plan } = await series(slices);
      expect(Buffer.concat((await receive(plan, 2)).map((values) => Buffer.from(values.buffer))).equals(await sent(plan, { from: 2 }))).toBe(true);
    }
  });

  it('leaves out what the window has', async () => {
    const { plan } = await series(Array.from({ length: 8 }, () => ({})));
    const values = new Int16Array(new Uint8Array(await sent(plan, { from: 3, without: [[0, 1], [3, 4]] })).buffer);
    expect([0, 1, 2, 3].map((slice) => values[slice * 64])).toEqual([200, 500, 600, 700]);
    expect(await sent(plan, { from: 0, without: [[0, 7]] })).toHaveLength(0);
  });

  it('ends with its files closed when the socket breaks', async () => {
    const { plan } = await series(Array.from({ length: 40 }, () => ({ rows: 256, columns: 256 })));
    const openFiles = async (): Promise<number> => (await readdir('/proc/self/fd')).length;
    const before = await openFiles();
    const { sendTo } = await openVolume(plan, { from: 0 }, { pool });
    await expect(sendTo?.(async () => { throw new Error('broken'); })).rejects.toThrow('broken');
    expect(await openFiles()).toBeLessThanOrEqual(before);
  });
});

describe('a series that is left while it is decoded', () => {
  const slices = 60;
  const packed = () => series(Array.from({ length: slices }, (_, instanceNumber) => ({ instanceNumber, transferSyntaxUid: '1.2.840.10008.1.2.5', pixelData: rle(ramp({ instanceNumber })) })));
  /** The pool, counting what its threads finish. */
  const counted = () => {
    const count = { asked: 0, decoded: 0 };
    const run: DecodePool['run'] = async (task, options) => {
      count.asked += 1;
      const values = await pool.run(task, options);
      count.decoded += 1;
      return values;
    };
    return { pool: { ...pool, run }, count };
  };

  it.each(['the reader cancels', 'the request is aborted'])('decodes nothing more once %s', async (how) => {
    const { plan } = await packed();
    const { pool: watched, count } = counted();
    const abort = new AbortController();
    const { body } = await openVolume({ ...plan }, { from: 0 }, { pool: watched, signal: abort.signal });
    const reader = body.getReader();
    await reader.read();
    const left = how === 'the reader cancels' ? reader.cancel() : abort.abort();
    const before = count.decoded;
    await pool.run({ path: plan.slices[0]!.path, bytes: plan.slices[0]!.bytes, format: plan.slices[0]!.format });
    await left;
    if (how !== 'the reader cancels') await expect(reader.read()).rejects.toMatchObject({ code: 'cancelled' });
    // Nothing was begun after it: what was asked for and not begun came back undone.
    expect(count.decoded).toBe(before);
    expect(count.asked).toBeLessThan(10);
  });

  it('is refused as cancelled when it is left before its first image is there', async () => {
    const { plan } = await packed();
    const abort = new AbortController();
    const opening = openVolume(plan, { from: 0 }, { pool, signal: abort.signal });
    abort.abort();
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the thumbnail of a series', () => {
  it('is the middle slice in true proportions, through the window', async () => {
    const bright = Buffer.alloc(128);
    for (let index = 0; index < 64; index += 1) bright.writeInt16LE(index % 8 < 4 ? 1024 - 160 - 40 : 1024 + 240 + 40, index * 2);
    const { plan, stack } = await series([{}, { spacing: '1\\0.5', pixelData: element(0x7fe00010, 'OW', bright) }, {}].map((facts) => ({ spacing: '1\\0.5', ...facts })));
    const picture = PNG.sync.read(Buffer.from(await makeThumbnail(plan, stack.images, [1, 0.5], pool)));
    expect([picture.width, picture.height]).toEqual([48, 96]);
    expect([picture.data[0], picture.data[(48 - 1) * 4]]).toEqual([0, 255]);
  });
});
