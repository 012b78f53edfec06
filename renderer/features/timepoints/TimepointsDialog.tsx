import { Modal } from '@mantine/core';
import { useState } from 'react';
import { displayDate, isUnscheduled, nextPlannedNumber, outsideWords, plannedNumber, readingStatus, signOffOf, timepointLabel, unscheduledNumber, windowOf, type SeriesSummary, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { isIsoDate } from '../../../src/common/index.ts';
import { useSubjectCommands } from '../../queries/index.ts';
import { Alert, Button, errorText, format, toast } from '../../ui/index.ts';
import { LateImages } from './LateImages.tsx';
import styles from './Timepoints.module.css';

/** What is being put right: series of a timepoint, its number, or the day of a scan. */
type Change =
  | { readonly kind: 'move'; readonly seriesIds: readonly string[]; readonly from: Timepoint; readonly to: string }
  | { readonly kind: 'number'; readonly timepoint: Timepoint; readonly to: string }
  | { readonly kind: 'date'; readonly series: SeriesSummary; readonly timepoint: Timepoint; readonly to: string };

const seriesName = (series: SeriesSummary): string => [series.number ?? '', series.modality, series.description].filter((part) => part !== '').join(' ');
const scanned = ({ scanDates }: Timepoint): string => (scanDates.length === 0 ? 'no images' : scanDates.length === 1 ? scanDates[0] ?? '' : `${scanDates[0] ?? ''} to ${scanDates.at(-1) ?? ''}`);

const statusWords = { noImages: 'waits for images', toRead: 'to read', inProgress: 'in progress', complete: 'complete', notPerformed: 'not performed' } as const;
function readWords(subject: SubjectCase, timepoint: Timepoint): string {
  const { state, signed } = signOffOf(subject, timepoint.id);
  if (state === 'signed' && signed) return `signed by ${signed.signer}`;
  return state === 'amending' ? 'being amended' : statusWords[readingStatus(subject, timepoint)];
}

/** Numbers a person may choose: those there are, the next one, and an unscheduled one after each. */
function numbers(subject: SubjectCase, without: number): readonly number[] {
  const taken = subject.timepoints.map((one) => one.index);
  const unscheduled = taken.flatMap((index) => unscheduledNumber(taken, index, taken.filter((one) => one > index).sort((a, b) => a - b)[0] ?? null) ?? []);
  return [...new Set([...taken, ...Array.from({ length: nextPlannedNumber(taken) + 1 }, (_, index) => index), ...unscheduled])].filter((one) => one !== without).sort((a, b) => a - b);
}

function TimepointNumber({ subject, value, without, free, onChange }: { readonly subject: SubjectCase; readonly value: string; readonly without: number; readonly free: boolean; readonly onChange: (value: string) => void }) {
  const taken = new Map(subject.timepoints.map((one) => [one.index, one]));
  return (
    <select aria-label="Timepoint" className={styles.field} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">choose</option>
      {numbers(subject, without).filter((index) => !free || !taken.has(index)).map((index) => {
        const there = taken.get(index);
        return <option key={index} value={index}>{[timepointLabel(index), there?.visitName ?? (isUnscheduled(index) ? `unscheduled after ${timepointLabel(plannedNumber(index))}` : 'new'), there ? scanned(there) : ''].filter((part) => part !== '').join(', ')}</option>;
      })}
    </select>
  );
}

/** The change being made, with its reason. */
function ChangeForm({ subject, change, onChange, onDone }: { readonly subject: SubjectCase; readonly change: Change; readonly onChange: (change: Change) => void; readonly onDone: () => void }) {
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const commands = useSubjectCommands(subject.subjectId);
  const fault = isBusy ? 'Storing' : change.to === '' ? (change.kind === 'date' ? null : 'Choose a timepoint') : change.kind === 'date' && !isIsoDate(change.to) ? 'Write it as YYYY-MM-DD' : null;
  const send = () => {
    switch (change.kind) {
      case 'move': return commands.moveSeries({ seriesIds: [...change.seriesIds], timepointIndex: Number(change.to), reason });
      case 'number': return commands.editTimepoint({ timepointId: change.timepoint.id, index: Number(change.to), reason });
      case 'date': return commands.setScanDate({ seriesId: change.series.id, date: change.to === '' ? null : change.to, reason });
    }
  };
  const submit = () => {
    if (fault !== null) return;
    setBusy(true);
    setFailure(null);
    send().then(() => { toast(`Timepoints of ${subject.code} changed.`); onDone(); }).catch((error: unknown) => setFailure(errorText(error))).finally(() => setBusy(false));
  };
  const title = change.kind === 'move' ? `Move ${format.counted(change.seriesIds.length, 'series', 'series')} of ${change.from.label} to` : change.kind === 'number' ? `${change.timepoint.label} is` : `Scan date of ${seriesName(change.series)}`;
  return (
    <form className={styles.change} aria-label={title} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <span className={styles.changeTitle}>{title}</span>
      {change.kind === 'date'
        ? <input type="text" className={styles.field} aria-label="Scan date" placeholder="YYYY-MM-DD" autoComplete="off" value={change.to} onChange={(event) => onChange({ ...change, to: event.currentTarget.value.trim() })} />
        : <TimepointNumber subject={subject} value={change.to} without={change.kind === 'move' ? change.from.index : change.timepoint.index} free={change.kind === 'number'} onChange={(to) => onChange({ ...change, to })} />}
      <input type="text" className={styles.why} aria-label="Reason" placeholder="Reason" maxLength={500} autoComplete="off" value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <Button small look="primary" type="submit" disabledReason={fault}>Store</Button><Button small look="ghost" onClick={onDone}>Cancel</Button>
      {failure !== null && <div className={styles.wide}><Alert severity="block" title={failure} live /></div>}
    </form>
  );
}

function SeriesLines({ timepoint, onMove, onDate }: { readonly timepoint: Timepoint; readonly onMove: (series: SeriesSummary) => void; readonly onDate: (series: SeriesSummary) => void }) {
  return (
    <ul className={styles.series}>
      {timepoint.series.map((series) => (
        <li key={series.id}>
          <span className={styles.name}>{seriesName(series)}</span>
          <span className={styles.date} data-other={series.date !== displayDate(timepoint) || undefined}>{series.date ?? 'no date'}{series.dateByHand && ', by hand'}</span>
          <span className={styles.images}>{format.counted(series.slices, 'image')}</span>
          <Button small look="ghost" onClick={() => onMove(series)} aria-label={`Move ${seriesName(series)}`}>Move</Button><Button small look="ghost" onClick={() => onDate(series)} aria-label={`Scan date of ${seriesName(series)}`}>Date</Button>
        </li>
      ))}
    </ul>
  );
}

function Row({ subject, timepoint, change, mayDecide, onChange }: { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly change: Change | null; readonly mayDecide: boolean; readonly onChange: (change: Change | null) => void }) {
  const [outside, window] = [outsideWords(subject, timepoint), windowOf(subject, timepoint)];
  const isHere = change !== null && (change.kind === 'move' ? change.from.id : change.timepoint.id) === timepoint.id;
  const aside = (subject.late ?? []).filter((one) => one.timepointId === timepoint.id && one.state === 'leftAside');
  return (
    <section className={styles.timepoint} aria-label={timepoint.label}>
      <div className={styles.head}>
        <h3>{timepoint.label}{timepoint.visitName !== '' && timepoint.visitName !== timepoint.label && <span> {timepoint.visitName}</span>}</h3>
        <span>{scanned(timepoint)}{timepoint.scanDates.length > 1 && `, dated ${displayDate(timepoint) ?? ''}`}</span>
        <span className="nd-3">{window ? `window ${window.earliest} to ${window.latest}` : ''}</span>
        <span className={styles.read}>{readWords(subject, timepoint)}</span>
        <span className={styles.tools}>
          {timepoint.series.length > 1 && <Button small look="ghost" onClick={() => onChange({ kind: 'move', seriesIds: timepoint.series.map((one) => one.id), from: timepoint, to: '' })}>Move all</Button>}
          <Button small look="ghost" aria-label={`Number of ${timepoint.label}`} onClick={() => onChange({ kind: 'number', timepoint, to: '' })}>Number</Button>
        </span>
      </div>
      {outside !== '' && <p className={styles.outside}>Scanned {outside}</p>}
      <LateImages subject={subject} timepoint={timepoint} mayDecide={mayDecide} />
      <SeriesLines timepoint={timepoint} onMove={(series) => onChange({ kind: 'move', seriesIds: [series.id], from: timepoint, to: '' })} onDate={(series) => onChange({ kind: 'date', series, timepoint, to: series.date ?? '' })} />
      {aside.map((one) => <p key={one.seriesId} className={styles.aside}>Left aside: {one.series.modality} {one.series.number ?? ''} {one.series.description}, {one.decision?.reason ?? ''} ({one.decision?.by ?? ''}, {one.decision?.at.slice(0, 10) ?? ''})</p>)}
      {isHere && change && <ChangeForm subject={subject} change={change} onChange={onChange} onDone={() => onChange(null)} />}
    </section>
  );
}

/** A subject's timepoints with what they are made of: days, windows, series; and the way to put them right. */
export function TimepointsDialog({ subject, mayDecide, onClose }: { readonly subject: SubjectCase; readonly mayDecide: boolean; readonly onClose: () => void }) {
  const [change, setChange] = useState<Change | null>(null);
  return (
    <Modal opened onClose={onClose} title={`Timepoints of ${subject.code}`} size={880}>
      <div className={styles.list}>
        {subject.timepoints.map((timepoint) => <Row key={timepoint.id} subject={subject} timepoint={timepoint} change={change} mayDecide={mayDecide} onChange={setChange} />)}
        {subject.timepoints.length === 0 && <p className="nd-3">No timepoint yet: import images first.</p>}
      </div>
    </Modal>
  );
}
