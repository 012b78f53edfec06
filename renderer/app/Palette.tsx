import { Spotlight, spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { WorklistRow } from '../../src/api/wire.ts';
import { useStudies, useWorklist } from '../queries/index.ts';
import { navigate, openRead, useCurrentStudy, useShownKeys, keyCaps, type KeyBinding } from '../ui/index.ts';

export const openPalette = (): void => spotlight.open();

const subjectActions = (rows: readonly WorklistRow[]) => rows.flatMap((row) => [
  { id: `subject-${row.subjectId}`, label: row.code, description: row.next.text, keywords: [row.site, row.note], onClick: () => openRead(row.subjectId) },
  ...row.cells.map((cell) => ({ id: `timepoint-${cell.timepointId}`, label: `${row.code} ${cell.label}`, description: cell.overall ?? '', onClick: () => openRead(row.subjectId, cell.timepointId) })),
  { id: `confirm-${row.subjectId}`, label: `${row.code} timeline`, description: 'Confirm', onClick: () => navigate({ place: 'confirm', subjectId: row.subjectId }) },
]);

const commandActions = (bindings: readonly KeyBinding[]) => bindings.filter((binding) => binding.enabled !== false && binding.id !== 'frame.palette').map((binding) => ({
  id: `key-${binding.id}`,
  label: binding.label.charAt(0).toUpperCase() + binding.label.slice(1),
  description: `${binding.scope}, ${keyCaps(binding.key).join(' ')}`,
  onClick: () => binding.run(new KeyboardEvent('keydown', { key: binding.key })),
}));

/** Ctrl+K: subjects, timepoints, studies and the commands of this screen. */
export function Palette() {
  const { studyId, choose } = useCurrentStudy();
  const rows = useWorklist(studyId).data;
  const studies = useStudies().data;
  const bindings = useShownKeys();
  const actions = useMemo<SpotlightActionGroupData[]>(() => [
    { group: 'Subjects and timepoints', actions: subjectActions(rows ?? []) },
    { group: 'Studies', actions: (studies ?? []).map((study) => ({ id: `study-${study.id}`, label: study.code, description: study.title, onClick: () => choose(study.id) })) },
    { group: 'Commands', actions: commandActions(bindings) },
  ], [rows, studies, bindings, choose]);
  return (
    <Spotlight
      actions={actions} shortcut={null} limit={14} size={560} highlightQuery={false} nothingFound="Nothing found" lockScroll={false} overlayProps={{ blur: 0 }} scrollable maxHeight={420}
      attributes={{ content: { 'aria-label': 'Find' } }} scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': 'Results' } }}
      searchProps={{ placeholder: 'Subject, timepoint or command', 'aria-label': 'Subject, timepoint or command', leftSection: <IconSearch size={16} stroke={1.75} /> }}
    />
  );
}
