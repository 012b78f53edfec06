import { IconSelector } from '@tabler/icons-react';
import { isIsoDate } from '../../../src/common/index.ts';
import { dayCount, type TimepointChoice } from '../../../src/casefile/index.ts';
import { timepointLabel } from './proposals.ts';
import styles from './SeriesTable.module.css';

/** "TP1, Wk 8, scanned 2026-03-01, 3 days after its window, signed": a timepoint as the person chooses it. */
export function choiceWords({ label, visitName, plannedDate, scanDates, outsideDays, state }: TimepointChoice): string {
  const scanned = scanDates.length === 0 ? (plannedDate ? `planned ${plannedDate}` : '') : `scanned ${scanDates.length === 1 ? scanDates[0] ?? '' : `${scanDates[0] ?? ''} to ${scanDates.at(-1) ?? ''}`}`;
  const outside = outsideDays === null ? '' : outsideDays === 0 ? 'in its window' : `${dayCount(Math.abs(outsideDays))} ${outsideDays < 0 ? 'before' : 'after'} its window`;
  return [label, visitName === label ? '' : visitName, scanned, outside, state === 'open' ? '' : state].filter((part) => part !== '').join(', ');
}

type Props = { readonly name: string; readonly index: number | null; readonly choices: readonly TimepointChoice[]; readonly highest: number; readonly onChange: (index: number | null) => void };

/** Where a series goes: the subject's timepoints and visits with their days, else plain numbers. Outlined in warning while nothing is chosen. */
export function TimepointSelect({ name, index, choices, highest, onChange }: Props) {
  const known = new Set(choices.map((one) => one.index));
  const ahead = Array.from({ length: highest + 1 }, (_, candidate) => candidate).filter((candidate) => !known.has(candidate));
  const options = [...choices.map((one) => ({ index: one.index, text: choiceWords(one) })), ...ahead.map((candidate) => ({ index: candidate, text: timepointLabel(candidate) }))].sort((a, b) => a.index - b.index);
  return (
    <span className={styles.select} data-missing={index === null || undefined}>
      <select aria-label={`Timepoint of ${name}`} value={index ?? ''} onChange={(event) => onChange(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}>
        <option value="">choose</option>
        {options.map((one) => <option key={one.index} value={one.index}>{one.text}</option>)}
      </select>
      <span className={styles.chosen} aria-hidden="true">{index === null ? 'choose' : timepointLabel(index)}</span>
      <IconSelector size={14} stroke={1.75} aria-hidden="true" />
    </span>
  );
}

/** The day of a scan whose images name none that can be. */
export function ScanDate({ name, value, onChange }: { readonly name: string; readonly value: string; readonly onChange: (value: string) => void }) {
  return <input type="text" className={styles.scanDate} aria-label={`Scan date of ${name}`} placeholder="YYYY-MM-DD" autoComplete="off" value={value} aria-invalid={value !== '' && !isIsoDate(value) || undefined} onChange={(event) => onChange(event.currentTarget.value.trim())} />;
}
