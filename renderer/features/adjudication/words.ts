/** What adjudication says of states, variables and values. Pure. */
import type { AdjudicationList, AnonymousRead, DecisionMeaning, DecisionOutcome } from '../../../src/casefile/index.ts';
import type { AdjudicationVariable } from '../../../src/recist/index.ts';

export type ReadName = 'A' | 'B';
export type ListedSubject = AdjudicationList['subjects'][number];

/** What the signature of a decision says. */
export const meaningNames: Readonly<Record<DecisionMeaning, string>> = { adjudicated: 'Adjudication decision', approved: 'Approval' };

export const variableNames: Readonly<Record<AdjudicationVariable, string>> = {
  bor: 'Best response', progression: 'Progression', progressionDate: 'Progression date', responseDate: 'First response', measurableAtBaseline: 'Measurable at baseline',
};

/** A variable of one read as text; `label` names a timepoint of it. */
export function valueOf({ compared, result }: AnonymousRead, variable: AdjudicationVariable, label: (timepointId: string) => string): string {
  switch (variable) {
    case 'bor': return compared.bor ?? 'none';
    case 'progression': return compared.progressionDate == null ? 'no' : `yes, ${label(result?.progression?.timepointId ?? '')}`;
    case 'progressionDate': return compared.progressionDate ?? 'none';
    case 'responseDate': return compared.responseDate ?? 'none';
    case 'measurableAtBaseline': return compared.measurableAtBaseline == null ? 'not said' : compared.measurableAtBaseline ? 'yes' : 'no';
  }
}

/** "best response PD, progression 2026-05-02": what a read makes the subject's result. */
export const outcomeText = ({ bor, progressionDate }: DecisionOutcome): string => `best response ${bor ?? 'none'}, ${progressionDate === null ? 'no progression' : `progression ${progressionDate}`}`;

/** State of a subject in a word or two. */
export function stateText({ state, repeated }: Pick<ListedSubject, 'state' | 'repeated'>): string {
  switch (state) {
    case 'due': return repeated ? 'decide again' : 'to decide';
    case 'decided': return 'decided';
    case 'agreed': return 'readers agree';
    case 'reading': return repeated ? 'read again' : 'being read';
  }
}

/** What stands behind the state, in a line. */
export function stateDetail({ state, repeated, variables, accepted }: ListedSubject): string {
  switch (state) {
    case 'due': return variables.map((variable) => variableNames[variable].toLowerCase()).join(', ');
    case 'decided': return `read ${accepted ?? ''} accepted`;
    case 'agreed': return repeated ? 'a read was amended, and both agree now' : '';
    case 'reading': return repeated ? 'the decision waits until both are signed' : '';
  }
}

const urgency: Readonly<Record<ListedSubject['state'], number>> = { due: 0, decided: 1, agreed: 2, reading: 3 };
/** What waits for the adjudicator first, then by code. */
export const inOrder = (subjects: readonly ListedSubject[]): readonly ListedSubject[] =>
  [...subjects].sort((a, b) => urgency[a.state] - urgency[b.state] || Number(b.repeated) - Number(a.repeated) || a.code.localeCompare(b.code, 'en', { numeric: true }));
