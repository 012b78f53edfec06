/** What every row must satisfy (interoperability 1.5, rules 1, 3, 4, 5 and 11): required values, results or reasons, code lists, lengths. A fault here is a defect of the file. */
import { toAscii, longestText } from '../text.ts';
import type { SdtmDataset, SdtmRow, SdtmVariable } from '../dataset.ts';
import { codeListOf } from '../terminology.ts';

export type RowFault = { readonly severity: 'block' | 'warn'; readonly code: string; readonly message: string; readonly remedy: string; readonly row: number; readonly column: string };

type Rule = (row: SdtmRow) => Omit<RowFault, 'row' | 'column'> | null;

const defect = 'Report it: the file would be refused downstream.';

function valueRule({ name, core }: SdtmVariable): Rule | null {
  return core === 'Req' ? (row) => (row[name] == null ? { severity: 'block', code: 'CG0014', message: `${name} is missing.`, remedy: defect } : null) : null;
}

function lengthRule({ name, type }: SdtmVariable): Rule | null {
  if (type === 'N') return null;
  return (row) => {
    const value = row[name];
    return typeof value === 'string' && value.length > longestText / 4 && toAscii(value).length > longestText
      ? { severity: 'block', code: 'SDTM-05', message: `${name} has more than ${longestText} characters.`, remedy: 'Shorten it in the study’s set-up.' } : null;
  };
}

/** Closed lists refuse what they do not have; what an extensible list does not have is said. */
function termRule({ name, codeList }: SdtmVariable): Rule | null {
  const list = codeList === undefined ? undefined : codeListOf(codeList);
  if (!list) return null;
  return (row) => {
    const value = row[name];
    if (value == null || list.terms.has(String(value))) return null;
    return { severity: list.extensible ? 'warn' : 'block', code: 'SDTM-06', message: `${name} ${value} is not a term of ${list.name} (${list.code}).`, remedy: 'Choose a term of the list, or agree on the addition with whoever receives the file.' };
  };
}

/** A result is there, or the row says NOT DONE and why. */
function resultRule(domain: string): Rule | null {
  if (domain !== 'TR' && domain !== 'RS' && domain !== 'TU') return null;
  const [original, standard, status, reason] = ['ORRES', 'STRESC', 'STAT', 'REASND'].map((name) => `${domain}${name}`) as [string, string, string, string];
  return (row) => {
    const isDone = row[status] == null;
    if (isDone === (row[reason] == null) && (isDone ? row[original] != null && row[standard] != null : row[original] == null)) return null;
    return { severity: 'block', code: 'CG0397', message: `${row[`${domain}TESTCD`]}: ${isDone ? 'there is no result and no reason' : 'NOT DONE with a result or without a reason'}.`, remedy: defect };
  };
}

/** A result of a lesion has the day of its scan. */
const dayRule: Rule = (row) => (row['TRLNKID'] != null && row['TRORRES'] != null && row['TRDTC'] == null
  ? { severity: 'warn', code: 'SDTM-07', message: `${row['TRSPID']} at ${row['VISIT']}: a result without the day of a scan.`, remedy: 'Assign the images of the visit, or record the days on which it was imaged.' } : null);

/** Faults of the rows of a dataset, in file order; row numbers from 1. */
export function rowFaults(dataset: SdtmDataset): readonly RowFault[] {
  const rules = dataset.variables.flatMap((variable) => [valueRule(variable), lengthRule(variable), termRule(variable)].flatMap((rule) => (rule ? [{ column: variable.name, rule }] : [])));
  const result = resultRule(dataset.name);
  const all = [...rules, ...(result ? [{ column: `${dataset.name}ORRES`, rule: result }] : []), ...(dataset.name === 'TR' ? [{ column: 'TRDTC', rule: dayRule }] : [])];
  return dataset.rows.flatMap((row, index) => all.flatMap(({ column, rule }) => {
    const fault = rule(row);
    return fault ? [{ ...fault, row: index + 1, column }] : [];
  }));
}
