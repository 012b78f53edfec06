/** Files that attack whoever reads them: sizes that lie, structures without end, bombs. Each with the codes it may be named by. */
import { deflateRawSync } from 'node:zlib';
import { closeSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { element, encapsulated, item, part10, sequenceEnd, sliceDataSet, sliceFile, type SliceFacts } from '../fixtures/dicomBytes.ts';

export type FileAttack = {
  readonly name: string;
  readonly write: (path: string) => void;
  /** 'opens': a decoder may take it for a blank image of that size, which such a code stream can be. Codes by which `nadir inspect --pixels` and `nadir import` may refuse it; null: it is taken, and `finding` says what is wrong. */
  readonly inspect: readonly string[] | null;
  readonly import: readonly string[] | null;
  /** Hundreds of megabytes to write: only in the table, not in every test run. */
  readonly isHeavy?: true;
};

const u16 = (value: number): Buffer => { const bytes = Buffer.alloc(2); bytes.writeUInt16BE(value); return bytes; };
const u32 = (value: number): Buffer => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value); return bytes; };
let counter = 0;
/** Each file is an examination of its own. */
const ids = (): Pick<SliceFacts, 'uid' | 'seriesUid' | 'studyUid'> => ({ uid: `1.9.${(counter += 1)}`, seriesUid: `1.8.${counter}`, studyUid: `1.7.${counter}` });
const slice = (facts: Partial<SliceFacts> = {}): Buffer => sliceFile({ ...ids(), ...facts });

/** A data set with something put before its pixel data, or instead of an element's value. */
function withBefore(tag: number, inserted: Buffer, facts: Partial<SliceFacts> = {}): Buffer {
  const bytes = sliceDataSet({ ...ids(), ...facts });
  const mark = Buffer.alloc(4);
  mark.writeUInt16LE(tag >>> 16, 0);
  mark.writeUInt16LE(tag & 0xffff, 2);
  const at = bytes.indexOf(mark);
  return part10(Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]), facts.transferSyntaxUid);
}
const withFrames = (frames: string, more: Buffer = Buffer.alloc(0), facts: Partial<SliceFacts> = {}): Buffer => withBefore(0x00280010, Buffer.concat([element(0x00280008, 'IS', frames), more]), facts);
const compressed = (uid: string, stream: Buffer, facts: Partial<SliceFacts> = {}): Buffer => slice({ rows: 64, columns: 64, signed: false, bitsStored: 12, transferSyntaxUid: uid, pixelData: encapsulated([stream]), ...facts });

/** SOI, one frame header, one scan header: a JPEG that promises and holds nothing. */
const jpeg = (sof: number, bits: number, rows: number, columns: number, more: Buffer = Buffer.alloc(0)): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, sof]), u16(11), Buffer.from([bits]), u16(rows), u16(columns), Buffer.from([1, 1, 0x11, 0]), more, Buffer.from([0xff, 0xda]), u16(8), Buffer.from([1, 1, 0, 0, 63, 0]), Buffer.alloc(8, 0x55), Buffer.from([0xff, 0xd9])]);

/** SOC, SIZ, COD, QCD, one empty tile part. */
function jpeg2000(width: number, height: number, tile: number, capabilities = 0): Buffer {
  const siz = Buffer.concat([u16(capabilities), u32(width), u32(height), u32(0), u32(0), u32(tile), u32(tile), u32(0), u32(0), u16(1), Buffer.from([11, 1, 1])]);
  const cod = Buffer.from([0, 0, 0, 1, 0, 5, 4, 4, capabilities === 0 ? 0 : 0x40, 1]);
  const qcd = Buffer.from([0x40, ...Array.from({ length: 16 }, () => 0x48)]);
  const cap = capabilities === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.from([0xff, 0x50]), u16(8), u32(0x00020000), u16(0)]);
  const segment = (marker: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([0xff, marker]), u16(body.length + 2), body]);
  return Buffer.concat([Buffer.from([0xff, 0x4f]), segment(0x51, siz), cap, segment(0x52, cod), segment(0x5c, qcd), segment(0x90, Buffer.concat([u16(0), u32(0), Buffer.from([0, 1])])), Buffer.from([0xff, 0x93]), Buffer.alloc(40, 0xa5), Buffer.from([0xff, 0xd9])]);
}

function rle(starts: readonly number[], body: Buffer): Buffer {
  const head = Buffer.alloc(64);
  head.writeUInt32LE(starts.length, 0);
  starts.slice(0, 15).forEach((start, index) => head.writeUInt32LE(start, 4 + 4 * index));
  return Buffer.concat([head, body]);
}

