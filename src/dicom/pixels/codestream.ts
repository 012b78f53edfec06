import type { Codec } from '../transferSyntaxes.ts';

/** What a compressed frame says about itself in its first headers. */
export type Codestream = { readonly codec: Codec; readonly width: number; readonly height: number; readonly components: number; readonly bits: number; readonly isSigned: boolean };

const jpegFrameMarkers: Readonly<Record<number, 'dct' | 'progressive' | 'lossless' | 'jpegLs'>> = { 0xc0: 'dct', 0xc1: 'dct', 0xc2: 'progressive', 0xc3: 'lossless', 0xf7: 'jpegLs' };

/** Reads size and kind of a JPEG, JPEG-LS or JPEG 2000 code stream, JP2 boxes included; null when it is none of them or is cut before its size. */
export function readCodestream(frame: Uint8Array): Codestream | null {
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  if (bytes.length >= 4 && bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(bytes);
  const start = jpeg2000Start(bytes);
  return start === null ? null : readJpeg2000(bytes, start);
}

/** Offset of the raw JPEG 2000 code stream (SOC, SIZ), also inside a JP2 container; null when there is none. */
export function jpeg2000Start(frame: Uint8Array): number | null {
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  const offset = bytes.subarray(0, 64 * 1024).indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51]));
  return offset < 0 ? null : offset;
}

function readJpeg(bytes: Buffer): Codestream | null {
  let offset = 2;
  while (offset + 4 <= bytes.length) {
    if (bytes[offset] !== 0xff) return null;
    const marker = bytes[offset + 1] as number;
    if (marker === 0xff) { offset += 1; continue; }
    const kind = jpegFrameMarkers[marker];
    if (kind !== undefined) {
      if (offset + 10 > bytes.length) return null;
      const bits = bytes[offset + 4] as number;
      const codec: Codec = kind === 'lossless' ? 'jpegLossless' : kind === 'jpegLs' ? 'jpegLs' : bits > 8 ? 'jpeg12' : 'jpeg8';
      return { codec, bits, height: bytes.readUInt16BE(offset + 5), width: bytes.readUInt16BE(offset + 7), components: bytes[offset + 9] as number, isSigned: false };
    }
    if (marker === 0xda || marker === 0xd9) return null;
    offset += 2 + bytes.readUInt16BE(offset + 2);
  }
  return null;
}

function readJpeg2000(bytes: Buffer, start: number): Codestream | null {
  // SOC, SIZ marker, Lsiz, Rsiz, Xsiz, Ysiz, XOsiz, YOsiz, tile size and offset, Csiz, Ssiz of the first component (ISO 15444-1 A.5.1).
  if (start + 45 > bytes.length) return null;
  const capabilities = bytes.readUInt16BE(start + 6);
  const precision = bytes[start + 42] as number;
  return {
    // Bit 14 of Rsiz: part 15, high throughput.
    codec: (capabilities & 0x4000) === 0 ? 'jpeg2000' : 'htj2k',
    width: bytes.readUInt32BE(start + 8) - bytes.readUInt32BE(start + 16), height: bytes.readUInt32BE(start + 12) - bytes.readUInt32BE(start + 20),
    components: bytes.readUInt16BE(start + 40), bits: (precision & 0x7f) + 1, isSigned: (precision & 0x80) !== 0,
  };
}

/**
 * Whether the code stream goes on to its own end: the end marker of a JPEG or JPEG-LS, every tile of a JPEG 2000 with all its bytes. Decoders fill what is
 * missing with grey or zero, and a hole in an image must not pass for air.
 */
export function isWhole(frame: Uint8Array): boolean {
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  const start = bytes[0] === 0xff && bytes[1] === 0xd8 ? null : jpeg2000Start(bytes);
  // Within entropy-coded data 0xFF is never followed by 0xD9 (T.81 B.1.1.5, T.87 A.1).
  return start === null ? bytes.lastIndexOf(endOfImage) > 2 : hasAllTiles(bytes, start);
}

const endOfImage = Buffer.from([0xff, 0xd9]);
const startOfTilePart = 0xff90;

/** Tiles of the grid (ISO 15444-1 B.3); 16 bits number them. */
function tileCount(bytes: Buffer, start: number): number {
  const [width, height, left, top] = [bytes.readUInt32BE(start + 24), bytes.readUInt32BE(start + 28), bytes.readUInt32BE(start + 32), bytes.readUInt32BE(start + 36)];
  if (width === 0 || height === 0) return 0;
  return Math.ceil((bytes.readUInt32BE(start + 8) - left) / width) * Math.ceil((bytes.readUInt32BE(start + 12) - top) / height);
}

function hasAllTiles(bytes: Buffer, start: number): boolean {
  if (start + 45 > bytes.length) return false;
  const tiles = tileCount(bytes, start);
  if (tiles < 1 || tiles > 65_535) return false;
  const seen = new Set<number>();
  let at = start + 2;
  while (at + 4 <= bytes.length && bytes.readUInt16BE(at) !== startOfTilePart) at += 2 + bytes.readUInt16BE(at + 2);
  while (at + 12 <= bytes.length && bytes.readUInt16BE(at) === startOfTilePart) {
    const [tile, length] = [bytes.readUInt16BE(at + 4), bytes.readUInt32BE(at + 6)];
    seen.add(tile);
    // 0: the last one, to the end (A.4.2).
    if (tile >= tiles || (length !== 0 && (length < 12 || at + length > bytes.length))) return false;
    if (length === 0) break;
    at += length;
  }
  return seen.size === tiles;
}

/**
 * A colour JPEG whose header says RGB but whose stream says nothing about colour: the decoder would take it for YCbCr. An Adobe segment with
 * transform 0 tells it; a stream that already has a JFIF or a whole Adobe segment (14 bytes) is left alone.
 */
export function markAsRgb(frame: Uint8Array): Uint8Array {
  const isMarked = frame[2] === 0xff && (frame[3] === 0xe0 || (frame[3] === 0xee && frame[5] === 14));
  if (isMarked) return frame;
  const adobe = [0xff, 0xee, 0x00, 0x0e, 0x41, 0x64, 0x6f, 0x62, 0x65, 0x00, 0x64, 0x00, 0x00, 0x00, 0x00, 0x00];
  return Buffer.concat([frame.subarray(0, 2), Uint8Array.from(adobe), frame.subarray(2)]);
}
