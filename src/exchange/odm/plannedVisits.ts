import { exportedVisit } from '../../casefile/index.ts';
import type { ExportStudy, ExportVisit } from '../model.ts';

/** The named visits of the study's plan, as exports call them: they are in the metadata whether or not a subject has reached them. */
export const plannedVisits = ({ protocol }: ExportStudy): readonly ExportVisit[] => (protocol.visits?.visits ?? []).map(({ day }, index) => {
  const { visitNumber, visit } = exportedVisit(protocol, index);
  return { index, number: visitNumber, name: visit, plannedDay: day };
});
