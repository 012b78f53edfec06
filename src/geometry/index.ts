export * from './affine.ts';
export * from './caliper.ts';
export * from './distance.ts';
export * from './orientation.ts';
export * from './plane.ts';
export * from './sliceOrder.ts';
export * from './spacing.ts';
export * from './vector.ts';
