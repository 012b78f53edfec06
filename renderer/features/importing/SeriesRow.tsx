import { IconSelector } from '@tabler/icons-react';
import { useState } from 'react';
import type { SeriesProposal } from '../../../src/api/wire.ts';
import type { Finding } from '../../../src/common/index.ts';
import { thumbnailUrl } from '../../backend.ts';
import { format, SeverityIcon, firstSentence } from '../../ui/index.ts';
import { timepointLabel, type SeriesChoice } from './proposals.ts';
import styles from './SeriesTable.module.css';

/** What a series has to say for itself, the gravest first: no millimetres, already stored, geometry. */
export function remarksOf(proposal: SeriesProposal): readonly Finding[] {
  const { series, duplicateOf } = proposal;
  const own: Finding[] = [
    ...(duplicateOf === null ? [] : [{ severity: 'info' as const, code: '', message: `Already stored: ${duplicateOf}` }]),
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

type TimepointChoiceProps = { readonly name: string; readonly index: number | null; readonly highest: number; readonly onChange: (index: number | null) => void };

/** Outlined in warning while nothing is chosen. */
function TimepointChoice({ name, index, highest, onChange }: TimepointChoiceProps) {
  return (
    <span className={styles.select} data-missing={index === null || undefined}>
      <select aria-label={`Timepoint of ${name}`} value={index ?? ''} onChange={(event) => onChange(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}>
        <option value="">choose</option>
        {Array.from({ length: highest + 1 }, (_, candidate) => <option key={candidate} value={candidate}>{timepointLabel(candidate)}</option>)}
      </select>
      <IconSelector size={14} stroke={1.75} aria-hidden="true" />
    </span>
  );
}

export type SeriesRowProps = {
  readonly proposal: SeriesProposal;
  readonly choice: SeriesChoice;
  readonly isCurrent: boolean;
  /** Highest timepoint index offered. */
  readonly highest: number;
  readonly onChange: (choice: SeriesChoice) => void;
  readonly onCurrent: () => void;
};

/** One series: what it is, what is wrong with it, and where it goes. */
export function SeriesRow({ proposal, choice, isCurrent, highest, onChange, onCurrent }: SeriesRowProps) {
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
      <td className={styles.findings}><Remarks remarks={remarksOf(proposal)} /></td>
      <td className={styles.timepoint}><TimepointChoice name={name} index={choice.timepointIndex} highest={highest} onChange={(timepointIndex) => onChange({ timepointIndex, ticked: timepointIndex !== null && (choice.ticked || choice.timepointIndex === null) })} /></td>
    </tr>
  );
}
