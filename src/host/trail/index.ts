export { createTrailKeeper, type TrailKeeper } from './trailKeeper.ts';
