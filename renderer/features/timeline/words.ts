import type { EndpointResult, OrganCode, ProgressionComponent } from '../../../src/recist/index.ts';
import type { Confirmation, Lesion } from '../../../src/casefile/index.ts';

const reasons: Readonly<Record<string, string>> = {
  progression: 'progression', death: 'death', clinicalProgression: 'clinical progression', newTherapy: 'new therapy before an event', missedAssessments: 'two or more assessments missed',
  noBaseline: 'no adequate baseline', lastEvaluableAssessment: 'last evaluable assessment', noPostBaselineAssessment: 'no assessment after baseline', alive: 'last known alive',
  lastAssessment: 'last assessment', secondProgression: 'second progression', noAssessment: 'no assessment', noFollowUp: 'no follow-up',
};

/** A reason of the engine in words; one it does not know is taken apart at its capitals. */
export const reasonWords = (reason: string): string => reasons[reason] ?? reason.replace(/([A-Z])/g, ' $1').toLowerCase();

/** What ended an endpoint, without the length that stands beside it: "Progression on 2024-01-16 at TP4. Counted from …". */
export const endingWords = (sentence: string): string => sentence.replace(/^(?:Event|Censored) after [^:]+: (.)/, (_all, first: string) => first.toUpperCase());

export const eventWord = (result: EndpointResult): string => (result.event ? 'event' : 'censored');

/** `lymphNode` as `lymph node`. */
export const organWords = (organ: OrganCode): string => organ.replace(/([A-Z])/g, ' $1').toLowerCase();

/** `Liver, S7`. */
export function lesionName(lesion: Pick<Lesion, 'organ' | 'description'>): string {
  const organ = organWords(lesion.organ);
  const name = organ.charAt(0).toUpperCase() + organ.slice(1);
  return lesion.description === '' ? name : `${name}, ${lesion.description}`;
}

export function componentTitle(component: ProgressionComponent): string {
  switch (component) {
    case 'target': return 'Target sum meets the PD limits';
    case 'nonTarget': return 'Unequivocal progression of non-targets';
    case 'newLesion': return 'Unequivocal new lesion';
    case 'reappearance': return 'Reappearance after complete response';
  }
}

/** Another date a person may ask about, and why it is one. */
export type OtherDate = { readonly date: string; readonly what: string; readonly why: string };

/** "progression 2024-01-16", "no progression up to TP3". */
export const outcomeWords = (date: string | null, upTo: string): string => (date === null ? `no progression up to ${upTo}` : `progression ${date}`);
/** What was signed: the chosen date where another one was chosen, null for none. */
export const confirmedDate = ({ chosen, outcome }: Pick<Confirmation, 'chosen' | 'outcome'>): string | null => (chosen === null ? (outcome.progression?.date ?? null) : chosen.date);
