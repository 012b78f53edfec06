import { isLocked, type Lesion } from '../../../src/casefile/index.ts';
import { useReading, type RowMenu } from '../../state/index.ts';
import { notEvaluableReasons, possibleLeads, recordAt, treatmentKinds, type MenuChoice } from '../lesions/index.ts';
import type { StateKey } from './stateKeys.ts';
import type { Reader } from './useReader.ts';

const openMenu = (kind: RowMenu['kind'], lesion: Lesion) => () => useReading.setState({ menu: { kind, lesionId: lesion.id } });
const off = (reason: string | undefined): Pick<MenuChoice, 'off'> => (reason === undefined ? {} : { off: reason });

/** What a target may be besides measured: a state of this timepoint, its parts, its lead, its treatment, its technique. */
function targetChoices(reader: Reader, lesion: Lesion, state: (key: StateKey, label: string, keys: string) => MenuChoice): readonly MenuChoice[] {
  const { subject, timepoint, lesions } = reader;
  const isMeasured = recordAt(subject, lesion.id, timepoint.id)?.state === 'measured';
  return [
    state('absent', 'Absent', 'A'), state('tooSmall', 'Too small to measure', 'S'), state('notEvaluable', 'Not evaluable', 'U'),
    { id: 'split', label: 'Split in parts', keys: 'Shift+S', apart: true, run: () => lesions.split(lesion.id) },
    { id: 'merge', label: 'Merged with another target', keys: 'Shift+M', ...off(possibleLeads(subject, lesion, timepoint).length === 0 ? 'no other target' : undefined), run: openMenu('merge', lesion) },
    { id: 'treatment', label: 'Treated locally since baseline', keys: 'Shift+U', run: openMenu('treatment', lesion) },
    { id: 'technique', label: 'Measured by another technique', keys: 'Shift+T', ...off(isMeasured ? undefined : 'not measured'), run: () => useReading.setState({ techniqueId: lesion.id, splitting: null, editingId: null }) },
  ];
}

/** The menu of a lesion's row: its states with their keys, then what changes or removes it. */
export function rowChoices(reader: Reader, lesion: Lesion): readonly MenuChoice[] {
  const { timepoint, subject, lesions } = reader;
  const isBaseline = timepoint.index === 0;
  const state = (key: StateKey, label: string, keys: string): MenuChoice => ({ id: key, label, keys, run: () => lesions.state(key) });
  const measure: MenuChoice = { id: 'measure', label: lesion.role === 'target' ? 'Measure' : 'Draw on the image', keys: 'T', run: () => lesions.measureAgain(lesion.id) };
  const group: MenuChoice = { id: 'group', label: lesion.group ? 'One lesion' : 'Several lesions as one item', keys: 'Shift+N', run: () => lesions.toggleGroup(lesion.id) };
  const treated: MenuChoice = { id: 'treatment', label: 'Treated locally since baseline', keys: 'Shift+U', run: openMenu('treatment', lesion) };
  const own = (): readonly MenuChoice[] => {
    switch (lesion.role) {
      case 'target': return isBaseline ? [measure] : [measure, ...targetChoices(reader, lesion, state)];
      case 'nonTarget': return isBaseline ? [measure, group] : [
        state('accept', 'Present', 'Enter'), state('absent', 'Absent', 'A'), state('equivocal', 'Equivocal progression', 'E'), state('unequivocal', 'Unequivocal progression', 'G'), state('notEvaluable', 'Not evaluable', 'U'), measure, treated, group,
      ];
      case 'new': return [
        state('unequivocal', 'Unequivocal', 'G'), state('equivocal', 'Equivocal', 'E'), state('absent', 'Dismissed', 'A'), state('notEvaluable', 'Not evaluable', 'U'), measure,
      ];
    }
  };
  const isFirst = lesion.placedAt === timepoint.id;
  const hasRecord = recordAt(subject, lesion.id, timepoint.id) !== undefined;
  const choices: readonly MenuChoice[] = [
    ...own(),
    { id: 'edit', label: 'Organ and description', keys: 'O', apart: true, run: () => useReading.setState({ editingId: lesion.id }) },
    ...(isBaseline && lesion.role === 'target' ? [{ id: 'nonTarget', label: 'Make non-target', run: () => lesions.changeRole(lesion.id, 'nonTarget') }] : []),
    ...(isBaseline && lesion.role === 'nonTarget' ? [{ id: 'target', label: 'Make target', run: () => lesions.changeRole(lesion.id, 'target') }] : []),
    ...(isFirst ? [{ id: 'remove', label: 'Delete lesion', keys: 'Backspace', run: lesions.remove }] : hasRecord ? [{ id: 'clear', label: `Delete record at ${timepoint.label}`, keys: 'Backspace', run: lesions.remove }] : []),
  ];
  const why = !subject.read.editable ? 'read only' : isLocked(subject, timepoint.id) ? 'signed' : undefined;
  return why === undefined ? choices : choices.map((choice) => ({ ...choice, off: why }));
}

/** The menu asked for at a row: its head and its entries. */
export function menuAt(reader: Reader, lesion: Lesion, kind: RowMenu['kind']): { readonly label: string; readonly choices: readonly MenuChoice[] } {
  const { subject, timepoint, lesions } = reader;
  const numbered = (index: number) => String(index + 1);
  switch (kind) {
    case 'states': return { label: lesion.label, choices: rowChoices(reader, lesion) };
    case 'reasons': return { label: `${lesion.label} is not evaluable`, choices: notEvaluableReasons.map(({ value, label }, index) => ({ id: value, label, keys: numbered(index), run: () => lesions.notEvaluable(lesion.id, value) })) };
    case 'merge': return { label: `${lesion.label} merged with: carries the joint diameter`, choices: possibleLeads(subject, lesion, timepoint).map((lead, index) => ({ id: lead.id, label: `${lead.label}${lead.description === '' ? '' : `  ${lead.description}`}`, keys: numbered(index), run: () => lesions.merge(lesion.id, lead.id) })) };
    case 'treatment': return {
      label: `${lesion.label} since baseline, before ${timepoint.label}`,
      choices: [
        ...treatmentKinds.map(({ value, label }, index) => ({ id: value, label, keys: numbered(index), run: () => lesions.treat(lesion.id, { kind: value, from: timepoint.id, date: null, planned: false, note: '', ...(lesion.treated ? { ...lesion.treated, kind: value } : {}) }) })),
        ...(lesion.treated ? [{ id: 'none', label: 'Not treated after all', apart: true, run: () => lesions.treat(lesion.id, null) }] : []),
      ],
    };
  }
}
