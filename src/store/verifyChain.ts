import { chainHash, eventHash, genesis, type ChainedEventRow } from './eventHash.ts';
import type { Log } from './events.ts';

/** The first event that does not fit, and why. */
export type ChainFault = { readonly seq: number; readonly eventId: string | null; readonly stream: string | null; readonly reason: string };
export type ChainReport = { readonly events: number; readonly fault: ChainFault | null };

/** How far a chain was followed. */
export type Position = { seq: number; chain: string; readonly streams: Map<string, { revision: number; hash: string }> };

/** Why an event does not follow what was followed so far; null when it does. */
export function faultOf(position: Position, event: ChainedEventRow): string | null {
  const stream = position.streams.get(event.stream) ?? { revision: 0, hash: genesis };
  if (event.seq !== position.seq + 1) return `events ${position.seq + 1} to ${event.seq - 1} are missing`;
  if (event.revision !== stream.revision + 1) return `revision ${event.revision} follows revision ${stream.revision} of its subject`;
  if (event.previous_hash !== stream.hash) return 'the link to the event before it is broken';
  if (eventHash(stream.hash, event) !== event.hash) return 'its content does not match its hash';
  if (chainHash(position.chain, event.hash) !== event.chain_hash) return 'its place in the whole chain does not match its hash';
  return null;
}

/** Why the recorded ends are not where the chain was followed to; null when they are. */
export function headFault(position: Position, heads: ReturnType<Log['heads']>): ChainFault | null {
  const at = { seq: position.seq, eventId: null };
  if (heads.chain.seq !== position.seq || heads.chain.hash !== position.chain) {
    return { ...at, stream: null, reason: `the database says ${heads.chain.seq} events were written, ${position.seq} are there` };
  }
  for (const [stream, head] of heads.streams) {
    const found = position.streams.get(stream);
    if (found?.revision !== head.revision || found.hash !== head.hash) return { ...at, stream, reason: `the subject's record says ${head.revision} events were written, ${found?.revision ?? 0} are there` };
  }
  return position.streams.size === heads.streams.size ? null : { ...at, stream: null, reason: 'a subject with events has no record of how many were written' };
}

/** Recomputes every hash from the first event on and compares the end with the recorded heads. Reads page by page. */
export function verifyChain(log: Log): ChainReport {
  const position: Position = { seq: 0, chain: genesis, streams: new Map() };
  const page = 5000;
  for (;;) {
    const events = log.eventsAfter(position.seq, page);
    for (const event of events) {
      const reason = faultOf(position, event);
      if (reason) return { events: position.seq, fault: { seq: event.seq, eventId: event.id, stream: event.stream, reason } };
      position.seq = event.seq;
      position.chain = event.chain_hash;
      position.streams.set(event.stream, { revision: event.revision, hash: event.hash });
    }
    if (events.length < page) break;
  }
  return { events: position.seq, fault: headFault(position, log.heads()) };
}
