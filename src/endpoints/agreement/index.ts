export * from './differences.ts';
export { matchLesions, type LesionPair, type Matching } from './matching.ts';
export * from './metrics.ts';
export * from './model.ts';
