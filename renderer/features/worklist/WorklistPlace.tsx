import { Menu } from '@mantine/core';
import { IconChevronDown, IconUpload } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { StudySummary, WorklistRow } from '../../../src/api/wire.ts';
import { useStudies, useWorklist } from '../../queries/index.ts';
import { Alert, Button, EmptyState, errorText, format, navigate, openRead, SearchField, Still, useKeys, useStudyId } from '../../ui/index.ts';
import { Facets } from './Facets.tsx';
import { facetsOf, filterRows, type Facet, type FacetChoice, type FacetGroup } from './facets.ts';
import { SubjectPanel } from './SubjectPanel.tsx';
import { Tasks } from './Tasks.tsx';
import { useSelection } from './useSelection.ts';
import { orderRows, urgentTasks, type Sort } from './worklistOrder.ts';
import { WorklistTable } from './WorklistTable.tsx';
import styles from './WorklistPlace.module.css';

const openImport = () => navigate({ place: 'import', jobId: null });

/** Goes where the next action of a subject is: its timeline when a date waits for confirmation, else the Read place. */
function openRow(row: WorklistRow, timepointId: string | null = null): void {
  if (timepointId === null && row.next.kind === 'confirm') navigate({ place: 'confirm', subjectId: row.subjectId });
  else openRead(row.subjectId, timepointId ?? row.next.timepointId);
}

