/** The six subjects: what grows, what shrinks, what it teaches. Every diameter of the demo study is in this file. */
import { addDays, type IsoDate } from '../common/index.ts';
import type { WorldPoint } from '../casefile/index.ts';
import type { LesionState, PlannedLesion, PlannedSubject, PlannedTimepoint, SizeMm } from './model.ts';
import { between, randomFrom } from './random.ts';
import { physiques, scanners } from './scanners.ts';

const cycleDays = 56;

/** Baseline and follow-ups every eight weeks; `daysOff` says how far each scan lay from its plan. */
function timepoints(code: string, firstDose: string, baselineDays: number, daysOff: readonly number[]): PlannedTimepoint[] {
  const origin = firstDose as IsoDate;
  return [-baselineDays, ...daysOff.map((off, at) => (at + 1) * cycleDays + off)].map((day, index) => {
    const random = randomFrom(`${code} day ${index}`);
    const shift: WorldPoint = [Math.round(between(random, -5, 5) * 10) / 10, Math.round(between(random, -4, 4) * 10) / 10, Math.round(between(random, -7, 7) * 10) / 10];
    return {
      index,
      label: index === 0 ? 'Baseline' : `TP${index}`,
      visitName: index === 0 ? `\u2212${baselineDays} d` : `Wk ${index * 8}`,
      plannedDate: index === 0 ? addDays(origin, day) : addDays(origin, index * cycleDays),
      date: addDays(origin, day),
      shift,
      breathMm: Math.round(between(random, 0, 7) * 10) / 10,
      metalAt: null,
    };
  });
}

const measured = (...sizes: SizeMm[]): LesionState[] => sizes.map((size) => ({ state: 'measured', size }));
const present = (...sizes: SizeMm[]): LesionState[] => sizes.map((size) => ({ state: 'status', status: 'present', size }));
const gone: LesionState = { state: 'absent' };
const cleared: LesionState = { state: 'status', status: 'absent', size: null };

type Site = Pick<PlannedLesion, 'organ' | 'kind' | 'bed' | 'description' | 'place' | 'angleDeg'>;
const sites = {
  liverS7: { organ: 'liver', kind: 'nonNodal', bed: 'liver', description: 'Segment 7', place: [-84, 16, -38], angleDeg: 128 },
  liverS6: { organ: 'liver', kind: 'nonNodal', bed: 'liver', description: 'Segment 6', place: [-92, 14, -62], angleDeg: 62 },
  liverS8: { organ: 'liver', kind: 'nonNodal', bed: 'liver', description: 'Segment 8', place: [-66, -36, -30], angleDeg: 24 },
  lungRul: { organ: 'lung', kind: 'nonNodal', bed: 'lung', description: 'Right upper lobe', place: [-76, -16, 94], angleDeg: 40 },
  lungLul: { organ: 'lung', kind: 'nonNodal', bed: 'lung', description: 'Left upper lobe', place: [76, -20, 92], angleDeg: 152 },
  lungRll: { organ: 'lung', kind: 'nonNodal', bed: 'lung', description: 'Right lower lobe', place: [-84, 26, 46], angleDeg: 105 },
  lungLll: { organ: 'lung', kind: 'nonNodal', bed: 'lung', description: 'Left lower lobe', place: [84, 30, 42], angleDeg: 70 },
  nodeParatracheal: { organ: 'lymphNode', kind: 'node', bed: 'fat', description: 'Station 4R, lower paratracheal', place: [-25, -2, 108], angleDeg: 72 },
  nodeSubcarinal: { organ: 'lymphNode', kind: 'node', bed: 'fat', description: 'Station 7, subcarinal', place: [-3, 17, 70], angleDeg: 8 },
  nodeParaAortic: { organ: 'lymphNode', kind: 'node', bed: 'fat', description: 'Left para-aortic', place: [33, 19, -76], angleDeg: 100 },
  smallLiver: { organ: 'liver', kind: 'nonNodal', bed: 'liver', description: 'Lesions below 10 mm, segment 6', place: [-98, -6, -76], angleDeg: 10 },
  effusionLeft: { organ: 'pleura', kind: 'nonNodal', bed: 'effusionLeft', description: 'Pleural effusion, left', place: [62, 66, 14], angleDeg: 0 },
  effusionRight: { organ: 'pleura', kind: 'nonNodal', bed: 'effusionRight', description: 'Pleural effusion, right', place: [-62, 66, 14], angleDeg: 0 },
} as const satisfies Record<string, Site>;

