/** How a row of explanations.csv is asked: what the engine says about one value of one course. */
import { runEngineRequest } from '../../src/endpoints/index.ts';
import { linesOf, memberAt, origin, sequenceOf, settingsOf, subjectOf, visitsOf, type Visit } from './notation.ts';

export type ExplanationRow = Readonly<Record<'targets' | 'nonTargets' | 'course' | 'subject' | 'params' | 'assigned' | 'of', string>>;
type Told = { readonly sentence: string; readonly rules: readonly string[]; readonly lesions: readonly string[] };
type Loose = Readonly<Record<string, unknown>> & { readonly error?: unknown };

const reason = 'comparison with an outside report';

/** `W8 target=PD` gives that visit an override. */
function withAssigned(visits: readonly Visit[], assigned: string): readonly Visit[] {
  const [at, pair = ''] = assigned.split(' ');
  const [component = '', value = ''] = pair.split('=');
  return visits.map((visit) => (visit.id === at ? { ...visit, more: { ...visit.more, assigned: { [component]: { value, reason } } } } : visit));
}

/** A course in the notation of lesions (`8 | 31 15 | present`) or, where targets are `-`, of responses (`57 SD | 113 PD`). */
function requestOf(row: ExplanationRow): object {
  const { hasTargets = true, tumourMarker, ...params } = settingsOf(row.params);
  const subject = { randomisationDate: origin, ...settingsOf(row.subject) };
  if (row.targets === '-') return { op: 'responses', explain: true, params, input: { subject, timepoints: sequenceOf(row.course), hasTargets } };
  const input = subjectOf(row.targets, Number(row.nonTargets), withAssigned(visitsOf(linesOf(row.course)), row.assigned), subject);
  return { op: 'subject', explain: true, params, input: { ...input, baseline: { ...input.baseline, ...(tumourMarker === undefined ? {} : { tumourMarker }) } } };
}

/**
 * The words about what `of` names: `W16 overall`, `W16 target`, `W16 arithmetic` of a visit, or `progression`, `bor.confirmed`, `endpoints.PFS`. Thin
 * spaces come as ordinary ones, so that the table can be read and typed.
 */
export function toldOf(row: ExplanationRow): Told {
  const answer = JSON.parse(JSON.stringify(runEngineRequest(requestOf(row)))) as Loose;
  if (answer.error !== undefined) throw new Error(JSON.stringify(answer.error));
  const [visit = '', part] = row.of.split(' ');
  if (part === undefined) return plain(memberAt(answer['reasons'], visit) as Told);
  const timepoint = (answer['timepoints'] as readonly (Loose & { readonly id: string; readonly rules: readonly string[]; readonly explanation: Loose })[]).find(({ id }) => id === visit);
  if (timepoint === undefined) throw new Error(`no visit ${visit}`);
  const { explanation, rules } = timepoint;
  if (part !== 'overall' && part !== 'arithmetic') return plain(explanation[part] as Told);
  return plain({ sentence: String(explanation[part === 'overall' ? 'sentence' : part]), rules, lesions: explanation['decidingLesions'] as readonly string[] });
}

const plain = (told: Told): Told => ({ ...told, sentence: told.sentence.replaceAll('\u2009', ' ') });
