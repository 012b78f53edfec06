/** Runs at most `limit` pieces of work at once; the first failure is thrown at the next call and stops the rest from starting. */
export type Throttle = {
  /** Waits for room, then starts the work. */
  add(work: () => Promise<void>): Promise<void>;
  /** Waits for everything that was started. */
  drain(): Promise<void>;
  /** The same without throwing: nothing runs any more afterwards. */
  settle(): Promise<void>;
};

export function createThrottle(limit: number): Throttle {
  const running = new Set<Promise<void>>();
  let failure: { readonly cause: unknown } | null = null;
  const throwFailure = (): void => {
    if (failure !== null) throw failure.cause;
  };
  return {
    async add(work) {
      while (running.size >= limit && failure === null) await Promise.race(running);
      throwFailure();
      const task: Promise<void> = work()
        .catch((cause: unknown) => { failure ??= { cause }; })
        .finally(() => running.delete(task));
      running.add(task);
    },
    async drain() {
      await Promise.all(running);
      throwFailure();
    },
    async settle() {
      await Promise.all(running);
    },
  };
}
