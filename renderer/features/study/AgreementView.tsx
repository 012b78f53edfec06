import type { ReactNode } from 'react';
import { between, count, decimal, estimateText, intervalName, percent, signed } from '../../../src/figures/index.ts';
import type { DateConcordance, Kappa, VariabilityRow } from '../../../src/endpoints/index.ts';
import { organWords, type AdjudicationVariable, type OrganCode } from '../../../src/recist/index.ts';
import { Segmented } from '../../ui/index.ts';
import { FigurePanel } from './FigurePanel.tsx';
import type { BarePair, Summary } from './summary.ts';
import styles from './StudyPlace.module.css';

const variableWords: Readonly<Record<AdjudicationVariable, string>> = { bor: 'Best response', progression: 'Progression', progressionDate: 'Date of progression', responseDate: 'Date of response', measurableAtBaseline: 'Measurable at baseline' };
const causeWords = {
  otherTargets: 'Other targets', otherSeries: 'Other series', thresholdNoise: 'Sums on both sides of a limit', otherSizes: 'Other sizes', newLesionByOne: 'New lesion seen by one', nonTargetByOne: 'Non-target progression seen by one', notEvaluableByOne: 'Not evaluable to one', assignedByHand: 'Assigned by hand', dateOnly: 'Only the date',
} as const;

function Table({ name, heads, rows, children }: { readonly name: string; readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly children?: ReactNode }) {
  return (
    <section className={styles.section} aria-label={name}>
      <header className={styles.sectionHead}><h2 className="nd-title">{name}</h2><span className={styles.about}>{children}</span></header>
      {rows.length === 0 ? <p className="nd-small nd-3">Nothing to compare.</p> : (
        <div className={styles.scroller} tabIndex={0} role="group" aria-label={`Table: ${name}`}>
          <table className={styles.table}>
            <thead><tr>{heads.map((head, at) => <th key={head} scope="col">{at === 0 ? <span className="nd-hidden">{head}</span> : head}</th>)}</tr></thead>
            <tbody>{rows.map(([first, ...cells]) => <tr key={first}><th scope="row">{first}</th>{cells.map((cell, at) => <td key={heads[at + 1]}>{cell}</td>)}</tr>)}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const kappaRow = (name: string, { kappa, ciLow, ciHigh, n, observed }: Kappa): readonly string[] => [name, kappa === null ? 'not defined' : decimal(kappa, 2), kappa === null ? '' : between(ciLow, ciHigh, 2), observed === null ? '' : percent(observed), count(n)];
const dateRow = (name: string, one: DateConcordance): readonly string[] => [name, count(one.both), count(one.onlyFirst), count(one.onlySecond), count(one.neither), count(one.sameDay), one.differences.bias.value === null ? '' : `${signed(one.differences.bias.value)}`, one.concordance === null ? '' : percent(one.concordance)];
const variabilityRow = (name: string, one: VariabilityRow): readonly string[] => [name, count(one.n), signed(one.meanDifference), decimal(one.withinSd), decimal(100 * one.withinCv), decimal(one.repeatability)];
const variabilityHeads = ['of', 'pairs', 'mean difference', 'SD', 'CV, %', 'repeatability'];

function sizeName(rows: readonly VariabilityRow[], at: number): string {
  const [low, high] = [rows[at]?.of ?? '0', rows[at + 1]?.of];
  return high === undefined ? `${low} mm and more` : `${low} to ${high} mm`;
}

function Tables({ pair, summary, names }: { readonly pair: BarePair; readonly summary: Summary; readonly names: readonly [string, string] }) {
  const { adjudication } = summary.agreement ?? {};
  return (
    <>
      <Table name="Agreement of responses" heads={['what', 'κ', intervalName(summary.options), 'agree', 'n']} rows={[kappaRow('Best response', pair.best.kappa), ...(pair.best.linear ? [kappaRow('Best response, weighted', pair.best.linear)] : []), kappaRow('Timepoints', pair.timepoints.kappa), ...(pair.timepoints.linear ? [kappaRow('Timepoints, weighted', pair.timepoints.linear)] : [])]}>weights linear</Table>
      <Table name="Agreement of dates" heads={['what', 'both', `only ${names[0]}`, `only ${names[1]}`, 'neither', 'same day', 'days apart', 'concordance']} rows={[dateRow('Progression', pair.progression), dateRow('First response', pair.response)]}>subjects</Table>
      <Table name="Measurements" heads={['what', 'pairs', 'bias', 'lower limit', 'upper limit']} rows={([['Sums', pair.sums], ['Diameters', pair.diameters]] as const).map(([name, one]) => [name, count(one.n), estimateText(one.bias), estimateText(one.lower), estimateText(one.upper)])}>mm, {names.join(' minus ')}, 95&#8201;% limits of agreement</Table>
      <Table name="Variability by organ" heads={variabilityHeads} rows={pair.byOrgan.map((one) => variabilityRow(organWords(one.of as OrganCode), one))}>mm, within one lesion</Table>
      <Table name="Variability by size" heads={variabilityHeads} rows={pair.bySize.map((one, at) => variabilityRow(sizeName(pair.bySize, at), one))}>mm, within one lesion</Table>
      {adjudication && (
        <>
          <Table name="Adjudication" heads={['what', 'n', '%']} rows={adjudicationRows(adjudication)}>reader 1 and reader 2</Table>
          <Table name="What differed" heads={['what', 'subjects']} rows={adjudication.variables.map(({ variable, n }) => [variableWords[variable], count(n)])} />
          <Table name="Why" heads={['what', 'subjects']} rows={adjudication.causes.map(({ kind, n }) => [causeWords[kind], count(n)])} />
        </>
      )}
    </>
  );
}

function adjudicationRows(one: NonNullable<Summary['agreement']>['adjudication']): readonly (readonly string[])[] {
  const share = (n: number, of: number): string => (of === 0 ? '' : decimal((100 * n) / of));
  return [['Read by both', count(one.read), ''], ['Adjudicated', count(one.adjudicated), share(one.adjudicated, one.read)], ['Decided', count(one.decided), share(one.decided, one.adjudicated)]];
}

/** How far two reads agree (R-J10). */
export function AgreementView({ summary, pair, onPair }: { readonly summary: Summary; readonly pair: 'readers' | 'central'; readonly onPair: (pair: 'readers' | 'central') => void }) {
  const found = pair === 'readers' ? summary.agreement?.readers : summary.agreement?.siteCentral;
  if (!found) return null;
  const names = pair === 'readers' ? ['reader 1', 'reader 2'] as const : ['site', 'central'] as const;
  return (
    <div className={styles.agreement}>
      <div className={styles.agreementFigures}>
        <FigurePanel analysis={summary.key} id={`agreement-${pair}`} switches={<Segmented label="Reads" value={pair} options={[{ value: 'readers', label: 'Readers' }, { value: 'central', label: 'Site and central' }]} onChange={onPair} />} className={styles.matrix} />
        <FigurePanel hasNotes analysis={summary.key} id={`sums-${pair}`} className={styles.scatter} />
        <FigurePanel hasNotes analysis={summary.key} id={`diameters-${pair}`} className={styles.scatter} />
      </div>
      <div className={styles.agreementTables}><Tables pair={found} summary={summary} names={names} /></div>
    </div>
  );
}
