/** What the thread of an export is told, and what it says. Plain data. */
import type { ErrorCode } from '../../common/index.ts';
import type { ExportFinding } from '../../exchange/index.ts';
import type { ExportCheckReply } from '../../api/index.ts';
import type { RequestContext } from '../../services/index.ts';
import type { PackageOrder } from './packageStudy.ts';
import type { PackageTarget } from './targets.ts';

export type ExportTask = { readonly dataFolder: string; readonly context: RequestContext; readonly order: PackageOrder; /** Null: only the check. */ readonly target: PackageTarget | null };
export type PackageSummary = { readonly files: number; readonly bytes: number; readonly subjects: number; readonly manifestSha256: string; readonly contentSha256: string; readonly leftOut: readonly string[]; readonly findings: readonly ExportFinding[] };
export type ExportMessage =
  | { readonly type: 'progress'; readonly text: string; readonly done: number }
  | { readonly type: 'checked'; readonly reply: ExportCheckReply }
  | { readonly type: 'written'; readonly summary: PackageSummary }
  | { readonly type: 'failed'; readonly error: { readonly code: ErrorCode; readonly reason: string; readonly message: string; readonly details: Readonly<Record<string, unknown>> } | null; /** Of a defect. */ readonly stack: string };
