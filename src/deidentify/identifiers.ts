/**
 * What in the source says who the patient, the staff and the place are. A value that an option or an allow list would keep goes all the same when one of
 * these stands in it: a machine's text field may hold a name.
 */
import { dictionaryOf } from './facts.ts';
import { Unreadable } from './read.ts';
import { folded, readText, wordsOf } from './text.ts';
import { textAt, type Element } from './tree.ts';

/** Attributes whose whole value identifies: patient, visit and order numbers, birth date, addresses and telephones, institution, department, station. */
const identifyingTags: ReadonlySet<number> = new Set([
  0x00100020, 0x00101000, 0x00101002, 0x00100030, 0x00101040, 0x00102154, 0x00101090, 0x00080050, 0x00200010, 0x00380010, 0x00402016, 0x00402017, 0x00401001, 0x00400009, 0x00080080, 0x00080081,
  0x00081040, 0x00081010, 0x00181000, 0x00400253, 0x00321064, 0x00380300, 0x00380060, 0x00080092, 0x00080094,
]);
const patientNames: ReadonlySet<number> = new Set([0x00100010, 0x00101001, 0x00101005, 0x00101060, 0x00102297]);
const patientNumbers: ReadonlySet<number> = new Set([0x00100020, 0x00101000, 0x00101090, 0x00080050, 0x00100030, 0x00102154]);

export type Identifiers = {
  /** Parts of the patient's names and numbers, folded, three characters and more. */
  readonly words: ReadonlySet<string>;
  /** Whole values, folded, four characters and more. */
  readonly values: ReadonlySet<string>;
  /** Of `values`, those of the patient. */
  readonly ofPatient: ReadonlySet<string>;
  /** Names and numbers of the patient as they stand in the file, for the pixel data. */
  readonly bytes: readonly Uint8Array[];
};

/** More names and numbers than any real file holds: comparing all with all would take minutes. */
const most = 2000;

/** Gathers them from every level of the data set. Throws Unreadable (DEID-01) beyond any real number of them. */
export function identifiersOf(elements: readonly Element[]): Identifiers {
  const words = new Set<string>();
  const values = new Set<string>();
  const ofPatient = new Set<string>();
  const bytes: Uint8Array[] = [];
  const take = ({ tag, vr, content }: Element, characterSet: string): void => {
    if (content.kind !== 'value' || content.bytes.length > 1024) return;
    const isName = (vr === 'PN' || dictionaryOf(tag)?.vrs[0] === 'PN');
    if (!isName && !identifyingTags.has(tag)) return;
    const isPatients = patientNames.has(tag) || patientNumbers.has(tag);
    const text = readText(content.bytes, characterSet, isName ? 'PN' : 'LO') ?? '';
    for (const part of text.split(/[\\=]/).map((one) => folded(one.trim()))) {
      if (part.length >= 4) { values.add(part); if (isPatients) ofPatient.add(part); }
    }
    if (patientNames.has(tag)) for (const word of wordsOf(text)) if (word.length >= 3 && !ordinary.has(word)) words.add(word);
    if (values.size + words.size > most) throw new Unreadable('DEID-01', `The file holds more than ${most} names and numbers of persons.`);
    const raw = content.bytes.subarray(0, lengthWithoutPadding(content.bytes));
    if (isPatients && new Set(raw).size >= 4 && raw.length >= 6 && bytes.length < 16) bytes.push(raw);
  };
  const walk = (set: readonly Element[], inherited: string): void => {
    const characterSet = textAt(set, 0x00080005) || inherited;
    for (const element of set) {
      take(element, characterSet);
      if (element.content.kind === 'items') for (const item of element.content.items) walk(item.elements, characterSet);
    }
  };
  walk(elements, '');
  return { words, values, ofPatient, bytes };
}

/** Words of made-up names that say nothing about a person and much about a scan. */
const ordinary: ReadonlySet<string> = new Set(['patient', 'anonymous', 'anonymized', 'anonymised', 'phantom', 'unknown', 'none', 'name', 'test', 'head', 'chest', 'abdomen', 'brain', 'axial', 'original', 'primary', 'default']);

const lengthWithoutPadding = (bytes: Uint8Array): number => {
  let length = bytes.length;
  while (length > 0 && (bytes[length - 1] === 0x20 || bytes[length - 1] === 0)) length -= 1;
  return length;
};

/** An identifying value stands in the text as a word of its own. `makers` compares with the patient's only. */
export function identifies(text: string, { words, values, ofPatient }: Identifiers, makers = false): boolean {
  const plain = folded(text);
  if (wordsOf(plain).some((word) => words.has(word))) return true;
  for (const value of makers ? ofPatient : values) if (containsWhole(plain, value)) return true;
  return false;
}

const isWordCharacter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

function containsWhole(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + value.length])) return true;
  }
  return false;
}

/** One of the numbers is the patient's number and nothing else. Numbers of visits and places are too short and common for that. */
export const isPatientsNumber = (text: string, { ofPatient, words }: Identifiers): boolean => text.split('\\').map((part) => folded(part.trim())).some((part) => ofPatient.has(part) || words.has(part));

/** Binary values hold readable characters that contain an identifying value. */
export function bytesIdentify(bytes: Uint8Array, { values, words }: Identifiers): boolean {
  let run = 0;
  let longest = 0;
  for (const byte of bytes) { run = byte >= 0x20 && byte < 0x7f ? run + 1 : 0; longest = Math.max(longest, run); }
  if (longest < 4) return false;
  const text = folded(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'));
  for (const value of values) if (text.includes(value)) return true;
  for (const word of words) if (word.length >= 5 && text.includes(word)) return true;
  return false;
}

/** The patient's name or number stands among the bytes of the pixel data (a comment of a compressed image, characters behind the last row). */
export const pixelsIdentify = (pixels: Uint8Array, { bytes }: Identifiers): boolean => bytes.some((value) => Buffer.from(pixels.buffer, pixels.byteOffset, pixels.length).includes(Buffer.from(value)));
