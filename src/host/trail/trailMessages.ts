/** What the threads of the audit trail are asked, and what they answer. Plain data. */
import type { ErrorCode } from '../../common/index.ts';
import type { TrailChoices, TrailEvent, TrailPage, TrailQuery } from '../../casefile/index.ts';
import type { RequestContext, TrailFile, VerifyReport } from '../../services/index.ts';

export type TrailTasks = {
  readonly page: { readonly asks: { readonly context: RequestContext; readonly query: TrailQuery; readonly after: string | null; readonly limit: number }; readonly answers: TrailPage };
  readonly count: { readonly asks: { readonly context: RequestContext; readonly query: TrailQuery }; readonly answers: number };
  readonly choices: { readonly asks: { readonly context: RequestContext; readonly query: TrailQuery }; readonly answers: TrailChoices };
  readonly event: { readonly asks: { readonly context: RequestContext; readonly id: string }; readonly answers: TrailEvent };
  /** Writes to `file`, whole and on disk when it answers. */
  readonly csv: { readonly asks: { readonly context: RequestContext; readonly query: TrailQuery; readonly file: string }; readonly answers: TrailFile };
  /** Pages, schema, chain and every row against the events; answers what the first fault is in words. */
  readonly rows: { readonly asks: Record<never, never>; readonly answers: string | null };
  readonly verify: { readonly asks: Record<never, never>; readonly answers: VerifyReport };
};
export type TrailTask = keyof TrailTasks;
/** `cancelled`: one shared byte-counter; not 0 once whoever asked has left. */
export type ToTrail = { readonly [Task in TrailTask]: { readonly number: number; readonly task: Task; readonly asks: TrailTasks[Task]['asks']; readonly cancelled: Int32Array } }[TrailTask] | 'close';
export type TrailProgress = { readonly text?: string; readonly done: number; readonly total: number | null };
export type FromTrail =
  | { readonly number: number; readonly progress: TrailProgress }
  | { readonly number: number; readonly answer: unknown }
  | { readonly number: number; readonly failed: { readonly code: ErrorCode | null; readonly reason: string; readonly message: string; readonly stack: string } };
