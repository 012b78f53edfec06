/** The audit chain is recomputed after every start, a few events at a time so that nobody waits for it, and again up to its end before an export. */
import { NadirError } from '../../common/index.ts';
import { createChainFollower, type ChainFault, type Store } from '../../store/index.ts';

export type ChainState = 'unchecked' | 'whole' | 'broken';
export type ChainWatch = {
  state(): ChainState;
  fault(): ChainFault | null;
  /** Follows the chain to its end now. Errors: refused chainBroken. */
  requireWhole(): Promise<void>;
  /** A whole check that a person asked for has found this. */
  found(state: ChainState): void;
  close(): void;
};

/** The window is answered first. */
const startMs = 1500;
/** Of the host's time the check takes at most a fifth. */
const restShare = 4;
const pageOfEvents = 100;
/** The whole is looked at again so often. */
const againMs = 24 * 3_600_000;

export const chainFaultWords = ({ seq, reason }: ChainFault): string => `Audit event ${seq}: ${reason}.`;

/** `onChange`: the state has changed. */
export function createChainWatch(store: Store, onChange: (state: ChainState, fault: ChainFault | null) => void, onDefect: (error: unknown) => void): ChainWatch {
  let follower = createChainFollower(store.log, store.read, pageOfEvents);
  let state: ChainState = 'unchecked';
  let isClosed = false;
  /** Damage that a whole check found stands until another one finds none: what follows on from there says nothing of it. */
  let wasFoundBroken = false;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();

  function conclude(next: ChainState): void {
    if (state === next) return;
    state = next;
    onChange(state, follower.report().fault);
  }

  async function follow(rest: number): Promise<void> {
    for (;;) {
      if (isClosed) return;
      const from = performance.now();
      const isMore = follower.step();
      if (!isMore) return conclude(wasFoundBroken || follower.report().fault ? 'broken' : 'whole');
      await new Promise<void>((resolve) => { setTimeout(resolve, (performance.now() - from) * rest).unref(); });
    }
  }

  /** One at a time; who is in a hurry waits for the one that is under way and goes on from there. */
  function inTurn(rest: number): Promise<void> {
    const turn = last.then(() => follow(rest));
    last = turn.catch(() => undefined);
    return turn;
  }

  function later(ms: number): void {
    timer = setTimeout(() => {
      if (state !== 'unchecked') follower = createChainFollower(store.log, store.read, pageOfEvents);
      inTurn(restShare).catch(onDefect).finally(() => { if (!isClosed) later(againMs); });
    }, ms);
    timer.unref();
  }
  later(startMs);

  return {
    state: () => state,
    fault: () => follower.report().fault,
    found(next) {
      wasFoundBroken = next === 'broken';
      if (!wasFoundBroken && follower.report().fault) follower = createChainFollower(store.log, store.read, pageOfEvents);
      conclude(next);
    },
    async requireWhole() {
      await inTurn(0);
      const { fault } = follower.report();
      if (fault || state === 'broken') throw new NadirError('refused', `The audit trail is damaged${fault ? `: ${chainFaultWords(fault)}` : '.'} Nothing was written. Check the trail in the Audit place, or restore a backup.`, { reason: 'chainBroken' });
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
