import type { IsoDate } from '../common/index.ts';
import { recordSizeMm, type BaselineNonTarget, type BaselineTarget, type Parameters, type SubjectInput, type TargetRecord, type TimepointInput, type UnmeasuredTarget } from '../recist/index.ts';
import { aidSizeMm, caliperFacts, imagingOf, regionsImaged } from './imagingFacts.ts';
import { datingScans, displayDate, scanDateOf } from './timepointDates.ts';
import { engineFacts } from './clinicalFacts.ts';
import { isImaged, type Assessment, type Caliper, type Lesion, type Measured, type SplitPart, type SubjectCase, type Timepoint } from './model.ts';

/** One record that replaces or adds to the stored ones: a calliper being dragged, for the live effect. */
export type DraftRecord = { readonly lesionId: string; readonly timepointId: string; readonly assessment: Assessment };

const axisThatCounts = (lesion: Pick<Lesion, 'kind'>, { longAxisMm, shortAxisMm }: Measured): number | null => (lesion.kind === 'node' ? shortAxisMm : longAxisMm);

/**
 * The diameter that counts, mm: short axis for a node, long axis otherwise, of a split lesion the sum of its fragments.
 * Null when the axis that counts was not placed by the reader, when a fragment is not evaluable, and for every other state.
 */
export function countingDiameterMm(lesion: Pick<Lesion, 'kind'>, assessment: Assessment): number | null {
  if (assessment.state === 'measured') return axisThatCounts(lesion, assessment);
  const split = assessment.state === 'split' ? splitRecord(lesion, assessment.parts) : undefined;
  return split ? recordSizeMm(split, lesion.kind) : null;
}

/** The record of a lesion at a timepoint, the draft first. Undefined: still to assess. */
export function recordOf(subject: SubjectCase, lesionId: string, timepointId: string, draft?: DraftRecord): Assessment | undefined {
  if (draft && draft.lesionId === lesionId && draft.timepointId === timepointId) return draft.assessment;
  return subject.assessments[lesionId]?.[timepointId];
}

/** Callipers of a record: one, or one per fragment of a split lesion. */
export function calipersOf(record: Assessment | undefined): readonly Caliper[] {
  if (record?.state === 'split') return record.parts.flatMap((part) => ('caliper' in part && part.caliper ? [part.caliper] : []));
  return record && 'caliper' in record && record.caliper ? [record.caliper] : [];
}
const caliperOf = (record: Assessment | undefined): Caliper | undefined => calipersOf(record)[0];

/** Date of the scan the record was made on, when it was made on one. */
function recordDate(timepoint: Timepoint, record: Assessment): IsoDate | undefined {
  const seriesId = caliperOf(record)?.seriesId;
  return timepoint.series.find((series) => series.id === seriesId)?.date ?? undefined;
}

const dated = <T extends object>(value: T, scanDate: IsoDate | undefined): T & { scanDate?: IsoDate } => (scanDate ? { ...value, scanDate } : value);

/** A fragment, or undefined while its counting axis is not placed. */
function partRecord(lesion: Pick<Lesion, 'kind'>, part: SplitPart, timepoint?: Timepoint): TargetRecord | undefined {
  const scanDate = timepoint && recordDate(timepoint, part);
  if (part.state === 'notEvaluable') return { state: 'notEvaluable', reason: part.reason };
  if (part.state !== 'measured') return dated({ state: part.state }, scanDate);
  const value = axisThatCounts(lesion, part);
  return value === null ? undefined : dated({ state: 'measured' as const, value }, scanDate);
}

/** undefined while a fragment is open, so that the lesion counts as not recorded. */
function splitRecord(lesion: Pick<Lesion, 'kind'>, parts: readonly SplitPart[], timepoint?: Timepoint): TargetRecord | undefined {
  const records = parts.map((part) => partRecord(lesion, part, timepoint)).filter((part) => part !== undefined);
  return records.length === parts.length ? { state: 'split', parts: records } : undefined;
}

function targetRecord(lesion: Lesion, timepoint: Timepoint, record: Assessment): TargetRecord | undefined {
  const scanDate = recordDate(timepoint, record);
  switch (record.state) {
    case 'split': return splitRecord(lesion, record.parts, timepoint);
    case 'merged': return { state: 'merged', mergedInto: record.mergedInto };
    case 'measured': {
      const value = countingDiameterMm(lesion, record);
      return value === null ? undefined : dated({ state: 'measured' as const, value }, scanDate);
    }
    case 'absent':
    case 'tooSmall':
      return dated({ state: record.state }, scanDate);
    case 'notEvaluable':
      return { state: 'notEvaluable', reason: record.reason };
    case 'status':
    case 'newLesion':
      return undefined;
  }
}

