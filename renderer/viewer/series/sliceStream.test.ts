import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSlices } from './sliceStream.ts';

/** The bytes in pieces of the given sizes, again and again. */
function streamOf(bytes: Uint8Array<ArrayBuffer>, cuts: readonly number[], type: 'bytes' | undefined): ReadableStream<Uint8Array> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0, cut = 0; at < bytes.length; at += cuts[cut % cuts.length]!, cut += 1) pieces.push(bytes.slice(at, at + cuts[cut % cuts.length]!));
  const source = { start(controller: { enqueue(piece: Uint8Array<ArrayBuffer>): void; close(): void }) { pieces.forEach((piece) => controller.enqueue(piece)); controller.close(); } };
  return (type === 'bytes' ? new ReadableStream({ ...source, type }) : new ReadableStream(source)) as ReadableStream<Uint8Array>;
}

const bytes = Uint8Array.from({ length: 42 }, (_, at) => at);

test.each(['bytes', undefined] as const)('however the stream is cut, every slice is whole and told once, in its turn (%s)', async (type) => {
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 9 }), async (cuts) => {
    const slices: number[][] = [];
    const came = await readSlices(streamOf(bytes, cuts, type), 6, 7, (slice, arrival) => { slices[arrival] = [...slice]; });
    expect(came).toBe(7);
    expect(slices).toEqual(Array.from({ length: 7 }, (_, slice) => Array.from({ length: 6 }, (_unused, at) => slice * 6 + at)));
  }), { numRuns: 40 });
});

test.each(['bytes', undefined] as const)('a slice with a byte missing is not told, and a byte too many is an error (%s)', async (type) => {
  const told: number[] = [];
  const short = readSlices(streamOf(bytes.slice(0, 17), [5], type), 6, 7, (_, arrival) => told.push(arrival));
  // A byte stream that cannot fill what was asked for ends in an error of its own.
  await (type === 'bytes' ? expect(short).rejects.toThrow(TypeError) : expect(short).resolves.toBe(2));
  expect(told).toEqual([0, 1]);
  await expect(readSlices(streamOf(bytes.slice(0, 13), [5], type), 6, 2, () => undefined)).rejects.toThrow(RangeError);
});

test('large slices share blocks of memory, the first has its own', async () => {
  const large = 512 * 512 * 2;
  const stream = new ReadableStream({ type: 'bytes', start(controller) { for (let slice = 0; slice < 4; slice += 1) controller.enqueue(new Uint8Array(large).fill(slice + 1)); controller.close(); } });
  const slices: Uint8Array[] = [];
  await readSlices(stream, large, 4, (slice, arrival) => { slices[arrival] = slice; });
  expect(slices.map((slice) => [slice[0], slice[large - 1], slice.length])).toEqual([1, 2, 3, 4].map((value) => [value, value, large]));
  expect(slices.map(({ buffer }) => buffer.byteLength)).toEqual([large, 2 * large, 2 * large, large]);
});
