/** Datasets of a tabulation as plain data: variables in the order of the file, rows by variable name. */
import { toAscii } from './text.ts';

/** Text, number, or null for missing. Text is trimmed, without control characters, never empty. */
export type SdtmValue = string | number | null;
/** By variable name. A variable that is left out is missing. */
export type SdtmRow = Readonly<Record<string, SdtmValue>>;

export type SdtmVariable = {
  /** Upper case, eight characters at most. */
  readonly name: string;
  /** Forty characters at most. */
  readonly label: string;
  /** C: character, N: numeric. */
  readonly type: 'C' | 'N';
  /** Req: never null. Exp: column present. Perm: column only where some row has a value. */
  readonly core: 'Req' | 'Exp' | 'Perm';
  /** NCI code of its code list. */
  readonly codeList?: string;
  readonly origin: 'Assigned' | 'Collected' | 'Derived';
};

export type DatasetName = 'TU' | 'TR' | 'RS' | 'RELREC' | 'SUPPTU' | 'SUPPTR' | 'SUPPRS';

export type SdtmDatasetPlan = {
  readonly name: DatasetName;
  readonly label: string;
  /** One record per …: def:Structure. */
  readonly structure: string;
  readonly className: 'FINDINGS' | 'RELATIONSHIP';
  readonly variables: readonly SdtmVariable[];
  /** Natural key, in its order. */
  readonly keys: readonly string[];
};

/** A dataset with its rows; `variables` are the columns of the file and `keys` those of the natural key among them. */
export type SdtmDataset = SdtmDatasetPlan & { readonly rows: readonly SdtmRow[] };

/** The columns that the file has: required and expected ones, and permissible ones with a value in some row (interoperability 1.2). */
export function datasetOf(plan: SdtmDatasetPlan, rows: readonly SdtmRow[]): SdtmDataset {
  const variables = plan.variables.filter(({ name, core }) => core !== 'Perm' || rows.some((row) => row[name] != null));
  return { ...plan, variables, keys: plan.keys.filter((key) => variables.some(({ name }) => name === key)), rows };
}

/** Said once of a dataset: its rows do not change, and every file of it asks. */
function saidOnce<T>(of: (dataset: SdtmDataset) => T): (dataset: SdtmDataset) => T {
  const known = new WeakMap<SdtmDataset, { readonly value: T }>();
  return (dataset) => {
    const found = known.get(dataset) ?? { value: of(dataset) };
    known.set(dataset, found);
    return found.value;
  };
}

/** Length of each character variable in a transport file: that of its longest value in ASCII, at least 1. */
export const textLengths = saidOnce(({ variables, rows }): ReadonlyMap<string, number> => new Map(variables.filter(({ type }) => type === 'C').map(({ name }) => {
  let [longest, previous]: [number, unknown] = [1, null];
  for (const row of rows) {
    const value = row[name];
    if (value === previous || typeof value !== 'string') continue;
    previous = value;
    longest = Math.max(longest, toAscii(value).length);
  }
  return [name, longest];
})));

/** Whole or with decimals, how long and with how many decimals at most: of each numeric variable. */
export type NumberShape = { readonly isInteger: boolean; readonly length: number; readonly decimals: number };
export const numberShapes = saidOnce(({ variables, rows }): ReadonlyMap<string, NumberShape> => new Map(variables.filter(({ type }) => type === 'N').map(({ name }) => {
  let [length, decimals, previous]: [number, number, unknown] = [1, 0, null];
  for (const row of rows) {
    const value = row[name];
    if (value === previous || typeof value !== 'number') continue;
    previous = value;
    const text = String(value);
    length = Math.max(length, text.length);
    if (!Number.isInteger(value)) decimals = Math.max(decimals, text.split('.')[1]?.length ?? 0);
  }
  return [name, { isInteger: decimals === 0, length, decimals }];
})));

/** A whole date; a partial one makes its column text. */
const wholeDate = /^\d{4}-\d\d-\d\d$/;

/** Variables of whole dates (--DTC). */
export const wholeDates = saidOnce(({ variables, rows }): ReadonlySet<string> =>
  new Set(variables.map(({ name }) => name).filter((name) => name.endsWith('DTC') && rows.every((row) => row[name] == null || wholeDate.test(String(row[name]))))));

/** The values of a variable, each once, in the order they occur. */
export function valuesOf({ rows }: Pick<SdtmDataset, 'rows'>, name: string): ReadonlySet<string> {
  const values = new Set<string>();
  let previous: unknown = null;
  for (const row of rows) {
    const value = row[name];
    if (value == null || value === previous) continue;
    previous = value;
    values.add(String(value));
  }
  return values;
}
