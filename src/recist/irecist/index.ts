export * from './assess.ts';
export * from './model.ts';
