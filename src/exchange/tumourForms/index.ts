export * from './datasetRow.ts';
export { assessorKeyOf } from './lineNumbers.ts';
export * from './subjectRecords.ts';
export * from './visitForms.ts';
