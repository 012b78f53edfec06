/** Finding in a worklist: what is filtered and sorted by, and the answer to one look at it. Pure; the host runs it over every subject of a study. */
import { addDays, daysBetween, type IsoDate } from '../common/index.ts';
import { overallResponses, type OverallResponse } from '../recist/index.ts';
import type { WorklistRow } from './views.ts';

/** What is to be done next for a subject, by what it asks of whom. */
export const actionKinds = ['decide', 'continue', 'query', 'read', 'sign', 'adjudicate', 'confirm', 'waitForImages', 'nothing'] as const;
export type ActionKind = (typeof actionKinds)[number];

/** The part of a row that filters, facets and order look at. */
export type WorklistEntry = {
  readonly subjectId: string;
  readonly code: string;
  readonly site: string;
  /** As it was stored; a visit that is far away becomes `nothing` by the day of the look (`kindOn`). */
  readonly kind: WorklistRow['next']['kind'];
  /** Day the next action is due; null: none. */
  readonly due: IsoDate | null;
  /** Last day of its window; the due day itself where there is no window. */
  readonly dueUntil: IsoDate | null;
  /** A progression was found. */
  readonly progressed: boolean;
  readonly response: OverallResponse | null;
  readonly sumMm: number | null;
  readonly pctFromBaseline: number | null;
  /** Account that the next action is assigned to; null: anybody. */
  readonly assignedTo: string | null;
  /** Full names of those who signed a timepoint of the subject. */
  readonly signers: readonly string[];
  /** Code, site, next action and note in small letters. */
  readonly text: string;
  readonly timepoints: number;
  readonly signed: number;
  readonly complete: number;
  /** Highest timepoint index, the next planned visit included; −1 for none. */
  readonly lastIndex: number;
  /** Queries that nobody has answered yet. */
  readonly openQueries: number;
  /** A progression waits for its confirmation, whatever else is to be done before. */
  readonly toConfirm: boolean;
};

export const worklistFacets = ['status', 'mine', 'site', 'response', 'due', 'reader'] as const;
export type WorklistFacet = (typeof worklistFacets)[number];
export const sortColumns = ['due', 'subject', 'site', 'sum', 'change'] as const;
export type SortColumn = (typeof sortColumns)[number];

/** One look at a worklist. At most one value per facet; facets narrow each other and the text. */
export type WorklistQuery = {
  readonly text: string;
  readonly choice: Readonly<Partial<Record<WorklistFacet, string>>>;
  readonly sort: SortColumn;
  readonly descending: boolean;
};
/** Whose look it is, and on which day. */
export type WorklistLook = { readonly today: IsoDate; readonly accountId: string | null; readonly name: string };

export type FacetCount = { readonly facet: WorklistFacet; readonly value: string; readonly count: number };

/** A visit further away than this is nothing to wait for yet. */
export const visitHorizonDays = 14;

/** What the next action is on a day: a planned visit is waited for from 14 days before it. */
export function kindOn(entry: Pick<WorklistEntry, 'kind' | 'due'>, today: IsoDate): ActionKind {
  if (entry.kind !== 'visit') return entry.kind;
  return entry.due !== null && entry.due <= addDays(today, visitHorizonDays) ? 'waitForImages' : 'nothing';
}

/** What somebody can do now, not what is waited for. */
export const isTask = (kind: ActionKind): boolean => kind !== 'waitForImages' && kind !== 'nothing';

export const dueValues = ['overdue', 'today', 'week', 'later', 'none'] as const;
export type DueValue = (typeof dueValues)[number];

/** What was begun is due today; what waits and what is done has its own day or none. */
export const dueOn = (entry: Pick<WorklistEntry, 'kind' | 'due'>, today: IsoDate): IsoDate | null => (entry.kind === 'continue' && (entry.due === null || entry.due > today) ? today : entry.due);

/** Where a due day stands on a day: `today` from the due day to the end of its window, `overdue` after it. */
export function dueValue(due: IsoDate | null, dueUntil: IsoDate | null, today: IsoDate): DueValue {
  if (due === null) return 'none';
  if (today > (dueUntil ?? due)) return 'overdue';
  const days = daysBetween(today, due);
  return days <= 0 ? 'today' : days <= 7 ? 'week' : 'later';
}

type Judged = { readonly entry: WorklistEntry; readonly kind: ActionKind; readonly values: Readonly<Record<WorklistFacet, readonly string[]>> };

function judge(entry: WorklistEntry, look: WorklistLook): Judged {
  const kind = kindOn(entry, look.today);
  const mine = [
    ...(look.accountId !== null && entry.assignedTo === look.accountId && isTask(kind) ? ['assigned'] : []),
    ...(entry.signers.includes(look.name) ? ['signed'] : []),
  ];
  return {
    entry, kind,
    values: { status: [kind], mine, site: [entry.site], response: [entry.response ?? 'none'], due: [kind === 'nothing' ? 'none' : dueValue(dueOn(entry, look.today), entry.dueUntil, look.today)], reader: [entry.assignedTo ?? ''] },
  };
}

