/** What of a read is exported: nothing after the cut-off, and of signed reads nothing from the first unsigned timepoint on, since every later one rests on it. Pure. */
import { displayDate, isImaged, signOffOf, type Assessment, type ClinicalFacts, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import type { IsoDate } from '../../common/index.ts';
import type { ExportReads, LeftOut } from '../../exchange/index.ts';

const isDate = (value: unknown): value is IsoDate => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** Clinical facts as they were known on a day: what happened later is left out, and who was seen alive later was alive then. */
export function factsUpTo(facts: ClinicalFacts, cutOff: IsoDate | null): ClinicalFacts {
  if (cutOff === null) return facts;
  const kept = Object.entries(facts).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'lastKnownAliveDate' && isDate(value) && value > cutOff) return [[name, cutOff]];
    return isDate(value) && value > cutOff ? [] : [[name, value]];
  });
  const known = Object.fromEntries(kept) as ClinicalFacts;
  return {
    ...known,
    ...(known.doseChanges ? { doseChanges: known.doseChanges.filter(({ date }) => date <= cutOff) } : {}),
    ...(known.visitDates ? { visitDates: Object.fromEntries(Object.entries(known.visitDates).filter(([, date]) => date <= cutOff)) } : {}),
  };
}

/** A signature can be asked for: it was performed and there is something to read. */
const isToSign = (timepoint: Timepoint): boolean => timepoint.performed && isImaged(timepoint);

/** Why a timepoint is not exported; null: it is. `unsigned` is true once an earlier one was not signed. */
function whyLeftOut(subject: SubjectCase, timepoint: Timepoint, { reads, cutOff }: ExportLimits, hasUnsigned: boolean): LeftOut['why'] | null {
  if (cutOff !== null && (displayDate(timepoint) ?? '') > cutOff) return 'afterCutOff';
  if (reads === 'all') return null;
  const { state } = signOffOf(subject, timepoint.id);
  if (isToSign(timepoint) && state !== 'signed') return state === 'amending' ? 'amending' : 'unsigned';
  return hasUnsigned ? 'afterUnsigned' : null;
}

export type ExportLimits = { readonly reads: ExportReads; readonly cutOff: IsoDate | null };
export type LimitedCase = { readonly case: SubjectCase; readonly leftOut: readonly LeftOut[] };

/** A read's case as far as it is exported, and what was left out of it. */
export function limitedCase(subject: SubjectCase, limits: ExportLimits): LimitedCase {
  const leftOut: LeftOut[] = [];
  let hasUnsigned = false;
  const timepoints = subject.timepoints.filter((timepoint) => {
    const why = whyLeftOut(subject, timepoint, limits, hasUnsigned);
    if (why === 'unsigned' || why === 'amending') hasUnsigned = true;
    if (why !== null && timepoint.performed) leftOut.push({ timepointId: timepoint.id, label: timepoint.label, date: displayDate(timepoint), why });
    return why === null;
  });
  if (leftOut.length === 0 && timepoints.length === subject.timepoints.length && limits.cutOff === null) return { case: subject, leftOut };
  return { case: keepTimepoints(subject, timepoints, limits.cutOff), leftOut };
}

function keepTimepoints(subject: SubjectCase, timepoints: readonly Timepoint[], cutOff: IsoDate | null): SubjectCase {
  const kept = new Set<string>(timepoints.map(({ id }) => id));
  const keep = <T>(record: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(record).filter(([id]) => kept.has(id)));
  const lesions = subject.lesions.filter(({ id, placedAt }) => kept.has(placedAt) || Object.keys(subject.assessments[id] ?? {}).some((at) => kept.has(at)));
  return {
    ...subject, timepoints, lesions,
    protocol: cutOff === null ? subject.protocol : { ...subject.protocol, params: { ...subject.protocol.params, dataCutoff: cutOff } },
    assessments: Object.fromEntries(lesions.flatMap(({ id }): [string, Record<string, Assessment>][] => (subject.assessments[id] ? [[id, keep(subject.assessments[id])]] : []))),
    signOffs: keep(subject.signOffs), overrides: keep(subject.overrides), markers: keep(subject.markers),
    checkReasons: Object.fromEntries(Object.entries(subject.checkReasons).filter(([, { timepointId }]) => timepointId === null || kept.has(timepointId))),
    keyImages: subject.keyImages.filter(({ timepointId }) => kept.has(timepointId)), revisedCr: subject.revisedCr.filter((id) => kept.has(id)),
    ...(subject.late ? { late: subject.late.filter(({ timepointId }) => kept.has(timepointId)) } : {}),
  };
}
