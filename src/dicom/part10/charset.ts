import { characterSets, convertBytes } from 'dicom-character-set';
import type { Finding } from '../../common/index.ts';

/** Text decoded by the data set's SpecificCharacterSet, with what a person should know about it (TXT-01, TXT-02). */
export type DecodedText = { readonly text: string; readonly finding: Finding | null };

const unknownSet = (name: string): Finding => ({ severity: 'warn', code: 'TXT-01', message: `Character set "${name.slice(0, 40)}" is not known; text may show replacement characters. Images and lengths are not affected; compare names by the patient id.` });
const damagedText = (name: string): Finding => ({ severity: 'warn', code: 'TXT-01', message: `Some text does not fit its character set "${name.slice(0, 40)}"; replacement characters stand in its place. Images and lengths are not affected; compare names by the patient id.` });
const noSet: Finding = { severity: 'warn', code: 'TXT-02', message: 'The file names no character set although its text needs one; Latin 1 was assumed. Names may be misspelt; compare them by the patient id.' };

/** Spellings seen in files for the defined terms. */
function normalizeTerm(term: string): string {
  const text = term.trim().toUpperCase().replace(/^ISO[-_ ]?IR[-_ ]?/, 'ISO_IR ').replace(/^ISO[-_ ]?2022[-_ ]?IR[-_ ]?/, 'ISO 2022 IR ');
  if (text === 'UTF-8' || text === 'UTF8') return 'ISO_IR 192';
  // Multi-byte sets exist by escape only; some writers name them as if they stood alone.
  return /^ISO_IR (58|87|149|159)$/.test(text) ? text.replace('ISO_IR', 'ISO 2022 IR') : text;
}

/**
 * Decodes the bytes of one value. `vr` decides the delimiters at which ISO 2022 escapes are reset ('PN', 'LO', 'LT' …).
 * An unknown set never throws: what is ASCII stays readable, the rest becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array, specificCharacterSet: string, vr: string): DecodedText {
  const isAscii = !bytes.some((byte) => byte >= 0x80 || byte === 0x1b);
  if (isAscii) return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'), finding: null };
  const terms = specificCharacterSet.split('\\').map(normalizeTerm);
  if (terms.every((term) => term === '')) return { text: Buffer.from(bytes).toString('latin1'), finding: noSet };
  const unknown = terms.find((term) => term !== '' && !Object.hasOwn(characterSets, term));
  if (unknown !== undefined) return { text: Buffer.from(bytes).toString('ascii').replace(/[^\x20-\x7e\\^=\r\n\t\f]/g, '\ufffd'), finding: unknownSet(unknown) };
  try {
    const text = convertBytes(terms.join('\\'), new Uint8Array(bytes), { vr });
    return { text, finding: text.includes('\ufffd') ? damagedText(specificCharacterSet) : null };
  } catch {
    return { text: Buffer.from(bytes).toString('latin1'), finding: unknownSet(specificCharacterSet) };
  }
}
