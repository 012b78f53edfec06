export * from './engineInput.ts';
export * from './model.ts';
export * from './progress.ts';
export * from './seriesTraits.ts';
export * from './twinSeries.ts';
export type * from './views.ts';
export * from './read.ts';
