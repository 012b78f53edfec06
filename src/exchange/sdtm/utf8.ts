/** Long texts as UTF-8, made of many small ones without ever holding the whole as one string. */

const encoder = new TextEncoder();
const pieceLength = 1 << 18;

/** The texts one after another as UTF-8. */
export function utf8Of(texts: Iterable<string>): Uint8Array {
  const pieces: Uint8Array[] = [];
  let [pending, size] = ['', 0];
  const flush = (): void => {
    const piece = encoder.encode(pending);
    pieces.push(piece);
    size += piece.length;
    pending = '';
  };
  for (const text of texts) {
    pending += text;
    if (pending.length > pieceLength) flush();
  }
  flush();
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
