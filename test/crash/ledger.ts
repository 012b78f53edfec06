/** What the host has answered for: each entry must be found again after the host was killed. */
import type { SubjectCase } from '../../src/casefile/index.ts';

export type SubjectEntry = { readonly revision: number; readonly case: SubjectCase };

export type Ledger = {
  /** The last case that a command's answer carried, by subject. */
  readonly subjects: Map<string, SubjectEntry>;
  /** SOP Instance UIDs of files whose import was told done. */
  readonly images: Set<string>;
  /** Series that were assigned. */
  readonly assigned: Set<string>;
  /** SHA-256 of manifests of packages that were told done, in the window or by the command. */
  readonly packages: Set<string>;
  /** Signatures: content hashes that a signer was shown. */
  readonly signatures: Set<string>;
  /** Files of backups that were told done. */
  readonly backups: Set<string>;
  /** Commands answered, by path. */
  readonly answered: Map<string, number>;
  /** Commands without an answer when the host was killed. */
  unanswered: number;
};

export const emptyLedger = (): Ledger => ({ subjects: new Map(), images: new Set(), assigned: new Set(), packages: new Set(), signatures: new Set(), backups: new Set(), answered: new Map(), unanswered: 0 });

export const countAnswered = (ledger: Ledger, path: string): void => void ledger.answered.set(path, (ledger.answered.get(path) ?? 0) + 1);
