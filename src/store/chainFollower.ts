import { genesis } from './eventHash.ts';
import type { Log } from './events.ts';
import { faultOf, headFault, type ChainReport, type Position } from './verifyChain.ts';

/** Follows the chain of events and remembers, in memory alone, how far it was whole. */
export type ChainFollower = {
  /**
   * Recomputes the hashes of a page of events after those followed so far. True: there is more. With the last page the recorded ends are compared. Once a fault
   * was found nothing is looked at any more.
   */
  step(): boolean;
  /** What was found so far. */
  report(): ChainReport;
};

/** `read` runs its work on one consistent state; a step looks at `pageOfEvents` events. */
export function createChainFollower(log: Log, read: <T>(work: () => T) => T, pageOfEvents = 1000): ChainFollower {
  const position: Position = { seq: 0, chain: genesis, streams: new Map() };
  let fault: ChainReport['fault'] = null;

  function follow(): boolean {
    const events = log.eventsAfter(position.seq, pageOfEvents);
    for (const event of events) {
      const reason = faultOf(position, event);
      if (reason) {
        fault = { seq: event.seq, eventId: event.id, stream: event.stream, reason };
        return false;
      }
      position.seq = event.seq;
      position.chain = event.chain_hash;
      position.streams.set(event.stream, { revision: event.revision, hash: event.hash });
    }
    if (events.length === pageOfEvents) return true;
    fault = headFault(position, log.heads());
    return false;
  }

  return { step: () => fault === null && read(follow), report: () => ({ events: position.seq, fault }) };
}
