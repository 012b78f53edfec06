/** Date of progression from lesion-level data (section 11). */
import type { IsoDate } from '../common/index.ts';
import { reappearingNonTargets, showsDisease, type AssessedTimepoint, type Parameters, type Progression, type ProgressionComponent, type SubjectAssessment, type TimepointFacts } from '../recist/index.ts';

export type DatedComponent = { readonly component: ProgressionComponent; readonly date: IsoDate };

const earliest = (dates: readonly IsoDate[]): IsoDate | undefined => dates.reduce<IsoDate | undefined>((first, date) => (first === undefined || date < first ? date : first), undefined);
const latest = (dates: readonly IsoDate[]): IsoDate | undefined => dates.reduce<IsoDate | undefined>((last, date) => (last === undefined || date > last ? date : last), undefined);

/** PD by sum is known with the last scan of the evaluable targets, or counted from the first. */
function targetPdDate(facts: TimepointFacts, rule: Parameters['targetPdDate']): IsoDate {
  const evaluable = facts.values.filter((value) => value.evaluable);
  const date = rule === 'latest' ? latest(evaluable.map((value) => value.latestScan)) : earliest(evaluable.map((value) => value.earliestScan));
  return date ?? facts.date;
}

/** the components that are PD at a timepoint as read, each with its date. */
export function componentsOf(facts: TimepointFacts, rule: Parameters['targetPdDate']): readonly DatedComponent[] {
  const found: DatedComponent[] = [];
  const add = (component: ProgressionComponent, date: IsoDate | undefined): void => {
    if (date !== undefined) found.push({ component, date });
  };
  if (facts.target.response === 'PD' && !facts.target.rules.includes('R-309')) add('target', targetPdDate(facts, rule));
  if (facts.nonTarget.response === 'PD') add('nonTarget', earliest(facts.nonTargets.filter((value) => value.status === 'unequivocalProgression').map((value) => value.scanDate)) ?? facts.date);
  if (facts.newLesion.response === 'unequivocal') {
    add('newLesion', earliest(facts.input.newLesions.filter((record) => record.status === 'unequivocal').map((record) => record.scanDate ?? facts.date)));
  }
  if (facts.diseaseAfterCr) {
    const targets = facts.target.rules.includes('R-309') ? facts.values.filter(showsDisease).map((value) => value.earliestScan) : [];
    add('reappearance', earliest([...targets, ...reappearingNonTargets(facts).map((value) => value.scanDate)]));
  }
  return found;
}

/**
 * First progression with its date, its components and where it was dated back from; null without PD. `timepoints` are those
 * of the analysis, in date order; a date after the cut-off does not exist.
 */
export function progressionOf(assessment: SubjectAssessment, timepoints: readonly AssessedTimepoint[], parameters: Pick<Parameters, 'targetPdDate' | 'dataCutoff'>): Progression | null {
  const pd = timepoints.find(({ overall }) => overall === 'PD');
  if (pd === undefined) return null;
  const { backdating } = assessment;
  const isWithin = (date: IsoDate): boolean => parameters.dataCutoff === null || date <= parameters.dataCutoff;
  if (backdating !== null && backdating.toIndex === pd.facts.index) {
    const from = assessment.timepoints[backdating.fromIndex]?.facts.input.id;
    const components = [...new Set(backdating.findings.map((finding) => finding.component))];
    const progression = { date: backdating.date, timepointId: pd.facts.input.id, components };
    return isWithin(backdating.date) ? { ...progression, ...(from === undefined ? {} : { backdatedFrom: from }) } : null;
  }
  const components = componentsOf(pd.facts, parameters.targetPdDate);
  const date = earliest(components.map((component) => component.date)) ?? pd.facts.date;
  return isWithin(date) ? { date, timepointId: pd.facts.input.id, components: components.map(({ component }) => component) } : null;
}
