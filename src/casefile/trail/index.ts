export * from './model.ts';
export * from './kinds.ts';
export { changeWords, documentChanges, isDocument, snapshotChanges, type NameOf } from './difference.ts';
