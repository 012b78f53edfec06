import { daysBetween, type Finding } from '../../common/index.ts';
import { countingDiameterMm, recordOf, toEngineInput, type Lesion, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import { axisLengthMm, recordedMm } from '../../geometry/index.ts';
import { checkTargets, classifyLesion, formatMm, organOf, timeOriginOf, withDefaults, type BaselineTarget, type Parameters, type SubjectResult } from '../../recist/index.ts';
import { parametersOf } from '../../casefile/index.ts';
import { organName } from '../labels.ts';
import { finding, namesOf } from './finding.ts';

/** Above this slice thickness the smallest measurable lesion is twice the thickness. */
const thinSliceMm = 5;
const nodeTargetMm = 15;
const nodeDiseaseMm = 10;
const lesionTargetMm = 10;

type Baseline = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly parameters: Parameters; readonly targets: readonly { readonly lesion: Lesion; readonly target: BaselineTarget }[] };

/** Smallest measurable size on this series and the rule that sets it. */
function limitOf(target: BaselineTarget): { limitMm: number; rule: string } {
  const thickness = target.sliceThicknessMm ?? thinSliceMm;
  const base = target.kind === 'node' ? nodeTargetMm : lesionTargetMm;
  const doubled = thickness > thinSliceMm ? 2 * thickness : 0;
  if (doubled > base) return { limitMm: doubled, rule: 'R-111' };
  return { limitMm: base, rule: target.kind === 'node' ? 'R-114' : 'R-110' };
}

function unmeasurable({ lesion, target }: Baseline['targets'][number], timepoint: Timepoint): Finding[] {
  const found = classifyLesion({ ...target, method: target.method ?? 'CT' });
  if (found.class === 'measurable') return [];
  if (found.rules.includes('R-120') || found.rules.includes('R-117')) {
    return [finding('Q-B15', `${lesion.label} was measured on a method that does not make a lesion measurable (${found.rules[0]}). Measure it on CT or MRI, or make it a non-target.`, { lesion, timepoint })];
  }
  const { limitMm, rule } = limitOf(target);
  const size = formatMm(target.sizeMm);
  if (target.kind === 'node') {
    const message = `Node ${lesion.label} ${size} mm short axis cannot be a target. A target needs ${formatMm(limitMm)} mm (${rule}). Make it a non-target, or measure again.`;
    return [finding(found.class === 'pathologicalNode' ? 'Q-B05' : 'Q-B03', message, { lesion, timepoint }), ...(found.class === 'normalNode' ? [normalNode(lesion, target.sizeMm, timepoint)] : [])];
  }
  const slices = target.sliceThicknessMm !== undefined ? ` on ${formatMm(target.sliceThicknessMm)} mm slices` : '';
  return [finding('Q-B03', `${lesion.label} ${size} mm cannot be a target${slices}. A target needs ${formatMm(limitMm)} mm (${rule}). Make it a non-target, or measure again.`, { lesion, timepoint })];
}

const normalNode = (lesion: Lesion, shortMm: number, timepoint: Timepoint): Finding =>
  finding('Q-B04', `Node ${lesion.label} ${formatMm(shortMm)} mm short axis is below ${formatMm(nodeDiseaseMm)} mm: a normal node is not disease (R-114).`, { lesion, timepoint });

function thickSlices({ lesion, target }: Baseline['targets'][number], timepoint: Timepoint): Finding[] {
  if (target.method !== undefined && target.method !== 'CT' && target.method !== 'MRI') return [];
  if (target.sliceThicknessMm === undefined) return [finding('Q-B07', `The slice thickness under ${lesion.label} is not known; ${formatMm(thinSliceMm)} mm is assumed (R-111).`, { lesion, timepoint })];
  if (target.sliceThicknessMm <= thinSliceMm) return [];
  return [finding('Q-B07', `${lesion.label} was measured on ${formatMm(target.sliceThicknessMm)} mm slices. Above ${formatMm(thinSliceMm)} mm a target needs twice the thickness, ${formatMm(2 * target.sliceThicknessMm)} mm (R-111).`, { lesion, timepoint })];
}

function numbers({ targets, parameters, timepoint }: Baseline): Finding[] {
  const found: Finding[] = [];
  if (targets.length > parameters.maxTargets) {
    found.push(finding('Q-B01', `${targets.length} targets are recorded, the protocol allows ${parameters.maxTargets} (R-131). Make ${targets.length - parameters.maxTargets} of them non-target.`, { timepoint }));
  }
  for (const [organ, members] of Map.groupBy(targets, (one) => organOf(one.target))) {
    if (members.length <= parameters.maxPerOrgan) continue;
    const where = organ === 'lymphNode' ? 'are nodes, which count as one organ' : `are in the organ ${organName(organ)}`;
    found.push(finding('Q-B02', `${members.length} targets ${where} (${namesOf(members.map((one) => one.lesion))}), the protocol allows ${parameters.maxPerOrgan} (R-132).`, { timepoint, ...(members.at(-1) ? { lesion: members.at(-1)!.lesion } : {}) }));
  }
  return found;
}

