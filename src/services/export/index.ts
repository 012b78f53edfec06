export { collectStudy, type ExportRequest } from './collect.ts';
export { csvTable, exportFormats, formatsNamed, type CsvKind, type ExportFormat } from './formats.ts';
