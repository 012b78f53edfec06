/**
 * Grey DCT JPEG of 8 to 12 bits: extended sequential, spectral selection and full progression, Huffman coded (ITU T.81; DICOM syntaxes .4.51, .4.53, .4.55).
 * Ours because no package decodes 12 bits exactly: the viewer library's own decoder rounds in its transform.
 */
import { buildHuffmanTable, JpegBitReader, type HuffmanTable } from './jpegBits.ts';
import { undecodable, type DecodedSamples } from './decoded.ts';
import { decodeScan, zigZag } from './jpegScan.ts';

type Frame = { readonly bits: number; readonly width: number; readonly height: number; readonly progressive: boolean; readonly quantTable: number; readonly blocksAcross: number; readonly coefficients: Int32Array };

type Decoder = { readonly quant: Map<number, Uint16Array>; readonly dc: Map<number, HuffmanTable>; readonly ac: Map<number, HuffmanTable>; restartInterval: number; frame: Frame | null };

const scansAllowed = 200;

/** Decodes one grey frame to 16-bit samples. Throws PIX-07 for colour, arithmetic coding and damaged data. */
export function decodeJpegDct(bytes: Uint8Array): DecodedSamples {
  const decoder: Decoder = { quant: new Map(), dc: new Map(), ac: new Map(), restartInterval: 0, frame: null };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 2;
  let scans = 0;
  while (offset + 4 <= bytes.length) {
    if (bytes[offset] !== 0xff) { offset += 1; continue; }
    const marker = bytes[offset + 1] as number;
    if (marker === 0xd9) break;
    if (marker === 0xff || marker === 0 || (marker >= 0xd0 && marker <= 0xd7)) { offset += marker === 0xff ? 1 : 2; continue; }
    const length = view.getUint16(offset + 2);
    if (length < 2 || offset + 2 + length > bytes.length) throw undecodable('A JPEG segment goes past the end of its frame.');
    const segment = bytes.subarray(offset + 4, offset + 2 + length);
    offset += 2 + length;
    if (marker === 0xda) {
      if (++scans > scansAllowed) throw undecodable('The JPEG frame has too many scans.');
      offset = readScan(decoder, bytes, segment, offset);
    } else readSegment(decoder, marker, segment);
  }
  if (decoder.frame === null || scans === 0) throw undecodable('The JPEG frame holds no image.');
  return { data: reconstruct(decoder, decoder.frame), bytesPerSample: 2, components: 1, ybr: false };
}

function readSegment(decoder: Decoder, marker: number, segment: Uint8Array): void {
  if (marker === 0xdb) readQuantTables(decoder, segment);
  else if (marker === 0xc4) readHuffmanTables(decoder, segment);
  else if (marker === 0xdd) decoder.restartInterval = ((segment[0] ?? 0) << 8) | (segment[1] ?? 0);
  else if (marker >= 0xc0 && marker <= 0xc2) {
    // The size of the first was compared with the image's; another could say anything.
    if (decoder.frame !== null) throw undecodable('The JPEG frame has two headers.');
    decoder.frame = readFrameHeader(segment, marker === 0xc2);
  }
  else if (marker === 0xc3 || (marker >= 0xc5 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc)) throw undecodable('This kind of JPEG is not supported.');
}

function readFrameHeader(segment: Uint8Array, progressive: boolean): Frame {
  if (segment.length < 9) throw undecodable('The JPEG frame header is incomplete.');
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  const [bits, height, width] = [view.getUint8(0), view.getUint16(1), view.getUint16(3)];
  if (view.getUint8(5) !== 1) throw undecodable('12-bit JPEG in colour is not supported.');
  if (bits < 8 || bits > 12 || width === 0 || height === 0) throw undecodable('The JPEG frame header is impossible.');
  const blocksAcross = Math.ceil(width / 8);
  return { bits, width, height, progressive, quantTable: view.getUint8(8), blocksAcross, coefficients: new Int32Array(blocksAcross * Math.ceil(height / 8) * 64) };
}

