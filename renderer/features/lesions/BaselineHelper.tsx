import { memo, useMemo } from 'react';
import type { SeriesSummary, SubjectCase } from '../../../src/casefile/index.ts';
import { formatMm } from '../../../src/recist/index.ts';
import { Button, Mark } from '../../ui/index.ts';
import { baselineHelp } from './baselineHelp.ts';
import { lesionName } from './organs.ts';
import styles from './BaselineHelper.module.css';

type Props = { readonly subject: SubjectCase; readonly series: SeriesSummary | undefined; readonly mayChange: boolean; readonly onShow: (lesionId: string) => void; readonly onMakeTarget: (lesionId: string) => void };

/** Targets used, what could still be one, from what size. It offers and never asks. */
export const BaselineHelper = memo(function BaselineHelper({ subject, series, mayChange, onShow, onMakeTarget }: Props) {
  const help = useMemo(() => baselineHelp(subject, series), [subject, series]);
  return (
    <section className={styles.helper} aria-label="Baseline helper">
      <h2 className="nd-small">Targets used</h2>
      <p className={styles.counts}>
        {help.perOrgan.map(({ organ, name, count }) => <span key={organ} data-full={count >= help.limitPerOrgan || undefined}>{name} <b>{count} of {help.limitPerOrgan}</b></span>)}
        <span>All targets <b>{help.all} of {help.limit}</b></span>
      </p>
      {help.measurable !== null && <p className={styles.measurable}>Measurable here: {help.measurable}</p>}
      {help.offers.length > 0 && (
        <ul>
          {help.offers.map(({ lesion, sizeMm, why, code }) => (
            <li key={lesion.id}>
              <button type="button" className={styles.name} onClick={() => onShow(lesion.id)} aria-label={`Show ${lesion.label} ${lesionName(lesion)}`}>
                <Mark label={lesion.label} role={lesion.role} /><span>{lesionName(lesion)}{sizeMm === null ? '' : `, ${formatMm(sizeMm)} mm`}<small>{why} <code>{code}</code></small></span>
              </button>
              {mayChange && <Button small onClick={() => onMakeTarget(lesion.id)} aria-label={`Make ${lesion.label} a target`}>Make target</Button>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
});
