import type { PixelFormat } from '../model.ts';
import { nativeFrameBytes } from '../part10/frames.ts';
import { transferSyntaxOf } from '../transferSyntaxes.ts';
import { undecodable, type DecodedSamples } from './decoded.ts';

/** Native pixel data as interleaved little-endian samples: bytes swapped, planes woven, packed bits spread, 4:2:2 chroma doubled. */
export function readNative(given: Uint8Array, format: PixelFormat): DecodedSamples {
  const bigEndian = transferSyntaxOf(format.transferSyntaxUid)?.bigEndian === true;
  // 8-bit samples in 16-bit words (OW): big endian swaps neighbours.
  const frame = bigEndian && format.words && format.bitsAllocated <= 8 && given.length % 2 === 0 ? swapBytes(new Uint8Array(given), 2) : given;
  if (frame.length < nativeFrameBytes(format)) throw undecodable('The frame is shorter than its image.');
  const pixels = format.rows * format.columns;
  const ybr = format.photometric.startsWith('YBR_FULL');
  if (format.bitsAllocated === 1) return { data: spreadBits(frame, pixels * format.samplesPerPixel), bytesPerSample: 1, components: format.samplesPerPixel, ybr };
  if (format.bitsAllocated === 12) return { data: spreadTwelveBits(frame, pixels * format.samplesPerPixel), bytesPerSample: 2, components: format.samplesPerPixel, ybr };
  if (format.photometric === 'YBR_FULL_422' && format.samplesPerPixel === 3) return { data: doubleChroma(frame, pixels), bytesPerSample: 1, components: 3, ybr: true };
  const bytesPerSample = (format.bitsAllocated / 8) as DecodedSamples['bytesPerSample'];
  const length = pixels * format.samplesPerPixel * bytesPerSample;
  let data: Uint8Array = new Uint8Array(frame.buffer.slice(frame.byteOffset, frame.byteOffset + length));
  if (bigEndian && bytesPerSample > 1) data = swapBytes(data, bytesPerSample);
  if (format.planarConfiguration === 1 && format.samplesPerPixel === 3) data = weavePlanes(data, bytesPerSample);
  return { data, bytesPerSample, components: format.samplesPerPixel, ybr };
}

export function swapBytes(data: Uint8Array, bytesPerSample: number): Uint8Array {
  const view = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytesPerSample === 2) view.swap16();
  else if (bytesPerSample === 4) view.swap32();
  else if (bytesPerSample === 8) view.swap64();
  return data;
}

/** RRR…GGG…BBB… to RGBRGB… */
export function weavePlanes(data: Uint8Array, bytesPerSample: number): Uint8Array {
  const plane = data.length / 3;
  const woven = new Uint8Array(data.length);
  let to = 0;
  for (let from = 0; from < plane; from += bytesPerSample) for (let sample = 0; sample < 3; sample += 1) for (let byte = 0; byte < bytesPerSample; byte += 1) woven[to++] = data[sample * plane + from + byte] as number;
  return woven;
}

/** Bits from the least significant of each byte on (DICOM PS3.5 8.1.1). */
function spreadBits(frame: Uint8Array, count: number): Uint8Array {
  const data = new Uint8Array(count);
  for (let index = 0; index < count; index += 1) data[index] = ((frame[index >> 3] as number) >> (index & 7)) & 1;
  return data;
}

/** Two 12-bit samples in three bytes, low nibble first. */
function spreadTwelveBits(frame: Uint8Array, count: number): Uint8Array {
  const data = new Uint16Array(count);
  for (let index = 0, from = 0; index < count; index += 2, from += 3) {
    const [a, b, c] = [frame[from] ?? 0, frame[from + 1] ?? 0, frame[from + 2] ?? 0];
    data[index] = a | ((b & 0x0f) << 8);
    if (index + 1 < count) data[index + 1] = (b >> 4) | (c << 4);
  }
  return new Uint8Array(data.buffer);
}

/** Y Y Cb Cr for two pixels to Y Cb Cr each. */
function doubleChroma(frame: Uint8Array, pixels: number): Uint8Array {
  const data = new Uint8Array(pixels * 3);
  for (let pixel = 0, from = 0, to = 0; pixel < pixels; pixel += 2, from += 4) {
    for (let half = 0; half < 2 && pixel + half < pixels; half += 1) {
      data[to++] = frame[from + half] as number;
      data[to++] = frame[from + 2] as number;
      data[to++] = frame[from + 3] as number;
    }
  }
  return data;
}