/** What every lesion of the baseline brings besides its size: what it is, how it was imaged, where it was drawn. */
function baselineFacts(subject: SubjectCase, lesion: Lesion, baseline: Timepoint, record: Assessment | undefined) {
  const caliper = caliperFacts(baseline, record);
  return { id: lesion.id, kind: lesion.kind, organ: lesion.organ, ...lesion.traits, ...imagingOf(subject, baseline, record), ...(caliper ? { caliper } : {}) };
}

function baselineTarget(subject: SubjectCase, lesion: Lesion, baseline: Timepoint, record: Assessment | undefined): BaselineTarget | undefined {
  const sizeMm = record ? countingDiameterMm(lesion, record) : null;
  return sizeMm === null ? undefined : { ...baselineFacts(subject, lesion, baseline, record), sizeMm, axis: lesion.kind === 'node' ? 'short' : 'long' };
}

/** A chosen target without the diameter that counts: not part of the sum yet. */
const unmeasuredTarget = (lesion: Lesion, record: Assessment | undefined): UnmeasuredTarget =>
  ({ id: lesion.id, kind: lesion.kind, ...(record?.state === 'measured' ? { longAxisMm: record.longAxisMm } : {}) });

function baselineNonTarget(subject: SubjectCase, lesion: Lesion, baseline: Timepoint, record: Assessment | undefined): BaselineNonTarget {
  const sizeMm = aidSizeMm(lesion, record, subject.protocol.recordingDecimals);
  return {
    ...baselineFacts(subject, lesion, baseline, record), description: lesion.description,
    ...(lesion.group ? { group: true } : {}), ...(sizeMm === undefined ? {} : { sizeMm }),
  };
}

/** What a read says about a timepoint besides its lesions: marker, revised CR, assigned categories. */
function readPart(subject: SubjectCase, { id }: Timepoint): Pick<TimepointInput, 'tumourMarker' | 'reviseCrToPr' | 'assigned'> {
  const marker = subject.markers[id]?.status;
  const assigned = subject.overrides[id];
  return {
    ...(marker === undefined || marker === 'none' ? {} : { tumourMarker: marker }),
    ...(subject.revisedCr.includes(id) ? { reviseCrToPr: true } : {}),
    ...(assigned === undefined ? {} : { assigned }),
  };
}

/** At baseline a marker is followed or not; one that was not assessed cannot be active. */
function baselineMarker(subject: SubjectCase, baseline: Timepoint): { tumourMarker?: 'none' | 'normal' | 'elevated' } {
  const status = subject.markers[baseline.id]?.status;
  return status === undefined || status === 'notAssessed' ? {} : { tumourMarker: status };
}

/** Why a non-target is not evaluable, where somebody said so. */
const nonTargetReason = (subject: SubjectCase, lesion: Lesion, timepoint: Timepoint, { note }: { readonly note?: string }): { readonly reason?: string } =>
  (treatedRecord(subject, lesion, timepoint) ? { reason: 'treatedLocally' } : note ? { reason: note } : {});

/** Regions imaged at a timepoint, where its series say so. */
function imagedRegions(subject: SubjectCase, timepoint: Timepoint): Pick<TimepointInput, 'regionsImaged'> {
  const regions = regionsImaged(subject, timepoint);
  return regions === undefined ? {} : { regionsImaged: regions };
}

function timepointInput(subject: SubjectCase, timepoint: Timepoint, targetIds: ReadonlySet<string>, draft?: DraftRecord): TimepointInput {
  const targets: Record<string, TargetRecord> = {};
  const nonTargets: Record<string, TimepointInput['nonTargets'][string]> = {};
  const newLesions: TimepointInput['newLesions'][number][] = [];
  for (const lesion of subject.lesions) {
    const record = treatedRecord(subject, lesion, timepoint) ?? recordOf(subject, lesion.id, timepoint.id, draft);
    if (!record) continue;
    const scanDate = recordDate(timepoint, record);
    if (lesion.role === 'target' && targetIds.has(lesion.id)) {
      const value = targetRecord(lesion, timepoint, record);
      if (value) targets[lesion.id] = { ...value, ...imagingOf(subject, timepoint, record) };
    } else if (lesion.role === 'nonTarget' && record.state === 'status') {
      nonTargets[lesion.id] = dated({ status: record.status, ...nonTargetReason(subject, lesion, timepoint, record) }, scanDate);
    } else if (lesion.role === 'new' && record.state === 'newLesion') {
      const size = lesion.kind === 'node' ? record.shortAxisMm : record.longAxisMm;
      newLesions.push(dated({ id: lesion.id, status: record.status, kind: lesion.kind, organ: lesion.organ, ...(lesion.traits?.region ? { region: lesion.traits.region } : {}), ...(size == null ? {} : { sizeMm: size }) }, scanDate));
    }
  }
  const date = timepoint.plannedDate ?? undefined;
  return {
    id: timepoint.id,
    ...(timepoint.scanDates.length > 0 ? { scanDates: datingScans(subject.protocol, timepoint) } : date ? { date } : {}),
    ...(date ? { plannedDate: date } : {}),
    performed: timepoint.performed,
    targets, nonTargets, newLesions,
    ...imagedRegions(subject, timepoint),
    ...readPart(subject, timepoint),
  };
}

