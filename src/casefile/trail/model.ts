import type { Json } from '../../common/index.ts';

/** Where an event belongs: accounts, the workstation, a study's own record, or one read of a subject. */
export type TrailPart = 'accounts' | 'workstation' | 'study' | 'site' | 'reader1' | 'reader2' | 'adjudication';

/** What is looked for in the audit trail; a member left out asks for everything. Days are those of UTC, both included. */
export type TrailQuery = {
  readonly study?: string | undefined;
  readonly subject?: string | undefined;
  /** Full name, as events have it. */
  readonly person?: string | undefined;
  readonly role?: string | undefined;
  /** A group of kinds (`trailGroups`). */
  readonly group?: string | undefined;
  readonly kind?: string | undefined;
  readonly entityType?: string | undefined;
  /** One record's own history; with `entityType`. */
  readonly entityKey?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly reason?: boolean | undefined;
  readonly undo?: boolean | undefined;
  /** Words of what was done or why, a name, or a subject's code. */
  readonly text?: string | undefined;
};

/** One value that an event changed, in words. Null: it was not there before, or is not there now. */
export type TrailChange = { readonly label: string; readonly was: string | null; readonly is: string | null };

export type TrailRow = {
  readonly id: string;
  /** Place among all events of the database; null for somebody from whom a part of them is kept, since gaps would count it. */
  readonly seq: number | null;
  /** UTC instant. */
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  readonly kind: string;
  /** The step as the person saw it. */
  readonly what: string;
  readonly entityType: string;
  readonly entityKey: string;
  /** What was changed: "T1 at TP2". Empty where the kind says it. */
  readonly entity: string;
  readonly part: TrailPart;
  readonly studyId: string | null;
  readonly studyCode: string | null;
  readonly subjectId: string | null;
  readonly subjectCode: string | null;
  readonly timepointId: string | null;
  /** The first of them; the event's own page has all. */
  readonly changes: readonly TrailChange[];
  readonly changesInAll: number;
  readonly reason: string | null;
  /** Takes another step back, or does it again. */
  readonly takes: 'undo' | 'redo' | null;
  readonly programVersion: string;
  readonly engineVersion: string;
  readonly hash: string;
};

/** Newest first. `next`: id of the event after which the next page begins; null: there is none. */
export type TrailPage = { readonly rows: readonly TrailRow[]; readonly next: string | null };

/** What may be chosen, with how many events each has. */
export type TrailChoice = { readonly value: string; readonly events: number };
export type TrailChoices = {
  readonly events: number; readonly people: readonly TrailChoice[]; readonly roles: readonly TrailChoice[]; readonly kinds: readonly TrailChoice[]; readonly entityTypes: readonly TrailChoice[];
};

/** How an event hangs in the two chains, worked out again when it is asked for. */
export type TrailProof = {
  /** Place in its own stream. */
  readonly revision: number;
  readonly previousHash: string;
  readonly hash: string;
  /** The event's content gives its hash again, and the event before it in the stream has the hash it names. */
  readonly contentHolds: boolean;
  readonly linkHolds: boolean;
  /** The chain over all streams; null where `seq` is. */
  readonly chain: { readonly previousHash: string; readonly hash: string; readonly holds: boolean } | null;
  /** The canonical JSON whose SHA-256, after the previous hash and a line feed, is the hash. */
  readonly covered: string;
};

export type TrailEvent = TrailRow & {
  readonly commandId: string;
  /** Other events of the same step that may be seen. */
  readonly sameStep: readonly { readonly id: string; readonly kind: string; readonly entity: string }[];
  readonly takesBack: { readonly id: string; readonly what: string } | null;
  readonly before: Json | null;
  readonly after: Json | null;
  readonly proof: TrailProof;
};
