/** The recorded ends of the chain and of every stream beside what was found: a cut or a grown tail, or a record that was altered itself. */
import type Database from 'better-sqlite3';
import { genesis } from '../eventHash.ts';
import { shown, type Faults } from './fault.ts';
import { subjectOfStream, type Trail } from './walkEvents.ts';

type StreamHead = { readonly stream: string; readonly revision: number; readonly hash: string };

function streamFaults(db: Database.Database, trail: Trail, faults: Faults): void {
  const unseen = new Set(trail.streams.keys());
  for (const row of db.prepare<[], StreamHead>('SELECT stream, revision, hash FROM stream_head NOT INDEXED').all()) {
    const found = trail.streams.get(row.stream);
    unseen.delete(row.stream);
    if (found?.revision === row.revision && found.hash === row.hash) continue;
    const column = found && found.revision === row.revision ? 'hash' : 'revision';
    faults.add({
      check: 'chain', table: 'stream_head', row: row.stream, column, subjectId: subjectOfStream(row.stream), was: shown(found?.[column]), is: shown(row[column]),
      message: `The record of how many audit events ${row.stream} has says ${row.revision}, ${found?.revision ?? 0} are there${column === 'hash' ? ' and end otherwise' : ''}.`,
    });
  }
  for (const stream of unseen) {
    faults.add({ check: 'chain', table: 'stream_head', row: stream, subjectId: subjectOfStream(stream), message: `The record of how many audit events ${stream} has is missing.` });
  }
}

/** True where a stream's recorded end is another than what is there: then the tail was changed and not the record of it. */
const isTailMoved = (db: Database.Database, trail: Trail): boolean =>
  db.prepare<[], StreamHead>('SELECT stream, revision, hash FROM stream_head NOT INDEXED').all().some(({ stream, revision }) => (trail.streams.get(stream)?.revision ?? 0) !== revision);

export function checkHeads(db: Database.Database, trail: Trail, faults: Faults): void {
  const { head } = trail;
  const rows = db.prepare<[], { one: unknown; seq: number; hash: string }>('SELECT one, seq, hash FROM chain_head NOT INDEXED').all();
  for (const { one } of rows) if (one !== 1) faults.add({ check: 'chain', table: 'chain_head', row: String(one), column: 'one', was: '1', is: shown(one), message: `Table chain_head has a row ${String(one)}, where there is one for the whole chain.` });
  const chain = rows.find(({ one }) => one === 1) ?? { seq: 0, hash: genesis };
  if (chain.seq !== head.seq && isTailMoved(db, trail)) {
    const [from, to] = [Math.min(chain.seq, head.seq) + 1, Math.max(chain.seq, head.seq)];
    faults.add({
      check: 'chain', table: 'event', row: String(from), seq: from, was: shown(chain.seq), is: shown(head.seq),
      message: chain.seq > head.seq ? `Audit events ${from} to ${to} are missing: the database says ${chain.seq} events were written, ${head.seq} are there.` : `Audit events ${from} to ${to} were added without being recorded: the database says ${chain.seq} events were written, ${head.seq} are there.`,
    });
  } else if (chain.seq !== head.seq || chain.hash !== head.hash) {
    const column = chain.seq === head.seq ? 'hash' : 'seq';
    faults.add({
      check: 'chain', table: 'chain_head', row: '1', column, was: shown(head[column]), is: shown(chain[column]),
      message: column === 'seq' ? `The database says ${chain.seq} events were written, ${head.seq} are there.` : 'The recorded end of the chain is not that of the last audit event.',
    });
  }
  streamFaults(db, trail, faults);
}
