import { queryAgeDays, type Query, type QueryMessageKind, type QueryStatus } from '../../../src/casefile/index.ts';
import { format } from '../../ui/index.ts';

export const statusWords: Readonly<Record<QueryStatus, string>> = { open: 'open', answered: 'answered', closed: 'closed' };
export const kindWords: Readonly<Record<QueryMessageKind, string>> = { question: 'asked', answer: 'answered', again: 'asked again', closed: 'closed' };
const slotWords = { site: '', reader1: 'reader 1', reader2: 'reader 2' } as const;

/** "today", "1 day", "12 days": how long a query has waited, or took. */
export function ageText({ openedAt, closedAt }: Pick<Query, 'openedAt' | 'closedAt'>, now = new Date()): string {
  const days = queryAgeDays(openedAt, closedAt ?? now.toISOString());
  return days === 0 && closedAt === null ? 'today' : format.counted(days, 'day');
}

/** "TP2, T1, to reader 1". */
export const aboutWords = ({ aboutText, slot }: Pick<Query, 'aboutText' | 'slot'>): string => (slot === 'site' ? aboutText : `${aboutText}, to ${slotWords[slot]}`);
