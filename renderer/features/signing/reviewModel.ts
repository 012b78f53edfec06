/** What the review sheet says before a signature: values, findings with their reasons, what still stands in the way. Pure. */
import { lesionsAt, maySign, openForSignature, signOffOf, type Assessment, type CheckReason, type Lesion, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { findingKey, type Finding } from '../../../src/common/index.ts';
import { formatMm, formatPercentDigits, formatSignedMm, listText, type SubjectResult, type TimepointResult } from '../../../src/recist/index.ts';
import { format } from '../../ui/index.ts';
import { baselineOf, countsMm, recordAt } from '../lesions/index.ts';

export type ReviewRow = {
  readonly lesion: Lesion;
  readonly baseline: Assessment | undefined;
  readonly nadir: Assessment | undefined;
  readonly current: Assessment | undefined;
  /** Change of a target since the nadir, "+6.1" in mm and "+24.6" in per cent; empty without values at both. */
  readonly changeMm: string;
  readonly changePct: string;
};

function changes(lesion: Lesion, from: Assessment | undefined, to: Assessment | undefined): Pick<ReviewRow, 'changeMm' | 'changePct'> {
  const [before, now] = [countsMm(lesion, from), countsMm(lesion, to)];
  if (lesion.role !== 'target' || before === null || now === null) return { changeMm: '', changePct: '' };
  return { changeMm: formatSignedMm(Math.round((now - before) * 10_000) / 10_000), changePct: formatPercentDigits(now, before, 'nadir') };
}

/** Every lesion of the timepoint in table order, with its values at baseline, nadir and now. `nadir` is undefined at baseline and where baseline is the nadir. */
export function reviewRows(subject: SubjectCase, timepoint: Timepoint, nadir: Timepoint | undefined): readonly ReviewRow[] {
  const baseline = timepoint.index > 0 ? baselineOf(subject) : undefined;
  const at = (lesion: Lesion, where: Timepoint | undefined) => (where ? recordAt(subject, lesion.id, where.id) : undefined);
  return lesionsAt(subject, timepoint).map((lesion) => {
    const current = at(lesion, timepoint);
    return { lesion, baseline: at(lesion, baseline), nadir: at(lesion, nadir), current, ...changes(lesion, at(lesion, nadir ?? baseline), current) };
  });
}

export type ReviewFinding = {
  readonly finding: Finding;
  readonly key: string;
  /** What somebody answered to it. */
  readonly answer: CheckReason | null;
  /** A reason answers it: every warning, and a blocking one that the protocol lets pass as a deviation. */
  readonly takesReason: boolean;
  /** What it still needs before the assessment can be signed: the data changed, or a reason. */
  readonly needs: 'change' | 'reason' | null;
};

/** A finding with its answer: E needs the data changed or, where the protocol allows a deviation, a reason; W needs a reason; I nothing (section 14). */
export function withAnswer(subject: Pick<SubjectCase, 'checkReasons'>, finding: Finding): ReviewFinding {
  const key = findingKey(finding);
  const answer = subject.checkReasons[key] ?? null;
  const takesReason = finding.acceptsReason ?? finding.severity === 'warn';
  const needs = finding.severity === 'info' || (answer && takesReason) ? null : takesReason ? 'reason' : finding.severity === 'block' ? 'change' : null;
  return { finding, key, answer, takesReason, needs };
}

/** Open ones first, then as they came: what blocks before what warns before what informs. */
export const inReviewOrder = (findings: readonly ReviewFinding[]): readonly ReviewFinding[] => findings.toSorted((a, b) => Number(a.needs === null) - Number(b.needs === null));

/** The lesions still to assess are listed by themselves. */
const saidByLesions = 'Q-F01';

/** Findings that a signature of the timepoint meets: those about it and those about the subject as a whole. */
export const reviewFindings = (subject: SubjectCase, findings: readonly Finding[], timepoint: Timepoint): readonly ReviewFinding[] =>
  inReviewOrder(findings
    .filter(({ code, at }) => code !== saidByLesions && (at?.['timepointId'] === undefined || at['timepointId'] === timepoint.id))
    .map((finding) => withAnswer(subject, finding)));

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** "1 blocks, 2 need a reason, 1 answered, 1 for information". */
export function findingCounts(findings: readonly ReviewFinding[]): string {
  const blocks = findings.filter((one) => one.needs === 'change').length;
  const reasons = findings.filter((one) => one.needs === 'reason').length;
  const answered = findings.filter((one) => one.answer !== null && one.needs === null).length;
  const info = findings.filter((one) => one.finding.severity === 'info').length;
  return [count(blocks, 'blocks', 'block'), count(reasons, 'needs a reason', 'need a reason'), ...(answered > 0 ? [`${answered} answered`] : []), `${info} for information`].join(', ');
}

/** Why the assessment cannot be signed yet, most pressing first, each short enough to stand beside the button. Empty: it can, by the rule the host follows. */
export function obstacles(subject: SubjectCase, timepoint: Timepoint, findings: readonly Finding[], unstored = 0): readonly string[] {
  const open = openForSignature(subject, findings, timepoint);
  const blocks = open.blocking.filter(({ code }) => code !== saidByLesions || open.toAssess.length === 0);
  const reasons = [...open.blocking, ...open.unanswered].filter((finding) => withAnswer(subject, finding).needs === 'reason').length;
  const changed = blocks.filter((finding) => withAnswer(subject, finding).needs === 'change');
  const words = [
    ...(subject.read.editable ? [] : [subject.read.why]),
    ...(timepoint.closed ? [`${timepoint.label} is not open yet`] : []),
    ...(unstored > 0 ? [count(unstored, 'value not stored', 'values not stored')] : []),
    ...(open.noImages ? ['No images'] : []),
    ...(open.earlier.length > 0 ? [`${listText(open.earlier.map((one) => one.label))} to sign first`] : []),
    ...(open.toAssess.length > 0 ? [`${listText(open.toAssess.map((lesion) => lesion.label))} to assess`] : []),
    ...(changed.length > 0 ? [`${listText([...new Set(changed.map(({ code }) => code))])} to resolve`] : []),
    ...(reasons > 0 ? [count(reasons, 'reason open', 'reasons open')] : []),
  ];
  return words.length > 0 || maySign(open) ? words : ['Checks open'];
}

export type Component = 'target' | 'nonTarget' | 'overall';
export type DerivationRow = {
  readonly component: Component | 'newLesion';
  readonly name: string;
  readonly value: string;
  /** What the rules alone give; null where that is the value. */
  readonly computed: string | null;
  /** Why a person assigned the value (R-626); null where nobody did. */
  readonly assigned: string | null;
  readonly why: string;
  readonly rule: string;
};

const resultAt = (result: SubjectResult | null, timepoint: Timepoint): TimepointResult | undefined => result?.timepoints.find((candidate) => candidate.id === timepoint.id);

/** Which components make the overall response; the engine's own sentence where it says more than one of theirs. */
function overallWhy({ overall, target, nonTarget, newLesion, explanation: why }: TimepointResult): string {
  if (![why.target.sentence, why.nonTarget.sentence, why.newLesion.sentence].includes(why.sentence)) return why.sentence;
  const parts = [
    { is: target !== 'NA', isPd: target === 'PD', words: `target ${target}` }, { is: nonTarget !== 'NA', isPd: nonTarget === 'PD', words: `non-target ${nonTarget}` },
    { is: true, isPd: newLesion === 'unequivocal', words: newLesion === 'none' ? 'no new lesion' : `${newLesion} new lesion` },
  ].filter(({ is }) => is);
  const told = overall === 'PD' ? parts.filter(({ isPd }) => isPd) : parts;
  const words = overall === 'PD' ? `${listText(told.map(({ words }) => words))} ${told.length === 1 ? 'decides' : 'decide'}` : told.map(({ words }) => words).join(', ');
  return told.length === 0 ? why.sentence : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** What stands in the record about a timepoint: the category in words, then what each component says, the deciding one first. */
export function recordSentence(subject: SubjectCase, timepoint: Timepoint, result: SubjectResult | null): string {
  const at = resultAt(result, timepoint);
  if (at) {
    const { sentence, target, nonTarget, newLesion } = at.explanation;
    const parts = [sentence, ...(at.target === 'NA' ? [] : [target.sentence]), ...(at.nonTarget === 'NA' ? [] : [nonTarget.sentence]), newLesion.sentence].filter((one) => one !== '');
    return parts.reduce((said, part) => (said.includes(part) ? said : `${said} ${part}`), `${format.responseName(at.overall)}.`);
  }
  if (!timepoint.performed) return 'Not performed.';
  if (timepoint.index > 0) return 'Not read.';
  const has = (role: Lesion['role']) => lesionsAt(subject, timepoint).filter((lesion) => lesion.role === role).length;
  const [targets, nonTargets, sum] = [has('target'), has('nonTarget'), result?.baseline.sum ?? null];
  if (targets + nonTargets === 0) return 'Baseline without evidence of disease.';
  return `Baseline with ${format.counted(targets, 'target')}${sum === null || targets === 0 ? '' : `, sum of diameters ${formatMm(sum)} mm,`} and ${format.counted(nonTargets, 'non-target')}. Every later timepoint is judged against it.`;
}

/** How the response follows: one line a component, with the rule that decided it; a value assigned by hand keeps the computed one beside it. */
export function derivation(result: SubjectResult | null, timepoint: Timepoint): readonly DerivationRow[] {
  const at = resultAt(result, timepoint);
  if (!at) return [];
  const { explanation: why, computed, overrides } = at;
  const differs = (value: string, before: string) => (overrides === null || value === before ? null : before);
  return [
    { component: 'target', name: 'Target', value: at.target, computed: differs(at.target, computed.target), assigned: overrides?.target?.reason ?? null, why: why.target.sentence, rule: why.target.rules[0] ?? '' },
    { component: 'nonTarget', name: 'Non-target', value: at.nonTarget, computed: differs(at.nonTarget, computed.nonTarget), assigned: overrides?.nonTarget?.reason ?? null, why: why.nonTarget.sentence, rule: why.nonTarget.rules[0] ?? '' },
    { component: 'newLesion', name: 'New lesion', value: at.newLesion, computed: null, assigned: null, why: why.newLesion.sentence, rule: why.newLesion.rules[0] ?? '' },
    { component: 'overall', name: 'Overall', value: at.overall, computed: differs(at.overallAsRead, computed.overall), assigned: overrides?.overall?.reason ?? null, why: overallWhy(at), rule: at.rules.find((rule) => rule.startsWith('R-6')) ?? at.rules[0] ?? '' },
  ];
}

/** Earlier timepoints whose CR still stands: where Q-F12 offers to revise it to PR (R-623). */
export const revisableCr = (subject: SubjectCase, result: SubjectResult | null, before: Timepoint): readonly Timepoint[] =>
  subject.timepoints.filter((timepoint) => timepoint.index < before.index && !subject.revisedCr.includes(timepoint.id) && resultAt(result, timepoint)?.overallAsRead === 'CR');

/** Recorded values and key images a signature covers: "18 values, 9 key images". */
export function coveredText(subject: SubjectCase, timepoint: Timepoint): string {
  const values = subject.lesions.filter((lesion) => recordAt(subject, lesion.id, timepoint.id) !== undefined).length;
  const images = subject.keyImages.filter((image) => image.timepointId === timepoint.id).length;
  return `${count(values, 'value', 'values')}, ${count(images, 'key image', 'key images')}`;
}

/** The version the next signature makes, or the one that holds. */
export const versionOf = (subject: SubjectCase, timepoint: Timepoint): number => signOffOf(subject, timepoint.id).version;