const openSequence = Buffer.from('08004011535100 00ffffffff'.replaceAll(' ', ''), 'hex');
const openItem = Buffer.from('feff00e0ffffffff', 'hex');
const repeated = (bytes: Buffer, times: number): Buffer => Buffer.concat(Array.from({ length: times }, () => bytes));

/** Writes `head`, then `piece` again and again up to `size`. */
function writeLong(file: string, head: Buffer, piece: Buffer, size: number): void {
  const descriptor = openSync(file, 'w');
  const block = repeated(piece, Math.max(1, Math.floor((4 << 20) / piece.length)));
  writeSync(descriptor, head);
  for (let written = head.length; written < size; written += block.length) writeSync(descriptor, block);
  closeSync(descriptor);
}
/** `head`, then a hole up to `size`: a large file that takes no room. */
function writeSparse(file: string, head: Buffer, size: number): void {
  writeFileSync(file, head);
  truncateSync(file, size);
}

const perFrame = (count: number, content: (index: number) => Buffer): Buffer => element(0x52009230, 'SQ', Buffer.concat([...Array.from({ length: count }, (_, index) => item(content(index))), sequenceEnd]), 0xffffffff);
const inSequence = (tag: number, content: Buffer): Buffer => element(tag, 'SQ', Buffer.concat([item(content), sequenceEnd]), 0xffffffff);

const made = (name: string, bytes: () => Buffer, codes: { inspect: readonly string[] | null; import?: readonly string[] | null }): FileAttack =>
  ({ name, write: (file) => writeFileSync(file, bytes()), inspect: codes.inspect, import: codes.import === undefined ? codes.inspect : codes.import });

