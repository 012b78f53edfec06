import { calipersOf, countingDiameterMm, displayDate, recordOf, signOffOf, type Caliper, type Lesion, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { ruleEntry, type Progression, type ProgressionComponent, type SubjectResult, type TimepointResult } from '../../../src/recist/index.ts';
import { format } from '../../ui/index.ts';
import { componentTitle, lesionName } from './words.ts';

/** One piece of evidence for the progression date, used or only considered. */
export type Evidence = {
  readonly key: string;
  readonly used: boolean;
  readonly title: string;
  readonly detail: string;
  readonly date: string;
  readonly rule: string;
  /** Where to look at it: its lesions' slices, else that of the lesion which decided the timepoint. */
  readonly timepointId: string;
  /** Lesions it rests on, each with what was recorded there. */
  readonly lesions?: readonly { readonly lesion: Lesion; readonly caliper: Caliper | null; readonly text: string }[];
};

const ruleOf: Readonly<Record<ProgressionComponent, readonly string[]>> = {
  target: ['R-306', 'R-307', 'R-308'], nonTarget: ['R-403'], newLesion: ['R-502'], reappearance: ['R-622', 'R-309'],
};

/** The rule the engine cites for the component, else the one that defines it. */
function citedRule(component: ProgressionComponent, result: TimepointResult): string {
  const known = ruleOf[component];
  return result.rules.find((rule) => known.includes(rule)) ?? known[0] ?? '';
}

const newLesionsAt = (subject: SubjectCase, timepointId: string, status: 'equivocal' | 'unequivocal'): readonly Lesion[] =>
  subject.lesions.filter((lesion) => {
    const record = recordOf(subject, lesion.id, timepointId);
    return lesion.role === 'new' && record?.state === 'newLesion' && record.status === status;
  });

function lesionDetail(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): string {
  const record = recordOf(subject, lesion.id, timepoint.id);
  const size = record?.state === 'newLesion' && record.longAxisMm !== undefined ? `, ${format.mmWithUnit(record.longAxisMm)}` : '';
  return `${timepoint.label}, ${lesionName(lesion)}${size}`;
}

/** Lesions with the calliper and the size that were recorded at a timepoint. */
function seenAt(subject: SubjectCase, lesions: readonly Lesion[], timepoint: Timepoint): NonNullable<Evidence['lesions']> {
  return lesions.map((lesion) => {
    const record = recordOf(subject, lesion.id, timepoint.id);
    const mm = record?.state === 'newLesion' ? (record.longAxisMm ?? null) : record ? countingDiameterMm(lesion, record) : null;
    return { lesion, caliper: calipersOf(record)[0] ?? null, text: mm === null ? lesion.label : `${lesion.label} ${format.mmWithUnit(mm)}` };
  });
}

function componentEvidence(subject: SubjectCase, component: ProgressionComponent, timepoint: Timepoint, result: TimepointResult, used: boolean): readonly Evidence[] {
  const base = { used, date: result.date, rule: citedRule(component, result), timepointId: timepoint.id } as const;
  switch (component) {
    case 'target': return [{ ...base, lesions: seenAt(subject, subject.lesions.filter(({ id, role }) => role === 'target' && result.explanation.decidingLesions.includes(id)), timepoint), key: `target-${timepoint.id}`, title: componentTitle(component), detail: `${timepoint.label}. ${result.explanation.target.sentence}` }];
    case 'nonTarget': {
      const grown = subject.lesions.filter((lesion) => {
        const record = recordOf(subject, lesion.id, timepoint.id);
        return lesion.role === 'nonTarget' && record?.state === 'status' && record.status === 'unequivocalProgression';
      });
      return [{ ...base, lesions: seenAt(subject, grown, timepoint), key: `nonTarget-${timepoint.id}`, title: componentTitle(component), detail: `${timepoint.label}, ${grown.map((lesion) => lesion.label).join(', ') || 'non-targets'}` }];
    }
    case 'newLesion':
      return newLesionsAt(subject, timepoint.id, 'unequivocal').map((lesion) => ({ ...base, lesions: seenAt(subject, [lesion], timepoint), key: `${lesion.id}-${timepoint.id}`, title: `${lesion.label} unequivocal`, detail: lesionDetail(subject, lesion, timepoint) }));
    case 'reappearance': return [{ ...base, key: `reappearance-${timepoint.id}`, title: componentTitle(component), detail: timepoint.label }];
  }
}

/** Components of a timepoint's own PD. */
function componentsOf(result: TimepointResult): readonly ProgressionComponent[] {
  return [
    ...(result.target === 'PD' ? ['target' as const] : []),
    ...(result.nonTarget === 'PD' ? ['nonTarget' as const] : []),
    ...(result.newLesion === 'unequivocal' ? ['newLesion' as const] : []),
  ];
}

function backdated(subject: SubjectCase, progression: Progression, timepoint: Timepoint): readonly Evidence[] {
  return newLesionsAt(subject, timepoint.id, 'equivocal').map((lesion) => ({
    key: `first-${lesion.id}`, used: true, title: `${lesion.label} first seen, equivocal`, detail: lesionDetail(subject, lesion, timepoint),
    date: progression.date, rule: 'R-507', timepointId: timepoint.id, lesions: seenAt(subject, [lesion], timepoint),
  }));
}

/**
 * Where the progression date comes from, in order of dates: what made it, what came later and was considered, the visit that was not used
 * (scan dates count, R-215), and last the date itself. Empty without a progression.
 */
export function evidenceFor(subject: SubjectCase, result: SubjectResult): readonly Evidence[] {
  const { progression } = result;
  const timepoint = progression && subject.timepoints.find((candidate) => candidate.id === progression.timepointId);
  if (!progression || !timepoint) return [];
  const at = (id: string) => result.timepoints.find((candidate) => candidate.id === id);
  const own = at(timepoint.id);
  const used = progression.backdatedFrom ? backdated(subject, progression, timepoint) : own ? (progression.components ?? componentsOf(own)).flatMap((component) => componentEvidence(subject, component, timepoint, own, true)) : [];
  const later = result.timepoints.filter((candidate) => candidate.date > progression.date).flatMap((candidate) => {
    const place = subject.timepoints.find((other) => other.id === candidate.id);
    return place ? componentsOf(candidate).flatMap((component) => componentEvidence(subject, component, place, candidate, false)) : [];
  }).slice(0, 3);
  const visit: readonly Evidence[] = timepoint.plannedDate !== null && timepoint.plannedDate !== progression.date
    ? [{ key: 'visit', used: false, title: `${timepoint.label} visit, planned`, detail: 'not used: scan dates count', date: timepoint.plannedDate, rule: 'R-215', timepointId: timepoint.id }]
    : [];
  const seen = subject.facts.visitDates?.[timepoint.id];
  const seenOn: readonly Evidence[] = seen && seen !== progression.date ? [{ key: 'seen', used: false, title: `${timepoint.label} visit`, detail: 'not used: scan dates count', date: seen, rule: 'R-215', timepointId: timepoint.id }] : [];
  const scan = displayDate(timepoint);
  const scanned: readonly Evidence[] = scan && scan !== progression.date ? [{ key: 'scan', used: false, title: `${timepoint.label} as a whole`, detail: 'its last scan; the scan that shows progression counts', date: scan, rule: 'R-805', timepointId: timepoint.id }] : [];
  const { signed } = signOffOf(subject, timepoint.id);
  const readOn: readonly Evidence[] = signed ? [{ key: 'read', used: false, title: `Read signed, ${signed.signer}`, detail: 'not used: a read date is never an event date', date: signed.at.slice(0, 10), rule: 'R-802', timepointId: timepoint.id }] : [];
  const asRead = own && own.overallAsRead !== own.overall ? `. Read as ${own.overallAsRead}, which is kept` : '';
  const decision: Evidence = { key: 'date', used: true, title: 'Earliest component', detail: `PD date. ${timepoint.label} is PD${asRead}`, date: progression.date, rule: 'R-801', timepointId: timepoint.id };
  return [...[...used, ...later, ...visit, ...seenOn, ...scanned, ...readOn].sort((a, b) => (a.used === b.used ? a.date.localeCompare(b.date) : a.used ? -1 : 1)), decision];
}

/** One sentence under the date, the engine's: what decided it; with PFS. */
export function progressionSentence({ reasons, endpoints: { PFS } }: SubjectResult): string {
  const pfs = PFS ? ` PFS ${format.counted(PFS.days, 'day')}, ${format.months(PFS.days)} months${PFS.event ? '' : ', censored'}.` : '';
  return `${reasons.progression.sentence}${pfs}`;
}

/** Title of a rule for the tooltip over its id. */
export const ruleTitle = (rule: string): string => {
  const entry = ruleEntry(rule);
  return entry ? `${entry.title}. ${entry.text} (${entry.source})` : rule;
};
