/** Which fields of a header say who the patient is: their names, never what they hold (DICOM PS3.15 table E.1-1, the fields about the patient). */
import type { DataSet } from 'dicom-parser';
import { ascii, code } from './part10/values.ts';

const fields: readonly (readonly [tag: string, name: string])[] = [
  ['x00100030', 'Patient\'s Birth Date'], ['x00100032', 'Patient\'s Birth Time'], ['x00101000', 'Other Patient IDs'], ['x00101001', 'Other Patient Names'], ['x00101005', 'Patient\'s Birth Name'],
  ['x00101040', 'Patient\'s Address'], ['x00101060', 'Patient\'s Mother\'s Birth Name'], ['x00102154', 'Patient\'s Telephone Numbers'],
];

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

/**
 * Names of the fields that identify the patient. A name counts unless it is the patient id again, as pseudonymising writes it (alone or as one of its components),
 * or the header says that identity was removed (0012,0062).
 */
export function identifyingFields(dataSet: DataSet, patientId: string, patientName: string): readonly string[] {
  const isRemoved = code(dataSet, 'x00120062') === 'YES';
  const isName = plain(patientName) !== '' && !isRemoved && ![patientName, ...patientName.split(/[\^=]/)].some((part) => plain(part) !== '' && plain(part) === plain(patientId));
  return [...(isName ? ['Patient\'s Name'] : []), ...fields.filter(([tag]) => ascii(dataSet, tag).trim() !== '').map(([, name]) => name)];
}
