import { describe, expect, it } from 'vitest';
import { decodeText } from './charset.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

// Byte sequences of DICOM PS3.5 annexes H, I and J.
describe('text by its character set', () => {
  it.each([
    ['Latin', 'ISO_IR 100', '42 75 63 5e 4a e9 72 f4 6d 65', 'Buc^Jérôme'],
    ['Greek', 'ISO_IR 126', 'c4 e9 ef ed f5 f3 e9 ef f2', 'Διονυσιος'],
    ['Cyrillic', 'ISO_IR 144', 'bb ee da 63 65 dc d1 79 70 d3', 'Люкceмбypг'],
    ['UTF-8', 'ISO_IR 192', '57 61 6e 67 5e 58 69 61 6f 44 6f 6e 67 3d e7 8e 8b 5e e5 b0 8f e6 9d b1', 'Wang^XiaoDong=王^小東'],
    ['Japanese with escapes', '\\ISO 2022 IR 87', '59 61 6d 61 64 61 5e 54 61 72 6f 75 3d 1b 24 42 3b 33 45 44 1b 28 42 5e 1b 24 42 42 40 4f 3a 1b 28 42', 'Yamada^Tarou=山田^太郎'],
    ['Korean with escapes', '\\ISO 2022 IR 149', '48 6f 6e 67 5e 47 69 6c 64 6f 6e 67 3d 1b 24 29 43 fb f3 5e 1b 24 29 43 d1 ce d4 d7', 'Hong^Gildong=洪^吉洞'],
  ])('reads %s', (_what, set, hex, text) => {
    expect(decodeText(bytes(hex), set, 'PN')).toEqual({ text, finding: null });
  });

  it('keeps ASCII and shows replacement characters when the set is unknown', () => {
    const { text, finding } = decodeText(bytes('44 6f 65 5e 4a e9'), 'KLINGON 1', 'PN');
    expect(text.startsWith('Doe^J')).toBe(true);
    expect(finding?.code).toBe('TXT-01');
  });

  it('assumes Latin 1 where a set is needed and none is named, and says so', () => {
    expect(decodeText(bytes('4a e9 72 f4 6d 65'), '', 'LO')).toMatchObject({ text: 'Jérôme', finding: { code: 'TXT-02' } });
    expect(decodeText(bytes('4a 61 6e 65'), '', 'LO').finding).toBeNull();
  });
});
