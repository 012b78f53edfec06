export * from './caseFacts.ts';
export * from './defaults.ts';
export * from './guards.ts';
export { lesionName, organName, searchOrgans } from './organs.ts';
export * from './tableColumns.ts';
export * from './tableModel.ts';
export * from './words.ts';
