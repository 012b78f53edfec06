import { writeCsv } from '../../../src/common/index.ts';
import type { RejectedFile } from '../../../src/api/wire.ts';

export type RejectionGroup = { readonly code: string; readonly title: string; readonly files: readonly RejectedFile[] };

/** The kind of a reason: its words up to the first colon, without file names in brackets. */
const kindOf = (reason: string): string => (reason.split(':')[0] ?? reason).replace(/\s*\([^)]*[./\\][^)]*\)/g, '').replace(/\.$/, '').trim();

/** Files that were left out, by reason, the most frequent first. */
export function groupRejections(rejected: readonly RejectedFile[]): readonly RejectionGroup[] {
  const groups = new Map<string, { code: string; title: string; files: RejectedFile[] }>();
  for (const file of rejected) {
    const title = kindOf(file.reason);
    const key = `${file.code}\t${title}`;
    const group = groups.get(key) ?? { code: file.code, title, files: [] };
    group.files.push(file);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.files.length - a.files.length || (a.title < b.title ? -1 : 1));
}

const lastPart = (path: string): string => path.split('/').at(-1) ?? path;

/** Second line of a group: what differs in the reason when it is the same for all, else the files by name. */
export function groupDetail(group: RejectionGroup): string {
  const names = group.files.slice(0, 3).map((file) => lastPart(file.sourceName ?? file.path)).join(', ');
  const rest = group.files.length > 3 ? ` and ${group.files.length - 3} more` : '';
  const details = new Set(group.files.map((file) => file.reason.slice(file.reason.indexOf(':') + 1).trim()));
  const [detail] = details;
  return details.size === 1 && detail !== undefined && group.files[0]?.reason.includes(':') ? `${detail.replace(/\.$/, '')}. ${names}${rest}` : `${names}${rest}`;
}

/** The rejected files as CSV with a head line: path, code, reason. */
export const rejectionsCsv = (rejected: readonly RejectedFile[]): string =>
  writeCsv([{ name: 'path', cell: (file) => file.path }, { name: 'code', cell: (file) => file.code }, { name: 'reason', cell: (file) => file.reason }], rejected, { forSpreadsheets: true });