const hasWords = (text: string, words: readonly string[]): boolean => {
  for (const word of words) if (!text.includes(word)) return false;
  return true;
};
const wordsOf = (text: string): readonly string[] => text.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');

/** Empty values go last, whichever way the column is sorted. */
const byNumber = (a: number | null, b: number | null, turn: 1 | -1): number => (a === null || b === null ? (a === null ? 1 : 0) - (b === null ? 1 : 0) : turn * (a - b));
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const urgency: Readonly<Record<ActionKind, number>> = { continue: 0, query: 1, read: 2, sign: 3, decide: 4, adjudicate: 5, confirm: 6, waitForImages: 7, nothing: 8 };

/** Tasks and awaited images by their day, those without a day after them by what can be done; what needs nothing last, by its next visit. */
function byDue(a: Judged, b: Judged, today: IsoDate): number {
  const rest = Number(a.kind === 'nothing') - Number(b.kind === 'nothing');
  if (rest !== 0) return rest;
  const [dueA, dueB] = [dueOn(a.entry, today), dueOn(b.entry, today)];
  if (dueA !== dueB) return dueA === null ? 1 : dueB === null ? -1 : byText(dueA, dueB);
  return urgency[a.kind] - urgency[b.kind];
}

function comparer(query: WorklistQuery, look: WorklistLook): (a: Judged, b: Judged) => number {
  const turn = query.descending ? -1 : 1;
  const byColumn = (a: Judged, b: Judged): number => {
    switch (query.sort) {
      case 'due': return turn * byDue(a, b, look.today);
      case 'subject': return turn * byText(a.entry.code, b.entry.code);
      case 'site': return turn * byText(a.entry.site, b.entry.site);
      case 'sum': return byNumber(a.entry.sumMm, b.entry.sumMm, turn);
      case 'change': return byNumber(a.entry.pctFromBaseline, b.entry.pctFromBaseline, turn);
    }
  };
  return (a, b) => byColumn(a, b) || byText(a.entry.code, b.entry.code);
}

const order = new Map<string, number>([...actionKinds, ...overallResponses, 'none', ...dueValues.filter((value) => value !== 'none')].map((value, at) => [value, at]));

export type WorklistFound = {
  /** Entries that match, in order. */
  readonly matching: readonly WorklistEntry[];
  /** Every value of every facet with how many subjects choosing it would leave, the text and the other facets' choices kept. Statuses first in order of urgency. */
  readonly facets: readonly FacetCount[];
  /** What the list is about: counted over the whole study. */
  readonly counts: { readonly subjects: number; readonly timepoints: number; readonly signed: number; readonly complete: number; readonly openQueries: number; /** Subjects with an open query. */ readonly withQueries: number; readonly toConfirm: number };
  /** The most urgent tasks of the whole study for whoever looks. */
  readonly tasks: readonly WorklistEntry[];
  /** Timepoint columns: the highest index of any subject, baseline 0. */
  readonly columns: number;
  /** True where any next action has a day. */
  readonly hasDue: boolean;
};

type Label = { readonly facet: WorklistFacet; readonly value: string };
/** The values of one facet: a label's number per entry (0: none). An entry that has two values of a facet, as it may of `mine`, has the second in `more`. */
type FacetColumn = { readonly facet: WorklistFacet; readonly first: Uint32Array; readonly more: Uint32Array | null };
type NumberedValues = { readonly labels: readonly (Label | null)[]; readonly columns: readonly FacetColumn[]; numberOf(facet: WorklistFacet, value: string): number };

/** Every facet value that occurs, as a number per entry in flat arrays, so that filtering compares numbers and counting is adding. */
function numberValues(judged: readonly Judged[]): NumberedValues {
  const labels: (Label | null)[] = [null];
  const numbers = new Map<string, number>();
  const keyOf = (facet: WorklistFacet, value: string): string => `${facet} ${value}`;
  const numberOf = (facet: WorklistFacet, value: string): number => {
    const known = numbers.get(keyOf(facet, value));
    if (known !== undefined) return known;
    numbers.set(keyOf(facet, value), labels.length);
    return labels.push({ facet, value }) - 1;
  };
  const columns = worklistFacets.map((facet): FacetColumn => {
    const first = new Uint32Array(judged.length);
    const more = facet === 'mine' ? new Uint32Array(judged.length) : null;
    judged.forEach(({ values }, at) => {
      const [one, other] = values[facet];
      if (one !== undefined) first[at] = numberOf(facet, one);
      if (more && other !== undefined) more[at] = numberOf(facet, other);
    });
    return { facet, first, more };
  });
  // A value that nobody has is a number that nobody has.
  return { labels, columns, numberOf: (facet, value) => numbers.get(keyOf(facet, value)) ?? labels.length };
}

const totalsOf = (entries: readonly WorklistEntry[]) => {
  const totals = { subjects: entries.length, timepoints: 0, signed: 0, complete: 0, openQueries: 0, withQueries: 0, toConfirm: 0 };
  let columns = 0;
  let hasDue = false;
  for (const entry of entries) {
    totals.timepoints += entry.timepoints;
    totals.signed += entry.signed;
    totals.complete += entry.complete;
    totals.openQueries += entry.openQueries;
    totals.withQueries += entry.openQueries > 0 ? 1 : 0;
    totals.toConfirm += entry.toConfirm ? 1 : 0;
    columns = Math.max(columns, entry.lastIndex);
    hasDue ||= entry.due !== null;
  }
  return { counts: totals, columns, hasDue };
};

