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
  /** The rule behind it, most decisive first. */
  readonly rules?: readonly string[];
  /** True when a reason from the reader answers it: every warning, and a blocking one that may be accepted as a protocol deviation (Q-B03). */
  readonly acceptsReason?: boolean;
};

/**
 * What a reader's reason is filed under: the code and what the finding is about (`Q-B03 lesionId=… timepointId=…`), members in alphabetical
 * order. The same while the finding is about the same things, whatever its words and numbers.
 */
export const findingKey = ({ code, at = {} }: Pick<Finding, 'code' | 'at'>): string =>
  [code, ...Object.keys(at).sort().map((name) => `${name}=${at[name]}`)].join(' ');
