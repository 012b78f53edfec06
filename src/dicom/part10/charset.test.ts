import { describe, expect, it } from 'vitest';
import { decodeText } from './charset.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

// Byte sequences of DICOM PS3.5 annexes H, I and J.
describe('text by its character set', () => {
  it.each([
    ['Latin 1', 'ISO_IR 100', '42 75 63 5e 4a e9 72 f4 6d 65', 'Buc^Jérôme'],
    ['Latin 2', 'ISO_IR 101', '5761b3ea73615e4c656368', 'Wałęsa^Lech'],
    ['Latin 3', 'ISO_IR 109', 'c5656e73755ed56f72f5', 'Ċensu^Ġorġ'],
    ['Latin 4', 'ISO_IR 110', '42ba727a69f1b95e4ae06e6973', 'Bērziņš^Jānis'],
    ['Latin 5', 'ISO_IR 148', 'c761f06c61725e49fefd6b', 'Çağlar^Işık'],
    ['Greek', 'ISO_IR 126', 'c4 e9 ef ed f5 f3 e9 ef f2', 'Διονυσιος'],
    ['Cyrillic', 'ISO_IR 144', 'bb ee da 63 65 dc d1 79 70 d3', 'Люкceмбypг'],
    ['Arabic', 'ISO_IR 127', 'e2c8c7e6ea5ee4e6d2c7d1', 'قباني^لنزار'],
    ['Hebrew', 'ISO_IR 138', 'f9f8e5ef5ee3e1e5f8e4', 'שרון^דבורה'],
    ['Thai', 'ISO_IR 166', 'b9d2c1caa1d8c55eaad7e8cd', 'นามสกุล^ชื่อ'],
    ['half-width Japanese', 'ISO_IR 13', 'd4cfc0de5ec0dbb3', 'ﾔﾏﾀﾞ^ﾀﾛｳ'],
    ['Chinese', 'GB18030', '57616e675e5869616f446f6e673dcdf55ed0a1b6ab3d', 'Wang^XiaoDong=王^小东='],
    ['Chinese', 'GBK', 'cdf55ed0a1b6ab', '王^小东'],
    ['UTF-8', 'ISO_IR 192', '57 61 6e 67 5e 58 69 61 6f 44 6f 6e 67 3d e7 8e 8b 5e e5 b0 8f e6 9d b1', 'Wang^XiaoDong=王^小東'],
    ['Japanese by escapes', '\\ISO 2022 IR 87', '59 61 6d 61 64 61 5e 54 61 72 6f 75 3d 1b 24 42 3b 33 45 44 1b 28 42 5e 1b 24 42 42 40 4f 3a 1b 28 42', 'Yamada^Tarou=山田^太郎'],
    ['Japanese by escapes from half-width', 'ISO 2022 IR 13\\ISO 2022 IR 87', 'd4cfc0de5ec0dbb33d1b2442 3b334544 1b284a 5e 1b2442 42404f3a 1b284a 3d 1b2442 246424 5e24401b284a5e1b2442243f246d24261b284a', 'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう'],
    ['Japanese supplementary', '\\ISO 2022 IR 159', '1b242844 3021 1b2842 5e41', '丂^A'],
    ['Korean by escapes', '\\ISO 2022 IR 149', '48 6f 6e 67 5e 47 69 6c 64 6f 6e 67 3d 1b 24 29 43 fb f3 5e 1b 24 29 43 d1 ce d4 d7', 'Hong^Gildong=洪^吉洞'],
    ['Chinese by escapes', '\\ISO 2022 IR 58', '5a 68 61 6e 67 5e 58 69 61 6f 44 6f 6e 67 3d 1b 24 29 41 d5 c5 5e 1b 24 29 41 d0 a1 b6 ab 3d', 'Zhang^XiaoDong=张^小东='],
    ['a set that exists by escapes only, named as if it stood alone', '\\ISO_IR 87', '1b 24 42 3b 33 45 44 1b 28 42', '山田'],
    ['Greek and Cyrillic in one value, each after its escape, forgotten at the delimiter', 'ISO 2022 IR 6\\ISO 2022 IR 126\\ISO 2022 IR 144', '1b2d46 c4e9ef 5e 1b2d4c bbeeda 5e 41', 'Διο^Люк^A'],
  ])('reads %s by %s', (_what, set, hex, text) => {
    expect(decodeText(bytes(hex), set, 'PN')).toEqual({ text, finding: null });
  });

  it('says where text does not fit its set', () => {
    expect(decodeText(bytes('41 ff fe 42'), 'ISO_IR 192', 'LO')).toMatchObject({ text: expect.stringMatching(/^A\ufffd+B$/), finding: { code: 'TXT-01', severity: 'warn' } });
  });

  it('keeps ASCII and shows replacement characters when the set is unknown', () => {
    const { text, finding } = decodeText(bytes('44 6f 65 5e 4a e9'), 'KLINGON 1', 'PN');
    expect(text.startsWith('Doe^J')).toBe(true);
    expect(finding?.code).toBe('TXT-01');
  });

  it('assumes Latin 1 where a set is needed and none is named, and says so', () => {
    expect(decodeText(bytes('4a e9 72 f4 6d 65'), '', 'LO')).toMatchObject({ text: 'Jérôme', finding: { code: 'TXT-02', severity: 'warn' } });
    expect(decodeText(bytes('4a 61 6e 65'), '', 'LO').finding).toBeNull();
  });
});
