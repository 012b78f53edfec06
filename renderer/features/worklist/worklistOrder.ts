import type { WorklistRow } from '../../../src/api/wire.ts';

export type SortColumn = 'next' | 'subject' | 'site' | 'sum' | 'change';
export type Sort = { readonly column: SortColumn; readonly descending: boolean };

/** What a reader can act on comes first: what was begun, what is ready, what waits for a decision, what waits for others. */
const urgency: Readonly<Record<WorklistRow['next']['kind'], number>> = { continue: 0, read: 1, confirm: 2, waitForImages: 3, nothing: 4 };

const byCode = (a: WorklistRow, b: WorklistRow): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);

/** Empty values go last, whichever way the column is sorted. */
function byNumber(a: number | null, b: number | null, descending: boolean): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return descending ? b - a : a - b;
}

/** The rows in the order of the list; equal ones by subject code. */
export function orderRows(rows: readonly WorklistRow[], sort: Sort): readonly WorklistRow[] {
  const turn = sort.descending ? -1 : 1;
  const compare = (a: WorklistRow, b: WorklistRow): number => {
    switch (sort.column) {
      case 'next': return turn * (urgency[a.next.kind] - urgency[b.next.kind]);
      case 'subject': return turn * byCode(a, b);
      case 'site': return turn * (a.site < b.site ? -1 : a.site > b.site ? 1 : 0);
      case 'sum': return byNumber(a.latestSumMm, b.latestSumMm, sort.descending);
      case 'change': return byNumber(a.pctFromBaseline, b.pctFromBaseline, sort.descending);
    }
  };
  return [...rows].sort((a, b) => compare(a, b) || byCode(a, b));
}

/** The tasks a person can start now, most urgent first. */
export function urgentTasks(rows: readonly WorklistRow[], most: number): readonly WorklistRow[] {
  const open = rows.filter((row) => row.next.kind === 'continue' || row.next.kind === 'read' || row.next.kind === 'confirm');
  return orderRows(open, { column: 'next', descending: false }).slice(0, most);
}
