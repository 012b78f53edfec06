export { chainFaultWords } from './chainWatch.ts';
export { createTrailKeeper, type TrailKeeper } from './trailKeeper.ts';
