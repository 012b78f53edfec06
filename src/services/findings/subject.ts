import { daysBetween, type Finding } from '../../common/index.ts';
import type { SubjectCase } from '../../casefile/index.ts';
import { checkEntry, withDefaults, type Parameters, type SubjectResult } from '../../recist/index.ts';
import { parametersOf } from '../../casefile/index.ts';
import { finding } from './finding.ts';

type Message = (subject: SubjectCase, result: SubjectResult, parameters: Parameters) => string;

function confirmationDue(result: SubjectResult, parameters: Parameters): string {
  const { date } = result.response.unconfirmed;
  return `The response${date ? ` of ${date}` : ''} waits for confirmation at least ${parameters.confirmationMinDays} days later (R-727).`;
}

function datedApart(result: SubjectResult, subject: SubjectCase): string {
  const { progression } = result;
  if (!progression) return 'The progression date differs from the date of its timepoint.';
  const timepoint = subject.timepoints.find((one) => one.id === progression.timepointId);
  const found = result.timepoints.find((one) => one.id === progression.timepointId);
  const apart = found ? Math.abs(daysBetween(progression.date, found.date)) : 0;
  return `Progression is dated ${progression.date}, ${apart} days from ${timepoint?.label ?? 'its timepoint'} (${found?.date ?? 'no date'}): the scan that shows it counts (R-801 to R-805).`;
}

const messages: Readonly<Record<string, Message>> = {
  'Q-S01': (_subject, result, parameters) => confirmationDue(result, parameters),
  'Q-S02': (_subject, _result, parameters) => `SD was seen, but not yet ${parameters.sdMinDays} days after the reference date (R-711).`,
  'Q-S03': (_subject, _result, parameters) => `Two or more assessments were missed: more than ${2 * (parameters.schedule.intervalDays + parameters.schedule.windowDays)} days lie between two (R-914).`,
  'Q-S04': (subject, result) => datedApart(result, subject),
  'Q-S05': (subject) => `Dates contradict each other${subject.facts.deathDate ? `: death is dated ${subject.facts.deathDate}` : ''}. Check the subject's dates.`,
  'Q-S06': () => 'Progression-free survival differs between the named rule sets (R-918).',
  'Q-S07': () => 'CR is followed by a lesser response. Check whether the CR was one (R-730).',
  'Q-S08': (_subject, result) => `An assessment before the time origin${result.timeOrigin ? ` of ${result.timeOrigin.date}` : ''} is not counted (R-701).`,
};

/** Checks about the subject as a whole. */
export function subjectFindings(subject: SubjectCase, result: SubjectResult): readonly Finding[] {
  const parameters = withDefaults(parametersOf(subject));
  return result.checks.map((code) => finding(code, messages[code]?.(subject, result, parameters) ?? `${checkEntry(code)?.text ?? code}.`));
}
