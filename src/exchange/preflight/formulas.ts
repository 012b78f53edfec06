/** Text that a spreadsheet would run, in the files that programs read: their contracts (SDTM CSV, EDC file) keep every value as it is, so it is told instead. Pure. */
import { spreadsheetText } from '../../common/index.ts';
import type { ExportFinding, ExportStudy, ExportSubject } from '../model.ts';
import { aboutSubject } from './places.ts';

/** The first text within a value that begins a formula; null: none. */
function formulaIn(value: unknown): string | null {
  if (typeof value === 'string') return spreadsheetText(value) === value ? null : value;
  if (typeof value !== 'object' || value === null) return null;
  for (const inner of Object.values(value)) {
    const found = formulaIn(inner);
    if (found !== null) return found;
  }
  return null;
}

/** What people typed and is exported: codes, clinical facts, lesions and what was recorded of them, reasons. */
const typed = ({ code, siteCode, facts, reads }: ExportSubject): unknown => [code, siteCode, facts, reads.map(({ case: { lesions, assessments, overrides, checkReasons } }) => [lesions, assessments, overrides, checkReasons])];

/** EXP-92, once per subject. */
export const formulaFindings = ({ subjects }: ExportStudy): readonly ExportFinding[] => subjects.flatMap((subject) => {
  const text = formulaIn(typed(subject));
  return text === null ? [] : [aboutSubject({
    severity: 'info', code: 'EXP-92', message: `“${text.slice(0, 40)}” begins like a formula and is written as it is.`, remedy: 'Load these files with a program. For a spreadsheet take the CSV format, where it is made harmless.',
  }, subject)];
});
