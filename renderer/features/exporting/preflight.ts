import type { WorklistRow } from '../../../src/api/wire.ts';
import type { Finding } from '../../../src/common/index.ts';

const named = (rows: readonly WorklistRow[]): string => `${rows.slice(0, 4).map((row) => row.code).join(', ')}${rows.length > 4 ? ` and ${rows.length - 4} more` : ''}`;

/** What a data manager should know before taking a file away: reads that are unfinished, timepoints without a sum, and that nothing is signed in this version. */
export function preflight(rows: readonly WorklistRow[]): readonly Finding[] {
  const unfinished = rows.filter((row) => row.cells.some((cell) => cell.status === 'inProgress'));
  const unread = rows.filter((row) => row.cells.some((cell) => cell.status === 'toRead'));
  const withoutSum = rows.filter((row) => row.sums.some((sum) => sum.sumMm === null));
  const complete = rows.reduce((count, row) => count + row.cells.filter((cell) => cell.status === 'complete').length, 0);
  return [
    ...(unfinished.length > 0 ? [{ severity: 'warn' as const, code: 'EXP-01', message: `${unfinished.length} ${unfinished.length === 1 ? 'subject has' : 'subjects have'} an unfinished read. Its missing lesions are not in the file: ${named(unfinished)}.` }] : []),
    ...(unread.length > 0 ? [{ severity: 'info' as const, code: 'EXP-02', message: `${unread.length} ${unread.length === 1 ? 'subject has' : 'subjects have'} images that are not read. They have no rows: ${named(unread)}.` }] : []),
    ...(withoutSum.length > 0 ? [{ severity: 'info' as const, code: 'EXP-03', message: `${withoutSum.length} ${withoutSum.length === 1 ? 'subject has' : 'subjects have'} a timepoint without a complete sum. The cell is empty, not 0: ${named(withoutSum)}.` }] : []),
    ...(complete > 0 ? [{ severity: 'info' as const, code: 'EXP-04', message: 'Reads are not signed in this version. Every response in the file is provisional.' }] : []),
  ];
}
