/** What is true of the demo study, from the plan alone: the rules engine has no part in it, so that one can be checked against the other. */
import type { IsoDate } from '../common/index.ts';
import type { LesionRole, NotEvaluableReason, WorldPoint } from '../casefile/index.ts';
import type { LesionKind, NewLesionStatus, NonTargetStatus, OrganCode, OverallResponse } from '../recist/index.ts';
import { uidsOf } from './encode.ts';
import { add, gridOf, type SeriesGrid } from './grid.ts';
import { placeOf, sizeOf } from './lesionPlaces.ts';
import type { LesionState, PlannedLesion, PlannedSubject, PlannedTimepoint } from './model.ts';
import { subjects } from './subjects.ts';

type Axis = readonly [WorldPoint, WorldPoint];

/** A lesion on the images of one timepoint. Points in patient coordinates (mm, LPS), diameters in mm. */
export type DemoLesionTruth = {
  readonly timepointIndex: number;
  readonly state: LesionState['state'];
  /** Of a non-target or new lesion. */
  readonly status: NonTargetStatus | NewLesionStatus | null;
  readonly reason: NotEvaluableReason | null;
  readonly note: string;
  /** Null where the image holds nothing, and for effusions, which have no diameters. */
  readonly longAxisMm: number | null;
  readonly shortAxisMm: number | null;
  /** What enters the sum: short axis of a node, long axis otherwise, 0 when absent; null when it cannot be measured. */
  readonly countingMm: number | null;
  readonly centre: WorldPoint | null;
  readonly longAxis: Axis | null;
  readonly shortAxis: Axis | null;
  readonly seriesUid: string;
  readonly sopInstanceUid: string | null;
};

export type DemoLesion = {
  readonly label: string;
  readonly role: LesionRole;
  readonly organ: OrganCode;
  readonly kind: LesionKind;
  readonly description: string;
  readonly group: boolean;
  /** By timepoint, baseline first. */
  readonly timepoints: readonly DemoLesionTruth[];
};

export type DemoTimepoint = {
  readonly index: number;
  readonly label: string;
  readonly visitName: string;
  readonly plannedDate: IsoDate;
  readonly date: IsoDate;
  readonly dicomStudyUid: string;
  readonly seriesUid: string;
  readonly slices: number;
  readonly rows: number;
  readonly columns: number;
  readonly pixelMm: number;
  readonly sliceMm: number;
  /** Sum of diameters; null when a target cannot be measured. */
  readonly sumMm: number | null;
  /** Sum of the targets that can be measured, when not all can. */
  readonly partialSumMm: number | null;
  /** Smallest complete sum before this timepoint; null at baseline. */
  readonly nadirMm: number | null;
  /** Null at baseline. */
  readonly overall: OverallResponse | null;
};

export type DemoSubject = {
  readonly code: string;
  readonly site: string;
  /** What the subject teaches. */
  readonly note: string;
  readonly facts: { readonly enrolmentDate: IsoDate; readonly firstDoseDate: IsoDate };
  readonly timepoints: readonly DemoTimepoint[];
  readonly lesions: readonly DemoLesion[];
  readonly progressionDate: IsoDate | null;
  readonly bestOverallResponse: OverallResponse;
};

export type DemoTruth = {
  readonly format: 'nadir-demo-truth';
  readonly version: 1;
  readonly study: { readonly code: string; readonly title: string };
  readonly subjects: readonly DemoSubject[];
};

/** Tenths of a millimetre: sums of decimals without binary dust. */
const sumOf = (sizes: readonly number[]): number => sizes.reduce((sum, mm) => sum + Math.round(mm * 10), 0) / 10;

const isEffusion = (lesion: PlannedLesion): boolean => lesion.bed === 'effusionLeft' || lesion.bed === 'effusionRight';
const axisThrough = (centre: WorldPoint, direction: WorldPoint, lengthMm: number): Axis => [add(centre, direction, -lengthMm / 2), add(centre, direction, lengthMm / 2)];

function countingMm(lesion: PlannedLesion, state: LesionState): number | null {
  switch (state.state) {
    case 'measured':
    case 'newLesion':
      return lesion.kind === 'node' ? state.size[1] : state.size[0];
    case 'absent':
      return 0;
    case 'notEvaluable':
    case 'status':
    case 'notYet':
      return null;
  }
}

