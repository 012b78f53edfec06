/** What the page itself shows of an analysis: everything but what only figures draw, which stays in the worker. */
import { figuresOf, lastFact, type FigureId, type FigureSource } from '../../../src/figures/index.ts';
import type { IsoDate } from '../../../src/common/index.ts';
import { survivalEndpoints, type AnalysisGroup, type MeasurementAgreement, type PairAgreement, type SurvivalEndpoint, type SurvivalFigure } from '../../../src/endpoints/index.ts';

type BareSurvival = Omit<SurvivalFigure, 'curve' | 'censored' | 'atRisk'>;
export type BareGroup = Omit<AnalysisGroup, 'endpoints'> & { readonly endpoints: { readonly [Name in SurvivalEndpoint]: BareSurvival } };
export type BarePair = Omit<PairAgreement, 'sums' | 'diameters'> & { readonly sums: MeasurementAgreement['limits']; readonly diameters: MeasurementAgreement['limits'] };

export type Summary = Pick<FigureSource, 'study' | 'choices' | 'options' | 'status' | 'comparison' | 'engineVersion'> & {
  /** Names the analysis that is kept in the worker. */
  readonly key: string;
  readonly subjects: number;
  readonly whole: BareGroup; readonly groups: readonly BareGroup[];
  readonly agreement: null | { readonly readers: BarePair; readonly siteCentral: BarePair; readonly adjudication: NonNullable<FigureSource['agreement']>['adjudication'] };
  readonly lastFact: IsoDate | null;
  readonly figures: readonly FigureId[];
};

function bareGroup(group: AnalysisGroup): BareGroup {
  const bare = ({ curve: _curve, censored: _censored, atRisk: _atRisk, ...rest }: SurvivalFigure): BareSurvival => rest;
  return { ...group, endpoints: Object.fromEntries(survivalEndpoints.map((name) => [name, bare(group.endpoints[name])])) as BareGroup['endpoints'] };
}
/** The groups that are shown, as the figures have them: everybody where no arm is recorded of anybody. */
export const shownGroups = ({ groups, whole }: Pick<Summary, 'groups' | 'whole'>): readonly BareGroup[] => (groups.length > 1 || (groups[0] !== undefined && groups[0].name !== '') ? groups : [whole]);

const barePair = (pair: PairAgreement): BarePair => ({ ...pair, sums: pair.sums.limits, diameters: pair.diameters.limits });

export function summaryOf(key: string, source: FigureSource): Summary {
  const { study, choices, options, status, comparison, engineVersion, subjects, whole, groups, agreement } = source;
  return {
    key, study, choices, options, status, comparison, engineVersion, subjects: subjects.length, whole: bareGroup(whole), groups: groups.map(bareGroup), lastFact: lastFact(source), figures: figuresOf(source),
    agreement: agreement === null ? null : { readers: barePair(agreement.readers), siteCentral: barePair(agreement.siteCentral), adjudication: agreement.adjudication },
  };
}
