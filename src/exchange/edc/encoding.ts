import { NadirError } from '../../common/index.ts';
import type { ExportConfig } from '../../casefile/index.ts';

/** Characters of Windows-1252 at 0x80 to 0x9F; blank where there is none. */
const upper = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const codes = new Map([...upper].flatMap((character, at) => (character === ' ' ? [] : [[character, 0x80 + at] as const])));

function windows1252(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const byte = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : codes.get(text[at] ?? '');
    if (byte === undefined) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0xfffd);
      const line = text.slice(0, at).split('\r\n').length;
      throw new NadirError('invalid', `“${character}” in line ${line} of the flat CSV cannot be written in Windows-1252. Choose UTF-8 in the study's export settings.`, { reason: 'encoding', details: { character, line } });
    }
    bytes[at] = byte;
  }
  return bytes;
}

/** Text as the bytes of a file. Errors: invalid, naming the first character that the encoding does not have and its line. */
export function encoded(text: string, encoding: ExportConfig['flatEncoding']): Uint8Array {
  switch (encoding) {
    case 'utf-8': return new TextEncoder().encode(text);
    case 'utf-8-bom': return new TextEncoder().encode(`\uFEFF${text}`);
    case 'windows-1252': return windows1252(text);
  }
}
