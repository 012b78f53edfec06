/** Text as a tabulation takes it: trimmed, without control characters, in pieces of 200 (interoperability 1.4.12); for transport files in ASCII. */

/** Most characters of a text value. */
export const longestText = 200;

/** Characters that no decomposition leads to ASCII, in the transcription their languages use. */
const transcribed: Readonly<Record<string, string>> = {
  ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D', ð: 'd', Ð: 'D', þ: 'th', Þ: 'Th', ł: 'l', Ł: 'L', ı: 'i', ħ: 'h', Ħ: 'H', ŋ: 'n', Ŋ: 'N',
  '‘': "'", '’': "'", '‚': ',', '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '–': '-', '—': '-', '−': '-', '‐': '-', '‑': '-', '…': '...', '•': '*', '·': '*', '×': 'x', '÷': '/', '±': '+/-',
  '≤': '<=', '≥': '>=', '≠': '<>', '≈': '~', '°': 'deg', '€': 'EUR', '£': 'GBP', '§': 'S', '©': '(c)', '®': '(R)', '™': '(TM)', '→': '->', '←': '<-', '⁄': '/',
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', κ: 'kappa', λ: 'lambda', μ: 'u', π: 'pi', σ: 'sigma', ω: 'omega', Δ: 'Delta',
};

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

function asciiCharacter(character: string): string {
  if (isAscii(character)) return character;
  const known = transcribed[character];
  if (known !== undefined) return known;
  const base = [...character.normalize('NFKD')].filter((part) => !/\p{M}/u.test(part)).map((part) => transcribed[part] ?? part).join('');
  return base !== '' && isAscii(base) ? base : '?';
}

/** The text in ASCII: accents taken off, ligatures and signs written out, "?" for what has no Latin form. Never shorter than the text has characters. */
export const toAscii = (text: string): string => (isAscii(text) ? text : [...text.normalize('NFC')].map(asciiCharacter).join(''));

/** True when the transport file cannot say it as it is. */
export const isTransliterated = (text: string): boolean => !isAscii(text);

/** Free text as a value: control characters, separators and runs of blanks are one blank, ends trimmed; null for nothing, for a lone period and for what is not text. */
export function cleanText(text: string | null | undefined): string | null {
  const cleaned = (text ?? '').normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Z}]+/gu, ' ').trim();
  return cleaned === '' || cleaned === '.' ? null : cleaned;
}

/** Pieces of at most 200 characters in ASCII, broken at blanks where there are any. */
export function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let rest = [...text];
  while (toAscii(rest.join('')).length > longestText) {
    let end = 0;
    for (let width = 0; end < rest.length; end += 1) {
      width += toAscii(rest[end] ?? '').length;
      if (width > longestText) break;
    }
    const blank = rest.lastIndexOf(' ', end);
    const cut = blank > longestText / 2 ? blank : end;
    pieces.push(rest.slice(0, cut).join('').trim());
    rest = [...rest.slice(cut).join('').trim()];
  }
  return rest.length > 0 ? [...pieces, rest.join('')] : pieces;
}
