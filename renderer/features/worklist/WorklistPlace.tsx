import { IconUpload } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { StudySummary, WorklistPage, WorklistRow } from '../../../src/api/wire.ts';
import { kindOn, type WorklistFacet, type WorklistQuery } from '../../../src/casefile/index.ts';
import { postJson } from '../../backend.ts';
import { usePeople, useSession, useStudies, useSubject, useWorklistHead, type Person } from '../../queries/index.ts';
import { firstLook, setWorklistView, useWorklistView, worklistView } from '../../state/index.ts';
import { Alert, Button, EmptyState, errorText, format, navigate, openRead, Still, toast, toastFailure, useIsWide, useKeys, useStudyId, useTextScale } from '../../ui/index.ts';
import { TimepointsDialog } from '../timepoints/index.ts';
import { AssignDialog } from './AssignDialog.tsx';
import { worklistColumns } from './columns.tsx';
import { ClinicalSheet } from '../clinical/index.ts';
import { Facets } from './Facets.tsx';
import { FilterBar } from './FilterBar.tsx';
import { SubjectPanel } from './SubjectPanel.tsx';
import { Tasks } from './Tasks.tsx';
import { useWorklistRows } from './useWorklistRows.ts';
import { useKeepOrder, useKeptOrder } from './savedOrder.ts';
import { WorklistTable, type Sort } from './WorklistTable.tsx';
import styles from './WorklistPlace.module.css';

const openImport = () => navigate({ place: 'import', jobId: null });

/** Goes where the next action of a subject is: its timeline when a date waits for confirmation, else the Read place. */
function openRow(row: WorklistRow, timepointId: string | null = null): void {
  if (timepointId === null && row.next.kind === 'confirm') navigate({ place: 'confirm', subjectId: row.subjectId });
  else openRead(row.subjectId, timepointId ?? row.next.timepointId);
}

function NoSubjects({ study, why }: { readonly study: StudySummary | undefined; readonly why: string }) {
  useKeys([{ id: 'worklist.import', key: 'I', label: 'import', scope: 'Worklist', status: 50, enabled: why === '', run: openImport }]);
  if (why !== '') return <EmptyState title={`Nothing for you in ${study?.code ?? 'this study'}`}>{why}</EmptyState>;
  return (
    <EmptyState title={`No subjects in ${study?.code ?? 'this study'}`} actions={<><Button look="primary" keys="I" icon={<IconUpload size={16} stroke={1.75} />} onClick={openImport}>Import images</Button>{study && <Button onClick={() => navigate({ place: 'setup', studyId: study.id })}>Protocol</Button>}</>}>
      Import a folder, a ZIP or a DICOMDIR. Series are put to subjects and timepoints before anything is read.
    </EmptyState>
  );
}

function Loading() {
  return <div className={styles.loading} aria-busy="true">{Array.from({ length: 12 }, (_, index) => <Still key={index} height={18} />)}</div>;
}

const summary = ({ counts }: WorklistPage): string =>
  `${format.counted(counts.subjects, 'subject')}, ${format.counted(counts.timepoints, 'timepoint')}, ${counts.signed > 0 ? `${format.count(counts.signed)} signed` : `${format.count(counts.complete)} complete`}`;

const orderWords: Readonly<Record<WorklistQuery['sort'], string>> = { due: 'sorted by due date', subject: 'sorted by subject', site: 'sorted by site', sum: 'sorted by sum', change: 'sorted by change from baseline' };

/** A planned visit that is no timepoint yet and is due did not take place (R-216). */
async function recordMissed(row: WorklistRow, revision: number): Promise<void> {
  if (!row.visit) return;
  await postJson('/api/timepoint/record-missed', { subjectId: row.subjectId, expectedRevision: revision, index: row.visit.index });
  toast(`${row.code} ${row.visit.name} recorded as missed.`);
}

const nobody: readonly Person[] = [];
type Dialog = 'assign' | 'dates' | 'timepoints' | null;

