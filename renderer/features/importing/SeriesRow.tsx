import { useState } from 'react';
import type { SeriesProposal } from '../../../src/api/wire.ts';
import type { Finding } from '../../../src/common/index.ts';
import { thumbnailUrl } from '../../backend.ts';
import { format, SeverityIcon, firstSentence } from '../../ui/index.ts';
import { chosenTimepoint, needsDate, timepointLabel, type SeriesChoice } from './proposals.ts';
import { ScanDate, TimepointSelect } from './TimepointSelect.tsx';
import styles from './SeriesTable.module.css';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a series has to say for itself, the gravest first: what a person must decide besides what `said` is, no millimetres, already stored, geometry. */
export function remarksOf(proposal: SeriesProposal, choice: SeriesChoice, said: string | null): readonly Finding[] {
  const { series, duplicateOf, isCopy, decision } = proposal;
  const state = chosenTimepoint(proposal, choice)?.state;
  const label = choice.timepointIndex === null ? '' : timepointLabel(choice.timepointIndex);
  const own: Finding[] = [
    ...(duplicateOf === null ? [] : [isCopy ? { severity: 'warn' as const, code: 'TP-06', message: `Same images under other UIDs: ${duplicateOf}` } : { severity: 'info' as const, code: '', message: `Already stored: ${duplicateOf}` }]),
    ...(decision === null || decision === said || duplicateOf !== null ? [] : [{ severity: 'warn' as const, code: '', message: capital(decision) }]),
    ...(state === 'signed' ? [{ severity: 'warn' as const, code: 'TP-05', message: `${label} is signed: the series waits there for its reader` }] : state === 'read' ? [{ severity: 'warn' as const, code: 'TP-04', message: `${label} has been read: its reader is told` }] : []),
    ...(series.measuringOff === null ? [] : [{ severity: 'warn' as const, code: '', message: `No millimetres: ${series.measuringOff}` }]),
  ];
  const rank = { block: 0, warn: 1, info: 2 } as const;
  return [...own, ...series.findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
}

function Remarks({ remarks }: { readonly remarks: readonly Finding[] }) {
  const [first, ...others] = remarks;
  if (!first) return null;
  return (
    <span className={styles.remarks} data-severity={first.severity} title={remarks.map((remark) => remark.message).join('\n')}>
      <SeverityIcon severity={first.severity} size={14} />
      <span className={styles.remark}>{firstSentence(first.message)}</span>
      {first.code !== '' && <span className={styles.code}>{first.code}</span>}
      {others.length > 0 && <span className={styles.more}>and {others.length} more</span>}
    </span>
  );
}

function Thumbnail({ seriesId }: { readonly seriesId: string }) {
  const [isMissing, setMissing] = useState(false);
  return <span className={styles.thumbnail}>{!isMissing && <img src={thumbnailUrl(seriesId)} alt="" width={30} height={30} loading="lazy" decoding="async" onError={() => setMissing(true)} />}</span>;
}

export type SeriesRowProps = {
  readonly proposal: SeriesProposal;
  readonly choice: SeriesChoice;
  readonly isCurrent: boolean;
  /** Highest timepoint index offered where the host's choices are not those of the subject. */
  readonly highest: number;
  /** The subject is the proposed one: its visits are offered. */
  readonly hasChoices: boolean;
  /** What the head of its examination asks to decide already. */
  readonly said: string | null;
  readonly onChange: (choice: SeriesChoice) => void;
  readonly onCurrent: () => void;
};

/** One series: what it is, what is wrong with it, and where it goes. */
export function SeriesRow({ proposal, choice, isCurrent, highest, hasChoices, said, onChange, onCurrent }: SeriesRowProps) {
  const { series } = proposal;
  const name = `${series.number ?? ''} ${series.description || 'no description'}`.trim();
  const row = { className: styles.row, 'data-current': isCurrent || undefined, onClick: onCurrent, onFocus: onCurrent };
  return (
    <tr {...row}>
      <td className={styles.tick}><input type="checkbox" className="nd-check" aria-label={`Assign ${name}`} checked={choice.ticked} onChange={(event) => onChange({ ...choice, ticked: event.currentTarget.checked })} /></td>
      <td className={styles.picture}><Thumbnail seriesId={series.id} /></td>
      <td className={styles.name}>{name}</td>
      <td className="nd-2">{series.modality}</td>
      <td className={styles.number}>{format.count(series.slices)}</td>
      <td className={styles.number}>{format.decimal(series.sliceThicknessMm)}</td>
      <td className={styles.phase}>{[series.contrast, series.kernel].filter(Boolean).join(', ')}</td>
      <td className={styles.findings}><span className={styles.remarkLine}><Remarks remarks={remarksOf(proposal, choice, said)} />{needsDate(proposal) && <ScanDate name={name} value={choice.scanDate ?? ''} onChange={(scanDate) => onChange({ ...choice, scanDate })} />}</span></td>
      <td className={styles.timepoint}><TimepointSelect name={name} index={choice.timepointIndex} choices={hasChoices ? proposal.choices : []} highest={highest} onChange={(timepointIndex) => onChange({ ...choice, timepointIndex, ticked: timepointIndex !== null && (choice.ticked || choice.timepointIndex === null) })} /></td>
    </tr>
  );
}
