/** Look-ups in the controlled terminology (`terminologyPackage` of the case file). Values are case-sensitive, as in the package. */
import { codeLists, type CodeListText } from './data/terminology20250325.ts';

export type CodeList = Omit<CodeListText, 'terms'> & { /** Submission value → NCI code, in the order of the package. */ readonly terms: ReadonlyMap<string, string> };

const read = ({ terms, ...list }: CodeListText): CodeList =>
  ({ ...list, terms: new Map(terms.trim().split('\n').map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))] as const)) });

const byCode = new Map<string, CodeList>();

/** A code list by its NCI code; undefined for one that no dataset here uses. */
export function codeListOf(code: string): CodeList | undefined {
  if (byCode.size === 0) for (const list of codeLists) byCode.set(list.code, read(list));
  return byCode.get(code);
}

/** True when the code list has the submission value. */
export const isTerm = (listCode: string, value: string): boolean => codeListOf(listCode)?.terms.has(value) ?? false;

/** NCI code of a submission value; undefined for one that is not in the list. */
export const termCode = (listCode: string, value: string): string | undefined => codeListOf(listCode)?.terms.get(value);

/** NCI codes of the code lists used (interoperability 1.2). */
export const lists = {
  tuTestCode: 'C96784', tuTest: 'C96783', tuResult: 'C123650', trTestCode: 'C96779', trTest: 'C96778', trResult: 'C124309', rsTestCode: 'C96782', rsTest: 'C96781', rsResult: 'C96785', rsCategory: 'C124298',
  location: 'C74456', laterality: 'C99073', direction: 'C99074', portion: 'C99075', method: 'C85492', evaluator: 'C78735', evaluatorId: 'C96777', unit: 'C71620', yesNo: 'C66742', notDone: 'C66789', epoch: 'C99079',
} as const;
