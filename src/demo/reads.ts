/** Which timepoints of the demo study come already read, as the commands a reader would have given. */
import type { SeriesId } from '../common/index.ts';
import type { Caliper, LesionRole, NotEvaluableReason } from '../casefile/index.ts';
import type { LesionKind, NewLesionStatus, NonTargetStatus, OrganCode } from '../recist/index.ts';
import { demoPlan, type DemoLesion, type DemoLesionTruth, type DemoSubject } from './truth.ts';

/** A calliper whose series is still named by its DICOM UID. */
export type DemoCaliper = Omit<Caliper, 'seriesId' | 'longAxis' | 'shortAxis'> & {
  readonly seriesUid: string;
  readonly longAxis: [[number, number, number], [number, number, number]];
  readonly shortAxis: [[number, number, number], [number, number, number]];
};

export type DemoAssessment =
  | { readonly state: 'measured'; readonly caliper: DemoCaliper; readonly claimedLongMm: number; readonly claimedShortMm: number }
  | { readonly state: 'absent' }
  | { readonly state: 'notEvaluable'; readonly reason: NotEvaluableReason; readonly note: string }
  | { readonly state: 'status'; readonly status: NonTargetStatus; readonly caliper?: DemoCaliper }
  | { readonly state: 'newLesion'; readonly status: NewLesionStatus; readonly caliper: DemoCaliper; readonly claimedLongMm: number; readonly claimedShortMm: number };

/** One command: `place` makes the lesion and records it, `record` records it at a later timepoint. */
export type DemoReadStep = {
  readonly kind: 'place' | 'record';
  readonly subjectCode: string;
  readonly timepointIndex: number;
  readonly label: string;
  readonly role: LesionRole;
  readonly organ: OrganCode;
  readonly lesionKind: LesionKind;
  readonly description: string;
  readonly group: boolean;
  readonly assessment: DemoAssessment;
};

/** Last timepoint that is read already, by subject. P-01 and P-02 wait for the newcomer; P-03 and P-06 are under way; P-04 and P-05 can be confirmed. */
const readThrough: Readonly<Record<string, number>> = { 'P-03': 2, 'P-04': 3, 'P-05': 3, 'P-06': 0 };

/** The commands that make the demo study's worklist worth opening, in the order a reader gives them. Callipers lie exactly on the truth. */
export function demoReads(): readonly DemoReadStep[] {
  return demoPlan().subjects.flatMap((subject) => {
    const last = readThrough[subject.code];
    if (last === undefined) return [];
    return subject.timepoints.filter(({ index }) => index <= last).flatMap(({ index }) => stepsAt(subject, index));
  });
}

function stepsAt(subject: DemoSubject, timepointIndex: number): DemoReadStep[] {
  return subject.lesions.flatMap((lesion) => {
    const assessment = assessmentOf(lesion.timepoints[timepointIndex]!);
    if (!assessment) return [];
    return [{
      kind: isFirst(lesion, timepointIndex) ? 'place' as const : 'record' as const,
      subjectCode: subject.code, timepointIndex, label: lesion.label, role: lesion.role, organ: lesion.organ, lesionKind: lesion.kind,
      description: lesion.description, group: lesion.group, assessment,
    }];
  });
}

const isFirst = (lesion: DemoLesion, timepointIndex: number): boolean => lesion.timepoints.findIndex(({ state }) => state !== 'notYet') === timepointIndex;

const points = ([a, b]: NonNullable<DemoLesionTruth['longAxis']>): DemoCaliper['longAxis'] => [[...a], [...b]];

/** What a careful reader records for a lesion; undefined before it exists. */
export function assessmentOf(truth: DemoLesionTruth): DemoAssessment | undefined {
  const caliper = truth.longAxis && truth.shortAxis && truth.sopInstanceUid !== null
    ? { seriesUid: truth.seriesUid, sopInstanceUid: truth.sopInstanceUid, frameNumber: 1, longAxis: points(truth.longAxis), shortAxis: points(truth.shortAxis), shortAxisProvisional: false, renderer: 'generated' as const }
    : undefined;
  switch (truth.state) {
    case 'measured':
      return caliper && { state: 'measured', caliper, claimedLongMm: truth.longAxisMm!, claimedShortMm: truth.shortAxisMm! };
    case 'newLesion':
      return caliper && { state: 'newLesion', status: truth.status as NewLesionStatus, caliper, claimedLongMm: truth.longAxisMm!, claimedShortMm: truth.shortAxisMm! };
    case 'absent':
      return { state: 'absent' };
    case 'notEvaluable':
      return { state: 'notEvaluable', reason: truth.reason!, note: truth.note };
    case 'status':
      return { state: 'status', status: truth.status as NonTargetStatus, ...(caliper ? { caliper } : {}) };
    case 'notYet':
      return undefined;
  }
}

/** A calliper or an assessment whose series has the id the import gave it. */
type Imported<T> = T extends { readonly caliper?: DemoCaliper | undefined } ? Omit<T, 'caliper'> & { [K in keyof Pick<T, 'caliper' & keyof T>]: Omit<DemoCaliper, 'seriesUid'> & { seriesId: SeriesId } } : T;

/** The assessment as the API takes it, with the series the import has given the calliper's images. */
export function withSeriesId<T extends DemoAssessment>(assessment: T, seriesIdOf: (seriesUid: string) => SeriesId): Imported<T> {
  if (!('caliper' in assessment) || assessment.caliper === undefined) return assessment as Imported<T>;
  const { seriesUid, ...caliper } = assessment.caliper;
  return { ...assessment, caliper: { ...caliper, seriesId: seriesIdOf(seriesUid) } } as unknown as Imported<T>;
}
