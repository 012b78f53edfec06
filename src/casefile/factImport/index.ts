export * from './cells.ts';
export * from './fields.ts';
export * from './preview.ts';
export * from './readRows.ts';
