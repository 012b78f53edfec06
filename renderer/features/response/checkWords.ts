import { labelsOf, parametersOf, toEngineInput, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { findingsOfSubject } from '../../../src/endpoints/index.ts';

/** The checks of a timepoint for what is on screen now, in the engine's words with lesions and numbers, by id. */
export function checkWords(subject: SubjectCase, timepoint: Timepoint): Readonly<Record<string, string>> {
  const input = toEngineInput(subject);
  if (input === null) return {};
  const words: Record<string, string> = {};
  for (const { check, message, place, timepointId } of findingsOfSubject(input, parametersOf(subject), labelsOf(subject))) {
    const isHere = place === 'timepoint' ? timepointId === timepoint.id : place === 'baseline' && timepoint.index === 0;
    if (isHere) words[check] = words[check] === undefined ? message : `${words[check]} ${message}`;
  }
  return words;
}
