import { Fragment } from 'react';
import { between, decimal, evaluatorOf, groupName, intervalName, type FigureSource } from '../../../src/figures/index.ts';
import { survivalEndpoints, type SurvivalEndpoint } from '../../../src/endpoints/index.ts';
import { shownGroups, type BareGroup, type Summary } from './summary.ts';
import styles from './StudyPlace.module.css';

const shortNames: Readonly<Record<SurvivalEndpoint, string>> = { PFS: 'PFS', OS: 'OS', TTP: 'TTP', DOR: 'DoR' };
/** Months whose rates stand in the table; the analysis has more. */
const shownRates: Readonly<Record<SurvivalEndpoint, readonly number[]>> = { PFS: [3, 6, 12], OS: [12], TTP: [], DOR: [] };

function rows(endpoint: SurvivalEndpoint, groups: readonly BareGroup[], unit: string): readonly { readonly name: string; readonly cells: readonly string[]; readonly titles: readonly string[] }[] {
  const figures = groups.map(({ endpoints }) => endpoints[endpoint]);
  const rates = (figures[0]?.rates ?? []).filter(({ t }) => shownRates[endpoint].includes(t));
  const short = shortNames[endpoint];
  return [
    { name: `${short} median, ${unit}s`, cells: figures.map(({ median, n }) => (n === 0 ? '' : median === null ? 'not reached' : decimal(median))), titles: figures.map(({ medianCiLow, medianCiHigh, n, events }) => (n === 0 ? '' : `95\u2009% CI ${between(medianCiLow, medianCiHigh)}, ${events} of ${n}`)) },
    ...rates.map(({ t }) => ({
      name: `${short} at ${t} ${unit}s, %`, cells: figures.map((figure) => { const found = figure.rates.find((one) => one.t === t); return found?.rate == null ? '' : found.beyondFollowUp ? 'not estimable' : decimal(100 * found.rate); }),
      titles: figures.map((figure) => { const found = figure.rates.find((one) => one.t === t); return !found ? '' : found.beyondFollowUp ? 'Nobody was followed for so long' : `95\u2009% CI ${between(found.ciLow, found.ciHigh, 1, 100)}, ${found.atRisk} at risk`; }),
    })),
  ];
}

/** Times to event of every group, and their comparison. */
export function Endpoints({ summary }: { readonly summary: Summary }) {
  const { options, comparison } = summary;
  const groups = shownGroups(summary);
  return (
    <section className={styles.section} aria-label="Endpoints">
      <header className={styles.sectionHead}><h2 className="nd-title">Endpoints</h2><span className={styles.about}>{evaluatorOf(summary as unknown as FigureSource)}, {options.rules}, {intervalName(options)}</span></header>
      <div className={styles.scroller} tabIndex={0} role="group" aria-label="Table of endpoints">
        <table className={styles.table}>
          <thead><tr><th scope="col"><span className="nd-hidden">Endpoint</span></th>{groups.map(({ name }) => <th key={name} scope="col">{groupName(name)}</th>)}</tr></thead>
          <tbody>
            {survivalEndpoints.filter((endpoint) => groups.some(({ endpoints }) => endpoints[endpoint].n > 0)).map((endpoint) => {
              const compared = comparison?.[endpoint];
              const ratio = compared?.hazardRatio;
              return (
                <Fragment key={endpoint}>
                  {rows(endpoint, groups, options.unit).map(({ name, cells, titles }) => <tr key={name}><th scope="row">{name}</th>{cells.map((cell, at) => <td key={groups[at]?.name ?? 'all'} title={titles[at]}>{cell}</td>)}</tr>)}
                  {compared && (ratio?.hazardRatio != null || compared.logRank.p !== null) && (
                    <tr data-last><th scope="row">{ratio?.hazardRatio != null ? `${shortNames[endpoint]} hazard ratio` : `${shortNames[endpoint]} log-rank p`}</th><td colSpan={groups.length}>{ratio?.hazardRatio != null && <><strong>{decimal(ratio.hazardRatio, 2)}</strong> <span className="nd-3">({between(ratio.ciLow, ratio.ciHigh, 2)})</span>, p </>}{compared.logRank.p === null ? '' : compared.logRank.p < 0.001 ? '< 0.001' : decimal(compared.logRank.p, 3)}</td></tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
