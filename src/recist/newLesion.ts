/** New lesions at a timepoint (section 8). */
import type { NewLesionRecord, NewLesionResult } from './model.ts';

type Decision = { readonly response: NewLesionResult; readonly rules: readonly string[] };

const none: Decision = { response: 'none', rules: [] };
const equivocal: Decision = { response: 'equivocal', rules: ['R-505'] };
const unequivocal: Decision = { response: 'unequivocal', rules: ['R-502'] };

/** Unequivocal when any is, else equivocal when any is. A timepoint that was not performed shows none. */
export function decideNewLesion(performed: boolean, records: readonly NewLesionRecord[]): Decision {
  if (!performed) return none;
  if (records.some((record) => record.status === 'unequivocal')) return unequivocal;
  return records.some((record) => record.status === 'equivocal') ? equivocal : none;
}
