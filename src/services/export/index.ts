export { collectStudy, type ExportRequest } from './collect.ts';
export { exportFormats, formatsNamed, type ExportFormat } from './formats.ts';
