/** Numbers, dates and ages that are written badly: the value is not used and never guessed, and the person is told which one and what it means (row 37, DAT-01). */
import type { DataSet } from 'dicom-parser';
import type { Finding } from '../common/index.ts';
import { ascii, dayOf, parseDate, parseDecimal, secondsOf } from './part10/values.ts';

type Kind = 'decimal' | 'whole' | 'date' | 'dateTime' | 'time' | 'age';

const noLengths = 'Lengths in the image are not affected.';
const noPlace = 'Without it the image has no place in the patient.';
const otherDate = 'Check the timepoint by the other dates.';

/** Attributes this product reads, what a person calls them, and what it means that the value is not there. */
const checked: readonly (readonly [tag: string, name: string, kind: Kind, meaning: string])[] = [
  ['x00080020', 'Study date', 'date', 'Choose the timepoint by hand.'], ['x00080021', 'Series date', 'date', otherDate], ['x00080022', 'Acquisition date', 'date', otherDate],
  ['x00080023', 'Content date', 'date', otherDate], ['x0008002a', 'Acquisition date and time', 'dateTime', otherDate], ['x00080032', 'Acquisition time', 'time', noLengths],
  ['x00100030', 'Birth date', 'date', noLengths], ['x00101010', 'Patient age', 'age', noLengths], ['x00101030', 'Patient weight', 'decimal', 'No SUV can be given.'],
  ['x00180050', 'Slice thickness', 'decimal', 'Look the thickness up before choosing a small target.'], ['x00180088', 'Spacing between slices', 'decimal', 'The distance between slices comes from their positions.'],
  ['x00180081', 'Echo time', 'decimal', noLengths], ['x00181120', 'Gantry tilt', 'decimal', 'The tilt comes from the positions.'],
  ['x00181110', 'Distance source to detector', 'decimal', 'The magnification is not known.'], ['x00181111', 'Distance source to patient', 'decimal', 'The magnification is not known.'],
  ['x00181114', 'Magnification factor', 'decimal', 'The magnification is not known.'],
  ['x00200011', 'Series number', 'whole', noLengths], ['x00200012', 'Acquisition number', 'whole', noLengths], ['x00200013', 'Image number', 'whole', 'Slices are ordered by position.'],
  ['x00200032', 'Image position', 'decimal', noPlace], ['x00200037', 'Image orientation', 'decimal', noPlace],
  ['x00281050', 'Window centre', 'decimal', 'Choose a window by hand.'], ['x00281051', 'Window width', 'decimal', 'Choose a window by hand.'],
];

const looksRight: Readonly<Record<Kind, (text: string) => boolean>> = {
  decimal: (text) => text.split('\\').every((part) => part.trim() === '' || Number.isFinite(parseDecimal(part))),
  whole: (text) => { const [first = ''] = text.split('\\'); return first.trim() === '' || Number.isInteger(parseDecimal(first)); },
  date: (text) => parseDate(text) !== null,
  dateTime: (text) => text.length > 0,
  time: (text) => secondsOf(text.split('\\')[0] ?? '') !== null,
  age: (text) => /^\d{3}[DWMY]$/.test(text.trim()),
};

const shape: Readonly<Record<Kind, string>> = { decimal: 'is no number', whole: 'is no whole number', date: 'is no date (YYYYMMDD)', dateTime: 'is no date with time', time: 'is no time (HHMMSS)', age: 'is no age (three digits and D, W, M or Y)' };

/** One DAT-01 finding for each value of the top level that is there and is not what its attribute asks for. Values that identify the patient are not repeated. */
export function badValues(dataSet: DataSet): Finding[] {
  return checked.flatMap(([tag, name, kind, meaning]): Finding[] => {
    const text = ascii(dataSet, tag);
    const isFine = text === '' || (kind === 'dateTime' ? dayOf(dataSet, tag) !== null : looksRight[kind](text));
    if (isFine) return [];
    const said = tag.startsWith('x0010') ? '' : ` "${text.slice(0, 40).replaceAll(/[^\x20-\x7e]/g, '?')}"`;
    return [{ severity: meaning === noLengths ? 'info' : 'warn', code: 'DAT-01', message: `${name}${said} ${shape[kind]} and was not used. ${meaning}` }];
  });
}
