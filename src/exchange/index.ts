export { csvText, type Cell, type Column } from './csv/csvText.ts';
export { lesionsCsv } from './csv/lesions.ts';
export { measurementsCsv } from './csv/measurements.ts';
export { responsesCsv, type EvaluatedSubject } from './csv/responses.ts';
