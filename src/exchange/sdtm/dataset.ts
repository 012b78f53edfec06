/** Datasets of a tabulation as plain data: variables in the order of the file, rows by variable name. */

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

export const valueOf = (row: SdtmRow, name: string): SdtmValue => row[name] ?? null;

/** The columns that the file has: required and expected ones, and permissible ones with a value in some row (interoperability 1.2). */
export function datasetOf(plan: SdtmDatasetPlan, rows: readonly SdtmRow[]): SdtmDataset {
  const used = new Set<string>();
  for (const row of rows) for (const name in row) if (row[name] != null) used.add(name);
  const variables = plan.variables.filter(({ name, core }) => core !== 'Perm' || used.has(name));
  return { ...plan, variables, keys: plan.keys.filter((key) => variables.some(({ name }) => name === key)), rows };
}

/** True when every value of a numeric variable is a whole number. */
export const isInteger = ({ rows }: Pick<SdtmDataset, 'rows'>, { name, type }: SdtmVariable): boolean => type === 'N' && rows.every((row) => row[name] == null || Number.isInteger(row[name]));

/** True for a variable of dates and times (--DTC). */
export const isDate = ({ name }: SdtmVariable): boolean => name.endsWith('DTC');
