/** The bytes of a table as text. What a file is written in is recognised where it can be, and said, so that a person can say otherwise. */

export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type TextEncoding = (typeof textEncodings)[number];
export type DecodedText = {
  readonly text: string;
  readonly encoding: TextEncoding;
  /** `mark`: a byte order mark says so. `bytes`: recognised from the bytes. `chosen`: a person said so. */
  readonly by: 'mark' | 'bytes' | 'chosen';
  /** Line, from 1, of the first bytes that the chosen encoding cannot be; null when all of them are text. */
  readonly faultLine: number | null;
};

const decode = (bytes: Uint8Array, encoding: TextEncoding): string => new TextDecoder(encoding, { ignoreBOM: false }).decode(bytes);

function markOf(bytes: Uint8Array): TextEncoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** Text of mostly western letters in two bytes has a zero in every second one. */
function widthOf(bytes: Uint8Array): TextEncoding | null {
  const looked = bytes.subarray(0, 4096);
  const pairs = Math.floor(looked.length / 2);
  if (pairs < 2) return null;
  let [even, odd] = [0, 0];
  for (let at = 0; at < pairs * 2; at += 2) { even += looked[at] === 0 ? 1 : 0; odd += looked[at + 1] === 0 ? 1 : 0; }
  return odd > pairs * 0.4 ? 'utf-16le' : even > pairs * 0.4 ? 'utf-16be' : null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const lineOfFault = (text: string): number | null => {
  const at = text.indexOf('\ufffd');
  return at < 0 ? null : text.slice(0, at).split(/\r\n|\r|\n/).length;
};

/** The text of a file. Without a choice: its mark, else two bytes per letter, else UTF-8 where it is, else Latin-1 as Windows writes it (1252). */
export function decodeText(bytes: Uint8Array, chosen: TextEncoding | null): DecodedText {
  const marked = markOf(bytes);
  const found = widthOf(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  const encoding = chosen ?? marked ?? found;
  const text = decode(bytes, encoding);
  // A zero byte stands in no table: it is read in half letters.
  const zero = text.indexOf('\0');
  return { text, encoding, by: chosen ? 'chosen' : marked ? 'mark' : 'bytes', faultLine: zero >= 0 ? text.slice(0, zero).split(/\r\n|\r|\n/).length : lineOfFault(text) };
}
