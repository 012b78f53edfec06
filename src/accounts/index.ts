export * from './model.ts';
export * from './roles.ts';