const lesion = (label: string, site: Site, course: LesionState[]): PlannedLesion => ({
  ...site, label, role: label.startsWith('T') ? 'target' : label.startsWith('N') ? 'nonTarget' : 'new', group: false, companions: [], course,
});
const group = (label: string, site: Site, companions: WorldPoint[], course: LesionState[]): PlannedLesion => ({ ...lesion(label, site, course), group: true, companions });
const smallOnes: WorldPoint[] = [[6, -22, 10]];

const completeResponse: PlannedSubject = {
  code: 'P-01', site: '01', sex: 'F', age: 58, note: 'All targets gone at TP2',
  enrolmentDate: '2025-01-14' as IsoDate, firstDoseDate: '2025-01-20' as IsoDate, scanner: scanners.a, physique: physiques.average,
  timepoints: timepoints('P-01', '2025-01-20', 7, [1, -2, 3]),
  lesions: [
    lesion('T1', sites.liverS7, [...measured([36, 27], [20, 15.5]), gone, gone]),
    lesion('T2', sites.lungRul, [...measured([24, 19], [13, 10.5]), gone, gone]),
    lesion('T3', sites.nodeParaAortic, measured([26, 18], [17, 12], [11.5, 7.4], [11, 7])),
    group('N1', sites.smallLiver, smallOnes, [...present([8.5, 7.5], [6.5, 5.5]), cleared, cleared]),
  ],
  intended: ['PR', 'CR', 'CR'],
};

const partialResponse: PlannedSubject = {
  code: 'P-02', site: '01', sex: 'M', age: 66, note: '30 % below baseline from TP1',
  enrolmentDate: '2024-09-05' as IsoDate, firstDoseDate: '2024-09-10' as IsoDate, scanner: scanners.b, physique: physiques.broad,
  timepoints: timepoints('P-02', '2024-09-10', 9, [-3, 2, 4]),
  lesions: [
    lesion('T1', sites.liverS7, measured([44, 33], [26, 20], [23, 18], [22.5, 17.5])),
    lesion('T2', sites.liverS8, measured([26, 21], [15, 12], [13.5, 11], [13, 10.5])),
    lesion('T3', sites.lungLll, measured([22, 17], [13.5, 11], [12, 10], [11.5, 9.5])),
    lesion('N1', sites.nodeParatracheal, present([17, 12.5], [15, 11.5], [14.5, 11.5], [14.5, 11.5])),
  ],
  intended: ['PR', 'PR', 'PR'],
};

const stableDisease: PlannedSubject = {
  code: 'P-03', site: '02', sex: 'F', age: 71, note: 'Between the limits',
  enrolmentDate: '2024-06-11' as IsoDate, firstDoseDate: '2024-06-17' as IsoDate, scanner: scanners.c, physique: physiques.round,
  timepoints: timepoints('P-03', '2024-06-17', 12, [0, 4, -1, 2]),
  lesions: [
    lesion('T1', sites.liverS6, measured([33, 25], [30, 23], [31, 23.5], [32, 24.5], [32.5, 25])),
    lesion('T2', sites.lungRul, measured([19, 15], [17, 13.5], [17.5, 14], [18, 14.5], [18, 14])),
    lesion('T3', sites.nodeSubcarinal, measured([25, 17.5], [23, 16], [24, 16.5], [24, 17], [24.5, 17])),
    lesion('N1', sites.effusionLeft, present([60, 26], [55, 24], [55, 22], [58, 24], [58, 25])),
  ],
  intended: ['SD', 'SD', 'SD', 'SD'],
};

