import { IconScale } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { AdjudicationList } from '../../../src/api/wire.ts';
import { isNadirError } from '../../../src/common/index.ts';
import { useAdjudicationList, useStudies } from '../../queries/index.ts';
import { Button, EmptyState, errorText, format, navigate, SearchField, Segmented, StateChip, Still, useKeys, useStudyId } from '../../ui/index.ts';
import { inOrder, stateDetail, stateText, type ListedSubject } from './words.ts';
import styles from './CaseList.module.css';

type Shown = 'due' | 'decided' | 'all';
const isOpenable = ({ state }: ListedSubject): boolean => state === 'due' || state === 'decided';
const open = (subjectId: string) => navigate({ place: 'adjudicate', subjectId });
/** Why a case cannot be opened: there is nothing to decide between. */
const whyNot = ({ state }: ListedSubject): string => (state === 'agreed' ? 'The readers agree: the first reader\u2019s read is the result (R-J07)' : 'The reads are compared when every timepoint is signed in both');

function State({ subject }: { readonly subject: ListedSubject }) {
  if (subject.state === 'due') return <StateChip look="warning"><IconScale size={13} stroke={1.75} aria-hidden="true" />{stateText(subject)}</StateChip>;
  return <span className={styles.state}>{stateText(subject)}</span>;
}

type RowProps = { readonly subject: ListedSubject; readonly isSelected: boolean; readonly onSelect: () => void };

function Row({ subject, isSelected, onSelect }: RowProps) {
  const canOpen = isOpenable(subject);
  return (
    <tr className={styles.row} data-selected={isSelected || undefined} data-quiet={subject.state !== 'due' || undefined} onClick={onSelect} onDoubleClick={() => { if (canOpen) open(subject.subjectId); }}>
      <th scope="row">
        <button type="button" className={styles.code} aria-current={isSelected || undefined} aria-label={`${subject.code}, ${stateText(subject)}`} onClick={() => { onSelect(); if (canOpen) open(subject.subjectId); }}>{subject.code}</button>
      </th>
      <td><State subject={subject} /></td>
      <td className={styles.detail}>{stateDetail(subject)}</td>
      <td className={styles.date}>{subject.decidedAt === null ? '' : format.localMinute(subject.decidedAt)}</td>
      <td className={styles.go}>{canOpen ? <Button small tabIndex={-1} onClick={() => open(subject.subjectId)}>{subject.state === 'due' ? 'Adjudicate' : 'Look'}<span className="nd-hidden"> {subject.code}</span></Button> : <span className={styles.why}>{whyNot(subject)}</span>}</td>
    </tr>
  );
}

function Cases({ subjects }: { readonly subjects: AdjudicationList['subjects'] }) {
  const [shown, setShown] = useState<Shown>(subjects.some(({ state }) => state === 'due') ? 'due' : 'all');
  const [text, setText] = useState('');
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const count = (state: ListedSubject['state']): number => subjects.filter((one) => one.state === state).length;
  const listed = useMemo(() => inOrder(subjects).filter((one) => (shown === 'all' || one.state === shown) && one.code.toLowerCase().includes(text.trim().toLowerCase())), [subjects, shown, text]);
  const at = Math.max(0, listed.findIndex((one) => one.subjectId === selectedId));
  const selected = listed[at] ?? null;
  const move = (step: 1 | -1) => setSelectedId(listed[Math.min(listed.length - 1, Math.max(0, at + step))]?.subjectId ?? null);
  const openSelected = () => { if (selected && isOpenable(selected)) open(selected.subjectId); };
  const scope = 'Adjudicate';
  useKeys([
    { id: 'adjudicate.up', key: 'ArrowUp', label: 'up', scope, status: 10, run: () => move(-1) },
    { id: 'adjudicate.down', key: 'ArrowDown', label: 'down', scope, status: 20, run: () => move(1) },
    { id: 'adjudicate.open', key: 'Enter', label: 'open', scope, status: 30, enabled: selected !== null && isOpenable(selected), run: openSelected },
    { id: 'adjudicate.filter', key: '/', label: 'filter', scope, status: 40, run: () => field.current?.focus() },
  ]);
  const pressed = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); move(event.key === 'ArrowDown' ? 1 : -1); }
    if (event.key === 'Enter') openSelected();
  };
  return (
    <div className={styles.place}>
      <div className={styles.bar}>
        <Segmented label="Cases shown" value={shown} onChange={setShown} options={[{ value: 'due', label: `To decide ${count('due')}` }, { value: 'decided', label: `Decided ${count('decided')}` }, { value: 'all', label: `All ${subjects.length}` }]} />
        <SearchField ref={field} label="Filter subjects" keys="/" value={text} onChange={setText} onKeyDown={pressed} />
        <span className={styles.summary}>{format.counted(count('agreed'), 'subject')} without disagreement, {count('reading')} being read</span>
      </div>
      <div className={styles.scroller} tabIndex={0} role="region" aria-label="Cases">
        <table className={styles.table}>
          <thead><tr><th scope="col">Subject</th><th scope="col">State</th><th scope="col">Readers differ in</th><th scope="col">Decided</th><th scope="col"><span className="nd-hidden">Open</span></th></tr></thead>
          <tbody>{listed.map((subject) => <Row key={subject.subjectId} subject={subject} isSelected={subject === selected} onSelect={() => setSelectedId(subject.subjectId)} />)}</tbody>
        </table>
        {listed.length === 0 && <p className={styles.nothing}>{text.trim() === '' ? shown === 'due' ? 'Nothing to decide. A case comes here when both readers have signed every timepoint and differ (R-J05).' : 'No case here.' : 'No subject matches.'}</p>}
      </div>
    </div>
  );
}

/** The subjects of the study whose two reads differ, those that wait for a decision first. */
export function CaseList() {
  const studyId = useStudyId();
  const study = useStudies().data?.find((one) => one.id === studyId);
  const { data, error, refetch } = useAdjudicationList(studyId);
  if (error) {
    const reason = isNadirError(error) ? error.reason : '';
    const title = reason === 'notDouble' ? `${study?.code ?? 'This study'} is read once` : reason === 'notAdjudicator' ? `You do not adjudicate ${study?.code ?? 'this study'}` : 'The cases could not be listed';
    return <EmptyState title={title} actions={reason === 'notDouble' || reason === 'notAdjudicator' ? undefined : <Button onClick={() => void refetch()}>Try again</Button>}>{errorText(error)} Choose another study above.</EmptyState>;
  }
  if (!data) return <div className={styles.loading} aria-busy="true">{Array.from({ length: 8 }, (_, index) => <Still key={index} height={18} />)}</div>;
  if (data.subjects.length === 0) return <EmptyState title={`No subjects in ${study?.code ?? 'this study'}`}>Cases appear when both readers have signed.</EmptyState>;
  return <Cases key={studyId} subjects={data.subjects} />;
}
