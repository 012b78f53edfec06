import { createHash } from 'node:crypto';
import type { ExportFile, ExportStudy } from '../model.ts';
import { fileNameOf } from '../package/fileName.ts';
import { tumourRows } from '../sdtm/index.ts';
import { plannedVisits } from './plannedVisits.ts';
import { odmSnapshot } from './snapshot.ts';

/** The snapshot in ODM 1.3.2, one file. Errors: invalid where the study's mapping lacks something. */
export function* writeOdm(study: ExportStudy): Iterable<ExportFile> {
  yield { path: `odm/${fileNameOf(study.code)}.xml`, bytes: odmSnapshot(study, tumourRows(study), plannedVisits(study), (content) => createHash('sha256').update(content).digest('hex')) };
}
