import { IconAlertTriangle, IconCircleCheck, IconClock, IconMessageQuestion, IconPencil, IconRulerMeasure, IconScale, IconSignature } from '@tabler/icons-react';
import type { WorklistCell, WorklistRow } from '../../../src/api/wire.ts';
import type { IsoDate } from '../../../src/common/index.ts';
import { isUnscheduled, kindOn, plannedNumber, type ActionKind } from '../../../src/casefile/index.ts';
import { ResponseChip, Ring, StateChip } from '../../ui/index.ts';
import { dueWords, nextWords, queryWords } from './dueWords.ts';
import styles from './WorklistTable.module.css';

const readerWords = { noImages: 'no images', toRead: 'to read', inProgress: 'in progress', complete: 'not signed', notPerformed: 'missed', signed: 'signed' } as const;

/** Where each of two readers stands: the reader's number, its form the state. Never a response. */
function Readers({ readers }: { readonly readers: NonNullable<WorklistCell['readers']> }) {
  return (
    <span className={styles.readers}>
      {(['reader1', 'reader2'] as const).map((slot, index) => (
        <span key={slot} className={styles.reader} data-state={readers[slot]} title={`Reader ${index + 1}: ${readerWords[readers[slot]]}`}>
          {index + 1}<span className="nd-hidden">{` ${readerWords[readers[slot]]} `}</span>
        </span>
      ))}
    </span>
  );
}

/** Words for a timepoint without a response of its own: baseline, and what nobody has judged. */
const word = (cell: WorklistCell): string => (cell.sign === 'signed' ? 'signed' : 'complete');

function OwnStatus({ cell, isAdjudicated }: { readonly cell: WorklistCell; readonly isAdjudicated: boolean }) {
  if (isAdjudicated) return <StateChip look="warning"><IconScale size={13} stroke={1.75} aria-hidden="true" />adj.</StateChip>;
  if (cell.sign === 'amending') return <StateChip look="warning"><IconPencil size={13} stroke={1.75} aria-hidden="true" />amend</StateChip>;
  if (cell.closed) return <span className={styles.word} title="Opens when the timepoint before it is signed">locked</span>;
  switch (cell.status) {
    case 'complete': return cell.overall ? <ResponseChip response={cell.overall} provisional={cell.sign !== 'signed'} narrow /> : <span className={styles.word}>{word(cell)}</span>;
    case 'inProgress': return <StateChip look="progress"><Ring done={cell.assessed} total={cell.expected} size={12} />{cell.assessed} / {cell.expected}</StateChip>;
    case 'toRead': return <StateChip look="ready">read</StateChip>;
    case 'noImages': return <StateChip look="waiting">images</StateChip>;
    case 'notPerformed': return <span className={styles.word}>missed</span>;
  }
}

/** Unscheduled visits after a planned one share its column: how many there are, and which. */
function Unscheduled({ row, index }: { readonly row: WorklistRow; readonly index: number }) {
  const more = row.cells.filter((one) => isUnscheduled(one.index) && plannedNumber(one.index) === index);
  return more.length === 0 ? null : <span className={styles.word} title={more.map((one) => one.label).join(', ')}>+{more.length}</span>;
}

/** A timepoint in one word or form: chip, ring with n / m, `read`, `images`, `missed`, or a dot for what is to come. */
export function StatusCell({ row, index, today }: { readonly row: WorklistRow; readonly index: number; readonly today: IsoDate }) {
  const cell = row.cells.find((one) => one.index === index);
  if (!cell) {
    if (row.visit?.index === index && kindOn({ kind: row.next.kind, due: row.due }, today) === 'waitForImages') return <StateChip look="waiting">images</StateChip>;
    return <span className={styles.future}>·</span>;
  }
  const isAdjudicated = row.next.kind === 'adjudicate' && row.next.timepointId === cell.timepointId;
  // The site has no read of its own where central readers read: their marks stand for the cell.
  if (cell.readers && (cell.status === 'toRead' || cell.status === 'noImages') && !isAdjudicated) return <Readers readers={cell.readers} />;
  return <span className={styles.status}><OwnStatus cell={cell} isAdjudicated={isAdjudicated} />{cell.readers && <Readers readers={cell.readers} />}<Unscheduled row={row} index={index} /></span>;
}

function NextIcon({ kind }: { readonly kind: ActionKind }) {
  const size = { size: 15, stroke: 1.75, 'aria-hidden': true } as const;
  switch (kind) {
    case 'read':
    case 'continue': return <IconRulerMeasure {...size} className={styles.iconActive} />;
    case 'query': return <IconMessageQuestion {...size} className={styles.iconWarning} />;
    case 'decide': return <IconAlertTriangle {...size} className={styles.iconWarning} />;
    case 'sign': return <IconSignature {...size} className={styles.iconActive} />;
    case 'adjudicate': return <IconScale {...size} className={styles.iconWarning} />;
    case 'confirm': return <IconCircleCheck {...size} className={styles.iconActive} />;
    case 'waitForImages': return <IconClock {...size} className={styles.iconQuiet} />;
    case 'nothing': return null;
  }
}

export function NextCell({ row, today }: { readonly row: WorklistRow; readonly today: IsoDate }) {
  const { text, detail } = nextWords(row, today);
  return (
    <span className={styles.next}>
      <span className={styles.nextIcon}><NextIcon kind={kindOn({ kind: row.next.kind, due: row.due }, today)} /></span>
      <span className={styles.nextText}>{text}</span>
      {row.queries && <span className={styles.queries} title={queryWords(row.queries)}><StateChip look="warning"><IconMessageQuestion size={12} stroke={1.75} aria-hidden="true" /><span aria-hidden="true">{row.queries.open + row.queries.answered}</span><span className="nd-hidden">{queryWords(row.queries)}</span></StateChip></span>}
      <span className={styles.nextDetail}>{detail}</span>
    </span>
  );
}

export function DueCell({ row, today }: { readonly row: WorklistRow; readonly today: IsoDate }) {
  const due = dueWords(row, today);
  return due && <span className={styles.due} data-look={due.look}>{due.text}</span>;
}
