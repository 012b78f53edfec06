/** What a special state of a lesion does to the sum, in a line (section 5 of the rules). Pure; the values are the engine's. */
import type { Lesion, LocalTreatment, OtherTechnique, SplitPart, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import { treatedRecord } from '../../../src/casefile/index.ts';
import { formatMm, listText } from '../../../src/recist/index.ts';
import { countsMm, lesionOf, shownRecord, timepointOf } from './caseFacts.ts';
import { notEvaluableReasons, reasonText } from './words.ts';

export type StateWords = { readonly title: string; readonly text: string; readonly rule: string };

export const treatmentKinds: readonly { readonly value: LocalTreatment['kind']; readonly label: string; readonly past: string }[] = [
  { value: 'resected', label: 'Resected', past: 'resected' },
  { value: 'irradiated', label: 'Irradiated', past: 'irradiated' },
  { value: 'ablated', label: 'Ablated', past: 'ablated' },
  { value: 'other', label: 'Other local treatment', past: 'treated locally' },
];
const pastOf = (kind: LocalTreatment['kind']): string => treatmentKinds.find(({ value }) => value === kind)?.past ?? 'treated locally';

export const techniqueNames: Readonly<Record<OtherTechnique['what'], string>> = { modality: 'Other modality', plane: 'Other plane', contrast: 'Other contrast' };

/** What one fragment counts: "12.3", "5.0 too small", "0 absent", "NE obscured". */
export function fragmentText(lesion: Pick<Lesion, 'kind'>, part: SplitPart): string {
  if (part.state === 'notEvaluable') return `NE ${reasonText(part.reason)}`;
  const mm = countsMm(lesion, part);
  if (mm === null) return 'short axis open';
  return part.state === 'measured' ? formatMm(mm) : part.state === 'absent' ? '0 absent' : `${formatMm(mm)} too small`;
}

/** Lesions recorded as merged into this one at the timepoint, by label. */
const mergedInto = (subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): readonly string[] =>
  subject.lesions.filter((other) => { const record = shownRecord(subject, other, timepoint); return record?.state === 'merged' && record.mergedInto === lesion.id; }).map(({ label }) => label);

function treatmentWords(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): StateWords | null {
  const { treated, label } = lesion;
  if (!treated) return null;
  const from = timepointOf(subject, treated.from)?.label ?? '';
  const title = `${label} was ${pastOf(treated.kind)} before ${from}`;
  if (treated.planned) return { title, text: 'The protocol plans it: it goes on counting as recorded.', rule: 'R-214' };
  if (!treatedRecord(subject, lesion, timepoint)) return null;
  return { title, text: `Not evaluable from ${from} on.${lesion.role === 'target' ? ' The sum is partial; only progression can be concluded from it.' : ''}`, rule: 'R-214' };
}

function targetWords(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): StateWords | null {
  const { label } = lesion;
  const record = shownRecord(subject, lesion, timepoint);
  const mm = countsMm(lesion, record);
  switch (record?.state) {
    case 'split':
      if (mm === null) return { title: `${label} is split and not evaluable`, text: 'A fragment has no value: the sum is partial.', rule: 'R-210' };
      return { title: `${label} counts ${formatMm(mm)} mm`, text: `The sum of its ${record.parts.length} parts: ${record.parts.map((part) => fragmentText(lesion, part)).join(' + ')}.`, rule: 'R-210' };
    case 'merged': {
      const lead = lesionOf(subject, record.mergedInto)?.label ?? 'The lead';
      return { title: `${label} adds 0 mm`, text: `${lead} carries the diameter of both. ${label} is evaluable, and gone, exactly when ${lead} is.`, rule: 'R-211' };
    }
    case 'tooSmall': return { title: `${label} counts ${formatMm(mm ?? 0)} mm`, text: 'Believed present, too faint or small to measure. If a true measurement is possible, measure it.', rule: 'R-206' };
    case 'absent': return { title: `${label} counts 0 mm`, text: lesion.kind === 'node' ? 'A node that is still visible keeps its short axis.' : 'It has disappeared.', rule: 'R-207' };
    case 'notEvaluable': {
      const reason = notEvaluableReasons.find(({ value }) => value === record.reason)?.label.toLowerCase() ?? record.reason;
      return { title: `${label} has no value: ${reason}`, text: 'The sum is partial; only progression can be concluded from it.', rule: 'R-208' };
    }
    case 'measured': {
      const others = mergedInto(subject, lesion, timepoint);
      if (others.length > 0) return { title: `${label} carries the diameter of ${listText([label, ...others])}`, text: `Measure the joint lesion. ${listText(others)} ${others.length === 1 ? 'adds' : 'add'} 0 mm.`, rule: 'R-211' };
      if (record.otherTechnique) return { title: `${label} counts its diameter, measured by ${techniqueNames[record.otherTechnique.what].toLowerCase()}`, text: `Comparable: ${record.otherTechnique.reason}`, rule: 'R-213' };
      return null;
    }
    default: return null;
  }
}

/** How the sum treats a lesion that was not simply measured; null for one that was, and without a record. */
export function stateWords(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): StateWords | null {
  const treated = treatmentWords(subject, lesion, timepoint);
  if (treated) return treated;
  if (lesion.role === 'target') return timepoint.index === 0 ? null : targetWords(subject, lesion, timepoint);
  if (lesion.role === 'nonTarget' && lesion.group) return { title: `${lesion.label} stands for several lesions`, text: 'One status for all of them.', rule: 'R-141' };
  return null;
}

/** Targets that can carry the joint diameter of this lesion: others, and none that is itself merged into it. */
export function possibleLeads(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): readonly Lesion[] {
  const leadOf = (id: string): string | null => { const one = lesionOf(subject, id); const record = one && shownRecord(subject, one, timepoint); return record?.state === 'merged' ? record.mergedInto : null; };
  const comesBack = (id: string): boolean => { const seen = new Set<string>(); for (let next: string | null = id; next !== null && !seen.has(next); next = leadOf(next)) { if (next === lesion.id) return true; seen.add(next); } return false; };
  return subject.lesions.filter((other) => other.role === 'target' && !comesBack(other.id) && !treatedRecord(subject, other, timepoint));
}
