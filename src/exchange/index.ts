export { lesionsCsv, measurementsCsv, responsesCsv, type CaseWithResult } from './csv/caseTables.ts';
export { writeCsv, type Cell, type Column, type CsvOptions } from './csv/write.ts';
