import { useViewportSize } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { SubjectCase } from '../../../src/casefile/index.ts';
import { labelsOf, parametersOf, toEngineInput } from '../../../src/casefile/index.ts';
import { compareRuleSets } from '../../../src/endpoints/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { format, Segmented } from '../../ui/index.ts';
import { Chart } from '../../ui/charts/index.ts';
import { ProgressionPanel } from './ProgressionPanel.tsx';
import { ResponseTable } from './ResponseTable.tsx';
import { sumOption, type SumScale } from './sumOption.ts';
import { sumSeries, type SumSeries } from './sumSeries.ts';
import { Tracks } from './Tracks.tsx';
import styles from './ConfirmPlace.module.css';

function SumFigure({ subject, result, series }: { readonly subject: SubjectCase; readonly result: SubjectResult; readonly series: SumSeries }) {
  const [scale, setScale] = useState<SumScale>('mm');
  const { height } = useViewportSize();
  const option = useMemo(() => sumOption(series, result.progression, subject.facts.randomisationDate, scale), [series, result.progression, subject.facts.randomisationDate, scale]);
  const words = series.points.map((point) => `${point.label} ${point.sumMm === null ? 'no sum' : format.mmWithUnit(point.sumMm)}${point.overall ? `, ${point.overall}` : ''}`).join('; ');
  return (
    <section>
      <div className={styles.figureHead}>
        <h2 className="nd-section">Sum of diameters over time</h2>
        <span className={styles.scale}><span className="nd-small nd-3">Scale</span><Segmented label="Scale" value={scale} onChange={setScale} options={[{ value: 'mm', label: 'mm' }, { value: 'percent', label: '% of baseline' }]} /></span>
      </div>
      <Chart option={option} height={height > 0 && height < 950 ? 240 : 380} label={`Sum of diameters over time: ${words}`} />
      <Tracks subject={subject} series={series} result={result} />
    </section>
  );
}

/** One subject: figure, tracks, table; right the date and what it rests on. */
export function SubjectTimeline({ subject, result }: { readonly subject: SubjectCase; readonly result: SubjectResult }) {
  const series = useMemo(() => sumSeries(subject, result), [subject, result]);
  const ruleSets = useMemo(() => {
    const input = toEngineInput(subject);
    return input ? compareRuleSets(input, parametersOf(subject), labelsOf(subject)) : [];
  }, [subject]);
  const nadirId = series?.nadir ? series.points.find((point) => point.date === series.nadir?.date)?.timepointId ?? null : null;
  return (
    <>
      <div className={styles.left}>
        {series && <SumFigure subject={subject} result={result} series={series} />}
        <section className={styles.tableSection}>
          <h2 className="nd-section">Timepoint responses</h2>
          <ResponseTable subject={subject} result={result} nadirId={nadirId} />
        </section>
      </div>
      <ProgressionPanel subject={subject} result={result} ruleSets={ruleSets} />
    </>
  );
}
