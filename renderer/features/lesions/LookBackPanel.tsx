import { useEffect, useRef, useState } from 'react';
import { isLocked, lookBackRecords, recordOf, type Lesion, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { Button, IconButton, KeyCap, Mark, openRead } from '../../ui/index.ts';
import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react';
import { lookBackChoices } from './ledgerModel.ts';
import { previewOf } from './preview.ts';
import { PreviewLine } from './PreviewLine.tsx';
import { lesionName } from './organs.ts';
import styles from './Ledger.module.css';

type Props = {
  readonly subject: SubjectCase;
  readonly lesion: Lesion;
  readonly timepoint: Timepoint;
  /** Timepoints that hang beside the current one now. */
  readonly shown: readonly Timepoint[];
  /** Further timepoints before or after those shown; null: none. */
  readonly onEarlier: (() => void) | null;
  readonly onLater: (() => void) | null;
  readonly onRecord: (seenSince: string | null) => Promise<unknown>;
  readonly onClose: () => void;
};

/** Answer of a look back: one choice, what it would change, one press. The panes beside it show the same place in every earlier timepoint. */
export function LookBackPanel({ subject, lesion, timepoint, shown, onEarlier, onLater, onRecord, onClose }: Props) {
  const record = recordOf(subject, lesion.id, timepoint.id);
  const said = record?.state === 'newLesion' ? record.lookBack : undefined;
  const [seenSince, setSeenSince] = useState<string | null | undefined>(said?.seenSince ?? (said ? null : undefined));
  const [isBusy, setBusy] = useState(false);
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => { group.current?.querySelector<HTMLInputElement>('input:checked, input')?.focus(); }, [lesion.id]);
  const records = seenSince === undefined ? [] : lookBackRecords(subject, lesion, timepoint, seenSince);
  const locked = records.map(({ timepointId }) => subject.timepoints.find(({ id }) => id === timepointId)).find((one) => one !== undefined && isLocked(subject, one.id));
  const missing = isBusy ? 'Storing' : seenSince === undefined ? 'No answer yet' : records.length === 0 ? `${lesion.label} is not recorded at ${timepoint.label}` : locked ? `${locked.label} is signed: amend it to record ${lesion.label} there` : null;
  const give = async (): Promise<void> => {
    if (missing !== null || seenSince === undefined) return;
    setBusy(true);
    try { await onRecord(seenSince); onClose(); } catch { setBusy(false); }
  };
  const pressed = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) { event.preventDefault(); event.stopPropagation(); void give(); }
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); onClose(); }
  };
  return (
    <section className={styles.lookBack} aria-label={`Look back for ${lesion.label}`} onKeyDown={pressed}>
      <div className={styles.head}>
        <h2>Look back</h2><Mark label={lesion.label} role={lesion.role} /><span>{lesionName(lesion)}</span><IconButton label="Close look back" onClick={onClose}><IconX size={16} stroke={1.75} /></IconButton>
      </div>
      <p className={styles.shown}>
        Same place in {shown.map(({ label }) => label).join(', ')}
        <KeyCap keys="read.zoomIn" />zooms in
        {(onEarlier || onLater) && <span><IconButton label="Earlier timepoints" disabled={!onEarlier} onClick={() => onEarlier?.()}><IconChevronLeft size={14} stroke={1.75} /></IconButton><IconButton label="Later timepoints" disabled={!onLater} onClick={() => onLater?.()}><IconChevronRight size={14} stroke={1.75} /></IconButton></span>}
      </p>
      <div ref={group} className={styles.choices} role="radiogroup" aria-label={`Where ${lesion.label} is visible`}>
        {lookBackChoices(subject, lesion).map((choice) => (
          <label key={choice.seenSince ?? 'none'} data-on={seenSince === choice.seenSince || undefined}>
            <input type="radio" name={`look back ${lesion.id}`} checked={seenSince === choice.seenSince} onChange={() => setSeenSince(choice.seenSince)} />
            {choice.label}<small>{choice.at?.scanDates.at(-1) ?? ''}</small>
          </label>
        ))}
      </div>
      {seenSince !== undefined && records.length > 0 && <PreviewLine preview={previewOf(subject, lesion.id, records)} />}
      <div className={styles.actions}><Button small look="primary" keys="Enter" disabledReason={missing} onClick={() => void give()}>Record</Button>{locked && <Button small onClick={() => openRead(subject.subjectId, locked.id)}>Open {locked.label}</Button>}<Button small look="ghost" keys="Escape" onClick={onClose}>Cancel</Button></div>
    </section>
  );
}
