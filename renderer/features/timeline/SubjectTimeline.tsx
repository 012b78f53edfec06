import { useMemo } from 'react';
import type { SubjectCase } from '../../../src/casefile/index.ts';
import { labelsOf, parametersOf, toEngineInput } from '../../../src/casefile/index.ts';
import { compareRuleSets } from '../../../src/endpoints/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { ProgressionPanel } from './ProgressionPanel.tsx';
import { ResponseTable } from './ResponseTable.tsx';
import { SumFigure } from './SumFigure.tsx';
import { sumSeries } from './sumSeries.ts';
import type { Confirming } from './useConfirming.ts';
import styles from './ConfirmPlace.module.css';

/** One subject: figure, tracks, table; right the date and what it rests on. */
export function SubjectTimeline({ subject, result, confirming }: { readonly subject: SubjectCase; readonly result: SubjectResult; readonly confirming: Confirming }) {
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
      <ProgressionPanel subject={subject} result={result} ruleSets={ruleSets} confirming={confirming} />
    </>
  );
}