export type WorklistFinder = {
  /** Makes the order of a look, which the first `find` with it would: the longest part of it. */
  order(query: WorklistQuery): void;
  /** Filters, counts and orders the whole study for one look. Ten thousand entries take a few milliseconds: the orders are made once. */
  find(query: WorklistQuery, mostTasks: number): WorklistFound;
  /** The next case after one that was finished: the first task after it in the order of the list, from the top again when there is none below; null when no other is left. */
  next(query: WorklistQuery, afterId: string): WorklistEntry | null;
};

/** Prepares the entries of a study for one person's looks on one day. */
export function createWorklistFinder(entries: readonly WorklistEntry[], look: WorklistLook): WorklistFinder {
  const judged = entries.map((entry) => judge(entry, look));
  const { labels, columns, numberOf } = numberValues(judged);
  const totals = totalsOf(entries);
  const orders = new Map<string, readonly number[]>();
  const orderOf = (query: WorklistQuery): readonly number[] => {
    const key = `${query.sort} ${String(query.descending)}`;
    const known = orders.get(key);
    if (known) return known;
    const compare = comparer(query, look);
    const made = judged.map((_, at) => at).sort((a, b) => compare(judged[a] as Judged, judged[b] as Judged));
    orders.set(key, made);
    return made;
  };
  const forMe = ({ assignedTo }: WorklistEntry): boolean => assignedTo === null || look.accountId === null || assignedTo === look.accountId;

  /** Places of the entries that match, in order; counts per label. */
  const filter = (query: WorklistQuery): { readonly matching: readonly number[]; readonly counted: Uint32Array } => {
    const words = wordsOf(query.text);
    const wanted = columns.flatMap((column, at) => {
      const value = query.choice[column.facet];
      return value === undefined ? [] : [{ at, column, value: numberOf(column.facet, value) }];
    });
    const counted = new Uint32Array(labels.length);
    const matching: number[] = [];
    const count = ({ first, more }: FacetColumn, place: number): void => {
      const [one, other] = [first[place] ?? 0, more?.[place] ?? 0];
      counted[one] = (counted[one] ?? 0) + 1;
      if (other > 0) counted[other] = (counted[other] ?? 0) + 1;
    };
    for (const place of orderOf(query)) {
      if (words.length > 0 && !hasWords(entries[place]?.text ?? '', words)) continue;
      let missed = 0;
      let only = -1;
      for (const { at, column, value } of wanted) {
        if (column.first[place] === value || column.more?.[place] === value) continue;
        missed += 1;
        only = at;
      }
      // A facet is counted as if nothing were chosen in it: the count says what choosing the value would leave.
      if (missed === 0) {
        matching.push(place);
        for (const column of columns) count(column, place);
      } else if (missed === 1) {
        const column = columns[only];
        if (column) count(column, place);
      }
    }
    return { matching, counted };
  };

  const entriesAt = (places: readonly number[]): readonly WorklistEntry[] => places.map((place) => entries[place] as WorklistEntry);
  const urgent = (most: number): readonly WorklistEntry[] => {
    const tasks: WorklistEntry[] = [];
    for (const place of orderOf({ text: '', choice: {}, sort: 'due', descending: false })) {
      const one = judged[place];
      if (!one || tasks.length >= most) break;
      if (isTask(one.kind) && forMe(one.entry)) tasks.push(one.entry);
    }
    return tasks;
  };
  return {
    order: (query) => void orderOf(query),
    find(query, mostTasks) {
      const { matching, counted } = filter(query);
      const facets = labels.flatMap((label, at): readonly FacetCount[] => (label ? [{ ...label, count: counted[at] ?? 0 }] : []));
      return {
        matching: entriesAt(matching), tasks: urgent(mostTasks), ...totals,
        facets: facets.sort((a, b) => worklistFacets.indexOf(a.facet) - worklistFacets.indexOf(b.facet) || (order.get(a.value) ?? 99) - (order.get(b.value) ?? 99) || byText(a.value, b.value)),
      };
    },
    next(query, afterId) {
      const { matching } = filter(query);
      const readable = (place: number): boolean => {
        const one = judged[place];
        return one !== undefined && one.entry.subjectId !== afterId && (one.kind === 'continue' || one.kind === 'read' || one.kind === 'sign') && forMe(one.entry);
      };
      // A finished case may have left the filter; the order of the whole list still says what comes after it.
      const whole = orderOf(query);
      const at = whole.findIndex((place) => entries[place]?.subjectId === afterId);
      const passes = new Set(matching);
      const place = [...whole.slice(at + 1), ...whole.slice(0, at + 1)].find((one) => passes.has(one) && readable(one));
      return place === undefined ? null : (entries[place] ?? null);
    },
  };
}
