import type { PixelFormat } from '../model.ts';
import { undecodable, type DecodedSamples } from './decoded.ts';

/** Segment bounds of an RLE frame (DICOM PS3.5 Annex G), checked against the image: one segment per byte of each sample, all inside the frame. */
export function rleSegments(frame: Uint8Array, format: PixelFormat): readonly (readonly [start: number, end: number])[] {
  const wanted = format.samplesPerPixel * (format.bitsAllocated / 8);
  if (frame.length < 64) throw undecodable('The RLE frame is shorter than its header.');
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const count = view.getUint32(0, true);
  if (count !== wanted) throw undecodable(`The RLE frame has ${count} segments, the image needs ${wanted}.`);
  const starts = Array.from({ length: count }, (_, index) => view.getUint32(4 + 4 * index, true));
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? frame.length;
    if (start < 64 || start > frame.length || end < start || end > frame.length) throw undecodable('An RLE segment lies outside its frame.');
    return [start, end] as const;
  });
}

/** Decodes an RLE frame to interleaved little-endian samples. A segment that ends early is an error: a hole in an image must not pass for air. */
export function decodeRle(frame: Uint8Array, format: PixelFormat): DecodedSamples {
  const bytesPerSample = (format.bitsAllocated / 8) as DecodedSamples['bytesPerSample'];
  const pixels = format.rows * format.columns;
  const stride = bytesPerSample * format.samplesPerPixel;
  const data = new Uint8Array(pixels * stride);
  rleSegments(frame, format).forEach(([start, end], segment) => {
    const sample = Math.floor(segment / bytesPerSample);
    // Segments run from the most to the least significant byte.
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    unpackBits(frame, start, end, data, sample * bytesPerSample + byte, stride, pixels);
  });
  return { data, bytesPerSample, components: format.samplesPerPixel, ybr: format.photometric.startsWith('YBR_FULL') };
}

function unpackBits(source: Uint8Array, start: number, end: number, target: Uint8Array, first: number, stride: number, count: number): void {
  let from = start;
  let to = first;
  let left = count;
  while (left > 0) {
    if (from >= end) throw undecodable('An RLE segment ends before its pixels do.');
    const control = source[from++] as number;
    if (control === 128) continue;
    if (control < 128) {
      for (let index = Math.min(control + 1, left, end - from); index > 0; index -= 1) { target[to] = source[from++] as number; to += stride; left -= 1; }
    } else {
      const value = source[from++] ?? 0;
      for (let index = Math.min(257 - control, left); index > 0; index -= 1) { target[to] = value; to += stride; left -= 1; }
    }
  }
}
