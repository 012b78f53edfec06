import type { PixelFormat } from '../model.ts';
import { isEncapsulated, transferSyntaxOf } from '../transferSyntaxes.ts';
import type { DecodedSamples } from './decoded.ts';

/**
 * Cuts samples to the bits stored and gives them their sign: mask by HighBit and BitsStored also for unsigned pixels (row 25), sign from
 * HighBit, not from the top of the allocated bits (row 24). Output has the allocated width (12 packed bits: 16). `shifted` samples still have the
 * high bit where the header says; code streams bring the value right-aligned.
 */
export function toStoredValues(samples: DecodedSamples, format: PixelFormat, shifted: boolean): Uint8Array {
  const bytes = storedBytesPerSample(format);
  if (bytes > 2 || format.float) return samples.data;
  const count = samples.data.length / samples.bytesPerSample;
  const source = view(samples.data, samples.bytesPerSample);
  const drop = shifted ? Math.max(0, format.highBit + 1 - format.bitsStored) : 0;
  const unused = 32 - format.bitsStored;
  if (samples.bytesPerSample === bytes && drop === 0 && format.bitsStored === bytes * 8) return samples.data;
  const target = bytes === 1 ? new Uint8Array(count) : new Uint16Array(count);
  if (format.signed) for (let index = 0; index < count; index += 1) target[index] = (((source[index] as number) >> drop) << unused) >> unused;
  else for (let index = 0; index < count; index += 1) target[index] = ((((source[index] as number) >>> drop) << unused) >>> 0) >>> unused;
  return new Uint8Array(target.buffer);
}

/** Native little-endian samples of 8 or 16 bits that lie as they will be sent, but for bits above BitsStored. Colour must be interleaved RGB or an index. */
export function isDirectlyReadable(format: PixelFormat): boolean {
  const syntax = transferSyntaxOf(format.transferSyntaxUid);
  const plainSyntax = syntax?.codec === 'native' && !syntax.bigEndian && !syntax.deflated && !isEncapsulated(format.transferSyntaxUid);
  const plainSamples = format.samplesPerPixel === 1 || (format.planarConfiguration === 0 && !format.photometric.startsWith('YBR'));
  return plainSyntax && plainSamples && (format.bitsAllocated === 8 || format.bitsAllocated === 16) && !format.float;
}

/** Masks and sign-extends native samples in place, as `toStoredValues` does; nothing to do when all allocated bits are stored. */
export function cutToStoredBits(target: Uint8Array, format: PixelFormat): void {
  if (format.bitsStored === format.bitsAllocated) return;
  const wide = format.bitsAllocated === 16;
  const values = wide ? new Uint16Array(target.buffer, target.byteOffset, target.length >> 1) : target;
  const unused = 32 - format.bitsStored;
  const drop = Math.max(0, format.highBit + 1 - format.bitsStored);
  if (format.signed) for (let index = 0; index < values.length; index += 1) values[index] = (((values[index] as number) >> drop) << unused) >> unused;
  else for (let index = 0; index < values.length; index += 1) values[index] = (((values[index] as number) >>> drop) << unused) >>> unused;
}

/** Bytes of one stored sample in our output. */
export const storedBytesPerSample = (format: PixelFormat): 1 | 2 | 4 | 8 => (format.bitsAllocated <= 8 ? 1 : format.bitsAllocated <= 16 ? 2 : format.bitsAllocated <= 32 ? 4 : 8);

function view(data: Uint8Array, bytesPerSample: number): Uint8Array | Uint16Array | Uint32Array {
  const aligned = data.byteOffset % bytesPerSample === 0 ? data : new Uint8Array(data);
  if (bytesPerSample === 1) return aligned;
  if (bytesPerSample === 2) return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length >> 1);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
}

/** YCbCr, full range, 8 bit, to RGB in place (DICOM PS3.3 C.7.6.3.1.2). */
export function ybrToRgb(data: Uint8Array): void {
  const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : Math.round(value));
  for (let at = 0; at + 2 < data.length; at += 3) {
    const [y, cb, cr] = [data[at] as number, (data[at + 1] as number) - 128, (data[at + 2] as number) - 128];
    data[at] = clamp(y + 1.402 * cr);
    data[at + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr);
    data[at + 2] = clamp(y + 1.772 * cb);
  }
}
