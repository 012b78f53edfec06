/** What each target contributes at one timepoint (section 5). */
import type { IsoDate } from '../common/index.ts';
import { nodeDiseaseUnits, tooSmallUnits } from './criteria.ts';
import type { BaselineTarget, LesionKind, TargetRecord } from './model.ts';
import { toMm, toUnits } from './sizes.ts';

/** A target at one timepoint. `units` is 0 when it is not evaluable. */
export type TargetValue = {
  readonly id: string;
  /** As followed at this timepoint: a node that merged with a non-nodal lesion is non-nodal. */
  readonly kind: LesionKind;
  readonly state: TargetRecord['state'];
  readonly evaluable: boolean;
  readonly units: number;
  /** a non-nodal target at 0, a node (or each of its fragments) below 10 mm. */
  readonly fulfilsCr: boolean;
  /** How much of `units` is the 5 mm default. */
  readonly defaultUnits: number;
  readonly earliestScan: IsoDate;
  readonly latestScan: IsoDate;
  readonly record: TargetRecord | undefined;
};

type SingleRecord = Exclude<TargetRecord, { state: 'merged' }>;
type Size = { readonly evaluable: boolean; readonly units: number; readonly defaultUnits: number; readonly fulfilsCr: boolean };

const notEvaluable: Size = { evaluable: false, units: 0, defaultUnits: 0, fulfilsCr: false };
const absent: Size = { evaluable: true, units: 0, defaultUnits: 0, fulfilsCr: true };
const tooSmallNode: Size = { evaluable: true, units: tooSmallUnits, defaultUnits: tooSmallUnits, fulfilsCr: true };
const tooSmallLesion: Size = { ...tooSmallNode, fulfilsCr: false };

/** the sum of the fragments; one that is not evaluable makes the lesion so. */
function sizeOfFragments(parts: readonly TargetRecord[], kind: LesionKind): Size {
  let units = 0;
  let defaultUnits = 0;
  let fulfilsCr = true;
  for (const part of parts) {
    const size = part.state === 'merged' ? notEvaluable : sizeOf(part, kind);
    if (!size.evaluable) return notEvaluable;
    units += size.units;
    defaultUnits += size.defaultUnits;
    fulfilsCr &&= size.fulfilsCr;
  }
  return { evaluable: parts.length > 0, units, defaultUnits, fulfilsCr };
}

function sizeOf(record: SingleRecord | undefined, kind: LesionKind): Size {
  switch (record?.state) {
    case 'measured': {
      const units = toUnits(record.value);
      return { evaluable: true, units, defaultUnits: 0, fulfilsCr: kind === 'node' ? units < nodeDiseaseUnits : units === 0 };
    }
    case 'absent': return absent;
    case 'tooSmall': return kind === 'node' ? tooSmallNode : tooSmallLesion;
    case 'split': return sizeOfFragments(record.parts, kind);
    case 'notEvaluable':
    case undefined: return notEvaluable;
  }
}

/** What a record counts in the sum, mm: the fragments of a split lesion together. Null when it is not evaluable, and for a merged one, whose lead counts. */
export function recordSizeMm(record: TargetRecord, kind: LesionKind): number | null {
  const size = record.state === 'merged' ? notEvaluable : sizeOf(record, kind);
  return size.evaluable ? toMm(size.units) : null;
}

/** each fragment of a split lesion may have its own scan date; a missing one is that of the record, else of the timepoint. */
function valueOf(target: BaselineTarget, kind: LesionKind, record: TargetRecord | undefined, size: Size, timepointDate: IsoDate): TargetValue {
  let earliestScan = record?.scanDate ?? timepointDate;
  let latestScan = earliestScan;
  if (record?.state === 'split') {
    const dates = record.parts.map((part) => part.scanDate ?? earliestScan).sort();
    earliestScan = dates[0] ?? earliestScan;
    latestScan = dates.at(-1) ?? latestScan;
  }
  return {
    id: target.id, kind, state: record?.state ?? 'notEvaluable', evaluable: size.evaluable, units: size.units, fulfilsCr: size.fulfilsCr,
    defaultUnits: size.defaultUnits, earliestScan, latestScan, record,
  };
}

type Records = Readonly<Record<string, TargetRecord>>;

const recordOf = (records: Records, id: string): TargetRecord | undefined => (Object.hasOwn(records, id) ? records[id] : undefined);

/** The target that carries the joint diameter, through chains of merging; null when the chain leads nowhere or round in a circle. */
export function leadOf(id: string, records: Records, targets: ReadonlyMap<string, BaselineTarget>): string | null {
  const seen = new Set<string>();
  let current = id;
  for (;;) {
    const record = recordOf(records, current);
    if (record?.state !== 'merged') return current;
    seen.add(current);
    if (seen.has(record.mergedInto) || !targets.has(record.mergedInto)) return null;
    current = record.mergedInto;
  }
}

/** a merged lesion adds 0 and shares the fate of its lead; a group with a non-nodal member is followed as non-nodal. */
function resolveMerged(targets: readonly BaselineTarget[], records: Records, timepointDate: IsoDate): readonly TargetValue[] {
  const byId = new Map(targets.map((target) => [target.id, target]));
  const leads = new Map(targets.map((target) => [target.id, leadOf(target.id, records, byId)]));
  const nonNodalGroups = new Set(targets.filter((target) => target.kind === 'nonNodal').map((target) => leads.get(target.id)));
  return targets.map((target) => {
    const record = recordOf(records, target.id);
    const lead = leads.get(target.id) ?? null;
    if (lead === null) return valueOf(target, target.kind, record, notEvaluable, timepointDate);
    const kind: LesionKind = nonNodalGroups.has(lead) ? 'nonNodal' : 'node';
    const carrier = recordOf(records, lead);
    const size = carrier?.state === 'merged' ? notEvaluable : sizeOf(carrier, kind);
    return valueOf(target, kind, record, record?.state === 'merged' ? { ...size, units: 0, defaultUnits: 0 } : size, timepointDate);
  });
}

/**
 * What every target contributes at a timepoint, in the order of the baseline list; 0.0001 mm units. A target without a record is not
 * evaluable.
 */
export function resolveTargets(targets: readonly BaselineTarget[], records: Records, timepointDate: IsoDate): readonly TargetValue[] {
  const values: TargetValue[] = [];
  for (const target of targets) {
    const record = recordOf(records, target.id);
    if (record?.state === 'merged') return resolveMerged(targets, records, timepointDate);
    values.push(valueOf(target, target.kind, record, sizeOf(record, target.kind), timepointDate));
  }
  return values;
}
