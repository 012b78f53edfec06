export { bestResponses, borWindow, type BestResponses } from './bestResponse.ts';
export { missedLimitDays } from './censoring.ts';
export * from './cohort.ts';
export * from './engine.ts';
export * from './immuneBest.ts';
export { pfsRuleSetIdeas, pfsRuleSets, resolvePfsRules } from './pfsRules.ts';
export { evaluateSequence, isDiseaseControl, isObjectiveResponse } from './responses.ts';
export * from './statistics/index.ts';
export * from './subjectResult.ts';