/** what a lesion that was treated locally has from then on, whatever else was recorded. Undefined: it was not, or the protocol planned it. */
export function treatedRecord(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint): Assessment | undefined {
  if (!lesion.treated || lesion.treated.planned || lesion.role === 'new') return undefined;
  const from = subject.timepoints.find((one) => one.id === lesion.treated?.from);
  if (!from || timepoint.index < from.index) return undefined;
  return lesion.role === 'target' ? { state: 'notEvaluable', reason: 'treatedLocally' } : { state: 'status', status: 'notEvaluable', note: 'treated locally' };
}

/**
 * True when the reader has recorded something at the timepoint, signed it (a subject without disease has nothing to record, R-620), or it was recorded as
 * not performed; and when there is nothing left to record since every lesion was treated.
 */
export function isRead(subject: SubjectCase, timepoint: Timepoint, draft?: DraftRecord): boolean {
  if (!timepoint.performed || subject.signOffs[timepoint.id]) return true;
  if (subject.lesions.some((lesion) => recordOf(subject, lesion.id, timepoint.id, draft) !== undefined)) return true;
  return isImaged(timepoint) && subject.lesions.length > 0 && subject.lesions.every((lesion) => treatedRecord(subject, lesion, timepoint) !== undefined);
}

/**
 * What the engine takes for operation `subject` (recist-1.1.md A.4) from the stored facts, a draft laid over them.
 * Only timepoints that were read are passed on; a target without a placed counting axis at baseline is not part of the sum yet.
 * Null while there is no dated baseline with at least one lesion record.
 */
export function toEngineInput(subject: SubjectCase, draft?: DraftRecord): SubjectInput | null {
  const baseline = subject.timepoints.find((timepoint) => timepoint.index === 0);
  const baselineDate = baseline ? (scanDateOf(subject.protocol, baseline) ?? displayDate(baseline)) : null;
  if (!baseline || !baselineDate || !isRead(subject, baseline, draft)) return null;
  const targets: BaselineTarget[] = [];
  const nonTargets: BaselineNonTarget[] = [];
  const unmeasured: UnmeasuredTarget[] = [];
  for (const lesion of subject.lesions) {
    const record = recordOf(subject, lesion.id, baseline.id, draft);
    if (lesion.role === 'target') {
      const target = baselineTarget(subject, lesion, baseline, record);
      if (target) targets.push(target);
      else unmeasured.push(unmeasuredTarget(lesion, record));
    } else if (lesion.role === 'nonTarget') {
      nonTargets.push(baselineNonTarget(subject, lesion, baseline, record));
    }
  }
  const targetIds = new Set(targets.map((target) => target.id));
  const followUps = subject.timepoints.filter((timepoint) => timepoint.index > 0 && isRead(subject, timepoint, draft) && (displayDate(timepoint) !== null));
  return {
    subject: { baselineAssessmentDate: baselineDate, ...engineFacts(subject.facts) },
    baseline: {
      date: baselineDate, targets, nonTargets, ...baselineMarker(subject, baseline), ...imagedRegions(subject, baseline),
      ...(unmeasured.length > 0 ? { unmeasured } : {}), ...(subject.protocol.requiredRegions ? { regionsRequired: subject.protocol.requiredRegions } : {}),
    },
    timepoints: followUps.map((timepoint) => timepointInput(subject, timepoint, targetIds, draft)),
  };
}

/** What the reader calls lesions and timepoints, by id: the engine's sentences are written with these. */
export const labelsOf = (subject: SubjectCase): Readonly<Record<string, string>> =>
  Object.fromEntries([...subject.lesions, ...subject.timepoints].map(({ id, label }) => [id, label]));

/** The protocol's parameters as the engine takes them; checked when the study was created. */
export const parametersOf = (subject: SubjectCase): Partial<Parameters> => ({ ...subject.protocol.params, recordingDecimals: subject.protocol.recordingDecimals });
