export type Severity = 'block' | 'warn' | 'info';

/** Information about data, not a failure: shown, stored, exported. The request it came with was carried out. */
export type Finding = {
  readonly severity: Severity;
  /** Stable code: a check (Q-F03), a geometry or import code (GEO-12, IMP-04). */
  readonly code: string;
  /** One sentence: what is, then what to do; names the number and the limit. */
  readonly message: string;
  /** What it is about (lesion, timepoint, series or file), for the jump on click. */
  readonly at?: Readonly<Record<string, string>>;
};
