import { undecodable } from './decoded.ts';

/** Huffman table in the canonical form of ITU T.81 F.2.2.3: per code length the largest code and where its values begin. */
export type HuffmanTable = { readonly largest: Int32Array; readonly offset: Int32Array; readonly values: Uint8Array };

export function buildHuffmanTable(counts: Uint8Array, values: Uint8Array): HuffmanTable {
  const largest = new Int32Array(17).fill(-1);
  const offset = new Int32Array(17);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length += 1) {
    const count = counts[length - 1] as number;
    offset[length] = index - code;
    if (count > 0) largest[length] = code + count - 1;
    code = (code + count) << 1;
    index += count;
  }
  return { largest, offset, values };
}

/** Bits of an entropy-coded segment: stuffed zeros removed, a marker ends it. */
export class JpegBitReader {
  private readonly data: Uint8Array;
  position: number;
  private bits = 0;
  private available = 0;
  private padding = 0;

  constructor(data: Uint8Array, position: number) {
    this.data = data;
    this.position = position;
  }

  bit(): number {
    if (this.available === 0) this.fill();
    this.available -= 1;
    return (this.bits >> this.available) & 1;
  }

  read(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) value = (value << 1) | this.bit();
    return value;
  }

  /** A value of `count` bits whose first bit tells the sign (T.81 F.2.2.1, EXTEND). */
  readSigned(count: number): number {
    if (count === 0) return 0;
    const value = this.read(count);
    return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
  }

  decode(table: HuffmanTable): number {
    let code = 0;
    for (let length = 1; length <= 16; length += 1) {
      code = (code << 1) | this.bit();
      if (code <= (table.largest[length] as number)) return table.values[code + (table.offset[length] as number)] ?? 0;
    }
    throw undecodable('The JPEG frame holds an impossible code.');
  }

  /** Steps over the restart marker that must be here. */
  restart(): void {
    this.available = 0;
    if (this.data[this.position] !== 0xff || ((this.data[this.position + 1] ?? 0) & 0xf8) !== 0xd0) throw undecodable('A restart marker is missing in the JPEG frame.');
    this.position += 2;
  }

  private fill(): void {
    const byte = this.data[this.position];
    if (byte === undefined || (byte === 0xff && this.data[this.position + 1] !== 0)) {
      // A few zero bits may be wanted past the end of a correct scan; more means that data is missing.
      this.padding += 1;
      if (this.padding > 16) throw undecodable('The JPEG frame ends before its pixels do.');
      this.bits = 0;
    } else {
      this.bits = byte;
      this.position += byte === 0xff ? 2 : 1;
    }
    this.available = 8;
  }
}
