/** Summary rows of TR: sums, states of nodes, changes (interoperability 1.4.7, 1.4.8). Counted in whole 0.0001 mm, as the engine counts. */
import { toUnits, type TargetSum } from '../../../recist/index.ts';
import type { ExportedTimepoint, ReadContext } from './context.ts';
import { quantity, stated, type ResultRow } from './measurements.ts';
import { trRow, type Result } from './rowShapes.ts';

const testNames = {
  SUMDIAM: 'Sum of Diameter', SUMNLNLD: 'Sum Diameters of Non Lymph Node Tumors', LNSTATE: 'Lymph Node State', ACNSD: 'Absolute Change Nadir in Sum of Diam',
  PCBSD: 'Percent Change Baseline in Sum of Diam', PCNSD: 'Percent Change Nadir in Sum of Diam',
} as const;

const unitsPerMm = 10_000;
const pathologicalNodeMm = 10;

/** What one target counts: its units, whether it is followed as a node, and whether a node is below 10 mm. */
type Counted = { readonly units: number; readonly evaluable: boolean; readonly isNode: boolean; readonly isNormal: boolean };

/** 100 · change / reference with one decimal, half away from zero, from whole numbers. Null for a reference of 0. */
export function percentOf(units: number, referenceUnits: number): number | null {
  if (referenceUnits === 0) return null;
  const change = units - referenceUnits;
  const tenths = Math.floor((2000 * Math.abs(change) + referenceUnits) / (2 * referenceUnits));
  return tenths === 0 ? 0 : (Math.sign(change) * tenths) / 10;
}

/** Nodes among the targets together: one at 10 mm or more is enough to say so; NE where none is and one could not be judged. */
function nodeState(counted: readonly Counted[]): Result | null {
  const nodes = counted.filter(({ isNode }) => isNode);
  if (nodes.length === 0) return null;
  const state = nodes.some(({ evaluable, isNormal }) => evaluable && !isNormal) ? 'PATHOLOGICAL' : nodes.every(({ evaluable }) => evaluable) ? 'NON-PATHOLOGICAL' : 'NE';
  return stated({ original: state, standard: state });
}

function countedAt({ input }: ReadContext, { assessed }: ExportedTimepoint): readonly Counted[] {
  if (assessed) return assessed.facts.values.map(({ units, evaluable, kind, fulfilsCr }) => ({ units, evaluable, isNode: kind === 'node', isNormal: fulfilsCr }));
  return (input?.baseline.targets ?? []).map(({ sizeMm, kind }) => ({ units: toUnits(sizeMm), evaluable: true, isNode: kind === 'node', isNormal: sizeMm < pathologicalNodeMm }));
}

const inMm = (units: number): Result => quantity(units / unitsPerMm, 'mm');

/** The summary rows of a timepoint: none without targets, and none at a timepoint that was not done. */
export function summaryRows(context: ReadContext, at: ExportedTimepoint): readonly ResultRow[] {
  const counted = countedAt(context, at);
  if (counted.length === 0 || !at.timepoint.performed) return [];
  const total = counted.reduce((sum, { units }) => sum + units, 0);
  const sum: TargetSum = at.assessed?.facts.sum ?? { complete: true, units: total, partialUnits: null };
  const isPartial = sum.units === null && sum.partialUnits !== null && context.study.config.partialSums;
  const shown = sum.units ?? (isPartial ? sum.partialUnits : null);
  const nadir = at.assessed?.facts.nadir?.units ?? null;
  const change = (reference: number | null): Result | null => {
    const percent = sum.units === null || reference === null || !at.assessed ? null : percentOf(sum.units, reference);
    return percent === null ? null : quantity(percent, '%');
  };
  const rows: readonly (readonly [keyof typeof testNames, Result | null])[] = [
    ['SUMDIAM', shown === null ? null : inMm(shown)],
    ['SUMNLNLD', sum.units === null ? null : inMm(counted.reduce((all, { units, isNode }) => all + (isNode ? 0 : units), 0))],
    ['LNSTATE', nodeState(counted)],
    ['ACNSD', sum.units === null || nadir === null ? null : inMm(sum.units - nadir)],
    ['PCBSD', change(at.assessed?.facts.baselineUnits ?? null)],
    ['PCNSD', change(nadir)],
  ];
  return rows.flatMap(([test, result]): readonly ResultRow[] => (result === null ? [] : [{
    row: trRow(context.source, at.visit, { category: 'TARGET', image: null, id: null, link: null, group: at.group, code: test, name: testNames[test], method: null, date: null }, result),
    qualifiers: test === 'SUMDIAM' && isPartial ? [{ name: 'PARTSUM', label: 'Partial Sum of Diameters', origin: 'Derived', text: 'Y' }] : [],
  }]));
}
