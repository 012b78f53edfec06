/** Days that cannot follow each other among the facts that no rule reads; what the engine takes it checks itself (Q-S05). Pure. */
import type { Finding } from '../common/index.ts';
import { findingsOfSubject } from '../endpoints/index.ts';
import type { ClinicalFacts } from './clinicalFacts.ts';
import { labelsOf, parametersOf, toEngineInput } from './engineInput.ts';
import { caseFindings } from './findings.ts';
import type { SubjectCase } from './model.ts';
import type { StudyProtocol } from './protocol.ts';

/** Code of findings about the order of clinical facts. */
export const factOrderCode = 'FACT-01';

/** Code of the finding about a randomised subject whose arm is not recorded. */
export const armMissingCode = 'FACT-02';
/** Randomised in a study of several arms, and which one is not recorded. */
export const isArmMissing = ({ facts, protocol }: Pick<SubjectCase, 'facts' | 'protocol'>): boolean =>
  ((protocol as StudyProtocol).design?.arms.length ?? 0) > 1 && facts.randomisationDate !== undefined && (facts.arm ?? '') === '';

/** Pairs in which the second day may not lie before the first. */
function disordered(facts: ClinicalFacts, isJudged: boolean, labelOf: (timepointId: string) => string): readonly string[] {
  const { randomisationDate, newTherapyStartDate, firstDoseDate, treatmentEndDate, deathDate, lastKnownAliveDate, clinicalProgressionDate, doseChanges = [], visitDates = {} } = facts;
  const said = (isWrong: boolean, words: string): readonly string[] => (isWrong ? [words] : []);
  const after = (later: string | undefined, than: string | undefined): boolean => later !== undefined && than !== undefined && later > than;
  // With a baseline the engine says these itself (Q-S05).
  const unjudged = isJudged ? [] : [...said(after(randomisationDate, deathDate), `death on ${deathDate} before the randomisation on ${randomisationDate}`), ...said(after(newTherapyStartDate, deathDate), `new therapy on ${newTherapyStartDate} after the death on ${deathDate}`)];
  return [
    ...unjudged,
    ...[[lastKnownAliveDate, 'last contact'], [clinicalProgressionDate, 'clinical progression'], [newTherapyStartDate, 'new therapy']].flatMap(([date, what]) => said(after(randomisationDate, date), `${what} on ${date} before the randomisation on ${randomisationDate}`)),
    ...said(after(firstDoseDate, treatmentEndDate), `first dose on ${firstDoseDate} after the last on ${treatmentEndDate}`),
    ...doseChanges.flatMap(({ date, kind }) => [...said(after(firstDoseDate, date), `dose ${kind} on ${date} before the first on ${firstDoseDate}`), ...said(after(date, treatmentEndDate), `dose ${kind} on ${date} after the last on ${treatmentEndDate}`)]),
    ...said(after(firstDoseDate, deathDate), `first dose on ${firstDoseDate} after the death on ${deathDate}`), ...said(after(treatmentEndDate, deathDate), `last dose on ${treatmentEndDate} after the death on ${deathDate}`),
    ...said(after(lastKnownAliveDate, deathDate), `last contact on ${lastKnownAliveDate} after the death on ${deathDate}`), ...said(after(clinicalProgressionDate, deathDate), `clinical progression on ${clinicalProgressionDate} after the death on ${deathDate}`),
    ...Object.entries(visitDates).flatMap(([id, date]) => said(after(date, deathDate), `visit ${labelOf(id)} on ${date} after the death on ${deathDate}`)),
  ];
}

/** Dates of a subject that contradict each other: the engine's check, and the order of what it does not take. With `facts` as they would be. */
export function factFindings(subject: SubjectCase, facts: ClinicalFacts = subject.facts): readonly Finding[] {
  const known: SubjectCase = { ...subject, facts };
  const input = toEngineInput(known);
  const engine = input === null ? [] : caseFindings(known, findingsOfSubject(input, parametersOf(known), labelsOf(known))).filter(({ code }) => code === 'Q-S05');
  const order = disordered(facts, input !== null, (id) => subject.timepoints.find((one) => one.id === id)?.label ?? 'of a timepoint');
  const missing = isArmMissing(known) ? [{ severity: 'info' as const, code: armMissingCode, message: `Arm is missing: randomised on ${facts.randomisationDate}. Figures by arm leave the subject out.` }] : [];
  return [...engine, ...missing, ...(order.length === 0 ? [] : [{ severity: 'block' as const, code: factOrderCode, message: `Dates contradict each other: ${order.join('; ')}. Correct one of them.` }])];
}
