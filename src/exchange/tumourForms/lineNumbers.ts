/**
 * Numbers of the lines that lesions have in repeating groups: 1, 2, 3 in the order lesions were recorded, the same at every visit and in every delivery. A lesion
 * that an amendment adds to an earlier visit comes last, so that it moves no other line. Pure.
 */
import type { ExportRead, ExportSubject } from '../model.ts';
import type { AssessorKey, DatasetRow } from './datasetRow.ts';
import { assessorOf, textOf } from './datasetRow.ts';

/** Suffix of the forms of a read: empty for the site's own. */
export const assessorKeyOf = ({ evaluator, readerNumber }: Pick<ExportRead, 'evaluator' | 'readerNumber'>): AssessorKey => (evaluator === 'adjudicator' ? 'ADJ' : readerNumber === null ? '' : `R${readerNumber}`);

const prefixes = { target: 'T', nonTarget: 'NT', new: 'NEW' } as const;
/** Identifier of a lesion without prefix (TUSPID): T1 is T01, N1 is NT01, X1 is NEW01. */
const lesionIdentifier = (role: keyof typeof prefixes, label: string): string => `${prefixes[role]}${(/\d+$/.exec(label)?.[0] ?? '').padStart(2, '0')}`;

/** Whose lesion, and what it is called without prefix. */
export type LineOf = { readonly assessor: AssessorKey; readonly lesion: string };
export type LineNumbers = {
  /** Among all lesions of the read. */
  all(line: LineOf): number;
  /** Among the targets of the read, or among its other lesions. */
  ofGroup(line: LineOf, group: 'targets' | 'others'): number;
  /** Among the lesions identified at a visit. */
  identified(line: LineOf, visitNumber: number): number;
};

const isTarget = (lesion: string): boolean => lesion.startsWith('T');

/** A fragment T04.2 is 402 after T04 as 4; a merged lesion T02/T03 is 20,003 after its members. */
function numberIn(order: ReadonlyMap<string, number>, lesion: string, otherwise: number): number {
  const whole = (one: string): number => order.get(one) ?? otherwise;
  const members = lesion.split('/');
  if (members.length > 1) return members.reduce((sum, one) => sum * 100 + whole(one), 1) + 10_000;
  const [parent = '', part] = lesion.split('.');
  return part === undefined ? whole(lesion) : whole(parent) * 100 + Number(part);
}

/** Numbers for the reads of a subject; lesions that no read has follow in the order of TU. */
export function lineNumbers({ reads: own }: Pick<ExportSubject, 'reads'>, tu: readonly DatasetRow[]): LineNumbers {
  const namesOf = ({ case: { lesions }, lesionOrder }: ExportRead): string[] => lesionOrder.flatMap((id) => lesions.filter((lesion) => lesion.id === id).map(({ role, label }) => lesionIdentifier(role, label)));
  const reads = new Map<AssessorKey, string[]>(own.map((read) => [assessorKeyOf(read), namesOf(read)]));
  const visits = new Map<string, number>();
  for (const row of tu) {
    const [{ key }, lesion] = [assessorOf(row, 'TU'), textOf(row, 'TUSPID') ?? String(row['TULNKID'])];
    const known = reads.get(key) ?? [];
    if (!/[./]/.test(lesion) && !known.includes(lesion)) known.push(lesion);
    reads.set(key, known);
    if (!visits.has(`${key} ${lesion}`)) visits.set(`${key} ${lesion}`, Number(row['VISITNUM']));
  }
  const orders = new Map<string, ReadonlyMap<string, number>>();
  const order = (assessor: AssessorKey, which: string, chosen: (lesion: string) => boolean): ReadonlyMap<string, number> => {
    const name = `${assessor} ${which}`;
    const found = orders.get(name) ?? new Map((reads.get(assessor) ?? []).filter(chosen).map((lesion, at) => [lesion, at + 1]));
    orders.set(name, found);
    return found;
  };
  const all = ({ assessor, lesion }: LineOf): number => numberIn(order(assessor, 'all', () => true), lesion, 999);
  return {
    all,
    ofGroup: (line, group) => (isTarget(line.lesion) === (group === 'targets') ? numberIn(order(line.assessor, group, (one) => isTarget(one) === (group === 'targets')), line.lesion, 999) : 1000 + all(line)),
    identified: (line, visitNumber) => (/[./]/.test(line.lesion) ? 1000 + all(line) : numberIn(order(line.assessor, `at ${visitNumber}`, (one) => visits.get(`${line.assessor} ${one}`) === visitNumber), line.lesion, 999)),
  };
}
