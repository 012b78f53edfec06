/** Reads a stream of slices of equal size, each into memory of its own: with a reader that fills the caller's memory no byte is copied in the window. */

/** `fetch` bodies are byte streams in Chromium; others are read piece by piece and copied. */
function fillingReader(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | null {
  try {
    return body.getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

/** Blocks of memory larger than this come from the system one by one and go back to it as soon as they are free; smaller ones stay with the browser (Chromium: 960 kB). */
const blockBytes = 1024 * 1024;
/** Slices from which on a few share a block. */
const largeSliceBytes = 256 * 1024;

export type OnSlice = (bytes: Uint8Array<ArrayBuffer>, arrival: number) => void;

/**
 * Gives `onSlice` the bytes of every slice, `count` of them, when it is whole: the first at once, large ones then in blocks of 1 MB. Returns how many came; a stream
 * that ends inside a block loses that block (a byte stream may throw TypeError then). Throws RangeError when the stream goes on after the last slice or there is no
 * memory for it; else what the stream throws.
 */
export async function readSlices(body: ReadableStream<Uint8Array>, bytesPerSlice: number, count: number, onSlice: OnSlice): Promise<number> {
  const filling = fillingReader(body);
  return filling ? fillSlices(filling, bytesPerSlice, count, onSlice) : copySlices(body.getReader(), bytesPerSlice, count, onSlice);
}

/** One whole block; null when the stream ends before. Electron's Chromium does not know `min` and answers with what there is: the rest is read behind it. */
async function fillBlock(reader: ReadableStreamBYOBReader, bytes: number): Promise<ArrayBuffer | null> {
  let buffer = new ArrayBuffer(bytes);
  for (let filled = 0; filled < bytes; ) {
    const { done, value } = await reader.read(new Uint8Array(buffer, filled), { min: bytes - filled });
    if (done || value === undefined) return null;
    buffer = value.buffer as ArrayBuffer;
    filled += value.byteLength;
  }
  return buffer;
}

async function fillSlices(reader: ReadableStreamBYOBReader, bytesPerSlice: number, count: number, onSlice: OnSlice): Promise<number> {
  const perBlock = bytesPerSlice < largeSliceBytes ? 1 : Math.ceil(blockBytes / bytesPerSlice);
  for (let arrival = 0; arrival < count; ) {
    const slices = arrival === 0 ? 1 : Math.min(perBlock, count - arrival);
    const block = await fillBlock(reader, slices * bytesPerSlice);
    if (block === null) return arrival;
    for (let slice = 0; slice < slices; slice += 1) onSlice(new Uint8Array(block, slice * bytesPerSlice, bytesPerSlice), arrival + slice);
    arrival += slices;
  }
  if (!(await reader.read(new Uint8Array(1))).done) throw new RangeError('more bytes than slices');
  return count;
}

async function copySlices(reader: ReadableStreamDefaultReader<Uint8Array>, bytesPerSlice: number, count: number, onSlice: OnSlice): Promise<number> {
  let arrival = 0;
  let slice: Uint8Array<ArrayBuffer> | null = null;
  let filled = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return arrival;
    for (let taken = 0; taken < value.length; ) {
      if (arrival >= count) throw new RangeError('more bytes than slices');
      slice ??= new Uint8Array(bytesPerSlice);
      const part = value.subarray(taken, taken + bytesPerSlice - filled);
      slice.set(part, filled);
      taken += part.length;
      filled += part.length;
      if (filled < bytesPerSlice) continue;
      onSlice(slice, arrival);
      arrival += 1;
      slice = null;
      filled = 0;
    }
  }
}
