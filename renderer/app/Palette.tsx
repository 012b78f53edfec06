import { createSpotlight, Spotlight, useSpotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { WorklistRow } from '../../src/api/wire.ts';
import { useStudies, useWorklistSearch } from '../queries/index.ts';
import { navigate, openRead, useCurrentStudy, useShownKeys, keyCaps, type KeyBinding } from '../ui/index.ts';

const [spotlightStore, spotlight] = createSpotlight();

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

/** What can be found: the host looks for subjects, so that ten thousand of them never come here. */
function useActions(isOpen: boolean, text: string): SpotlightActionGroupData[] {
  const { studyId, choose } = useCurrentStudy();
  // "04-0117 TP4" finds the subject; its timepoints are then told apart here.
  const rows = useWorklistSearch(studyId, text.replace(/\s*\b(tp\d*|t|baseline|timeline|confirm)\s*$/i, ''), isOpen).data?.rows;
  const studies = useStudies().data;
  const bindings = useShownKeys();
  return useMemo(() => (!isOpen ? [] : [
    { group: 'Subjects and timepoints', actions: subjectActions(rows ?? []) },
    { group: 'Studies', actions: (studies ?? []).map((study) => ({ id: `study-${study.id}`, label: study.code, description: study.title, onClick: () => choose(study.id) })) },
    { group: 'Commands', actions: commandActions(bindings) },
  ]), [isOpen, rows, studies, bindings, choose]);
}

/** Ctrl+K: subjects, timepoints, studies and the commands of this screen. */
export function Palette() {
  const { opened } = useSpotlight(spotlightStore);
  const [text, setText] = useState('');
  const actions = useActions(opened, text);
  return (
    <Spotlight
      store={spotlightStore} query={text} onQueryChange={setText}
      actions={actions} shortcut={null} limit={14} size={560} highlightQuery={false} nothingFound="Nothing found" lockScroll={false} overlayProps={{ blur: 0 }} scrollable maxHeight={420}
      attributes={{ content: { 'aria-label': 'Find' } }} scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': 'Results' } }}
      searchProps={{ placeholder: 'Subject, timepoint or command', 'aria-label': 'Subject, timepoint or command', leftSection: <IconSearch size={16} stroke={1.75} /> }}
    />
  );
}
