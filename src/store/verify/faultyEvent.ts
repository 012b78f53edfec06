/** Which column of an event that does not fit was changed, where that can be known: put back what stood there, and the hash fits again. */
import { chainHash, eventHash, hashedColumns, type ChainedEventRow, type EventRow } from '../eventHash.ts';

/** Where the chain stands before an event. */
export type Expected = { readonly seq: number; readonly revision: number; readonly hash: string; readonly chain: string };
/** Events near the one that does not fit, and what its entity was before and is after by other events. */
export type Nearby = { readonly events: readonly ChainedEventRow[]; readonly before: string | null; readonly after: string | null };
export type Altered = { readonly column: keyof ChainedEventRow; readonly was: unknown; readonly is: unknown };

/** A column that every event of a command has in common, or that most events have. */
const candidates = (column: keyof EventRow, row: EventRow, expected: Expected, nearby: Nearby): readonly unknown[] => {
  switch (column) {
    case 'seq': return [expected.seq];
    case 'revision': return [expected.revision];
    case 'undoable': return [0, 1];
    case 'before': return [nearby.before, null];
    case 'after': return [nearby.after, null];
    default: return [...nearby.events.map((event) => event[column]), null, ...(column === 'entity_key' ? [row.stream] : []), ...(column === 'stream' ? [row.entity_key] : [])];
  }
};

/** Null: the content was changed and nobody can say where, or the event is not the one that was here. */
export function alteredColumn(row: ChainedEventRow, expected: Expected, nearby: Nearby): Altered | null {
  const content = eventHash(expected.hash, row);
  if (content === row.hash) {
    if (row.previous_hash !== expected.hash) return { column: 'previous_hash', was: expected.hash, is: row.previous_hash };
    return { column: 'chain_hash', was: chainHash(expected.chain, row.hash), is: row.chain_hash };
  }
  // The place in the whole chain was made from the hash as it was.
  if (chainHash(expected.chain, content) === row.chain_hash) return { column: 'hash', was: content, is: row.hash };
  for (const column of hashedColumns) {
    for (const value of new Set(candidates(column, row, expected, nearby))) {
      if (value !== row[column] && eventHash(expected.hash, { ...row, [column]: value } as EventRow) === row.hash) return { column, was: value, is: row[column] };
    }
  }
  return null;
}
