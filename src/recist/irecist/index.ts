export { assessImmune } from './assess.ts';
export * from './model.ts';
export { immuneReasons } from './sentences.ts';
