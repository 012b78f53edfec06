export * from './model.ts';
export * from './kinds.ts';
export { changeWords, snapshotChanges, type NameOf } from './difference.ts';
