/** How a file is broken: every mutation comes down to bytes written, removed, inserted or taken from another file, so that a find can be replayed and made smaller. */
import { deflateRawSync } from 'node:zlib';
import { mapFile, type Map10, type Place } from './places.ts';
import type { Random } from './random.ts';

export type Op =
  | { readonly kind: 'write'; readonly at: number; readonly hex: string }
  | { readonly kind: 'remove'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly hex: string; readonly times?: number }
  /** Bytes of another seed file instead of `remove` bytes of this one. */
  | { readonly kind: 'splice'; readonly at: number; readonly remove: number; readonly seed: number; readonly from: number; readonly length: number };

export type Seed = { readonly name: string; readonly bytes: Buffer; /** The data set was inflated for breaking and is deflated again from here. */ readonly deflateFrom: number | null };

export function applyOp(bytes: Buffer, op: Op, seeds: readonly Seed[]): Buffer {
  const at = Math.min(op.at, bytes.length);
  switch (op.kind) {
    case 'write': {
      const copy = Buffer.from(bytes);
      Buffer.from(op.hex, 'hex').copy(copy, at);
      return copy;
    }
    case 'remove': return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + op.length)]);
    case 'insert': return Buffer.concat([bytes.subarray(0, at), ...Array.from({ length: op.times ?? 1 }, () => Buffer.from(op.hex, 'hex')), bytes.subarray(at)]);
    case 'splice': return Buffer.concat([bytes.subarray(0, at), seeds[op.seed]?.bytes.subarray(op.from, op.from + op.length) ?? Buffer.alloc(0), bytes.subarray(at + op.remove)]);
  }
}

/** The broken file: all ops in order, deflated again where the seed was. */
export function broken(seed: Seed, ops: readonly Op[], seeds: readonly Seed[]): Buffer {
  const bytes = ops.reduce((so, op) => applyOp(so, op, seeds), seed.bytes);
  if (seed.deflateFrom === null || bytes.length <= seed.deflateFrom) return bytes;
  return Buffer.concat([bytes.subarray(0, seed.deflateFrom), deflateRawSync(bytes.subarray(seed.deflateFrom), { level: 1 })]);
}

type Mutator = (random: Random, bytes: Buffer, map: Map10, seeds: readonly Seed[]) => readonly Op[];

const write = (at: number, bytes: Buffer): Op => ({ kind: 'write', at, hex: bytes.toString('hex') });

function number(value: number, size: 2 | 4, bigEndian: boolean): Buffer {
  const bytes = Buffer.alloc(size);
  if (bigEndian) bytes.writeUIntBE(value % 2 ** (8 * size), 0, size);
  else bytes.writeUIntLE(value % 2 ** (8 * size), 0, size);
  return bytes;
}

const vrs = ['AE', 'AS', 'AT', 'CS', 'DA', 'DS', 'DT', 'FD', 'FL', 'IS', 'LO', 'LT', 'OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'PN', 'SH', 'SL', 'SQ', 'SS', 'ST', 'SV', 'TM', 'UC', 'UI', 'UL', 'UN', 'UR', 'US', 'UT', 'UV', 'ZZ', '\0\0', '??'];
const syntaxes = ['1.2.840.10008.1.2', ...['.1', '.1.99', '.2', '.5', '.4.50', '.4.51', '.4.53', '.4.55', '.4.57', '.4.70', '.4.80', '.4.81', '.4.90', '.4.91', '.4.201', '.4.202', '.4.203', '.4.102', '.4.110'].map((end) => `1.2.840.10008.1.2${end}`), '1.2.3'];
const texts = ['', '0', '-1', '1', '2', '3', '1e308', '-1e308', '1e-300', 'NaN', 'Infinity', '1,5', '1\\2', '1\\2\\3\\4\\5\\6\\7', '0\\0\\0\\0\\0\\0', '1\\0\\0\\0\\1\\0', '99999999999', '2147483647', '4294967296', ' ', '\\\\\\\\', '\0\0', '20991332', '\x1b$B', '1.2.3.', '../../x', '=^=', 'RGB', 'YBR_FULL_422', 'PALETTE COLOR', 'MONOCHROME1'];
const characterSets = ['ISO_IR 100', 'ISO_IR 192', 'GB18030', 'ISO 2022 IR 87', '\\ISO 2022 IR 149', 'ISO 2022 IR 6\\ISO 2022 IR 87\\ISO 2022 IR 159', 'ISO_IR 13', 'unknown', '\\\\\\', 'ISO_IR 166'];
const words = [0, 1, 2, 3, 7, 8, 9, 12, 13, 15, 16, 17, 31, 32, 64, 255, 256, 511, 512, 513, 4095, 16384, 32767, 32768, 65534, 65535];

/** Elements that decide how pixels are read come first. */
const isImage = (place: Place): boolean => place.tag >>> 16 === 0x0028 || (place.tag >>> 16 === 0x0020 && (place.tag & 0xffff) >= 0x30) || place.tag >>> 16 === 0x5200;
const pickPlace = (random: Random, { places }: Map10): Place | null => {
  if (places.length === 0) return null;
  const image = places.filter(isImage);
  return image.length > 0 && random.chance(0.5) ? random.pick(image) : random.pick(places);
};

/** The value replaced, its length put right. */
function replaceValue(place: Place, bytes: Buffer, value: Buffer): readonly Op[] {
  const even = value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.from([place.vr === 'UI' ? 0 : 0x20])]);
  const old = Math.min(place.length, bytes.length - place.valueAt);
  return [write(place.lengthAt, number(even.length, place.lengthBytes, place.bigEndian)), { kind: 'remove', at: place.valueAt, length: old }, { kind: 'insert', at: place.valueAt, hex: even.toString('hex') }];
}

