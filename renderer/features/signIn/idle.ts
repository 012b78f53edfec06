/** When input is told to the host, and when the window has waited too long by itself. Times in ms of a clock that only goes forward. */
export type IdleWatch = {
  /** There was input. Answers whether to tell the host now. */
  input(now: number): boolean;
  /** Input since the last report that is due now. */
  isReportDue(now: number): boolean;
  reported(now: number): void;
  /** No input for the whole time. */
  isOverdue(now: number): boolean;
};

/** Reports at most every 15 s, and often enough that the host is never a quarter of the time behind. */
export function createIdleWatch(idleMs: number, start: number): IdleWatch {
  const everyMs = Math.min(15_000, idleMs / 4);
  let lastInput = start;
  let lastReport = Number.NEGATIVE_INFINITY;
  const isReportDue = (now: number): boolean => lastInput > lastReport && now - lastReport >= everyMs;
  return {
    input(now) {
      lastInput = now;
      return isReportDue(now);
    },
    isReportDue,
    reported: (now) => { lastReport = now; },
    isOverdue: (now) => now - lastInput >= idleMs,
  };
}
