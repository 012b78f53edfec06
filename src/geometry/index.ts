export * from './sliceOrder.ts';
