/** What the response card says. Pure. */
import { lesionsToAssess, readingStatus, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import { checkEntry, formatMm, listText, type OverallResponse, type SubjectResult, type TimepointResult } from '../../../src/recist/index.ts';

export type CardModel =
  | { readonly kind: 'notRead' }
  | { readonly kind: 'open'; readonly open: string; readonly at: TimepointResult }
  | { readonly kind: 'response'; readonly response: OverallResponse; readonly open: string; readonly at: TimepointResult };

/** "T3, N1" of the lesions still to assess; empty when none is. */
export const openText = (subject: SubjectCase, timepoint: Timepoint): string => listText(lesionsToAssess(subject, timepoint).map((lesion) => lesion.label));

/**
 * The card of a follow-up timepoint. NE is only a category once everything was assessed: until then a missing record is a lesion still to
 * assess and not a lesion that cannot be evaluated. Every category is provisional, because nothing is signed.
 */
export function cardOf(subject: SubjectCase, timepoint: Timepoint, result: SubjectResult | null): CardModel {
  const at = result?.timepoints.find((candidate) => candidate.id === timepoint.id);
  if (!at) return { kind: 'notRead' };
  const open = openText(subject, timepoint);
  if (at.overall === 'NE' && readingStatus(subject, timepoint) === 'inProgress') return { kind: 'open', open, at };
  return { kind: 'response', response: at.overall, open, at };
}

export type Citation = { readonly rule: string; readonly says: string };

/**
 * The rules that made the response, as a line: the most decisive one of its component, then the one of the overall response. Rules of section 6 speak
 * of targets, 7 of non-targets, 8 of new lesions, 9 of the overall response.
 */
export function citationsOf(at: Pick<TimepointResult, 'rules' | 'target' | 'nonTarget' | 'newLesion' | 'overall'>): readonly Citation[] {
  const says = (rule: string): string => {
    switch (rule.slice(0, 3)) {
      case 'R-3': return `target ${at.target}`;
      case 'R-4': return `non-target ${at.nonTarget}`;
      case 'R-5': return rule === 'R-507' || rule === 'R-508' ? 'dated back' : `new lesion ${at.newLesion}`;
      default: return `overall ${at.overall}`;
    }
  };
  const deciding = at.rules.find((rule) => !rule.startsWith('R-6')) ?? at.rules[0];
  const overall = at.rules.find((rule) => rule.startsWith('R-6'));
  return [...new Set([deciding, overall])].filter((rule): rule is string => rule !== undefined).map((rule) => ({ rule, says: says(rule) }));
}

const rank: Readonly<Record<Finding['severity'], number>> = { block: 0, warn: 1, info: 2 };
/** Said by the table (dashed boxes), the ring and the card already. */
const saidElsewhere = new Set(['TP-05', 'Q-F01']);

/** "TP3: Slices…" without the timepoint the reader is looking at. */
export function withoutLabel(finding: Finding, timepoint: Timepoint): Finding {
  if (!finding.message.startsWith(`${timepoint.label}: `)) return finding;
  const rest = finding.message.slice(timepoint.label.length + 2);
  return { ...finding, message: rest.charAt(0).toUpperCase() + rest.slice(1) };
}

/** What the window itself can say about checks, for a calliper the host has not seen. */
export type CheckWords = { readonly words: Readonly<Record<string, string>>; /** A calliper is under the hand: the host's numbers are those before it. */ readonly isLive: boolean };

/**
 * Findings of a timepoint, hardest first: the checks that hold for what is on screen now, and whatever else the host found there. The host's words
 * come first; a check that it has not seen yet is said with the lesions and numbers at hand, else in the words of the catalogue.
 */
export function findingsAt(findings: readonly Finding[], timepoint: Timepoint, checks: readonly string[], { words, isLive }: CheckWords = { words: {}, isLive: false }): readonly Finding[] {
  const here = findings.filter((finding) => (finding.at?.['timepointId'] === undefined ? timepoint.index === 0 : finding.at['timepointId'] === timepoint.id));
  const isCheck = (code: string) => /^Q-[BF]\d\d$/.test(code) && checkEntry(code) !== undefined;
  const holds = (finding: Finding) => !isCheck(finding.code) || finding.at?.['seriesId'] !== undefined || (checks.includes(finding.code) && !(isLive && words[finding.code] !== undefined));
  const stored = here.filter(holds).map((finding) => withoutLabel(finding, timepoint));
  const fresh = checks.filter((code) => !stored.some((finding) => finding.code === code)).flatMap((code): readonly Finding[] => {
    const entry = checkEntry(code);
    return entry ? [{ severity: entry.severity, code, message: words[code] ?? `${entry.text.replaceAll('`', '')}.` }] : [];
  });
  return [...stored, ...fresh].filter((finding) => !saidElsewhere.has(finding.code)).sort((a, b) => rank[a.severity] - rank[b.severity]);
}

/** The spoken change of a result: what a screen reader hears after a commit. Empty when nothing of it changed. */
export function announcement(before: SubjectResult | null, after: SubjectResult | null, timepoint: Timepoint): string {
  const [old, now] = [before, after].map((result) => result?.timepoints.find((candidate) => candidate.id === timepoint.id));
  const [oldSum, sum] = timepoint.index === 0 ? [before?.baseline.sum, after?.baseline.sum] : [old?.sum, now?.sum];
  const parts = [
    ...(sum != null && sum !== oldSum ? [`Sum ${formatMm(sum)} mm.`] : []),
    ...(now && now.overall !== old?.overall ? [`Response ${now.overall}, provisional.`] : []),
  ];
  return parts.join(' ');
}
