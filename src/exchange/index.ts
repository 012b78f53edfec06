export type * from './model.ts';
export type { CaseWithResult } from './csv/cases.ts';
export { endpointsCsv } from './csv/endpoints.ts';
export { lesionsCsv } from './csv/lesions.ts';
export { measurementsCsv } from './csv/measurements.ts';
export { responsesCsv } from './csv/responses.ts';
export { csvSeparators, readCsv, type CsvFault, type CsvSeparator, type CsvTable } from './table/readCsv.ts';
export { writeCsv, type Cell, type Column, type CsvOptions } from './csv/write.ts';
export * from './pictures.ts';
