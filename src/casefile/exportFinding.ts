/** What a check before an export says: made by the writers of exports, shown by window and command. Plain data. */
import type { Finding } from '../common/index.ts';
import type { ReadSlot } from './read.ts';

/** One thing of the pre-flight check (interoperability 1.5): how grave, where, what to do about it. */
export type ExportFinding = {
  /** `block`: a file would be wrong. `warn`: true, and somebody should know. `info`: said for the record. */
  readonly severity: Finding['severity'];
  /** Stable code: EXP-01, CG0035, Q-F03. */
  readonly code: string;
  readonly message: string;
  /** What mends it. */
  readonly remedy: string;
  readonly subject: string | null;
  readonly slot: ReadSlot | null;
  readonly timepointId: string | null;
  /** "TP3" */
  readonly timepoint: string | null;
  readonly lesionId: string | null;
  /** File, row and column where it is about a line of a file. */
  readonly file: string | null;
};
