/** Conformity checks of single targets at a follow-up timepoint that was performed (section 14, Q-F…). */
import { nodeDiseaseUnits } from '../criteria.ts';
import { formatMm, listText, percentText, signedUnitsText, unitsText } from '../format.ts';
import type { BaselineTarget, TargetRecord } from '../model.ts';
import type { NameOf } from '../sentences.ts';
import { toUnits, unitsPerMm } from '../sizes.ts';
import type { TargetValue } from '../targetValues.ts';
import type { CheckContext, PreviousValue } from './context.ts';
import type { CheckRow } from './row.ts';

/** A target now and before; `lastAt` is the timepoint of its last result, null for the baseline. */
type Step = { readonly value: TargetValue; readonly previous: PreviousValue; readonly target: BaselineTarget; readonly lastAt: string | null };
type Test = (value: TargetValue, previous: PreviousValue, target: BaselineTarget) => boolean;

function stepsOf({ facts, previous, input, timepoints }: CheckContext, test: Test): readonly Step[] {
  const earlier = timepoints.slice(0, facts.index).filter(({ performed }) => performed);
  return input.baseline.targets.flatMap((target, index) => {
    const [value, last] = [facts.values[index], previous[index]];
    return value !== undefined && last !== undefined && test(value, last, target) ? [{ value, previous: last, target, lastAt: earlier.findLast(({ values }) => values[index]?.evaluable)?.input.id ?? null }] : [];
  });
}

type TargetCheck = CheckRow<CheckContext> & { readonly test: Test };

const each = (id: string, test: Test, say: (step: Step, name: NameOf) => string): TargetCheck => ({
  id, test,
  applies: (context) => stepsOf(context, test).length > 0,
  about: (context) => stepsOf(context, test).map(({ target }) => ({ lesionId: target.id })),
  say: (context, name, { lesionId }) => {
    const step = stepsOf(context, test).find(({ target }) => target.id === lesionId);
    return step === undefined ? '' : say(step, name);
  },
});

const someRecord = (record: TargetRecord | undefined, test: (record: TargetRecord) => boolean): boolean =>
  record !== undefined && (test(record) || (record.state === 'split' && record.parts.some(test)));
const isMeasuredBelow5mm = (record: TargetRecord): boolean => record.state === 'measured' && toUnits(record.value) < 5 * unitsPerMm;
const isTreatedLocally = (record: TargetRecord): boolean => record.state === 'notEvaluable' && record.reason === 'treatedLocally';

/** More than 50 % and more than 10 mm since the last result of the lesion. */
function isJump(value: TargetValue, previous: PreviousValue): boolean {
  if (!value.evaluable || value.state === 'merged' || previous.state === 'merged') return false;
  const change = Math.abs(value.units - previous.units);
  return 2 * change > previous.units && change > 10 * unitsPerMm;
}

const differ = <T>(now: T | undefined, then: T | undefined): boolean => now !== undefined && then !== undefined && now !== then;
const hasOtherTechnique: Test = ({ record }, _previous, target) =>
  record !== undefined && (differ(record.method, target.method) || differ(record.plane, target.plane) || differ(record.contrast, target.contrast));
const hasThickerSlices: Test = ({ record }, _previous, target) =>
  record?.sliceThicknessMm !== undefined && target.sliceThicknessMm !== undefined && toUnits(record.sliceThicknessMm) > toUnits(target.sliceThicknessMm);

const withContrast = (contrast: boolean | undefined): string => (contrast === true ? 'with contrast' : 'without contrast');

function techniqueText({ value: { id, record }, target }: Step, name: NameOf): string {
  const changes = [
    ...(differ(record?.method, target.method) ? [`on ${record?.method ?? ''}, at baseline on ${target.method ?? ''}`] : []),
    ...(differ(record?.plane, target.plane) ? [`in the ${record?.plane ?? ''} plane, at baseline in the ${target.plane ?? ''} plane`] : []),
    ...(differ(record?.contrast, target.contrast) ? [`${withContrast(record?.contrast)}, at baseline ${withContrast(target.contrast)}`] : []),
  ];
  return `${name(id)} was assessed ${listText(changes)}. Say that it can be compared, or record it as not evaluable (R-213).`;
}

