/**
 * Cuts the bytes of a JSON array, as they arrive, into shorter arrays of the same items. It knows strings and brackets, not JSON: whoever parses
 * the pieces finds out whether it was JSON. When every piece is an array with at least one item, they are the items of the whole, in their order.
 */

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openArray, closeArray] = [0x5b, 0x5d];

/** What a byte outside strings means here; 0 for most. */
const meanings = { quote: 1, open: 2, close: 3, comma: 4 } as const;
const meaningOf = new Uint8Array(256);
meaningOf[quote] = meanings.quote;
for (const byte of '[{') meaningOf[byte.charCodeAt(0)] = meanings.open;
for (const byte of ']}') meaningOf[byte.charCodeAt(0)] = meanings.close;
meaningOf[comma] = meanings.comma;

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const [opening, closing] = [Uint8Array.of(openArray), Uint8Array.of(closeArray)];

/** Bytes in a row: together a JSON array. Views of what arrived; nothing is copied before it is answered. */
export type Piece = readonly Uint8Array[];

export class ArrayPieces {
  readonly #pieceBytes: number;
  /** Before the array, in it, after it; or it is none. */
  #place: 'before' | 'within' | 'after' | 'noArray' = 'before';
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** The piece that is being collected. */
  #parts: Uint8Array[] = [opening];
  #length = 0;

  /** A piece ends with the first item that makes it at least this long. */
  constructor(pieceBytes: number) {
    this.#pieceBytes = pieceBytes;
  }

  /** False as soon as something stands before or after an array. */
  get isArray(): boolean {
    return this.#place !== 'noArray';
  }

  /** Takes the next bytes and returns the pieces that they complete. */
  push(bytes: Uint8Array): readonly Piece[] {
    const pieces: Piece[] = [];
    let at = 0;
    while (at < bytes.length && this.#place !== 'noArray') at = this.#place === 'within' ? this.#readItems(bytes, at, pieces) : this.#readAround(bytes, at);
    return pieces;
  }

  /** The last piece, once everything was pushed; null for an array that has not ended, and for what is none. An empty array is an empty piece. */
  end(): Piece | null {
    return this.#place === 'after' ? this.#cut() : null;
  }

  #readAround(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length && isSpace(bytes[at])) at += 1;
    if (at === bytes.length) return at;
    this.#place = this.#place === 'before' && bytes[at] === openArray ? 'within' : 'noArray';
    return at + 1;
  }

  /** To behind the end of the array, or of the bytes. Every byte passes here, hence the plain loop. */
  #readItems(bytes: Uint8Array, from: number, pieces: Piece[]): number {
    let start = from;
    let depth = this.#depth;
    let at = this.#isInString ? this.#skipString(bytes, from) : from;
    for (; at < bytes.length; at += 1) {
      const meaning = meaningOf[bytes[at] ?? 0];
      if (meaning === 0) continue;
      if (meaning === meanings.quote) at = this.#skipString(bytes, at + 1) - 1;
      else if (meaning === meanings.open) depth += 1;
      else if (meaning === meanings.close) {
        depth -= 1;
        if (depth >= 0) continue;
        this.#keep(bytes, start, at);
        this.#place = 'after';
        return at + 1;
      } else if (depth === 0 && this.#length + at - start >= this.#pieceBytes) {
        this.#keep(bytes, start, at);
        pieces.push(this.#cut());
        start = at + 1;
      }
    }
    this.#depth = depth;
    this.#keep(bytes, start, bytes.length);
    return bytes.length;
  }

  /** To behind the end of the string that `from` is in, or of the bytes. */
  #skipString(bytes: Uint8Array, from: number): number {
    let at = this.#isEscaped ? from + 1 : from;
    while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
    this.#isInString = at >= bytes.length;
    // An escaped character may be the first of the next bytes.
    this.#isEscaped = at > bytes.length;
    return this.#isInString ? bytes.length : at + 1;
  }

  #keep(bytes: Uint8Array, start: number, end: number): void {
    if (end > start) this.#parts.push(bytes.subarray(start, end));
    this.#length += end - start;
  }

  #cut(): Piece {
    const piece = [...this.#parts, closing];
    this.#parts = [opening];
    this.#length = 0;
    return piece;
  }
}
