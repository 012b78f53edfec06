/** Overall response at a timepoint (section 9, appendix B, operation `overall`). */
import type { NewLesionResult, NonTargetResponse, OverallResponse, TargetResponse } from './model.ts';

type Row = {
  readonly rule: string;
  readonly target: readonly TargetResponse[];
  readonly nonTarget: readonly NonTargetResponse[];
  /** Is there an unequivocal new lesion? `equivocal` is looked up as no. */
  readonly newLesion: readonly boolean[];
  readonly overall: OverallResponse;
};

export const targetResponses = ['CR', 'PR', 'SD', 'PD', 'NE', 'NA'] as const satisfies readonly TargetResponse[];
export const nonTargetResponses = ['CR', 'NON-CR/NON-PD', 'PD', 'NE', 'NA'] as const satisfies readonly NonTargetResponse[];
export const newLesionResults = ['none', 'equivocal', 'unequivocal'] as const satisfies readonly NewLesionResult[];
export const overallResponses = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE', 'NED'] as const satisfies readonly OverallResponse[];

const withTargets: readonly TargetResponse[] = ['CR', 'PR', 'SD', 'PD', 'NE'];
const notProgressing: readonly NonTargetResponse[] = ['CR', 'NON-CR/NON-PD', 'NE', 'NA'];
const any = nonTargetResponses;
const [no, yes] = [[false], [true]];
const either = [false, true];

/** Tables A and B. PD rows come first; the first row that fits decides, further rows with the same answer are cited after it. */
export const overallRules: readonly Row[] = [
  { rule: 'R-609', target: ['PD'], nonTarget: any, newLesion: either, overall: 'PD' },
  { rule: 'R-610', target: withTargets, nonTarget: ['PD'], newLesion: either, overall: 'PD' },
  { rule: 'R-611', target: withTargets, nonTarget: any, newLesion: yes, overall: 'PD' },
  { rule: 'R-615', target: ['NA'], nonTarget: ['PD'], newLesion: either, overall: 'PD' },
  { rule: 'R-616', target: ['NA'], nonTarget: any, newLesion: yes, overall: 'PD' },
  { rule: 'R-620', target: ['NA'], nonTarget: ['NA'], newLesion: yes, overall: 'PD' },
  { rule: 'R-602', target: ['CR'], nonTarget: ['CR'], newLesion: no, overall: 'CR' },
  { rule: 'R-603', target: ['CR'], nonTarget: ['NA'], newLesion: no, overall: 'CR' },
  { rule: 'R-604', target: ['CR'], nonTarget: ['NON-CR/NON-PD'], newLesion: no, overall: 'PR' },
  { rule: 'R-605', target: ['CR'], nonTarget: ['NE'], newLesion: no, overall: 'PR' },
  { rule: 'R-606', target: ['PR'], nonTarget: notProgressing, newLesion: no, overall: 'PR' },
  { rule: 'R-607', target: ['SD'], nonTarget: notProgressing, newLesion: no, overall: 'SD' },
  { rule: 'R-608', target: ['NE'], nonTarget: notProgressing, newLesion: no, overall: 'NE' },
  { rule: 'R-612', target: ['NA'], nonTarget: ['CR'], newLesion: no, overall: 'CR' },
  { rule: 'R-613', target: ['NA'], nonTarget: ['NON-CR/NON-PD'], newLesion: no, overall: 'NON-CR/NON-PD' },
  { rule: 'R-614', target: ['NA'], nonTarget: ['NE'], newLesion: no, overall: 'NE' },
  { rule: 'R-620', target: ['NA'], nonTarget: ['NA'], newLesion: no, overall: 'NED' },
];

export type OverallDecision = { readonly overall: OverallResponse; readonly rules: readonly string[] };

function tabulate(target: TargetResponse, nonTarget: NonTargetResponse, isNew: boolean): OverallDecision {
  const fitting = overallRules.filter((row) => row.target.includes(target) && row.nonTarget.includes(nonTarget) && row.newLesion.includes(isNew));
  const overall = fitting[0]?.overall ?? 'NE';
  return { overall, rules: fitting.filter((row) => row.overall === overall).map((row) => row.rule) };
}

type Cell = { readonly no: OverallDecision; readonly yes: OverallDecision };
type Table = Readonly<Record<TargetResponse, Readonly<Record<NonTargetResponse, Cell>>>>;

/** Every combination looked up once: the tables are complete, which appendix B's test proves. */
const table = Object.fromEntries(targetResponses.map((target) => [
  target,
  Object.fromEntries(nonTargetResponses.map((nonTarget) => [nonTarget, { no: tabulate(target, nonTarget, false), yes: tabulate(target, nonTarget, true) }])),
])) as Table;

/** Overall response from target response, non-target response and new lesion. */
export function lookupOverall(target: TargetResponse, nonTarget: NonTargetResponse, newLesion: NewLesionResult): OverallDecision {
  const cell = table[target][nonTarget];
  return newLesion === 'unequivocal' ? cell.yes : cell.no;
}
