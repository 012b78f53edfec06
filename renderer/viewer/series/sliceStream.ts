/** Reads a stream of slices of equal size, each into memory of its own: with a reader that fills the caller's memory no byte is copied in the window. */

/** `fetch` bodies are byte streams in Chromium; others are read piece by piece and copied. */
function fillingReader(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | null {
  try {
    return body.getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

/**
 * Gives `onSlice` the buffer of every slice, `count` of them, as soon as it is whole. Returns how many came; a stream that ends inside a slice loses that slice
 * (a byte stream throws TypeError then). Throws RangeError when the stream goes on after the last one or there is no memory for a slice; else what the stream throws.
 */
export async function readSlices(body: ReadableStream<Uint8Array>, bytesPerSlice: number, count: number, onSlice: (buffer: ArrayBuffer, arrival: number) => void): Promise<number> {
  const filling = fillingReader(body);
  return filling ? fillSlices(filling, bytesPerSlice, count, onSlice) : copySlices(body.getReader(), bytesPerSlice, count, onSlice);
}

/** One whole slice; null when the stream ends before. Electron's Chromium does not know `min` and answers with what there is: the rest is read behind it. */
async function fillSlice(reader: ReadableStreamBYOBReader, bytesPerSlice: number): Promise<ArrayBuffer | null> {
  let buffer = new ArrayBuffer(bytesPerSlice);
  for (let filled = 0; filled < bytesPerSlice; ) {
    const { done, value } = await reader.read(new Uint8Array(buffer, filled), { min: bytesPerSlice - filled });
    if (done || value === undefined) return null;
    buffer = value.buffer as ArrayBuffer;
    filled += value.byteLength;
  }
  return buffer;
}

async function fillSlices(reader: ReadableStreamBYOBReader, bytesPerSlice: number, count: number, onSlice: (buffer: ArrayBuffer, arrival: number) => void): Promise<number> {
  for (let arrival = 0; arrival < count; arrival += 1) {
    const slice = await fillSlice(reader, bytesPerSlice);
    if (slice === null) return arrival;
    onSlice(slice, arrival);
  }
  if (!(await reader.read(new Uint8Array(1))).done) throw new RangeError('more bytes than slices');
  return count;
}

async function copySlices(reader: ReadableStreamDefaultReader<Uint8Array>, bytesPerSlice: number, count: number, onSlice: (buffer: ArrayBuffer, arrival: number) => void): Promise<number> {
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
      onSlice(slice.buffer, arrival);
      arrival += 1;
      slice = null;
      filled = 0;
    }
  }
}
