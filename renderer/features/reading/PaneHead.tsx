import { IconAlertTriangle } from '@tabler/icons-react';
import type { SeriesSummary, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { useReading, type ReferenceKind } from '../../state/index.ts';
import { KeyCap, Segmented } from '../../ui/index.ts';
import type { Look } from './hanging.ts';
import { referenceActions, referenceTimepoint, referenceWords } from './reference.ts';
import { seriesName, seriesWarning } from './seriesChoice.ts';
import type { FileWindow } from './SeriesDetails.tsx';
import { SeriesMenu } from './SeriesMenu.tsx';
import styles from './Panes.module.css';

type HeadProps = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly series: SeriesSummary | undefined; readonly look: Look; readonly onSeries: (series: SeriesSummary) => void; readonly images: SeriesImages | null; readonly onWindow: (window: FileWindow, name: string) => void };

/** What is unlike the baseline's series, and the series that would be like it. */
function Warning({ subject, timepoint, series, onSeries }: HeadProps) {
  const lesionId = useReading((state) => state.selectedId);
  const warning = series ? seriesWarning(subject, timepoint, series, lesionId) : null;
  if (!warning) return null;
  return (
    <>
      <span className={styles.warning} data-severity={warning.severity} title={warning.text}>
        <IconAlertTriangle size={16} stroke={1.75} aria-label="Warning" />
        {/* Why nothing can be measured stands over the image itself. */}
        <span className={styles.wide}>{warning.severity === 'block' ? warning.short : warning.text}</span><span className={styles.narrow}>{warning.short}</span>
      </span>
      <span className={`${styles.code} ${styles.wide}`}>{warning.code}</span>
      {warning.better && <button type="button" className={styles.fix} onClick={() => warning.better && onSeries(warning.better)}>Use {seriesName(warning.better).toLowerCase()}</button>}
    </>
  );
}

export function CurrentHead(props: HeadProps) {
  const { timepoint, look } = props;
  const isBaseline = timepoint.index === 0;
  const selected = useReading((state) => state.selectedId !== null);
  return (
    <div className={styles.head} data-controls>
      <h2>{isBaseline ? <><b>Baseline</b><span className={styles.wide}>{look === 'main' ? 'long axis, then short axis at 90°' : 'second look'}</span></> : <><b>Current</b><span>{timepoint.label}{look === 'second' && ', second look'}</span></>}</h2>
      <div className={styles.end}>
        {look === 'main' && <Warning {...props} />}
        {isBaseline && look === 'main' && selected && <span className={styles.wide}>Drag a handle, or move it by <KeyCap keys="read.nudgeLeft" /> <KeyCap keys="read.nudgeRight" /> 0.1 mm</span>}
        <SeriesMenu {...props} />
      </div>
    </div>
  );
}

const kindNames: Readonly<Record<ReferenceKind, string>> = { baseline: 'Baseline', nadir: 'Nadir', prior: 'Prior' };

/** Baseline, nadir or prior: which of them stands beside the current timepoint. */
function ReferenceSwitch({ subject, result, current }: { readonly subject: SubjectCase; readonly result: SubjectResult | null; readonly current: Timepoint }) {
  const kind = useReading((state) => state.reference);
  return (
    <Segmented
      label="Reference" value={kind} onChange={(reference) => useReading.setState({ reference })}
      options={(Object.keys(kindNames) as ReferenceKind[]).map((value) => ({ value, label: kindNames[value], keys: referenceActions[value], disabled: referenceTimepoint(subject, result, current, value) === undefined }))}
    />
  );
}

type ReferenceHeadProps = HeadProps & { readonly result: SubjectResult | null; readonly current: Timepoint; /** The reference that B, D and P choose; the others only stand by. */ readonly isChosen: boolean };

export function ReferenceHead({ result, current, isChosen, ...head }: ReferenceHeadProps) {
  const { subject, timepoint, look } = head;
  const words = referenceWords(subject, result, current, timepoint);
  const role = isChosen ? 'Reference' : words === '' ? timepoint.label : words.charAt(0).toUpperCase() + words.slice(1);
  const rest = isChosen ? words : '';
  return (
    <div className={styles.head} data-controls>
      <h2><b>{role}</b><span>{role === timepoint.label ? '' : timepoint.label}<span className={styles.wide}>{rest === '' ? '' : `, ${rest}`}</span>{look === 'second' && ', second look'}</span></h2>
      <div className={styles.end}>
        <SeriesMenu {...head} />
        {isChosen && <ReferenceSwitch subject={subject} result={result} current={current} />}
      </div>
    </div>
  );
}
