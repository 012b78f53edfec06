/** Rows of the tabulation as forms are made from them. */

/** One row of a dataset by variable name; null, empty and left out are the same. */
export type DatasetRow = Readonly<Record<string, string | number | null | undefined>>;
export type TumourDatasets = { readonly tu: readonly DatasetRow[]; readonly tr: readonly DatasetRow[]; readonly rs: readonly DatasetRow[]; readonly supprs?: readonly DatasetRow[] };

/** Whose forms: `key` is the suffix of the forms' OIDs (empty for the site's own), `name` is --EVALID, for the site --EVAL. */
export type AssessorKey = '' | `R${number}` | `ADJ${string}`;
export type Assessor = { readonly key: AssessorKey; readonly name: string };

/** A value as it is written; null where there is none. */
export type Text = string | null;

/** A value of a row as text; null for nothing. */
export const textOf = (row: DatasetRow, name: string): Text => {
  const value = row[name];
  return value === null || value === undefined || value === '' ? null : String(value);
};

/** The assessor of a row, by --EVAL and --EVALID. */
export function assessorOf(row: DatasetRow, domain: 'TU' | 'TR' | 'RS'): Assessor {
  const [role, id] = [textOf(row, `${domain}EVAL`) ?? 'INVESTIGATOR', textOf(row, `${domain}EVALID`)];
  if (role === 'INVESTIGATOR' && id === null) return { key: '', name: role };
  const number = /(\d+)$/.exec(id ?? '')?.[1] ?? '';
  return /^ADJ/.test(id ?? role) ? { key: `ADJ${number === '1' ? '' : number}`, name: id ?? role } : { key: `R${Number(number || 1)}`, name: id ?? role };
}