function List({ studyId, head }: { readonly studyId: string; readonly head: WorklistPage }) {
  const { query } = useWorklistView(studyId);
  const look = useCallback((change: Partial<WorklistQuery>) => setWorklistView(studyId, { query: { ...worklistView(studyId).query, ...change } }), [studyId]);
  const pick = useCallback((facet: WorklistFacet, value: string | undefined) => {
    const { [facet]: _before, ...others } = worklistView(studyId).query.choice;
    look({ choice: value === undefined ? others : { ...others, [facet]: value } });
  }, [look, studyId]);
  const keepOrder = useKeepOrder(studyId);
  const order = ({ column: sort, descending }: Sort) => {
    look({ sort, descending });
    keepOrder({ sort, descending });
  };
  const { rowAt, range, onRange, select, move, selectedPlace, selected } = useWorklistRows(studyId, head);
  const [dialog, setDialog] = useState<Dialog>(null);
  const field = useRef<HTMLInputElement>(null);
  const isWide = useIsWide();
  const textScale = useTextScale();
  const people = usePeople().data ?? nobody;
  const may = useSession().data?.access.may ?? [];
  const nameOf = useCallback((id: string) => people.find((person) => person.id === id)?.fullName ?? 'another account', [people]);
  const { matching, tasks, today, hasDue, facets, counts } = head;
  const hasSites = facets.some((facet) => facet.facet === 'site' && facet.value !== '');
  const columns = useMemo(() => worklistColumns({ last: head.columns, isWide, hasDue, hasSites, hasReaders: head.readers, today }), [head.columns, isWide, hasDue, hasSites, head.readers, today]);
  const subject = useSubject((dialog === 'dates' || dialog === 'timepoints') && selected ? selected.subjectId : null).data;
  const revision = useSubject(selected?.visit ? selected.subjectId : null).data?.case.revision;

  const canAssign = selected !== null && people.length > 0 && !head.readers && may.includes('POST /worklist/assign');
  // Whoever may not record, and whoever sees where two other readers stand.
  const looksOnly = head.readers || !may.includes('POST /lesion/place');
  const canDate = selected !== null && may.includes('POST /subject/set-facts');
  const canMove = selected !== null && may.includes('POST /series/move');
  const isAwaited = selected?.visit != null && selected.visit.index > 0 && today >= selected.visit.plannedDate;
  const openTask = (index: number) => () => tasks[index] && openRow(tasks[index]);
  const scope = 'Worklist';
  useKeys([
    { id: 'worklist.up', key: 'ArrowUp', label: 'up', scope, status: 10, run: () => move(-1) },
    { id: 'worklist.down', key: 'ArrowDown', label: 'down', scope, status: 20, run: () => move(1) },
    { id: 'worklist.pageUp', key: 'PageUp', label: 'a page up', scope, run: () => move(-20) },
    { id: 'worklist.pageDown', key: 'PageDown', label: 'a page down', scope, run: () => move(20) },
    { id: 'worklist.first', key: 'Home', label: 'first subject', scope, run: () => move(-matching) },
    { id: 'worklist.last', key: 'End', label: 'last subject', scope, run: () => move(matching) },
    { id: 'worklist.open', key: 'Enter', label: 'open', scope, status: 30, enabled: selected !== null, run: () => selected && openRow(selected) },
    { id: 'worklist.task1', key: '1', label: 'most urgent task', scope, enabled: tasks.length > 0, run: openTask(0) },
    { id: 'worklist.task2', key: '2', label: 'second task', scope, enabled: tasks.length > 1, run: openTask(1) },
    { id: 'worklist.task3', key: '3', label: 'third task', scope, enabled: tasks.length > 2, run: openTask(2) },
    { id: 'worklist.timeline', key: 'T', label: 'timeline of the subject', scope, enabled: selected !== null, run: () => selected && navigate({ place: 'confirm', subjectId: selected.subjectId }) },
    { id: 'worklist.assign', key: 'A', label: 'assign a reader', scope, enabled: canAssign, run: () => setDialog('assign') },
    { id: 'worklist.dates', key: 'D', label: 'clinical facts of the subject', scope, enabled: canDate, run: () => setDialog('dates') },
    { id: 'worklist.timepoints', key: 'V', label: 'timepoints of the subject', scope, enabled: canMove, run: () => setDialog('timepoints') },
    { id: 'worklist.filter', key: '/', label: 'filter', scope, status: 40, run: () => field.current?.focus() },
    { id: 'worklist.import', key: 'I', label: 'import', scope, status: 50, run: openImport },
  ]);
  const pressedInFilter = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); move(event.key === 'ArrowDown' ? 1 : -1); }
    if (event.key === 'Enter' && selected) openRow(selected);
  };
  const close = () => setDialog(null);
  const assign = useCallback(() => setDialog('assign'), []);
  const dates = useCallback(() => setDialog('dates'), []);
  const timepoints = useCallback(() => setDialog('timepoints'), []);
  const isMissable = selected !== null && isAwaited && revision !== undefined && kindOn({ kind: selected.next.kind, due: selected.due }, today) === 'waitForImages';
  const missed = useMemo(() => (isMissable ? () => void recordMissed(selected, revision).catch(toastFailure) : undefined), [isMissable, selected, revision]);
  return (
    <div className={styles.place}>
      <Facets counts={facets} total={counts.subjects} hasDue={hasDue} choice={query.choice} onChange={(choice) => look({ choice })} nameOf={nameOf} />
      <div className={styles.list}>
        <Tasks tasks={tasks} today={today} selectedId={selected?.subjectId ?? null} looksOnly={looksOnly} onOpen={openRow} />
        <FilterBar
          text={query.text} onText={(text) => look({ text })} field={field} onKeyDown={pressedInFilter} counts={facets} choice={query.choice} onPick={pick}
          hasDue={hasDue} nameOf={nameOf} summary={summary(head)} onImport={may.includes('POST /import/start') ? openImport : null}
        />
        <WorklistTable
          count={matching} rowAt={rowAt} columns={columns} rowHeight={Math.round((isWide ? 35 : 33) * textScale)} today={today} selectedPlace={selectedPlace} sort={{ column: query.sort, descending: query.descending }}
          onSort={order} onSelect={select} onOpen={openRow} onRange={onRange}
        />
        {matching === 0 && <div className={styles.nothing}>No subject matches. <button type="button" onClick={() => look(firstLook)}>Show all {format.count(counts.subjects)}</button></div>}
        <div className={styles.statusLine} role="status">
          <span>{matching === 0 ? `0 of ${format.count(counts.subjects)}` : `${format.count(range[0] + 1)} to ${format.count(range[1] + 1)} of ${format.count(matching)}${matching === counts.subjects ? '' : `, ${format.count(counts.subjects)} in the study`}`}</span>
          <span>{orderWords[query.sort]}{query.sort === 'due' && !hasDue ? ' and what is next' : ''}</span>
        </div>
      </div>
      {selected && <SubjectPanel row={selected} today={today} nameOf={nameOf} looksOnly={looksOnly} onOpen={openRow} onAssign={canAssign ? assign : undefined} onDates={canDate ? dates : undefined} onTimepoints={canMove ? timepoints : undefined} onMissed={missed} />}
      {dialog === 'assign' && selected && <AssignDialog studyId={studyId} row={selected} people={people} onClose={close} />}
      {dialog === 'timepoints' && subject && <TimepointsDialog subject={subject.case} mayDecide={may.includes('POST /late/take-in')} onClose={close} />}
      {dialog === 'dates' && subject && <ClinicalSheet subject={subject.case} onClose={close} />}
    </div>
  );
}

/** Subjects × timepoints of the study: what to do next, and the way there. */
export function WorklistPlace() {
  const studyId = useStudyId();
  const studies = useStudies();
  const { query } = useWorklistView(studyId ?? '');
  const isOrdered = useKeptOrder(studyId);
  const worklist = useWorklistHead(isOrdered ? studyId : null, query);
  if (worklist.isError) return <div className={styles.message}><Alert severity="block" title="The worklist could not be read" actions={<Button small onClick={() => void worklist.refetch()}>Try again</Button>} live>{errorText(worklist.error)}</Alert></div>;
  if (studies.data?.length === 0) return <EmptyState title="No study yet" actions={<><Button look="primary" onClick={() => navigate({ place: 'setup', studyId: null })}>New study</Button><Button onClick={() => navigate({ place: 'start' })}>Start page</Button></>}>Open the demo study or create one of your own.</EmptyState>;
  if (!worklist.data || studyId === null) return <Loading />;
  if (worklist.data.counts.subjects === 0) return <NoSubjects study={studies.data?.find((study) => study.id === studyId)} why={worklist.data.why} />;
  return <List key={studyId} studyId={studyId} head={worklist.data} />;
}
