import { isNadirError } from '../../common/index.ts';
import type { ExportFinding, ExportStudy } from '../model.ts';
import { aboutStudy } from '../preflight/places.ts';
import { tumourRows } from '../sdtm/index.ts';
import { flatCsv } from './flatCsv.ts';

/** What keeps the flat CSV from being written: the mapping forgets something, or the encoding has no such character. */
export function edcFindings(study: ExportStudy): readonly ExportFinding[] {
  // Our own names in UTF-8 can hold everything.
  if (study.config.mapping === null && study.config.flatEncoding !== 'windows-1252') return [];
  try {
    flatCsv(study, tumourRows(study));
    return [];
  } catch (error) {
    if (!isNadirError(error)) throw error;
    return [aboutStudy({ severity: 'block', code: 'EXP-67', message: error.message, remedy: 'Change it in the study’s export set-up.' }, 'edc')];
  }
}
