import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArrayPieces, type Piece } from './arrayPieces.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const textOf = (piece: Piece | null): string => new TextDecoder().decode(Buffer.concat(piece ?? []));

/** What the pieces of a text hold, item by item; null where the cutter gave up. `step`: bytes that arrive at a time. */
function itemsOf(text: string, pieceBytes: number, step: number): readonly unknown[] | null {
  const cutter = new ArrayPieces(pieceBytes);
  const bytes = utf8(text);
  const pieces: Piece[] = [];
  for (let at = 0; at < bytes.length; at += step) pieces.push(...cutter.push(bytes.subarray(at, at + step)));
  const last = cutter.end();
  return last === null ? null : [...pieces, last].flatMap((piece) => JSON.parse(textOf(piece)) as unknown[]);
}

/** JSON as others write it: spaces, line ends, escapes, any characters in texts. */
const spaced = (value: unknown, indent: number): string => JSON.stringify(value, null, indent);

describe('ArrayPieces', () => {
  it('cuts any array into arrays that hold its items in order, however the bytes arrive', () => {
    const texts = fc.string({ unit: fc.constantFrom('"', '\\', '[', ']', '{', '}', ',', 'a', 'é', '𝄞', '\n', '\u0000') });
    const value = fc.array(fc.oneof(fc.jsonValue(), texts, fc.dictionary(texts, fc.array(texts))));
    fc.assert(fc.property(value, fc.nat(60), fc.integer({ min: 1, max: 40 }), fc.nat(2), (items, pieceBytes, step, indent) => {
      const whole = JSON.parse(JSON.stringify(items)) as unknown[];
      expect(itemsOf(` \n${spaced(items, indent)}\r\n\t`, pieceBytes, step)).toEqual(whole);
    }), { numRuns: 3000 });
  });

  it('ends a piece with the item that makes it long enough', () => {
    const cutter = new ArrayPieces(6);
    expect(cutter.push(utf8('[1,22,333,4444,55555')).map(textOf)).toEqual(['[1,22,333]']);
    expect(cutter.push(utf8(',6]')).map(textOf)).toEqual(['[4444,55555]']);
    expect(textOf(cutter.end())).toBe('[6]');
  });

  it.each(['{"a":[1]}', '[1] 2', '[1][2]', '\uFEFF[1]', 'x[1]', ']'])('sees that %j is not an array', (text) => {
    const cutter = new ArrayPieces(10);
    cutter.push(utf8(text));
    expect([cutter.isArray, cutter.end()]).toEqual([false, null]);
  });

  it.each(['', '[', '[1', '["]', '[[1]', '["\\"]'])('has no last piece of %j, which has not ended', (text) => {
    const cutter = new ArrayPieces(10);
    cutter.push(utf8(text));
    expect(cutter.end()).toBeNull();
  });
});