const onPlace = (change: (random: Random, place: Place, bytes: Buffer) => readonly Op[]): Mutator => (random, bytes, map) => {
  const place = pickPlace(random, map);
  return place === null ? [] : change(random, place, bytes);
};

const spanOf = (place: Place, bytes: Buffer): number => (place.length > bytes.length ? place.valueAt - place.offset : place.valueAt - place.offset + place.length);

const mutators: Readonly<Record<string, readonly [weight: number, change: Mutator]>> = {
  length: [4, onPlace((random, place, bytes) => [write(place.lengthAt, number(random.pick([0, 1, 2, 3, 4, 8, place.length + 1, place.length + 2, Math.max(0, place.length - 1), Math.max(0, place.length - 2), 0xffff, 0xfffe, 0x7fffffff, 0xfffffffe, 0xffffffff, bytes.length, random.int(65536)]), place.lengthBytes, place.bigEndian))])],
  vr: [2, onPlace((random, place) => (place.vr === '' ? [] : [write(place.offset + 4, Buffer.from(random.pick(vrs), 'latin1'))]))],
  tag: [2, (random, _bytes, map) => (map.places.length < 2 ? [] : [write(pickPlace(random, map)?.offset ?? 0, number(random.pick(map.places).tag >>> 16, 2, false)), write((pickPlace(random, map)?.offset ?? 0) + 2, number(random.pick(map.places).tag & 0xffff, 2, false))])],
  word: [5, onPlace((random, place) => [write(place.valueAt, number(random.chance(0.8) ? random.pick(words) : random.int(65536), 2, place.bigEndian))])],
  text: [4, onPlace((random, place, bytes) => (place.kind === 'item' || place.length > 65535 ? [] : replaceValue(place, bytes, random.chance(0.9) ? Buffer.from(random.pick(texts), 'latin1') : random.bytes(random.int(300)))))],
  syntax: [2, (random, bytes, { places }) => { const place = places.find((one) => one.tag === 0x00020010); return place === undefined ? [] : replaceValue(place, bytes, Buffer.from(random.pick(syntaxes))); }],
  uid: [1, (random, bytes, { places }) => { const uids = places.filter((one) => [0x00080016, 0x00080018, 0x0020000d, 0x0020000e, 0x00020002].includes(one.tag)); return uids.length === 0 ? [] : replaceValue(random.pick(uids), bytes, Buffer.from(random.pick(['1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.5.1.4.1.1.4.1', '1.2.840.10008.1.3.10', '1', '', '1.2.3', '../1', '9'.repeat(80)]))); }],
  characterSet: [1, (random, bytes, { places }) => { const place = places.find((one) => one.tag === 0x00080005); return place === undefined ? [] : replaceValue(place, bytes, Buffer.from(random.pick(characterSets), 'latin1')); }],
  truncate: [2, (random, bytes, map) => { const at = random.chance(0.5) ? (pickPlace(random, map)?.offset ?? 0) + random.int(14) : random.int(bytes.length); return [{ kind: 'remove', at, length: bytes.length - at }]; }],
  drop: [2, onPlace((_random, place, bytes) => [{ kind: 'remove', at: place.offset, length: spanOf(place, bytes) }])],
  repeat: [1, onPlace((random, place, bytes) => [{ kind: 'insert', at: place.offset, hex: bytes.toString('hex', place.offset, place.offset + Math.min(4096, spanOf(place, bytes))), times: random.pick([1, 2, 20]) }])],
  nest: [1, onPlace((random, place) => [{ kind: 'insert', at: place.offset, hex: place.vr === '' ? '0800151100000000feff00e0ffffffff'.replace('00000000', 'ffffffff') : '0800151153510000fffffffffeff00e0ffffffff', times: random.pick([1, 5, 60, 150, 2500]) }])],
  splice: [2, (random, bytes, _map, seeds) => { const seed = random.int(seeds.length); const other = seeds[seed]?.bytes.length ?? 0; const length = random.int(Math.min(other, 20_000)); return [{ kind: 'splice', at: random.int(bytes.length), remove: random.chance(0.5) ? length : 0, seed, from: random.int(other), length }]; }],
  fragmentLength: [3, (random, bytes, { fragments }) => { if (fragments.length === 0) return []; const item = random.pick(fragments); return [write(item.lengthAt, number(random.pick([0, 1, 2, item.length + 2, Math.max(0, item.length - 2), 0xffffffff, 0x7fffffff, bytes.length]), 4, false))]; }],
  offsetTable: [2, (random, _bytes, { fragments }) => { const [table] = fragments; return table === undefined || table.length < 4 || table.length > 1 << 20 ? [] : [write(table.valueAt + 4 * random.int(table.length / 4), number(random.pick([0, 1, 8, 0xffffffff, 0x7ffffffe, random.int(100_000)]), 4, false))]; }],
  codeStreamHead: [8, (random, _bytes, { fragments }) => { const streams = fragments.slice(1); if (streams.length === 0) return []; const one = random.pick(streams); const at = one.valueAt + random.int(Math.min(one.length, 400)); return [write(at, random.chance(0.3) ? Buffer.from([0xff, random.pick([0x4f, 0x51, 0x52, 0x53, 0x5c, 0x90, 0x93, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xd8, 0xd9, 0xda, 0xdb, 0xdd, 0xe0, 0xf7, 0xf8])]) : random.chance(0.5) ? number(random.pick(words), 2, true) : random.bytes(1))]; }],
  codeStreamBody: [3, (random, _bytes, { fragments }) => { const streams = fragments.slice(1); if (streams.length === 0) return []; const one = random.pick(streams); return [write(one.valueAt + random.int(Math.min(one.length, 1 << 24)), random.bytes(1 + random.int(6)))]; }],
  bit: [3, (random, bytes) => { const at = random.int(random.chance(0.6) ? Math.min(bytes.length, 4096) : bytes.length); return [write(at, Buffer.from([(bytes[at] ?? 0) ^ (1 << random.int(8))]))]; }],
  bytes: [3, (random, bytes) => [write(random.int(bytes.length), random.chance(0.5) ? random.bytes(1 + random.int(16)) : Buffer.alloc(1 + random.int(64), random.pick([0, 0xff, 0x80])))]],
  cut: [1, (random, bytes) => [{ kind: 'remove', at: random.int(bytes.length), length: 1 + random.int(64) }]],
  grow: [1, (random, bytes) => [{ kind: 'insert', at: random.int(bytes.length), hex: random.bytes(1 + random.int(32)).toString('hex') }]],
};

const weighted = Object.values(mutators).flatMap(([weight, change]) => Array.from({ length: weight }, () => change));

/** One to six breakings, each looking at what the one before left. */
export function breakings(random: Random, seed: Seed, seeds: readonly Seed[]): Op[] {
  const ops: Op[] = [];
  let bytes = seed.bytes;
  for (let wanted = 1 + random.int(random.chance(0.7) ? 3 : 6); wanted > 0 && bytes.length > 0; wanted -= 1) {
    for (const op of random.pick(weighted)(random, bytes, mapFile(bytes), seeds)) {
      bytes = applyOp(bytes, op, seeds);
      ops.push(op);
    }
  }
  return ops;
}
