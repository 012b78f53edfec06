/**
 * The audit chain is recomputed after every start, a few events at a time so that nobody waits for it, and again up to its end before an export. The rows that
 * screens and exports read are compared with the events a while after the start, and before an export where another program has written since.
 */
import { NadirError } from '../../common/index.ts';
import { createChainFollower, type ChainFault, type Store } from '../../store/index.ts';

export type ChainState = 'unchecked' | 'whole' | 'broken';
export type ChainWatch = {
  state(): ChainState;
  /** Follows the chain to its end now, and compares the rows where that is not known to hold. Errors: refused chainBroken; cancelled when the host closes. */
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

/** Rows are compared in a thread; people who have just opened a window have the machine for themselves. */
const rowsMs = 20_000;

export type ChainWatchOptions = {
  readonly store: Store;
  /** Compares every row with the events; answers the first fault in words. */
  readonly checkRows: () => Promise<string | null>;
  /** The state has changed. `fault`: what was found, in words. */
  readonly onChange: (state: ChainState, fault: string | null) => void;
  readonly onDefect: (error: unknown) => void;
};

const chainFaultWords = ({ seq, reason }: ChainFault): string => `The audit trail is damaged: audit event ${seq}: ${reason}.`;
const rowFaultWords = (fault: string): string => `The records are not what the audit trail says: ${fault}`;

export function createChainWatch({ store, checkRows, onChange, onDefect }: ChainWatchOptions): ChainWatch {
  let follower = createChainFollower(store.log, store.read, pageOfEvents);
  let state: ChainState = 'unchecked';
  let isClosed = false;
  /** Damage that a whole check found stands until another one finds none: what follows on from there says nothing of it. */
  let wasFoundBroken = false;
  let rowFault: string | null = null;
  /** What `dataVersion` was when the rows were found to be what the events say: our own writes keep them so. */
  let rowsHoldAt: number | null = null;
  const timers = new Set<NodeJS.Timeout>();
  const faultWords = (): string | null => { const { fault } = follower.report(); return fault ? chainFaultWords(fault) : rowFault === null ? null : rowFaultWords(rowFault); };
  let last: Promise<void> = Promise.resolve();

  function conclude(next: ChainState): void {
    if (state === next) return;
    state = next;
    onChange(state, faultWords());
  }

  async function follow(rest: number): Promise<void> {
    for (;;) {
      if (isClosed) return;
      const from = performance.now();
      const isMore = follower.step();
      if (!isMore) return conclude(wasFoundBroken || faultWords() !== null ? 'broken' : 'whole');
      await new Promise<void>((resolve) => { setTimeout(resolve, (performance.now() - from) * rest).unref(); });
    }
  }

  /** Errors: cancelled. */
  async function compareRows(): Promise<void> {
    const version = store.dataVersion();
    if (isClosed || version === rowsHoldAt) return;
    rowFault = await checkRows();
    rowsHoldAt = rowFault === null ? version : null;
    if (rowFault !== null) conclude('broken');
  }

  /** One at a time; who is in a hurry waits for the one that is under way and goes on from there. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  function later(ms: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      inTurn(work).catch((error: unknown) => { if (!isClosed) onDefect(error); });
    }, ms);
    timers.add(timer.unref());
  }
  async function followAgain(): Promise<void> {
    if (state !== 'unchecked') follower = createChainFollower(store.log, store.read, pageOfEvents);
    await follow(restShare).finally(() => { if (!isClosed) later(againMs, followAgain); });
  }
  later(startMs, followAgain);
  later(rowsMs, compareRows);

  return {
    state: () => state,
    found(next) {
      wasFoundBroken = next === 'broken';
      if (!wasFoundBroken) rowFault = null;
      if (!wasFoundBroken && follower.report().fault) follower = createChainFollower(store.log, store.read, pageOfEvents);
      conclude(next);
    },
    async requireWhole() {
      await inTurn(async () => {
        await follow(0);
        if (state !== 'broken') await compareRows();
      });
      const fault = faultWords();
      if (fault !== null || state === 'broken') throw new NadirError('refused', `${fault ?? 'The audit trail is damaged.'} Nothing was written. Check the trail in the Audit place, or restore a backup.`, { reason: 'chainBroken' });
    },
    close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
