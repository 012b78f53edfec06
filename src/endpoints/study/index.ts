export * from './analyseRead.ts';
export * from './analyseStudy.ts';
export * from './model.ts';