const progressionByGrowth: PlannedSubject = {
  code: 'P-04', site: '02', sex: 'M', age: 63, note: 'Targets grow from the nadir',
  enrolmentDate: '2024-04-23' as IsoDate, firstDoseDate: '2024-04-29' as IsoDate, scanner: scanners.d, physique: physiques.slim,
  timepoints: timepoints('P-04', '2024-04-29', 10, [2, -1, 3]),
  lesions: [
    lesion('T1', sites.liverS7, measured([46, 35], [28, 22], [24, 19], [34, 26.5])),
    lesion('T2', sites.liverS8, measured([25, 20], [15, 12.5], [13, 10.5], [18, 14.5])),
    lesion('T3', sites.lungLll, measured([27, 21], [16, 13], [13, 10.5], [18.5, 15])),
    lesion('T4', sites.nodeParatracheal, measured([25, 18], [18, 13], [15.5, 11], [19, 13.5])),
    group('N1', sites.smallLiver, smallOnes, present([8.5, 7.5], [7, 6], [6.5, 6], [7.5, 6.5])),
  ],
  intended: ['PR', 'PR', 'PD'],
};

const progressionByNewLesion: PlannedSubject = {
  code: 'P-05', site: '03', sex: 'F', age: 54, note: 'New lesion in the lung',
  enrolmentDate: '2024-10-24' as IsoDate, firstDoseDate: '2024-10-30' as IsoDate, scanner: scanners.e, physique: physiques.average,
  timepoints: timepoints('P-05', '2024-10-30', 8, [-2, 1, 5]),
  lesions: [
    lesion('T1', sites.liverS6, measured([35, 27], [33, 25.5], [32.5, 25], [33, 25.5])),
    lesion('T2', sites.liverS8, measured([22, 18], [21, 17], [20.5, 16.5], [21, 17])),
    lesion('T3', sites.nodeParaAortic, measured([28, 20], [26, 18.5], [25.5, 18], [25.5, 18])),
    lesion('N1', sites.effusionRight, present([55, 24], [50, 20], [50, 21], [52, 22])),
    lesion('X1', sites.lungLul, [{ state: 'notYet' }, { state: 'notYet' }, { state: 'notYet' }, { state: 'newLesion', status: 'unequivocal', size: [14, 11.5] }]),
  ],
  intended: ['SD', 'SD', 'PD'],
};

const notEvaluable: PlannedSubject = {
  code: 'P-06', site: '03', sex: 'M', age: 60, note: 'One target hidden by artefact',
  enrolmentDate: '2024-11-26' as IsoDate, firstDoseDate: '2024-12-02' as IsoDate, scanner: scanners.f, physique: physiques.broad,
  timepoints: timepoints('P-06', '2024-12-02', 11, [3, 0, -2]).map((timepoint) => (timepoint.index === 2 ? { ...timepoint, metalAt: [-136, -84, -57] as const } : timepoint)),
  lesions: [
    lesion('T1', sites.liverS7, [
      ...measured([37, 28], [35, 26.5]),
      { state: 'notEvaluable', reason: 'obscured', size: [35.5, 27], note: 'Streaks from a metal connector on the skin cross the lesion' },
      ...measured([36, 27.5]),
    ]),
    lesion('T2', sites.lungLul, measured([21, 17], [20, 16], [20.5, 16.5], [20.5, 16.5])),
    lesion('T3', sites.nodeParatracheal, measured([24, 17.5], [23, 16.5], [23, 16.5], [23.5, 17])),
    lesion('N1', sites.nodeParaAortic, present([16, 12], [15.5, 12], [15.5, 12], [16, 12])),
  ],
  intended: ['SD', 'NE', 'SD'],
};

/** All subjects, the one of the newcomer's tour first. */
export const subjects: readonly PlannedSubject[] = [completeResponse, partialResponse, stableDisease, progressionByGrowth, progressionByNewLesion, notEvaluable];
