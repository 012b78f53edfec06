export * from './engineInput.ts';
export * from './model.ts';
export * from './progress.ts';
export type * from './views.ts';
