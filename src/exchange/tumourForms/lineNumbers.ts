/**
 * Numbers of the lines that lesions have in repeating groups: 1, 2, 3 in the order lesions were recorded, the same at every visit and in every delivery. A lesion
 * that an amendment adds to an earlier visit comes last, so that it moves no other line. Pure.
 */
import type { ExportRead, ExportStudy } from '../model.ts';
import type { AssessorKey, DatasetRow } from './datasetRow.ts';
import { assessorOf, textOf } from './datasetRow.ts';

/** Suffix of the forms of a read: empty for the site's own. */
export const assessorKeyOf = ({ evaluator, readerNumber }: Pick<ExportRead, 'evaluator' | 'readerNumber'>): AssessorKey => (evaluator === 'adjudicator' ? 'ADJ' : readerNumber === null ? '' : `R${readerNumber}`);

const prefixes = { target: 'T', nonTarget: 'NT', new: 'NEW' } as const;
/** Identifier of a lesion without prefix (TUSPID): T1 is T01, N1 is NT01, X1 is NEW01. */
const lesionIdentifier = (role: keyof typeof prefixes, label: string): string => `${prefixes[role]}${(/\d+$/.exec(label)?.[0] ?? '').padStart(2, '0')}`;

/** Whose lesion, and what it is called without prefix. */
export type LineOf = { readonly usubjid: string; readonly assessor: AssessorKey; readonly lesion: string };
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

/** Numbers for the reads of a study; lesions that no read has follow in the order of TU. */
export function lineNumbers(study: Pick<ExportStudy, 'subjects'>, tu: readonly DatasetRow[]): LineNumbers {
  const reads = new Map<string, string[]>();
  const visits = new Map<string, number>();
  const keyOf = ({ usubjid, assessor }: Omit<LineOf, 'lesion'>): string => `${usubjid}\u0000${assessor}`;
  for (const { usubjid, reads: own } of study.subjects) {
    // Ids of lesions grow with time (UUID version 7).
    for (const read of own) reads.set(keyOf({ usubjid, assessor: assessorKeyOf(read) }), read.case.lesions.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ role, label }) => lesionIdentifier(role, label)));
  }
  for (const row of tu) {
    const [key, lesion] = [keyOf({ usubjid: String(row['USUBJID']), assessor: assessorOf(row, 'TU').key }), textOf(row, 'TUSPID') ?? String(row['TULNKID'])];
    const known = reads.get(key) ?? [];
    if (!/[./]/.test(lesion) && !known.includes(lesion)) known.push(lesion);
    reads.set(key, known);
    if (!visits.has(`${key}\u0000${lesion}`)) visits.set(`${key}\u0000${lesion}`, Number(row['VISITNUM']));
  }
  const orders = new Map<string, ReadonlyMap<string, number>>();
  const order = (key: string, which: string, chosen: (lesion: string) => boolean): ReadonlyMap<string, number> => {
    const name = `${key}\u0000${which}`;
    const found = orders.get(name) ?? new Map((reads.get(key) ?? []).filter(chosen).map((lesion, at) => [lesion, at + 1]));
    orders.set(name, found);
    return found;
  };
  const after = (line: LineOf): number => 1000 + numberIn(order(keyOf(line), 'all', () => true), line.lesion, 999);
  return {
    all: (line) => numberIn(order(keyOf(line), 'all', () => true), line.lesion, 999),
    ofGroup: (line, group) => (isTarget(line.lesion) === (group === 'targets') ? numberIn(order(keyOf(line), group, (one) => isTarget(one) === (group === 'targets')), line.lesion, 999) : after(line)),
    identified: (line, visitNumber) => (/[./]/.test(line.lesion) ? after(line) : numberIn(order(keyOf(line), `at ${visitNumber}`, (one) => visits.get(`${keyOf(line)}\u0000${one}`) === visitNumber), line.lesion, 999)),
  };
}
