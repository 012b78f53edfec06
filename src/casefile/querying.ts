/** Questions to whoever read a subject, and their answers. Plain data; the thread is kept whole, nothing in it is changed. */
import type { LesionId, SeriesId, TimepointId } from '../common/index.ts';
import type { ReadSlot } from './read.ts';

/** `question` opens it, `again` asks once more, `answer` is the reader's, `closed` ends it; asking again opens it again. */
export const queryMessageKinds = ['question', 'answer', 'again', 'closed'] as const;
export type QueryMessageKind = (typeof queryMessageKinds)[number];

/** A signature under a message: what was signed is the message with what it is about. */
export type QuerySignature = { readonly meaning: 'queried'; readonly contentHash: string; readonly engineVersion: string };
export type QueryMessage = {
  readonly kind: QueryMessageKind;
  readonly text: string;
  /** Full name; the role's name for whoever may not know the person (R-J02). */
  readonly by: string;
  /** Role the person acted in: `reader`, `investigator`, `dataManager`. */
  readonly role: string;
  /** UTC instant. */
  readonly at: string;
  /** Null where the workstation has no accounts, and for answers. */
  readonly signature: QuerySignature | null;
};

/** What a query is about; all null: the subject's read as a whole. */
export type QueryAbout = {
  readonly timepointId: TimepointId | null;
  readonly lesionId: LesionId | null;
  readonly image: { readonly seriesId: SeriesId; readonly sopInstanceUid: string; readonly frameNumber: number } | null;
};

/** As it is stored. */
export type QueryThread = { readonly id: string; readonly about: QueryAbout; readonly messages: readonly (QueryMessage & { readonly accountId: string | null })[] };

export type QueryStatus = 'open' | 'answered' | 'closed';

/** GET /api/query/list: one query as whoever asks may see it. */
export type Query = {
  readonly id: string;
  readonly subjectId: string;
  readonly code: string;
  /** Whose read it asks about. */
  readonly slot: ReadSlot;
  readonly about: QueryAbout;
  /** "TP4, T1 liver": labels as they are now. */
  readonly aboutText: string;
  readonly status: QueryStatus;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly messages: readonly QueryMessage[];
  /** What whoever asks may do with it. */
  readonly may: { readonly answer: boolean; readonly ask: boolean };
};

/** How many queries wait, for a row of the worklist. */
export type QueryCount = { readonly open: number; readonly answered: number; /** Instant the oldest of them was asked. */ readonly since: string | null };

/** Where a thread stands: its last message says so. */
export function queryStatus({ messages }: Pick<QueryThread, 'messages'>): QueryStatus {
  switch (messages.at(-1)?.kind) {
    case 'answer': return 'answered';
    case 'closed': return 'closed';
    default: return 'open';
  }
}

/** Whole days between two instants, the age of a query. */
export const queryAgeDays = (openedAt: string, until: string): number => Math.max(0, Math.floor((Date.parse(until) - Date.parse(openedAt)) / 86_400_000));

export function countQueries(threads: readonly Pick<QueryThread, 'messages'>[]): QueryCount {
  const waiting = threads.filter((one) => queryStatus(one) !== 'closed');
  const open = waiting.filter((one) => queryStatus(one) === 'open').length;
  const since = waiting.map((one) => one.messages[0]?.at ?? '').sort()[0] ?? null;
  return { open, answered: waiting.length - open, since };
}

/** Words that a blinded reader must not be told (R-J02): arms, the site, days of treatment and outcome. The first of them in the text; null when there is none. */
export function unblindingWord(text: string, secrets: readonly string[]): string | null {
  const said = text.toLowerCase();
  const isWord = (secret: string): boolean => new RegExp(`(^|[^\\p{L}\\p{N}])${secret.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|[^\\p{L}\\p{N}])`, 'u').test(said);
  return secrets.find((secret) => secret.trim().length >= 2 && isWord(secret.trim())) ?? null;
}