/** The facets as menus, for windows too narrow for the left panel (and beside it, where a reader looks for them). */
function FacetMenu({ name, group, facets, choice, onChange }: { readonly name: string; readonly group: FacetGroup; readonly facets: readonly Facet[]; readonly choice: FacetChoice; readonly onChange: (choice: FacetChoice) => void }) {
  const { [group]: chosen, ...others } = choice;
  const shown = facets.filter((facet) => facet.group === group);
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <button type="button" className={styles.facetMenu} data-on={chosen !== undefined || undefined}>
          {chosen === undefined ? name : shown.find((facet) => facet.value === chosen)?.label ?? name}<IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChange(others)}>All</Menu.Item>
        {shown.map((facet) => <Menu.Item key={facet.value} rightSection={<span className="nd-3">{facet.count}</span>} onClick={() => onChange({ ...others, [group]: facet.value })}>{facet.label}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

function NoSubjects({ study }: { readonly study: StudySummary | undefined }) {
  return (
    <EmptyState title={`No subjects in ${study?.code ?? 'this study'}`} actions={<Button look="primary" keys="I" icon={<IconUpload size={16} stroke={1.75} />} onClick={openImport}>Import images</Button>}>
      Import a folder, a ZIP or a DICOMDIR. Series are put to subjects and timepoints before anything is read.
    </EmptyState>
  );
}

function Loading() {
  return <div className={styles.loading} aria-busy="true">{Array.from({ length: 12 }, (_, index) => <Still key={index} height={18} />)}</div>;
}

function summary(rows: readonly WorklistRow[]): string {
  const cells = rows.flatMap((row) => row.cells);
  const complete = cells.filter((cell) => cell.status === 'complete').length;
  return `${format.counted(rows.length, 'subject')}, ${format.counted(cells.length, 'timepoint')}, ${format.count(complete)} complete`;
}

function List({ rows }: { readonly rows: readonly WorklistRow[] }) {
  const [text, setText] = useState('');
  const [choice, setChoice] = useState<FacetChoice>({});
  const [sort, setSort] = useState<Sort>({ column: 'next', descending: false });
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const field = useRef<HTMLInputElement>(null);
  const facets = useMemo(() => facetsOf(rows, choice), [rows, choice]);
  const tasks = useMemo(() => urgentTasks(rows, 3), [rows]);
  const shown = useMemo(() => orderRows(filterRows(rows, text, choice), sort), [rows, text, choice, sort]);
  const timepoints = useMemo(() => rows.reduce((most, row) => Math.max(most, row.cells.length), 1), [rows]);
  const { selected, choose, move } = useSelection(shown);
  const onRange = useCallback((first: number, last: number) => setRange([first, last]), []);
  const onSelect = useCallback((row: WorklistRow) => choose(row.subjectId), [choose]);
  const openTask = (index: number) => () => tasks[index] && openRow(tasks[index]);

  const scope = 'Worklist';
  useKeys([
    { id: 'worklist.up', key: 'ArrowUp', label: 'up', scope, status: 10, run: () => move(-1) },
    { id: 'worklist.down', key: 'ArrowDown', label: 'down', scope, status: 20, run: () => move(1) },
    { id: 'worklist.pageUp', key: 'PageUp', label: 'a page up', scope, run: () => move(-20) },
    { id: 'worklist.pageDown', key: 'PageDown', label: 'a page down', scope, run: () => move(20) },
    { id: 'worklist.first', key: 'Home', label: 'first subject', scope, run: () => move(-rows.length) },
    { id: 'worklist.last', key: 'End', label: 'last subject', scope, run: () => move(rows.length) },
    { id: 'worklist.open', key: 'Enter', label: 'open', scope, status: 30, enabled: selected !== null, run: () => selected && openRow(selected) },
    { id: 'worklist.task1', key: '1', label: 'most urgent task', scope, enabled: tasks.length > 0, run: openTask(0) },
    { id: 'worklist.task2', key: '2', label: 'second task', scope, enabled: tasks.length > 1, run: openTask(1) },
    { id: 'worklist.task3', key: '3', label: 'third task', scope, enabled: tasks.length > 2, run: openTask(2) },
    { id: 'worklist.timeline', key: 'T', label: 'timeline of the subject', scope, enabled: selected !== null, run: () => selected && navigate({ place: 'confirm', subjectId: selected.subjectId }) },
    { id: 'worklist.filter', key: '/', label: 'filter', scope, status: 40, run: () => field.current?.focus() },
    { id: 'worklist.import', key: 'I', label: 'import', scope, status: 50, run: openImport },
  ]);

  return (
    <div className={styles.place}>
      <Facets facets={facets} total={rows.length} choice={choice} onChange={setChoice} />
      <div className={styles.list}>
        <Tasks tasks={tasks} selectedId={selected?.subjectId ?? null} onOpen={openRow} />
        <div className={styles.filterBar}>
          <div className={styles.filter}>
            <SearchField
              ref={field} label="Filter subjects" keys="/" value={text} onChange={setText}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); move(event.key === 'ArrowDown' ? 1 : -1); }
                if (event.key === 'Enter' && selected) openRow(selected);
              }}
            />
          </div>
          <FacetMenu name="Status" group="status" facets={facets} choice={choice} onChange={setChoice} />
          <FacetMenu name="Site" group="site" facets={facets} choice={choice} onChange={setChoice} />
          <FacetMenu name="Response" group="response" facets={facets} choice={choice} onChange={setChoice} />
          <span className={styles.summary}>{summary(rows)}</span>
          <Button icon={<IconUpload size={16} stroke={1.75} />} onClick={openImport}>Import images</Button>
        </div>
        <WorklistTable rows={shown} timepoints={timepoints} selectedId={selected?.subjectId ?? null} sort={sort} onSort={setSort} onSelect={onSelect} onOpen={openRow} onRange={onRange} />
        {shown.length === 0 && <div className={styles.nothing}>No subject matches. <button type="button" onClick={() => { setText(''); setChoice({}); }}>Show all {rows.length}</button></div>}
        <div className={styles.statusLine} role="status">
          <span>{shown.length === 0 ? `0 of ${format.count(rows.length)}` : `${format.count(range[0])} to ${format.count(range[1])} of ${format.count(shown.length)}${shown.length === rows.length ? '' : `, ${format.count(rows.length)} in the study`}`}</span>
          <span>{sort.column === 'next' ? 'sorted by what is next' : ''}</span>
        </div>
      </div>
      {selected ? <SubjectPanel row={selected} onOpen={openRow} /> : null}
    </div>
  );
}

/** Subjects × timepoints of the study: what to do next, and the way there. */
export function WorklistPlace() {
  const studyId = useStudyId();
  const studies = useStudies();
  const worklist = useWorklist(studyId);
  useKeys([{ id: 'worklist.importEmpty', key: 'I', label: 'import', scope: 'Worklist', status: 50, enabled: worklist.data?.length === 0, run: openImport }]);
  if (worklist.isError) return <div className={styles.message}><Alert severity="block" title="The worklist could not be read" actions={<Button small onClick={() => void worklist.refetch()}>Try again</Button>} live>{errorText(worklist.error)}</Alert></div>;
  if (studies.data?.length === 0) return <EmptyState title="No study yet" actions={<Button look="primary" onClick={() => navigate({ place: 'start' })}>Start page</Button>}>Open the demo study or create one of your own.</EmptyState>;
  if (!worklist.data) return <Loading />;
  if (worklist.data.length === 0) return <NoSubjects study={studies.data?.find((study) => study.id === studyId)} />;
  return <List key={studyId} rows={worklist.data} />;
}