const head = (): Buffer => part10(Buffer.concat([element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'), element(0x00080018, 'UI', `1.9.${(counter += 1)}`), element(0x00080060, 'CS', 'CT')]));

export const fileAttacks: readonly FileAttack[] = [
  made('empty', () => Buffer.alloc(0), { inspect: ['IMP-10'] }),
  made('preamble only', () => slice().subarray(0, 132), { inspect: ['IMP-04'] }),
  made('random bytes after the preamble', () => Buffer.concat([slice().subarray(0, 132), Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) & 0xff))]), { inspect: ['IMP-04', 'IMP-06', 'TS-02'] }),
  made('cut in the file meta group', () => slice().subarray(0, 160), { inspect: ['IMP-04'] }),
  made('cut in the header', () => slice().subarray(0, 500), { inspect: ['IMP-04'] }),
  made('cut in the pixels', () => { const whole = slice({ rows: 64, columns: 64 }); return whole.subarray(0, whole.length - 1000); }, { inspect: ['IMP-04'] }),
  made('an element longer than the file', () => withBefore(0x00181210, element(0x00181030, 'LO', 'x', 0xfff0)), { inspect: ['IMP-04'] }),
  made('an element of 4 GB', () => withBefore(0x00181210, element(0x00181031, 'OB', 'x', 0xfffffffe)), { inspect: ['IMP-04'] }),
  { name: 'an element of 4 GB that is there', write: (file) => writeSparse(file, Buffer.concat([head(), element(0x00091010, 'OB', Buffer.alloc(0), 0xfffffff0)]), 2 ** 32 + 2048), inspect: ['IMP-09'], import: ['IMP-09'], isHeavy: true },
  { name: 'three gigabytes of nothing', write: (file) => writeSparse(file, Buffer.alloc(16), 3 * 2 ** 30), inspect: ['IMP-06'], import: ['IMP-06'] },
  made('a sequence without end', () => Buffer.concat([head(), openSequence, openItem, repeated(element(0x00081150, 'UI', '1.2.3'), 60_000)]), { inspect: ['IMP-04'] }),
  made('an open private element without end', () => Buffer.concat([head(), element(0x00091010, 'UN', Buffer.alloc(0), 0xffffffff), Buffer.alloc(8 << 20, 1)]), { inspect: ['IMP-04'] }),
  made('sequences nested 150 deep', () => withBefore(0x00100010, Buffer.concat([repeated(Buffer.concat([openSequence, openItem]), 150), repeated(Buffer.from('feff0de000000000feffdde000000000', 'hex'), 150)])), { inspect: ['IMP-04'] }),
  made('sequences nested 100,000 deep', () => Buffer.concat([head(), repeated(Buffer.concat([openSequence, openItem]), 100_000)]), { inspect: ['IMP-04'] }),
  made('three million tiny elements', () => Buffer.concat([head(), openSequence, openItem, repeated(element(0x00081150, 'UI', ''), 3_000_000)]), { inspect: ['IMP-09', 'IMP-04'] }),
  made('three million tiny elements in one of unknown kind', () => part10(Buffer.concat([element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'), element(0x00080060, 'CS', 'CT'), element(0x52009229, 'UN', item(repeated(Buffer.from('0800501100000000', 'hex'), 3_000_000)))])), { inspect: null, import: ['IMP-11'] }),
  { name: 'a header of 300 MB', write: (file) => writeLong(file, head(), element(0x00091010, 'LO', 'x'.repeat(60_000)), 300 * 2 ** 20), inspect: ['IMP-09'], import: ['IMP-09'], isHeavy: true },
  made('a patient name of 20 MB', () => part10(Buffer.concat([element(0x00080005, 'CS', '\\ISO 2022 IR 87'), element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'), element(0x00100010, 'UT', Buffer.alloc(20 << 20, '\x1b$B;3'))])), { inspect: ['IMP-04', 'IMP-11'] }),
  made('pixels shorter than said', () => slice({ rows: 512, columns: 512, pixelData: element(0x7fe00010, 'OW', Buffer.alloc(1000)) }), { inspect: ['IMP-04'] }),
  made('pixels longer than said', () => slice({ pixelData: element(0x7fe00010, 'OW', Buffer.alloc(100_000)) }), { inspect: null }),
  made('65535 × 65535 pixels', () => slice({ rows: 65535, columns: 65535, pixelData: element(0x7fe00010, 'OW', Buffer.alloc(100)) }), { inspect: ['IMP-04'] }),
  made('2,147,483,647 frames', () => withFrames('2147483647'), { inspect: ['IMP-04'] }),
  made('65535 × 65535 pixels in 2,147,483,647 frames', () => withFrames('2147483647', undefined, { rows: 65535, columns: 65535, pixelData: element(0x7fe00010, 'OW', Buffer.alloc(100)) }), { inspect: ['IMP-04'] }),
  made('−5 frames', () => withFrames('-5'), { inspect: null }),
  made('fifteen thousand frames that share a megabyte of windows', () => {
    const whole = withFrames('15000', Buffer.alloc(0), { rows: 1, columns: 1, pixelData: element(0x7fe00010, 'OW', Buffer.alloc(30_000)) });
    const at = whole.indexOf(Buffer.from([0x28, 0x00, 0x50, 0x10]));
    return Buffer.concat([whole.subarray(0, at), element(0x00281050, 'UT', Buffer.alloc(1 << 20, '40\\')), element(0x00281051, 'UT', Buffer.alloc(1 << 20, '400\\')), element(0x00281055, 'UT', Buffer.alloc(1 << 20, 'a\\')), whole.subarray(at)]);
  }, { inspect: null }),
  made('twenty thousand frames in as many planes', () => {
    const whole = withFrames('20000', Buffer.alloc(0), { rows: 1, columns: 1, pixelData: element(0x7fe00010, 'OW', Buffer.alloc(40_000)) });
    const at = whole.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00]));
    const groups = perFrame(20_000, (index) => { const angle = (index / 20_000) * 6; return Buffer.concat([inSequence(0x00209113, element(0x00200032, 'DS', `0\\0\\${index}`)), inSequence(0x00209116, element(0x00200037, 'DS', `${Math.cos(angle).toFixed(9)}\\${Math.sin(angle).toFixed(9)}\\0\\0\\0\\1`))]); });
    return Buffer.concat([whole.subarray(0, at), groups, whole.subarray(at)]);
  }, { inspect: ['IMP-09'] }),
  made('a deflated data set that becomes 300 MB', () => Buffer.concat([part10(Buffer.alloc(0), '1.2.840.10008.1.2.1.99'), deflateRawSync(Buffer.concat([sliceDataSet({ uid: '1.9.9' }).subarray(0, 300), Buffer.alloc(300 * 2 ** 20)]), { level: 1 })]), { inspect: ['IMP-09'] }),
  made('a deflated data set that is none', () => Buffer.concat([part10(Buffer.alloc(0), '1.2.840.10008.1.2.1.99'), Buffer.alloc(5000, 0x77)]), { inspect: ['IMP-04'] }),
  made('a JPEG of 65535 × 65535', () => compressed('1.2.840.10008.1.2.4.51', jpeg(0xc1, 12, 65535, 65535)), { inspect: ['PIX-07'] }),
  made('a JPEG and an image of 65500 × 65500', () => compressed('1.2.840.10008.1.2.4.51', jpeg(0xc1, 12, 65500, 65500), { rows: 65500, columns: 65500 }), { inspect: ['IMP-04'] }),
  made('a JPEG with a second, larger header', () => compressed('1.2.840.10008.1.2.4.51', jpeg(0xc1, 12, 64, 64, Buffer.concat([Buffer.from([0xff, 0xc1]), u16(11), Buffer.from([12]), u16(65535), u16(65535), Buffer.from([1, 1, 0x11, 0])]))), { inspect: ['PIX-07'], import: null }),
  made('an 8-bit JPEG of 8000 × 8000 in 60 bytes', () => compressed('1.2.840.10008.1.2.4.50', jpeg(0xc0, 8, 8000, 8000), { rows: 8000, columns: 8000, bitsStored: 8 }), { inspect: ['PIX-07'], import: null }),
  made('a lossless JPEG of 8000 × 8000 in 60 bytes', () => compressed('1.2.840.10008.1.2.4.70', jpeg(0xc3, 12, 8000, 8000), { rows: 8000, columns: 8000 }), { inspect: ['PIX-07'], import: null }),
  made('a JPEG-LS of 8000 × 8000 in 60 bytes', () => compressed('1.2.840.10008.1.2.4.80', jpeg(0xf7, 12, 8000, 8000), { rows: 8000, columns: 8000 }), { inspect: ['PIX-07'], import: null }),
  made('a JPEG 2000 of 4,294,967,295 columns', () => compressed('1.2.840.10008.1.2.4.90', jpeg2000(0xffffffff, 64, 64)), { inspect: ['PIX-07'] }),
  made('a JPEG 2000 of 8000 × 8000 in 200 bytes', () => compressed('1.2.840.10008.1.2.4.90', jpeg2000(8000, 8000, 8000), { rows: 8000, columns: 8000 }), { inspect: ['PIX-07', 'IMP-12'], import: null }),
  made('a JPEG 2000 of 64 million tiles', () => compressed('1.2.840.10008.1.2.4.90', jpeg2000(8000, 8000, 1), { rows: 8000, columns: 8000 }), { inspect: ['PIX-07', 'IMP-12'], import: ['PIX-07'] }),
  made('an HTJ2K of 8000 × 8000 in 200 bytes', () => compressed('1.2.840.10008.1.2.4.201', jpeg2000(8000, 8000, 8000, 0x4000), { rows: 8000, columns: 8000 }), { inspect: ['opens', 'PIX-07', 'IMP-12'], import: null }),
  made('an HTJ2K of 64 million tiles', () => compressed('1.2.840.10008.1.2.4.201', jpeg2000(8000, 8000, 1, 0x4000), { rows: 8000, columns: 8000 }), { inspect: ['PIX-07', 'IMP-12'], import: ['PIX-07'] }),
  made('RLE of 200 segments', () => compressed('1.2.840.10008.1.2.5', rle(Array.from({ length: 200 }, () => 64), Buffer.alloc(100))), { inspect: ['PIX-07'] }),
  made('RLE segments outside the frame', () => compressed('1.2.840.10008.1.2.5', rle([64, 0x7fffffff], Buffer.alloc(100))), { inspect: ['PIX-07'] }),
  made('RLE that ends early', () => compressed('1.2.840.10008.1.2.5', rle([64, 65], Buffer.alloc(100, 0x81)), { rows: 8000, columns: 8000 }), { inspect: ['PIX-07'], import: null }),
  made('half a million empty fragments', () => slice({ transferSyntaxUid: '1.2.840.10008.1.2.4.90', pixelData: element(0x7fe00010, 'OB', repeated(item(Buffer.alloc(0)), 500_000), 0xffffffff) }), { inspect: ['IMP-09'] }),
  made('an offset table that points outside', () => withFrames('2', Buffer.alloc(0), { transferSyntaxUid: '1.2.840.10008.1.2.4.90', pixelData: encapsulated([jpeg2000(8, 8, 8), jpeg2000(8, 8, 8), jpeg2000(8, 8, 8)], Buffer.from('00000000ffffff7f', 'hex')) }), { inspect: ['IMP-04', 'PIX-07'] }),
  made('a fragment longer than the file', () => slice({ transferSyntaxUid: '1.2.840.10008.1.2.4.90', pixelData: Buffer.concat([element(0x7fe00010, 'OB', item(Buffer.alloc(0)), 0xffffffff), Buffer.from('feff00e0feffffff', 'hex'), Buffer.alloc(64)]) }), { inspect: ['IMP-04'] }),
];

export const attackPath = (folder: string, { name }: FileAttack): string => path.join(folder, `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.dcm`);
