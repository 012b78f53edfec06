export type * from './model.ts';
export { trialMarkers, trialPlan } from './plan.ts';
