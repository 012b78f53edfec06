/** What somebody does who knows how the chain is made: alters a fact in its event and its row, and makes every hash anew. */
import type Database from 'better-sqlite3';
import { chainHash, eventHash, genesis, type ChainedEventRow } from '../../src/store/eventHash.ts';
import { eventColumns } from '../../src/store/events.ts';
import { behindTheTriggers } from './tampering.ts';

function makeHashesAnew(db: Database.Database): void {
  const streams = new Map<string, { revision: number; hash: string }>();
  let chain = genesis;
  const put = db.prepare('UPDATE event SET previous_hash = ?, hash = ?, chain_hash = ? WHERE seq = ?');
  for (const event of db.prepare<[], ChainedEventRow>(`SELECT ${eventColumns} FROM event ORDER BY seq`).all()) {
    const previous = streams.get(event.stream)?.hash ?? genesis;
    const hash = eventHash(previous, event);
    chain = chainHash(chain, hash);
    put.run(previous, hash, chain, event.seq);
    streams.set(event.stream, { revision: event.revision, hash });
  }
  for (const [stream, { hash }] of streams) db.prepare('UPDATE stream_head SET hash = ? WHERE stream = ?').run(hash, stream);
  db.prepare('UPDATE chain_head SET hash = ?').run(chain);
}

/** Alters the body of a fact of a read; `which`: its key, or its place among those of its type in the order they were made. Answers its key. */
export function rewriteFact(db: Database.Database, type: string, alter: (body: string) => string, which: string | number): string {
  const keys = db.prepare<[string], string>('SELECT DISTINCT entity_key FROM event WHERE entity_type = ? AND after IS NOT NULL ORDER BY seq').pluck().all(type);
  const key = typeof which === 'string' ? which : (keys[which] ?? '');
  const { seq, after } = db.prepare<[string, string], { seq: number; after: string }>('SELECT seq, after FROM event WHERE entity_type = ? AND entity_key = ? ORDER BY seq DESC LIMIT 1').get(type, key) ?? { seq: 0, after: '' };
  const altered = alter(after);
  if (altered === after) throw new Error(`nothing of ${type} ${key} was altered: ${after.slice(0, 2000)}`);
  behindTheTriggers(db, () => {
    db.prepare('UPDATE event SET after = ? WHERE seq = ?').run(altered, seq);
    const { body } = db.prepare<[string, string], { body: string }>('SELECT body FROM read_fact WHERE type = ? AND key = ?').get(type, key) ?? { body: '' };
    db.prepare('UPDATE read_fact SET body = ? WHERE type = ? AND key = ?').run(alter(body), type, key);
    makeHashesAnew(db);
  });
  return key;
}
