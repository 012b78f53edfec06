/** One frame from the bytes in the file to stored values: little endian, interleaved, cut to the bits stored, colour as RGB. */
import { Decoder as LosslessDecoder } from '@cornerstonejs/jpeg-lossless-decoder-js';
import { isNadirError } from '../../common/index.ts';
import type { PixelFormat } from '../model.ts';
import { transferSyntaxOf, type Codec } from '../transferSyntaxes.ts';
import { isWhole, markAsRgb, readCodestream } from './codestream.ts';
import { undecodable, type DecodedSamples } from './decoded.ts';
import { decodeJpegDct } from './jpegDct.ts';
import { readNative } from './native.ts';
import { decodeRle, rleSegments } from './rle.ts';
import { storedBytesPerSample, toStoredValues, ybrToRgb } from './storedValues.ts';
import { decodeWithWasm } from './wasmCodecs.ts';

/**
 * Stored values of one frame: rows × columns × samples of 8, 16, 32 or 64 bits as allocated (packed bits widened), before any rescale.
 * Colour is RGB except palette indices, which stay. Throws `unreadable` PIX-07 when the frame cannot be decoded.
 */
export async function decodeFrame(frame: Uint8Array, format: PixelFormat): Promise<Uint8Array> {
  try {
    const { codec, samples } = await decodeSamples(frame, format);
    if (samples.components !== format.samplesPerPixel) throw undecodable(`The frame has ${samples.components} samples per pixel, the header says ${format.samplesPerPixel}.`);
    const values = toStoredValues(samples, format, codec === 'native' || codec === 'rle');
    const expected = format.rows * format.columns * format.samplesPerPixel * storedBytesPerSample(format);
    if (values.byteLength !== expected) throw undecodable(`The frame decodes to ${values.byteLength} bytes, its image has ${expected}.`);
    if (samples.ybr && samples.components === 3 && format.bitsAllocated === 8) ybrToRgb(values);
    return values;
  } catch (cause) {
    if (isNadirError(cause)) throw cause;
    throw undecodable('The compressed frame is damaged.', cause);
  }
}

async function decodeSamples(frame: Uint8Array, format: PixelFormat): Promise<{ codec: Codec; samples: DecodedSamples }> {
  const codec = checkFrame(frame, format);
  switch (codec) {
    case 'native': return { codec, samples: readNative(frame, format) };
    case 'rle': return { codec, samples: decodeRle(frame, format) };
    case 'jpegLossless': return { codec, samples: decodeLossless(frame, format) };
    case 'jpeg12': return { codec, samples: decodeJpegDct(frame) };
    case 'jpeg8': return { codec, samples: await decodeWithWasm(codec, format.photometric === 'RGB' ? markAsRgb(frame) : frame) };
    default: return { codec, samples: await decodeWithWasm(codec, frame) };
  }
}

/**
 * The codec that a frame really needs, after comparing its own header with the image's: cheap, and bounds what decoding may allocate.
 * Throws PIX-07 when the frame is not what the image needs.
 */
export function checkFrame(frame: Uint8Array, format: PixelFormat): Codec {
  const codec = transferSyntaxOf(format.transferSyntaxUid)?.codec ?? null;
  if (codec === null) throw undecodable('The transfer syntax is not supported.');
  if (codec === 'native') return codec;
  if (codec === 'rle') { rleSegments(frame, format); return codec; }
  const stream = readCodestream(frame);
  if (stream === null) throw undecodable(`The frame is not ${transferSyntaxOf(format.transferSyntaxUid)?.name ?? 'compressed'}.`);
  if (stream.width !== format.columns || stream.height !== format.rows) throw undecodable(`The compressed frame is ${stream.height} × ${stream.width} pixels, the header says ${format.rows} × ${format.columns}.`);
  if (stream.bits > 16 || stream.components > 4) throw undecodable(`${stream.bits} bits and ${stream.components} components in a compressed frame are not supported.`);
  if (!isWhole(frame)) throw undecodable('The compressed frame ends before its pixels do.');
  // The code stream decides: a file may name one JPEG family member and hold another.
  return stream.codec === 'jpeg12' && stream.components > 1 && stream.bits === 8 ? 'jpeg8' : stream.codec;
}

function decodeLossless(frame: Uint8Array, format: PixelFormat): DecodedSamples {
  // Every sample takes a bit at least; the decoder itself would run on over the end.
  if (frame.length * 8 < format.rows * format.columns * format.samplesPerPixel) throw undecodable('The compressed frame is shorter than its image.');
  const output = new LosslessDecoder().decode(frame.buffer as ArrayBuffer, frame.byteOffset, frame.byteLength, 0);
  const wide = output.BYTES_PER_ELEMENT === 2;
  const expected = format.rows * format.columns * format.samplesPerPixel;
  if (output.length < expected) throw undecodable('The compressed frame is shorter than its image.');
  return { data: new Uint8Array(output.buffer, output.byteOffset, expected * output.BYTES_PER_ELEMENT), bytesPerSample: wide ? 2 : 1, components: format.samplesPerPixel, ybr: false };
}
