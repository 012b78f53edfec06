/** Files of every kind made here, so that the fuzzer needs no corpus: native in three encodings, deflated, RLE, JPEG, JPEG-LS, JPEG 2000, HTJ2K, enhanced multi-frame, colour. */
import { createRequire } from 'node:module';
import { deflateRawSync } from 'node:zlib';
import { element, encapsulated, item, part10, ramp, sequenceEnd, sliceDataSet, sliceFile, type SliceFacts } from '../fixtures/dicomBytes.ts';
import { syntheticSeries } from '../fixtures/dicom.ts';

const require = createRequire(import.meta.url);

type Encoder = { getDecodedBuffer(info: object): Uint8Array; encode(): void; getEncodedBuffer(): Uint8Array };
type EncoderModule = Record<string, new () => Encoder>;

/** The viewer library's own encoders, which come with its decoders. */
async function encode(codec: string, name: string, pixels: Uint8Array, info: object): Promise<Buffer> {
  const factory = require(`@cornerstonejs/${codec}/wasmjs`) as (options: object) => Promise<EncoderModule>;
  const module = await factory({ print: () => undefined, printErr: () => undefined });
  const make = module[name];
  if (make === undefined) throw new Error(`${codec} has no ${name}`);
  const encoder = new make();
  encoder.getDecodedBuffer(info).set(pixels);
  encoder.encode();
  return Buffer.from(encoder.getEncodedBuffer());
}

const size = 32;
const base: SliceFacts = { uid: '1.2.826.0.1.1', rows: size, columns: size, signed: false, bitsStored: 12 };
const values = ramp({ rows: size, columns: size }).map((value) => (value * 7) & 0x0fff);
const pixels = new Uint8Array(Uint16Array.from(values).buffer);
const info = { width: size, height: size, bitsPerSample: 12, componentCount: 1, isSigned: false, isUsingColorTransform: false };

/** Literal packets only. */
function rleFrame(): Buffer {
  const segments = [1, 0].map((byte) => Buffer.concat(Array.from({ length: (size * size) / 128 }, (_, packet) => Buffer.from([127, ...Array.from({ length: 128 }, (_, index) => pixels[(packet * 128 + index) * 2 + byte] as number)]))));
  const header = Buffer.alloc(64);
  header.writeUInt32LE(2, 0);
  header.writeUInt32LE(64, 4);
  header.writeUInt32LE(64 + (segments[0]?.length ?? 0), 8);
  return Buffer.concat([header, ...segments]);
}

const compressed = (transferSyntaxUid: string, frames: readonly Buffer[], offsetTable?: Buffer): Buffer => sliceFile({ ...base, transferSyntaxUid, pixelData: encapsulated(frames, offsetTable) });

const sequence = (tag: number, ...items: readonly Buffer[]): Buffer => element(tag, 'SQ', Buffer.concat([...items.map(item), sequenceEnd]), 0xffffffff);

/** Enhanced CT of four frames with shared and per-frame functional groups. */
function enhanced(): Buffer {
  const dataSet = sliceDataSet({ ...base, rows: 8, columns: 8 });
  const frames = Array.from({ length: 4 }, (_, index) => Buffer.concat([
    sequence(0x00209111, Buffer.concat([element(0x00189074, 'DT', `2024030512000${index}`), element(0x00209157, 'UL', index + 1)])),
    sequence(0x00209113, element(0x00200032, 'DS', `0\\0\\${index * 2}`)),
  ]));
  const shared = Buffer.concat([sequence(0x00209116, element(0x00200037, 'DS', '1\\0\\0\\0\\1\\0')), sequence(0x00289110, Buffer.concat([element(0x00180050, 'DS', '2'), element(0x00280030, 'DS', '0.5\\0.5')]))]);
  const pixelStart = dataSet.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00]));
  const groups = Buffer.concat([sequence(0x52009229, shared), sequence(0x52009230, ...frames)]);
  const head = dataSet.subarray(0, pixelStart);
  const beforeRows = head.indexOf(Buffer.from([0x28, 0x00, 0x10, 0x00]));
  return part10(Buffer.concat([head.subarray(0, beforeRows), element(0x00280008, 'IS', '4'), head.subarray(beforeRows), groups, element(0x7fe00010, 'OW', Buffer.alloc(8 * 8 * 2 * 4, 7))]), undefined, '1.2.840.10008.5.1.4.1.1.2.1');
}

