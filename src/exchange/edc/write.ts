import type { ExportFile, ExportStudy } from '../model.ts';
import { fileNameOf } from '../package/fileName.ts';
import { tumourRows } from '../sdtm/index.ts';
import { flatCsv } from './flatCsv.ts';

/** The flat CSV for an EDC. Errors: invalid where the study's mapping or encoding lacks something. */
export function* writeEdc(study: ExportStudy): Iterable<ExportFile> {
  yield { path: `edc/${fileNameOf(study.code)}-edc-flat.csv`, ...flatCsv(study, tumourRows(study)) };
}
