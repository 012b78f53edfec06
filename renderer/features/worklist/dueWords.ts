/** Due days in words. Pure. */
import { daysBetween, type IsoDate } from '../../../src/common/index.ts';
import { dueOn, dueValue, kindOn, queryAgeDays } from '../../../src/casefile/index.ts';
import type { WorklistRow } from '../../../src/api/wire.ts';

export type DueWords = { readonly text: string; readonly look: 'late' | 'now' | 'later' };

/** "3 d late", "today", "in window", "4 d", or the date when it is far; null where nothing is due. */
export function dueWords(row: Pick<WorklistRow, 'next' | 'due' | 'dueUntil'>, today: IsoDate): DueWords | null {
  const about = { kind: row.next.kind, due: row.due };
  const due = dueOn(about, today);
  if (due === null || kindOn(about, today) === 'nothing') return null;
  const days = daysBetween(today, due);
  switch (dueValue(due, row.dueUntil, today)) {
    case 'overdue': return { text: `${daysBetween(row.dueUntil ?? due, today)} d late`, look: 'late' };
    case 'today': return { text: days === 0 ? 'today' : 'in window', look: 'now' };
    default: return { text: days <= 99 ? `${days} d` : due, look: 'later' };
  }
}

/** "1 query, 3 d", "2 queries, 1 answered": those that wait, and how long the oldest has. */
export function queryWords({ open, answered, since }: NonNullable<WorklistRow['queries']>, now = new Date()): string {
  const days = since === null ? 0 : queryAgeDays(since, now.toISOString());
  const what = open + answered === 1 ? '1 query' : `${open + answered} queries`;
  return `${what}${answered > 0 ? `, ${open === 0 ? '' : `${answered} `}answered` : ''}${days > 0 ? `, ${days} d` : ''}`;
}

/** What the next action is called: an awaited visit says so once it is near. */
export function nextWords(row: Pick<WorklistRow, 'next' | 'due' | 'visit'>, today: IsoDate): { readonly text: string; readonly detail: string; readonly isQuiet: boolean } {
  const kind = kindOn({ kind: row.next.kind, due: row.due }, today);
  if (row.next.kind === 'visit' && kind === 'waitForImages' && row.visit) {
    return { text: `Wait for images ${row.visit.index === 0 ? 'baseline' : `TP${row.visit.index}`}`, detail: `${row.visit.name}, planned ${row.visit.plannedDate}`, isQuiet: false };
  }
  return { text: row.next.text, detail: row.next.detail, isQuiet: kind === 'nothing' };
}
