/** Days that cannot follow each other among the facts that no rule reads; what the engine takes it checks itself (Q-S05). Pure. */
import type { Finding } from '../common/index.ts';
import { findingsOfSubject } from '../endpoints/index.ts';
import type { ClinicalFacts } from './clinicalFacts.ts';
import { labelsOf, parametersOf, toEngineInput } from './engineInput.ts';
import { caseFindings } from './findings.ts';
import type { SubjectCase } from './model.ts';

/** Code of findings about the order of clinical facts. */
export const factOrderCode = 'FACT-01';

/** Pairs in which the second day may not lie before the first. */
function disordered(facts: ClinicalFacts, labelOf: (timepointId: string) => string): readonly string[] {
  const { firstDoseDate, treatmentEndDate, deathDate, lastKnownAliveDate, clinicalProgressionDate, doseChanges = [], visitDates = {} } = facts;
  const said = (isWrong: boolean, words: string): readonly string[] => (isWrong ? [words] : []);
  const after = (later: string | undefined, than: string | undefined): boolean => later !== undefined && than !== undefined && later > than;
  return [
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
  const order = disordered(facts, (id) => subject.timepoints.find((one) => one.id === id)?.label ?? 'of a timepoint');
  return [...engine, ...(order.length === 0 ? [] : [{ severity: 'block' as const, code: factOrderCode, message: `Dates contradict each other: ${order.join('; ')}. Correct one of them.` }])];
}
