import { useEffect, useMemo } from 'react';
import type { CommandReply } from '../../../src/api/wire.ts';

/** Holds what the reader does next while an answer decides what it means: after an undo, Enter is about the facts as they are then. */
export type Answers = {
  /** What is held and whatever is given to `after` from now on waits until this is answered and its facts are on screen; a failure ends the wait too. `then` is done before all of it. */
  readonly await: (answer: Promise<CommandReply | undefined>, then?: () => void) => void;
  /** Runs the action at once, or in its order when nothing is awaited any more. */
  readonly after: (action: () => void) => void;
};

export type AnswerQueue = Answers & { /** The facts of this revision are on screen. */ readonly shown: (revision: number) => void; readonly drop: () => void };

export function makeAnswerQueue(): AnswerQueue {
  let awaited = 0;
  let wanted = 0;
  let onScreen = 0;
  let held: (() => void)[] = [];
  const run = () => { while (awaited === 0 && onScreen >= wanted && held.length > 0) held.shift()?.(); };
  return {
    await: (answer, then) => {
      awaited += 1;
      if (then) held.unshift(then);
      void answer.then((reply) => { wanted = Math.max(wanted, reply?.case.revision ?? 0); }, () => undefined).then(() => { awaited -= 1; run(); });
    },
    after: (action) => { held.push(action); run(); },
    shown: (revision) => { onScreen = revision; run(); },
    drop: () => { wanted = 0; held = []; },
  };
}

/** The queue of one timepoint in the hands of its reader; what is held is dropped when they turn to another. */
export function useAnswers(readId: string, revision: number): Answers {
  const queue = useMemo(makeAnswerQueue, [readId]);
  useEffect(() => { queue.shown(revision); });
  useEffect(() => () => queue.drop(), [queue]);
  return queue;
}
