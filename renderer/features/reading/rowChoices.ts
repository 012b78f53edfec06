import type { Lesion } from '../../../src/casefile/index.ts';
import { useReading } from '../../state/index.ts';
import { recordAt, type MenuChoice } from '../lesions/index.ts';
import type { StateKey } from './stateKeys.ts';
import type { Reader } from './useReader.ts';

/** The menu of a lesion's row: its states with their keys, then what changes or removes it. */
export function rowChoices(reader: Reader, lesion: Lesion): readonly MenuChoice[] {
  const { timepoint, subject, lesions } = reader;
  const isBaseline = timepoint.index === 0;
  const state = (key: StateKey, label: string, keys: string): MenuChoice => ({ id: key, label, keys, run: () => lesions.state(key) });
  const measure: MenuChoice = { id: 'measure', label: lesion.role === 'target' ? 'Measure' : 'Draw on the image', keys: 'T', run: () => lesions.measureAgain(lesion.id) };
  const own = (): readonly MenuChoice[] => {
    switch (lesion.role) {
      case 'target': return isBaseline ? [measure] : [measure, state('absent', 'Absent', 'A'), state('tooSmall', 'Too small to measure', 'S'), state('notEvaluable', 'Not evaluable', 'U')];
      case 'nonTarget': return isBaseline ? [measure] : [
        state('accept', 'Present', 'Enter'), state('absent', 'Absent', 'A'), state('equivocal', 'Equivocal progression', 'E'), state('unequivocal', 'Unequivocal progression', 'G'), state('notEvaluable', 'Not evaluable', 'U'), measure,
      ];
      case 'new': return [
        state('unequivocal', 'Unequivocal', 'G'), state('equivocal', 'Equivocal', 'E'), state('absent', 'Dismissed', 'A'), state('notEvaluable', 'Not evaluable', 'U'), measure,
      ];
    }
  };
  const isFirst = lesion.placedAt === timepoint.id;
  const hasRecord = recordAt(subject, lesion.id, timepoint.id) !== undefined;
  return [
    ...own(),
    { id: 'edit', label: 'Organ and description', keys: 'O', apart: true, run: () => useReading.setState({ editingId: lesion.id }) },
    ...(isBaseline && lesion.role === 'target' ? [{ id: 'nonTarget', label: 'Make non-target', run: () => lesions.changeRole(lesion.id, 'nonTarget') }] : []),
    ...(isFirst ? [{ id: 'remove', label: 'Delete lesion', keys: 'Backspace', run: lesions.remove }] : hasRecord ? [{ id: 'clear', label: `Delete record at ${timepoint.label}`, keys: 'Backspace', run: lesions.remove }] : []),
  ];
}
