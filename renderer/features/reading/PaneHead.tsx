import { IconAlertTriangle } from '@tabler/icons-react';
import type { SeriesSummary, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { useReading, type ReferenceKind } from '../../state/index.ts';
import { KeyCap, Segmented } from '../../ui/index.ts';
import { referenceTimepoint, referenceWords } from './reference.ts';
import { seriesName, seriesWarning } from './seriesChoice.ts';
import styles from './Panes.module.css';

type HeadProps = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly series: SeriesSummary | undefined; readonly onSeries: (series: SeriesSummary) => void };

/** The series of a pane and the others that could be there. */
function SeriesSelect({ timepoint, series, onSeries, name }: HeadProps & { readonly name: string }) {
  if (!series || timepoint.series.length < 2) return null;
  return (
    <select className={styles.series} aria-label={`Series of ${name}`} value={series.id} onChange={(event) => { const chosen = timepoint.series.find((candidate) => candidate.id === event.currentTarget.value); event.currentTarget.blur(); if (chosen) onSeries(chosen); }}>
      {timepoint.series.map((candidate) => <option key={candidate.id} value={candidate.id}>{`${candidate.number ?? ''} ${candidate.description || candidate.modality}, ${candidate.sliceThicknessMm ?? '?'} mm`}</option>)}
    </select>
  );
}

/** What is unlike the baseline's series, and the series that would be like it. */
function Warning({ subject, timepoint, series, onSeries }: HeadProps) {
  const lesionId = useReading((state) => state.selectedId);
  const warning = series ? seriesWarning(subject, timepoint, series, lesionId) : null;
  if (!warning) return null;
  return (
    <>
      <span className={styles.warning} data-severity={warning.severity} title={warning.text}>
        <IconAlertTriangle size={16} stroke={1.75} aria-label="Warning" />
        <span className={styles.wide}>{warning.text}</span><span className={styles.narrow}>{warning.short}</span>
      </span>
      <span className={`${styles.code} ${styles.wide}`}>{warning.code}</span>
      {warning.better && <button type="button" className={styles.fix} onClick={() => warning.better && onSeries(warning.better)}>Use {seriesName(warning.better).toLowerCase()}</button>}
    </>
  );
}

export function CurrentHead(props: HeadProps) {
  const { timepoint } = props;
  const isBaseline = timepoint.index === 0;
  const selected = useReading((state) => state.selectedId !== null);
  return (
    <div className={styles.head} data-controls>
      <h2>{isBaseline ? <><b>Baseline</b><span className={styles.wide}>long axis, then short axis at 90°</span></> : <><b>Current</b><span>{timepoint.label}</span></>}</h2>
      <div className={styles.end}>
        <Warning {...props} />
        {isBaseline && selected && <span className={styles.wide}>Drag a handle, or move it by <KeyCap keys="Shift+ArrowLeft" /> <KeyCap keys="ArrowRight" /> 0.1 mm</span>}
        {isBaseline && <SeriesSelect {...props} name={timepoint.label} />}
      </div>
    </div>
  );
}

export function ReferenceHead({ subject, result, current, timepoint, series, onSeries }: HeadProps & { readonly result: SubjectResult | null; readonly current: Timepoint }) {
  const kind = useReading((state) => state.reference);
  const names: Readonly<Record<ReferenceKind, string>> = { baseline: 'Baseline', nadir: 'Nadir', prior: 'Prior' };
  const keys: Readonly<Record<ReferenceKind, string>> = { baseline: 'B', nadir: 'D', prior: 'P' };
  const words = referenceWords(subject, result, current, timepoint);
  return (
    <div className={styles.head} data-controls>
      <h2><b>Reference</b><span>{timepoint.label}<span className={styles.wide}>{words === '' ? '' : `, ${words}`}</span></span></h2>
      <div className={styles.end}>
        <SeriesSelect subject={subject} timepoint={timepoint} series={series} onSeries={onSeries} name={timepoint.label} />
        <Segmented
          label="Reference" value={kind} onChange={(reference) => useReading.setState({ reference })}
          options={(Object.keys(names) as ReferenceKind[]).map((value) => ({ value, label: names[value], keys: keys[value], disabled: referenceTimepoint(subject, result, current, value) === undefined }))}
        />
      </div>
    </div>
  );
}
