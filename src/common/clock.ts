/** The only way to the current time outside the edges; pure rooms never see it. */
export interface Clock {
  /** UTC instant, ISO 8601 with milliseconds and Z. */
  nowIso(): string;
  /** Milliseconds of a monotonic clock, for measuring durations. */
  monotonicMs(): number;
}
