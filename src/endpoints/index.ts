export { bestResponses, borWindow, type BestResponses } from './bestResponse.ts';
export { missedLimitDays } from './censoring.ts';
export * from './cohort.ts';
export * from './immuneBest.ts';
export * from './intervals.ts';
export { pfsRuleSetIdeas, pfsRuleSets, resolvePfsRules } from './pfsRules.ts';
export { evaluateSequence, isDiseaseControl, isObjectiveResponse } from './responses.ts';
export * from './subjectResult.ts';
export * from './survival.ts';