function readQuantTables(decoder: Decoder, segment: Uint8Array): void {
  for (let at = 0; at < segment.length; ) {
    const head = segment[at++] as number;
    const wide = head >> 4 !== 0;
    const table = new Uint16Array(64);
    for (let index = 0; index < 64; index += 1) {
      table[zigZag[index] as number] = wide ? ((segment[at] ?? 0) << 8) | (segment[at + 1] ?? 0) : (segment[at] ?? 0);
      at += wide ? 2 : 1;
    }
    decoder.quant.set(head & 15, table);
  }
}

function readHuffmanTables(decoder: Decoder, segment: Uint8Array): void {
  for (let at = 0; at + 17 <= segment.length; ) {
    const head = segment[at] as number;
    const counts = segment.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    (head >> 4 === 0 ? decoder.dc : decoder.ac).set(head & 15, buildHuffmanTable(counts, segment.subarray(at + 17, at + 17 + total)));
    at += 17 + total;
  }
}

function readScan(decoder: Decoder, bytes: Uint8Array, segment: Uint8Array, start: number): number {
  const { frame } = decoder;
  if (frame === null || segment.length < 6 || segment[0] !== 1) throw undecodable('The JPEG scan header is impossible.');
  const tables = segment[2] as number;
  const [spectralStart, spectralEnd, approximation] = [segment[3] as number, segment[4] as number, segment[5] as number];
  if (spectralStart > 63 || spectralEnd > 63 || spectralEnd < spectralStart) throw undecodable('The JPEG scan header is impossible.');
  const bits = new JpegBitReader(bytes, start);
  decodeScan(bits, frame.coefficients, {
    progressive: frame.progressive, spectralStart, spectralEnd, high: approximation >> 4, low: approximation & 15,
    dc: decoder.dc.get(tables >> 4), ac: decoder.ac.get(tables & 15), restartInterval: decoder.restartInterval,
  });
  return bits.position;
}

/** cosines[x * 8 + u] = C(u)/2 · cos((2x+1)uπ/16) */
const cosines = Float64Array.from({ length: 64 }, (_, index) => ((index & 7) === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * (index >> 3) + 1) * (index & 7) * Math.PI) / 16));

function reconstruct(decoder: Decoder, frame: Frame): Uint8Array {
  const quant = decoder.quant.get(frame.quantTable);
  if (quant === undefined) throw undecodable('The JPEG frame lacks its quantisation table.');
  const pixels = new Uint16Array(frame.width * frame.height);
  const rows = new Float64Array(64);
  const block = new Float64Array(64);
  for (let index = 0; index < frame.coefficients.length / 64; index += 1) {
    inverseTransform(frame.coefficients, index * 64, quant, rows, block);
    copyBlock(block, frame, (index % frame.blocksAcross) * 8, Math.floor(index / frame.blocksAcross) * 8, pixels);
  }
  return new Uint8Array(pixels.buffer);
}

function inverseTransform(coefficients: Int32Array, at: number, quant: Uint16Array, rows: Float64Array, block: Float64Array): void {
  for (let v = 0; v < 8; v += 1) {
    for (let x = 0; x < 8; x += 1) {
      let sum = 0;
      for (let u = 0; u < 8; u += 1) sum += (coefficients[at + v * 8 + u] as number) * (quant[v * 8 + u] as number) * (cosines[x * 8 + u] as number);
      rows[v * 8 + x] = sum;
    }
  }
  for (let x = 0; x < 8; x += 1) {
    for (let y = 0; y < 8; y += 1) {
      let sum = 0;
      for (let v = 0; v < 8; v += 1) sum += (rows[v * 8 + x] as number) * (cosines[y * 8 + v] as number);
      block[y * 8 + x] = sum;
    }
  }
}

function copyBlock(block: Float64Array, frame: Frame, left: number, top: number, pixels: Uint16Array): void {
  const middle = 1 << (frame.bits - 1);
  const largest = (1 << frame.bits) - 1;
  for (let y = 0; y < 8 && top + y < frame.height; y += 1) {
    for (let x = 0; x < 8 && left + x < frame.width; x += 1) {
      const value = Math.round(block[y * 8 + x] as number) + middle;
      pixels[(top + y) * frame.width + left + x] = value < 0 ? 0 : value > largest ? largest : value;
    }
  }
}
