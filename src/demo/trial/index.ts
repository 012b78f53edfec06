export type * from './model.ts';
export { trialMarkers, trialPlan } from './plan.ts';
export { trialCorrespondence, type TrialCorrespondence, type TrialMessage, type TrialQuery } from './correspondence.ts';
