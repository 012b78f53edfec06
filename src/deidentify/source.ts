/** Who the source says the patient is, for the key list. */
import type { SourcePatient } from './model.ts';
import { readFile } from './read.ts';
import { readText } from './text.ts';
import { textAt, valueOf } from './tree.ts';
import { daysOfDate } from './dates.ts';

/**
 * Reads patient id, issuer, sex and year of birth out of a DICOM file. A file that cannot be read, or says nothing usable, gives '' and null; nothing is thrown.
 * What comes back identifies the patient and belongs nowhere but into the encrypted key list.
 */
export function sourcePatientOf(file: Uint8Array): SourcePatient {
  try {
    const { elements } = readFile(file, 0x0010ffff);
    const text = (tag: number): string => (readText(valueOf(elements, tag), textAt(elements, 0x00080005), 'LO') ?? '').trim();
    const birth = textAt(elements, 0x00100030);
    const sex = textAt(elements, 0x00100040);
    return { patientId: text(0x00100020), issuer: text(0x00100021), sex: /^[MFO]$/.test(sex) ? sex : '', birthYear: daysOfDate(birth) === null ? null : Number(birth.slice(0, 4)) };
  } catch {
    return { patientId: '', issuer: '', sex: '', birthYear: null };
  }
}
