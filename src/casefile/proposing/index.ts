export { becomesBaselineLate } from './baselineRules.ts';
export { pairOf, sameGeometry } from './duplicates.ts';
export type { Incoming, StudyView } from './model.ts';
export { proposeSeries } from './proposeSeries.ts';
