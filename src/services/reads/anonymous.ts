/** Two reads without their readers: everything that could tell whose read is which is taken out. */
import { calipersOf, countingDiameterMm, emptyRead, type AnonymousRead, type Lesion, type LesionPair, type SignOff, type SubjectCase } from '../../casefile/index.ts';
import { matchLesions, type ComparedLesion, type ComparedRead, type LesionPlace } from '../../endpoints/index.ts';
import type { NewLesionStatus, NonTargetStatus } from '../../recist/index.ts';
import { evaluateCase } from '../evaluate.ts';
import { limitCase } from './limitCase.ts';
import type { ReadOf } from './reading.ts';

const withoutSlot = ({ slot: _slot, ...lesion }: Lesion): Lesion => lesion;
const nobody = <T extends { readonly by: string; readonly at: string }>(said: T): T => ({ ...said, by: '', at: '' });
const unsigned = (signOff: SignOff): SignOff => ({
  ...signOff, signed: signOff.signed && { ...signOff.signed, signer: '', at: '' }, amendment: signOff.amendment && nobody(signOff.amendment), versions: signOff.versions.map((one) => ({ ...one, signer: '', at: '' })),
});
const each = <T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

/** The whole read: its facts, reasons and result, no names, no times, no revision; blinded where the study is. */
export function anonymousRead({ case: subject, result, compared }: ReadOf, blinded: boolean): AnonymousRead {
  const read = { ...emptyRead.read, editable: false, why: 'An adjudicator accepts a read as a whole (R-J06).', blinded };
  const shown: SubjectCase = {
    ...subject, revision: 0, read, lesions: subject.lesions.map(withoutSlot), signOffs: each(subject.signOffs, unsigned), checkReasons: each(subject.checkReasons, nobody),
  };
  const { readers: _readers, ...protocol } = shown.protocol;
  const limited = limitCase({ ...shown, protocol }, { blinded, sequential: false });
  // Endpoints would tell dates of treatment: a blinded adjudicator gets what the engine says without them.
  return { case: limited, result: blinded ? evaluateCase(limited) : result, compared };
}

function placesOf(subject: SubjectCase, lesion: Lesion): Record<string, LesionPlace> {
  return Object.fromEntries(subject.timepoints.flatMap((timepoint): [string, LesionPlace][] => {
    const record = subject.assessments[lesion.id]?.[timepoint.id];
    const [caliper] = calipersOf(record);
    const series = timepoint.series.find((one) => one.id === caliper?.seriesId);
    if (!caliper || !series) return [];
    const [[ax, ay, az], [bx, by, bz]] = caliper.longAxis;
    return [[timepoint.id, {
      frameOfReferenceUid: series.frameOfReferenceUid, centre: [(ax + bx) / 2, (ay + by) / 2, (az + bz) / 2], longAxisMm: Math.hypot(ax - bx, ay - by, az - bz), seriesUid: series.seriesUid,
    }]];
  }));
}

function sizesOf(subject: SubjectCase, lesion: Lesion): Record<string, number> {
  return Object.fromEntries(subject.timepoints.flatMap((timepoint): [string, number][] => {
    const record = subject.assessments[lesion.id]?.[timepoint.id];
    const mm = record ? countingDiameterMm(lesion, record) : null;
    return mm === null ? [] : [[timepoint.id, mm]];
  }));
}

function newStatusOf(subject: SubjectCase, lesion: Lesion): Record<string, NewLesionStatus> {
  return Object.fromEntries(subject.timepoints.flatMap((timepoint): [string, NewLesionStatus][] => {
    const record = subject.assessments[lesion.id]?.[timepoint.id];
    return record?.state === 'newLesion' ? [[timepoint.id, record.status]] : [];
  }));
}

function nonTargetStatusOf(subject: SubjectCase, lesion: Lesion): Record<string, NonTargetStatus> {
  return Object.fromEntries(subject.timepoints.flatMap((timepoint): [string, NonTargetStatus][] => {
    const record = subject.assessments[lesion.id]?.[timepoint.id];
    return record?.state === 'status' ? [[timepoint.id, record.status]] : [];
  }));
}

/** What the comparison of two reads takes; null without a result. */
export function comparedRead({ case: subject, result }: ReadOf): ComparedRead | null {
  if (!result) return null;
  const lesions = subject.lesions.map((lesion): ComparedLesion => ({
    id: lesion.id, label: lesion.label, role: lesion.role, kind: lesion.kind, organ: lesion.organ, description: lesion.description, places: placesOf(subject, lesion), sizesMm: sizesOf(subject, lesion), newStatus: newStatusOf(subject, lesion), nonTargetStatus: nonTargetStatusOf(subject, lesion),
  }));
  return { result, lesions, assigned: Object.keys(subject.overrides) };
}

/** Both reads' lesions side by side, whatever role each has in either: in the order of read A, then what only read B has. */
export function pairsOf(a: ComparedRead, b: ComparedRead): readonly LesionPair[] {
  const { pairs, onlyB } = matchLesions(a.lesions, b.lesions);
  const partner = new Map(pairs.map((pair) => [pair.a.id, pair.b.id]));
  return [...a.lesions.map((lesion) => ({ a: lesion.id, b: partner.get(lesion.id) ?? null })), ...onlyB.map((lesion) => ({ a: null, b: lesion.id }))];
}
