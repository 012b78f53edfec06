import type { ExportFile, ExportStudy } from '../model.ts';
import { tumourRows } from '../sdtm/index.ts';
import { flatCsv } from './flatCsv.ts';

/** The flat CSV for an EDC. Errors: invalid where the study's mapping or encoding lacks something. */
export function* writeEdc(study: ExportStudy): Iterable<ExportFile> {
  yield { path: `edc/${study.code}-edc-flat.csv`, bytes: flatCsv(study, tumourRows(study)) };
}