function lesionTruth(subject: PlannedSubject, lesion: PlannedLesion, timepoint: PlannedTimepoint, grid: SeriesGrid): DemoLesionTruth {
  const state = lesion.course[timepoint.index]!;
  const uids = uidsOf(subject.code, timepoint.index);
  const size = sizeOf(state);
  const placed = size ? placeOf(lesion, lesion.place, timepoint, grid) : null;
  const measurable = size && placed && !isEffusion(lesion) ? size : null;
  return {
    timepointIndex: timepoint.index, state: state.state,
    status: state.state === 'status' || state.state === 'newLesion' ? state.status : null,
    reason: state.state === 'notEvaluable' ? state.reason : null,
    note: state.state === 'notEvaluable' ? state.note : '',
    longAxisMm: measurable?.[0] ?? null, shortAxisMm: measurable?.[1] ?? null, countingMm: countingMm(lesion, state),
    centre: placed?.centre ?? null,
    longAxis: measurable && placed ? axisThrough(placed.centre, placed.longDirection, measurable[0]) : null,
    shortAxis: measurable && placed ? axisThrough(placed.centre, placed.shortDirection, measurable[1]) : null,
    seriesUid: uids.series, sopInstanceUid: placed ? uids.instance(placed.slice) : null,
  };
}

function timepointTruth(subject: PlannedSubject, timepoint: PlannedTimepoint, sums: readonly (number | null)[]): DemoTimepoint {
  const { scanner } = subject;
  const uids = uidsOf(subject.code, timepoint.index);
  const before = sums.slice(0, timepoint.index).filter((sum) => sum !== null);
  const targets = subject.lesions.filter(({ role }) => role === 'target').map((lesion) => countingMm(lesion, lesion.course[timepoint.index]!));
  const seen = targets.filter((mm) => mm !== null);
  const complete = sums[timepoint.index] ?? null;
  return {
    index: timepoint.index, label: timepoint.label, visitName: timepoint.visitName, plannedDate: timepoint.plannedDate, date: timepoint.date,
    dicomStudyUid: uids.dicomStudy, seriesUid: uids.series, slices: scanner.slices, rows: scanner.matrix, columns: scanner.matrix, pixelMm: scanner.pixelMm, sliceMm: scanner.sliceMm,
    sumMm: complete, partialSumMm: complete === null && seen.length > 0 ? sumOf(seen) : null,
    nadirMm: before.length > 0 ? Math.min(...before) : null,
    overall: timepoint.index === 0 ? null : subject.intended[timepoint.index - 1]!,
  };
}

function subjectTruth(subject: PlannedSubject): DemoSubject {
  const sums = subject.timepoints.map(({ index }) => {
    const sizes = subject.lesions.filter(({ role }) => role === 'target').map((lesion) => countingMm(lesion, lesion.course[index]!));
    return sizes.every((mm) => mm !== null) ? sumOf(sizes) : null;
  });
  const progressed = subject.intended.indexOf('PD');
  const best = (['CR', 'PR', 'SD', 'PD', 'NE'] as const).find((category) => subject.intended.includes(category))!;
  return {
    code: subject.code, site: subject.site, note: subject.note,
    facts: { enrolmentDate: subject.enrolmentDate, firstDoseDate: subject.firstDoseDate },
    timepoints: subject.timepoints.map((timepoint) => timepointTruth(subject, timepoint, sums)),
    lesions: subject.lesions.map((lesion) => ({
      label: lesion.label, role: lesion.role, organ: lesion.organ, kind: lesion.kind, description: lesion.description, group: lesion.group,
      timepoints: subject.timepoints.map((timepoint) => lesionTruth(subject, lesion, timepoint, gridOf(subject.scanner, timepoint))),
    })),
    progressionDate: progressed < 0 ? null : subject.timepoints[progressed + 1]!.date,
    bestOverallResponse: best,
  };
}

/** The demo study without its pixels: subjects, dates, UIDs and every diameter. Instant; the first subject is the one of the tour. */
export function demoPlan(): DemoTruth {
  return { format: 'nadir-demo-truth', version: 1, study: { code: 'DEMO', title: 'Demo study' }, subjects: subjects.map(subjectTruth) };
}