function thicknessText({ value: { id, record }, target }: Step, name: NameOf): string {
  const [now, then] = [record?.sliceThicknessMm ?? 0, target.sliceThicknessMm ?? 0];
  return `${name(id)} on slices of ${formatMm(now)} mm, baseline ${formatMm(then)} mm (${signedUnitsText(toUnits(now) - toUnits(then))} mm). Measure on slices as thin as at baseline, or say why not.`;
}

const nameOfLast = ({ lastAt }: Step, name: NameOf): string => (lastAt === null ? 'Baseline' : name(lastAt));

function jumpText(step: Step, name: NameOf): string {
  const { value: { id, units }, previous } = step;
  const percent = percentText(units, previous.units, 'nadir');
  return `${name(id)} went from ${unitsText(previous.units)} mm (${nameOfLast(step, name)}) to ${unitsText(units)} mm${percent === null ? '' : `, ${percent}`}. Check that it is the same lesion.`;
}

const fragmentsText = (record: TargetRecord | undefined): string => (record?.state === 'split' && record.parts.length !== 1 ? `${record.parts.length} fragments, which are added up` : 'a single fragment');

const partnersOf = ({ value: { id, record } }: Step, name: NameOf): string => (record?.state === 'merged'
  ? `${name(id)} is merged into ${name(record.mergedInto)}, which carries the joint diameter (R-211).`
  : `${name(id)} is split into ${fragmentsText(record)} (R-210).`);

export const targetChecks: readonly TargetCheck[] = [
  each('Q-F02', hasOtherTechnique, techniqueText),
  each('Q-F03', hasThickerSlices, thicknessText),
  each('Q-F04', isJump, jumpText),
  each('Q-F05', ({ kind, record }) => kind === 'nonNodal' && someRecord(record, isMeasuredBelow5mm),
    ({ value: { id, state, units } }, name) => (state === 'split'
      ? `A fragment of ${name(id)} was measured below 5.0 mm. Keep it if it is a true measurement, else record it as too small (R-206).`
      : `${name(id)} was measured at ${unitsText(units)} mm, below 5.0 mm. Keep it if it is a true measurement, else record too small (R-206).`)),
  each('Q-F06', ({ state }, previous) => state === 'measured' && previous.state === 'absent',
    (step, name) => `${name(step.value.id)} was absent at ${nameOfLast(step, name)} and is ${unitsText(step.value.units)} mm now. Check that it is the same lesion.`),
  each('Q-F07', ({ kind, state }, previous) => kind === 'node' && state === 'absent' && previous.units >= nodeDiseaseUnits,
    ({ value: { id }, previous }, name) => `Node ${name(id)} is recorded as absent; its last short axis was ${unitsText(previous.units)} mm. Record the actual short axis if the node can be seen.`),
  each('Q-F27', ({ state }) => state === 'split' || state === 'merged', partnersOf),
  each('Q-F28', ({ record }) => someRecord(record, isTreatedLocally), ({ value: { id } }, name) => `${name(id)} has been treated locally since baseline and is not evaluable (R-214).`),
];

/** Ids of the target checks that apply, in no order. One walk over the targets for all checks: this runs for every timepoint on every pointer move. */
export function idsOfTargetChecks({ facts, previous, input }: CheckContext): string[] {
  const found: string[] = [];
  const { targets } = input.baseline;
  for (let index = 0; index < targets.length; index += 1) {
    const [value, last, target] = [facts.values[index], previous[index], targets[index]];
    for (const { id, test } of targetChecks) {
      if (value !== undefined && last !== undefined && target !== undefined && test(value, last, target) && !found.includes(id)) found.push(id);
    }
  }
  return found;
}
