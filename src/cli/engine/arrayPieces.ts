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

export class ArrayPieces {
  readonly #pieceBytes: number;
  /** Before the array, in it, after it; or it is none. */
  #place: 'before' | 'within' | 'after' | 'noArray' = 'before';
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** Bytes of the piece that is being collected. */
  #parts: Uint8Array[] = [];
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
  push(bytes: Uint8Array): readonly Uint8Array[] {
    const pieces: Uint8Array[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (this.#place === 'noArray') return pieces;
      if (this.#place === 'within') at = this.#readItems(bytes, at, pieces);
      else at = this.#readAround(bytes, at);
    }
    return pieces;
  }

  /** The last piece, once everything was pushed; null for an array that has not ended, and for what is none. An empty array is an empty piece. */
  end(): Uint8Array | null {
    return this.#place === 'after' ? this.#piece() : null;
  }

  #readAround(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length && isSpace(bytes[at])) at += 1;
    if (at === bytes.length) return at;
    this.#place = this.#place === 'before' && bytes[at] === openArray ? 'within' : 'noArray';
    return at + 1;
  }

  #readItems(bytes: Uint8Array, from: number, pieces: Uint8Array[]): number {
    let start = from;
    let at = from;
    while (at < bytes.length) {
      if (this.#isInString) {
        at = this.#skipString(bytes, at);
        continue;
      }
      const meaning = meaningOf[bytes[at] ?? 0];
      if (meaning === meanings.quote) this.#isInString = true;
      else if (meaning === meanings.open) this.#depth += 1;
      else if (meaning === meanings.close) {
        if (this.#depth === 0) {
          this.#keep(bytes, start, at);
          this.#place = 'after';
          return at + 1;
        }
        this.#depth -= 1;
      } else if (meaning === meanings.comma && this.#depth === 0 && this.#length + at - start >= this.#pieceBytes) {
        this.#keep(bytes, start, at);
        pieces.push(this.#piece());
        start = at + 1;
      }
      at += 1;
    }
    this.#keep(bytes, start, at);
    return at;
  }

  /** To behind the end of the string, or of the bytes. */
  #skipString(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (bytes[at] === backslash) this.#isEscaped = true;
      else if (bytes[at] === quote) {
        this.#isInString = false;
        return at + 1;
      }
    }
    return bytes.length;
  }

  #keep(bytes: Uint8Array, start: number, end: number): void {
    if (end > start) this.#parts.push(bytes.subarray(start, end));
    this.#length += end - start;
  }

  #piece(): Uint8Array {
    const piece = Buffer.concat([opening, ...this.#parts, closing], this.#length + 2);
    this.#parts = [];
    this.#length = 0;
    return piece;
  }
}
