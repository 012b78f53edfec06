import type { TrailProof } from '../../casefile/index.ts';
import { chainHash, coveredByHash, eventHash, genesis, type ChainedEventRow } from '../../store/index.ts';
import type { ServiceDeps } from '../context.ts';

/** Works an event's hashes out again and looks whether what it names before it is there. `showsPlaces`: with the chain over all streams. */
export function proofOf({ store }: Pick<ServiceDeps, 'store'>, event: ChainedEventRow, showsPlaces: boolean): TrailProof {
  const before = event.revision === 1 ? null : store.log.eventAt(event.stream, event.revision - 1);
  const inChain = event.seq === 1 ? null : store.trail.bySeq(event.seq - 1);
  const previousChain = inChain?.chain_hash ?? genesis;
  return {
    revision: event.revision, previousHash: event.previous_hash, hash: event.hash,
    contentHolds: eventHash(event.previous_hash, event) === event.hash,
    linkHolds: event.revision === 1 ? event.previous_hash === genesis : before?.hash === event.previous_hash,
    chain: showsPlaces ? { previousHash: previousChain, hash: event.chain_hash, holds: (event.seq === 1 || inChain !== null) && chainHash(previousChain, event.hash) === event.chain_hash } : null,
    covered: coveredByHash(event),
  };
}