/** A target that is not in the baseline sum: not measured, or a node without its short axis. */
function notInSum({ subject, timepoint, targets }: Baseline): Finding[] {
  const counted = new Set(targets.map((one) => one.lesion.id));
  return subject.lesions.filter((lesion) => lesion.role === 'target' && !counted.has(lesion.id)).map((lesion) => {
    const record = recordOf(subject, lesion.id, timepoint.id);
    if (record?.state === 'measured' && lesion.kind === 'node' && countingDiameterMm(lesion, record) === null) {
      return finding('Q-B06', `Node ${lesion.label} has a long axis of ${formatMm(record.longAxisMm)} mm but no short axis: it is not in the sum (R-203). Place the short axis.`, { lesion, timepoint });
    }
    return finding('Q-B06', `Target ${lesion.label} has no measurement at baseline: it is not in the sum (R-150). Measure it, or make it a non-target.`, { lesion, timepoint });
  });
}

/** Non-targets: a node that is normal, an item nobody could find again. */
function nonTargets({ subject, timepoint }: Baseline): Finding[] {
  return subject.lesions.filter((lesion) => lesion.role === 'nonTarget').flatMap((lesion) => {
    const record = recordOf(subject, lesion.id, timepoint.id);
    const short = record && 'caliper' in record && record.caliper && !record.caliper.shortAxisProvisional ? record.caliper.shortAxis : null;
    const shortMm = short ? recordedMm(axisLengthMm(short), subject.protocol.recordingDecimals) : null;
    return [
      ...(lesion.kind === 'node' && shortMm !== null && shortMm < nodeDiseaseMm ? [normalNode(lesion, shortMm, timepoint)] : []),
      ...(lesion.organ === 'other' && lesion.description === '' ? [finding('Q-B17', `Non-target ${lesion.label} has neither organ nor description. Say what it is (R-140).`, { lesion, timepoint })] : []),
    ];
  });
}

function timing({ subject, timepoint, parameters }: Baseline): Finding[] {
  const input = toEngineInput(subject);
  if (!input) return [];
  const { firstDoseDate } = input.subject;
  const date = input.baseline.date;
  if (firstDoseDate !== undefined && date > firstDoseDate) {
    return [finding('Q-B08', `The baseline scan of ${date} is after the first dose of ${firstDoseDate} (R-101).`, { timepoint }, 'block')];
  }
  const origin = timeOriginOf(input.subject, parameters.timeOrigin, date);
  const days = origin ? daysBetween(date, origin.date) : 0;
  if (!origin || days <= parameters.baselineMaxDaysBefore) return [];
  return [finding('Q-B08', `The baseline scan of ${date} is ${days} days before ${origin.date}; the protocol allows ${parameters.baselineMaxDaysBefore} (R-101).`, { timepoint })];
}

/** Checks of the baseline reading: Q-B01 to Q-B08, Q-B14, Q-B15, Q-B17. Each names its numbers and the rule. */
export function baselineFindings(subject: SubjectCase, result: SubjectResult | null): readonly Finding[] {
  const timepoint = subject.timepoints.find((one) => one.index === 0);
  const input = toEngineInput(subject);
  if (!timepoint || !input) return [];
  const lesionOf = new Map<string, Lesion>(subject.lesions.map((lesion) => [lesion.id, lesion]));
  const targets = input.baseline.targets.flatMap((target) => {
    const lesion = lesionOf.get(target.id);
    return lesion ? [{ lesion, target }] : [];
  });
  const baseline: Baseline = { subject, timepoint, parameters: withDefaults(parametersOf(subject)), targets };
  const measurable = checkTargets(input.baseline.targets, baseline.parameters).perTarget.some((one) => one.classification.class === 'measurable');
  return [
    ...numbers(baseline),
    ...targets.flatMap((one) => [...unmeasurable(one, timepoint), ...thickSlices(one, timepoint)]),
    ...notInSum(baseline), ...nonTargets(baseline), ...timing(baseline),
    ...(result?.baseline.checks.includes('Q-B14') && !measurable ? [finding('Q-B14', 'No measurable lesion is recorded, but the protocol requires one (R-102).', { timepoint })] : []),
  ];
}
