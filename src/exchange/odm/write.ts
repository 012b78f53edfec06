import { createHash } from 'node:crypto';
import { exportedVisit, isUnscheduled } from '../../casefile/index.ts';
import type { ExportFile, ExportStudy, ExportVisit } from '../model.ts';
import { tumourRows } from '../sdtm/index.ts';
import { odmSnapshot } from './snapshot.ts';

const plannedVisits = ({ protocol }: ExportStudy): readonly ExportVisit[] => [...(protocol.visits?.visits.keys() ?? [])].filter((index) => !isUnscheduled(index)).map((index) => {
  const { visitNumber, visit } = exportedVisit(protocol, index);
  return { index, number: visitNumber, name: visit, plannedDay: protocol.visits?.visits[index]?.day ?? null };
});

/** The snapshot in ODM 1.3.2, one file. Errors: invalid where the study's mapping lacks something. */
export function* writeOdm(study: ExportStudy): Iterable<ExportFile> {
  yield { path: `odm/${study.code}.xml`, bytes: odmSnapshot(study, tumourRows(study), plannedVisits(study), (content) => createHash('sha256').update(content).digest('hex')) };
}
