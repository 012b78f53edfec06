import { describe, expect, it } from 'vitest';
import { decodeText } from './decodeText.ts';

const utf16 = (text: string, swap = false): Uint8Array => Uint8Array.from([...text].flatMap((letter) => { const code = letter.charCodeAt(0); const pair = [code & 255, code >> 8]; return swap ? pair.reverse() : pair; }));
const latin1 = (text: string): Uint8Array => Uint8Array.from([...text], (letter) => letter.charCodeAt(0));

describe('what a file is written in', () => {
  const text = 'Prüfung;Zürich\n1;2';
  it.each([
    ['UTF-8', new TextEncoder().encode(text), 'utf-8', 'bytes'], ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${text}`), 'utf-8', 'mark'],
    ['Latin-1', latin1(text), 'windows-1252', 'bytes'], ['UTF-16 with a mark', utf16(`\ufeff${text}`), 'utf-16le', 'mark'], ['UTF-16 without', utf16(text), 'utf-16le', 'bytes'],
    ['UTF-16 big-endian', utf16(`\ufeff${text}`, true), 'utf-16be', 'mark'], ['UTF-16 big-endian without', utf16(text, true), 'utf-16be', 'bytes'],
  ] as const)('%s is recognised', (_name, bytes, encoding, by) => {
    const decoded = decodeText(bytes, null);
    expect([decoded.text.replace('\ufeff', ''), decoded.encoding, decoded.by, decoded.faultLine]).toEqual([text, encoding, by, null]);
  });

  it('names the line of the first bytes that a chosen encoding cannot be', () => {
    expect(decodeText(latin1('a\nb\nZürich'), 'utf-8').faultLine).toBe(3);
    expect(decodeText(utf16('abc'), 'utf-8').faultLine).toBe(1);
    expect(decodeText(new Uint8Array(), null)).toMatchObject({ text: '', faultLine: null });
  });
});