function deflated(): Buffer {
  const meta = part10(Buffer.alloc(0), '1.2.840.10008.1.2.1.99');
  return Buffer.concat([meta, deflateRawSync(sliceDataSet(base))]);
}

function bigEndian(): Buffer {
  const swap = (tag: number, vr: string, value: Buffer): Buffer => {
    const head = Buffer.alloc(vr === 'OW' ? 12 : 8);
    head.writeUInt16BE(tag >>> 16, 0);
    head.writeUInt16BE(tag & 0xffff, 2);
    head.write(vr, 4, 'latin1');
    if (vr === 'OW') head.writeUInt32BE(value.length, 8);
    else head.writeUInt16BE(value.length, 6);
    return Buffer.concat([head, value]);
  };
  const us = (value: number): Buffer => { const bytes = Buffer.alloc(2); bytes.writeUInt16BE(value); return bytes; };
  return part10(Buffer.concat([
    swap(0x00080016, 'UI', Buffer.from('1.2.840.10008.5.1.4.1.1.2\0')), swap(0x00080018, 'UI', Buffer.from('1.2.7\0')), swap(0x00080060, 'CS', Buffer.from('CT')), swap(0x0020000d, 'UI', Buffer.from('1.2.3\0')), swap(0x0020000e, 'UI', Buffer.from('1.2.34')),
    swap(0x00280010, 'US', us(4)), swap(0x00280011, 'US', us(4)), swap(0x00280100, 'US', us(16)), swap(0x00280101, 'US', us(12)), swap(0x00280102, 'US', us(11)), swap(0x00280103, 'US', us(0)), swap(0x7fe00010, 'OW', Buffer.alloc(32, 5)),
  ]), '1.2.840.10008.1.2.2');
}

/** Name and bytes of every kind. */
export async function generatedFiles(): Promise<readonly { readonly name: string; readonly bytes: Buffer }[]> {
  const jpeg8 = await encode('codec-libjpeg-turbo-8bit', 'JPEGEncoder', Uint8Array.from(values, (value) => value >> 4), { ...info, bitsPerSample: 8 });
  const jpeg2000 = await encode('codec-openjpeg', 'J2KEncoder', pixels, info);
  const jpegLs = await encode('codec-charls', 'JpegLSEncoder', pixels, info);
  const htj2k = await encode('codec-openjph', 'HTJ2KEncoder', pixels, info);
  const mr = syntheticSeries({ modality: 'MR', rows: 16, columns: 16, slices: 1, name: 'mr', transferSyntax: 'implicit' });
  const ct = syntheticSeries({ rows: 16, columns: 16, slices: 1, name: 'ct', encodedPatientName: Buffer.from('\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B', 'latin1'), characterSet: ['', 'ISO 2022 IR 87'] });
  const eight = { ...base, bitsStored: 8 };
  const eightBit = sliceDataSet({ ...eight, transferSyntaxUid: '1.2.840.10008.1.2.4.50', pixelData: encapsulated([jpeg8]) });
  const allocated = eightBit.indexOf(Buffer.from([0x28, 0x00, 0x00, 0x01]));
  eightBit.writeUInt16LE(8, allocated + 8);
  const half = jpeg2000.length >> 1;
  return [
    { name: 'explicit', bytes: sliceFile(base) }, { name: 'implicit MR', bytes: Buffer.from(mr[0]?.bytes ?? []) }, { name: 'Japanese CT', bytes: Buffer.from(ct[0]?.bytes ?? []) },
    { name: 'big endian', bytes: bigEndian() }, { name: 'deflated', bytes: deflated() }, { name: 'enhanced', bytes: enhanced() },
    { name: 'RLE', bytes: compressed('1.2.840.10008.1.2.5', [rleFrame()]) },
    { name: 'JPEG', bytes: part10(eightBit, '1.2.840.10008.1.2.4.50') },
    { name: 'JPEG-LS', bytes: compressed('1.2.840.10008.1.2.4.80', [jpegLs]) },
    { name: 'JPEG 2000', bytes: compressed('1.2.840.10008.1.2.4.90', [jpeg2000]) },
    { name: 'JPEG 2000 in two fragments', bytes: compressed('1.2.840.10008.1.2.4.91', [jpeg2000.subarray(0, half - (half % 2)), jpeg2000.subarray(half - (half % 2))], Buffer.alloc(4)) },
    { name: 'HTJ2K', bytes: compressed('1.2.840.10008.1.2.4.201', [htj2k]) },
  ];
}
