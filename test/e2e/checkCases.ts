/** Each check of section 14: facts that raise it, words it says, and what mends it. Everything goes through the window's commands. */
import type { StudyProtocol } from '../../src/casefile/index.ts';
import type { Hand, PlannedScan } from './readFolder.ts';

export type CheckCase = {
  readonly check: string;
  /** Study it is read in. */
  readonly study?: keyof typeof studyProtocols;
  readonly scans?: readonly PlannedScan[];
  /** The group of the panel, and the timepoint to open: its index, or the subject as a whole. */
  readonly where: number | 'subject';
  readonly says: string;
  readonly raise: (hand: Hand) => Promise<unknown>;
  readonly mend: (hand: Hand) => Promise<unknown>;
};

/** Protocols of the two studies: one that asks for little, one that asks for much. */
export const studyProtocols = {
  plain: { params: { confirmationRequired: true, measurableDiseaseRequired: false } },
  strict: {
    params: { measurableDiseaseRequired: true }, requiredRegions: ['chest', 'abdomen'], markers: [{ name: 'CA-125', unit: 'kU/L', upperLimit: 35 }],
    visits: { visits: [{ name: 'Baseline', day: 0, windowBeforeDays: 28, windowAfterDays: 0 }, { name: 'Wk 8', day: 56, windowBeforeDays: 7, windowAfterDays: 7 }], then: null },
  },
} as const satisfies Record<string, Partial<StudyProtocol>>;

const scan = (timepoint: number, recipe: PlannedScan['recipe'] = {}): PlannedScan => ({ timepoint, recipe });
const baseline = [scan(0)];
const twoVisits = [scan(0), scan(1)];
const threeVisits = [scan(0), scan(1), scan(2)];
const first = (hand: Hand) => hand.target(30);
const clinical = { nature: 'cysticMetastasis' } as const;
const planeReason = { what: 'plane', reason: 'Lies in the dome, seen in this plane alone' } as const;

const atBaseline: readonly CheckCase[] = [
  { check: 'Q-B01', where: 0, says: '6 targets are recorded, the protocol allows 5 (R-131)', raise: async (h) => { for (const organ of ['liver', 'liver', 'lung', 'lung', 'kidney', 'kidney']) await h.target(30, { organ }); }, mend: (h) => h.edit('T6', { role: 'nonTarget' }) },
  { check: 'Q-B02', where: 0, says: '3 targets are in the organ liver (T1, T2 and T3), the protocol allows 2 (R-132)', raise: async (h) => { for (let i = 0; i < 3; i += 1) await h.target(30); }, mend: (h) => h.edit('T3', { role: 'nonTarget' }) },
  { check: 'Q-B03', where: 0, says: 'T1 9.9 mm cannot be a target on 3.0 mm slices. A target needs 10.0 mm (R-110)', raise: (h) => h.target(9.9), mend: (h) => h.measure('T1', 0, 10) },
  { check: 'Q-B04', where: 0, says: 'Node N1 8.0 mm short axis is below 10.0 mm: a normal node is not disease (R-114)', raise: async (h) => { await first(h); await h.nonTarget({ kind: 'node', mm: 14, shortMm: 8 }); }, mend: (h) => h.remove('N1') },
  { check: 'Q-B05', where: 0, says: 'Node T1 12.0 mm short axis cannot be a target. A target needs 15.0 mm (R-114)', raise: (h) => h.target(20, { kind: 'node', shortMm: 12 }), mend: (h) => h.measure('T1', 0, 22, { shortMm: 16 }) },
  { check: 'Q-B06', where: 0, says: 'Node T1 has a long axis of 25.0 mm but no short axis: it is not in the sum (R-203)', raise: (h) => h.target(25, { kind: 'node' }), mend: (h) => h.measure('T1', 0, 25, { shortMm: 16 }) },
  { check: 'Q-B07', where: 0, scans: [scan(0, { thicknessMm: 6, stepMm: 6 })], says: 'T1 was measured on 6.0 mm slices. Above 5.0 mm a target needs twice the thickness, 12.0 mm (R-111)', raise: first, mend: (h) => h.edit('T1', { role: 'nonTarget' }) },
  { check: 'Q-B08', where: 0, says: 'The baseline scan of 2025-01-06 is 45 days before 2025-02-20; the protocol allows 28 (R-101)', raise: async (h) => { await first(h); await h.facts({ enrolmentDate: '2025-02-20' }); }, mend: (h) => h.facts({ enrolmentDate: '2025-01-10' }) },
  { check: 'Q-B09', where: 0, says: 'N1 is measurable and could be a target: fewer than 5 are chosen (R-130)', raise: async (h) => { await first(h); await h.nonTarget({ mm: 20 }); }, mend: (h) => h.edit('N1', { role: 'target' }) },
  { check: 'Q-B10', where: 0, says: 'N1 is measurable, but the organ lung has no target', raise: async (h) => { await first(h); await h.nonTarget({ mm: 20, organ: 'lung' }); }, mend: (h) => h.edit('N1', { role: 'target' }) },
  { check: 'Q-B11', where: 0, says: 'T1 lies in a locally treated area and progression since then is not documented (R-119)', raise: (h) => h.target(30, { traits: { previousLocalTherapy: true } }), mend: (h) => h.edit('T1', { traits: { previousLocalTherapy: true, progressedSinceLocalTherapy: true } }) },
  { check: 'Q-B12', where: 0, says: 'T1 is cystic although N1 can be measured and is not', raise: async (h) => { await h.target(30, { traits: clinical }); await h.nonTarget({ mm: 20 }); }, mend: (h) => h.edit('T1', { traits: {} }) },
  { check: 'Q-B13', where: 0, says: 'Bone lesion T1 cannot be a target without a soft-tissue component (R-117)', raise: (h) => h.target(30, { organ: 'bone', traits: { nature: 'boneLytic' } }), mend: (h) => h.edit('T1', { traits: { nature: 'boneLytic', softTissueComponent: true } }) },
  { check: 'Q-B14', study: 'strict', where: 0, says: 'No measurable lesion is recorded, but the protocol requires one (R-102)', raise: (h) => h.nonTarget(), mend: first },
  { check: 'Q-B15', where: 0, scans: [scan(0), scan(0, { modality: 'PT', seriesDescription: 'PET abdomen' })], says: 'T1 was measured on a method that does not make a lesion measurable (R-120)', raise: (h) => h.target(30, { series: 2 }), mend: (h) => h.measure('T1', 0, 30, { series: 1 }) },
  { check: 'Q-B16', where: 0, scans: [scan(0), scan(0, { modality: 'PT', seriesDescription: 'PET abdomen' }), scan(0, { dicomStudy: 'diagnostic CT', seriesDescription: 'Abdomen portal venous diagnostic' })], says: 'T1 was measured on the CT part of a PET-CT', raise: (h) => h.target(30, { series: 1 }), mend: (h) => h.measure('T1', 0, 30, { series: 3 }) },
  { check: 'Q-B17', where: 0, says: 'Non-target N1 has no description', raise: async (h) => { await first(h); await h.nonTarget({ description: '' }); }, mend: (h) => h.edit('N1', { description: 'left adrenal' }) },
  { check: 'Q-B18', where: 0, scans: [scan(0, { columnDirection: [0, 0, -1], origin: [-96, 0, 96] })], says: 'T1 was measured in a coronal plane', raise: first, mend: (h) => h.measure('T1', 0, 30, { technique: planeReason }) },
  { check: 'Q-B19', where: 0, says: 'The measurements of T1 and T2 overlap on the same slice', raise: async (h) => { await h.target(30, { slice: 3 }); await h.target(20, { slice: 3 }); }, mend: (h) => h.measure('T2', 0, 20, { slice: 6 }) },
  { check: 'Q-B20', study: 'strict', where: 0, says: 'The protocol wants the chest imaged at baseline; no scan covers it', raise: first, mend: (h) => h.target(30, { organ: 'lung' }) },
];

const followUp: readonly CheckCase[] = [
  { check: 'Q-F01', where: 1, says: 'T1 still to assess (R-201)', raise: async (h) => { await first(h); await h.nonTarget(); await h.status('N1', 1, 'present'); }, mend: (h) => h.measure('T1', 1, 30) },
  { check: 'Q-F02', where: 1, scans: [scan(0), scan(1, { modality: 'MR' })], says: 'T1 was assessed on MRI, at baseline on CT', raise: async (h) => { await first(h); await h.measure('T1', 1, 30); }, mend: (h) => h.notEvaluable('T1', 1, 'otherTechnique') },
  { check: 'Q-F03', where: 1, scans: [scan(0), scan(1, { thicknessMm: 5, stepMm: 5 }), scan(1)], says: 'T1 on slices of 5.0 mm, baseline 3.0 mm (+2.0 mm)', raise: async (h) => { await first(h); await h.measure('T1', 1, 30, { series: 2 }); }, mend: (h) => h.measure('T1', 1, 30, { series: 3 }) },
  { check: 'Q-F04', where: 1, says: 'T1 went from 40.0 mm (Baseline) to 15.0 mm', raise: async (h) => { await h.target(40); await h.measure('T1', 1, 15); }, mend: (h) => h.measure('T1', 1, 25) },
  { check: 'Q-F05', where: 1, says: 'T1 was measured at 4.9 mm, below 5.0 mm', raise: async (h) => { await h.target(12); await h.measure('T1', 1, 4.9); }, mend: (h) => h.state('T1', 1, 'tooSmall') },
  { check: 'Q-F06', where: 2, scans: threeVisits, says: 'T1 was absent at TP1 and is 12.0 mm now', raise: async (h) => { await h.target(20); await h.state('T1', 1, 'absent'); await h.measure('T1', 2, 12); }, mend: (h) => h.state('T1', 2, 'absent') },
  { check: 'Q-F07', where: 1, says: 'Node T1 is recorded as absent; its last short axis was 16.0 mm', raise: async (h) => { await h.target(20, { kind: 'node', shortMm: 16 }); await h.state('T1', 1, 'absent'); }, mend: (h) => h.measure('T1', 1, 10, { shortMm: 8 }) },
  { check: 'Q-F08', where: 2, scans: threeVisits, says: 'PD rests on the default of 5.0 mm for a lesion too small to measure (R-307)', raise: async (h) => { await first(h); await h.nonTarget(); await h.state('T1', 1, 'absent'); await h.status('N1', 1, 'present'); await h.state('T1', 2, 'tooSmall'); await h.status('N1', 2, 'present'); }, mend: (h) => h.state('T1', 2, 'absent') },
  {
    check: 'Q-F09', where: 2, scans: threeVisits, says: 'PD by the sum, but only nodes below 10.0 mm have grown',
    raise: async (h) => { await h.target(30, { kind: 'node', shortMm: 20 }); await h.target(10); for (const [at, node] of [[1, 3], [2, 9.9]] as const) { await h.measure('T1', at, 30, { shortMm: node }); await h.measure('T2', at, 2); } },
    mend: (h) => h.measure('T1', 2, 30, { shortMm: 3 }),
  },
  { check: 'Q-F10', where: 1, says: 'Sum 59.0 mm is 1.0 mm below the PD limit of 60.0 mm (R-306)', raise: async (h) => { await h.target(50); await h.measure('T1', 1, 59); }, mend: (h) => h.measure('T1', 1, 55) },
  { check: 'Q-F11', where: 1, says: 'Sum 72.0 mm is 2.0 mm above the PR limit of 70.0 mm (R-311)', raise: async (h) => { await h.target(100); await h.measure('T1', 1, 72); }, mend: (h) => h.measure('T1', 1, 80) },
  { check: 'Q-F12', where: 2, scans: threeVisits, says: 'Disease is recorded after overall CR at TP1', raise: async (h) => { await first(h); await h.state('T1', 1, 'absent'); await h.state('T1', 2, 'tooSmall'); }, mend: (h) => h.send('/api/timepoint/revise-cr', { timepointId: h.timepointId(1), revised: true, reason: 'A rest was overlooked' }) },
  { check: 'Q-F13', where: 1, says: 'Non-targets give PD while the targets are SD', raise: async (h) => { await first(h); await h.nonTarget(); await h.measure('T1', 1, 30); await h.status('N1', 1, 'unequivocalProgression'); }, mend: (h) => h.status('N1', 1, 'equivocalProgression') },
  { check: 'Q-F14', where: 1, says: 'New lesion X1 lies in the chest, which was not imaged at baseline', raise: async (h) => { await first(h); await h.measure('T1', 1, 30); await h.newLesion(1, 'unequivocal', { organ: 'lung' }); }, mend: (h) => h.resolve('X1', 1, 'dismissed') },
  { check: 'Q-F15', where: 1, says: 'PD rests only on the new node X1 of 10 to below 15 mm', raise: async (h) => { await first(h); await h.measure('T1', 1, 30); await h.newLesion(1, 'unequivocal', { kind: 'node', mm: 18, shortMm: 12 }); }, mend: (h) => h.resolve('X1', 1, 'equivocal') },
  {
    check: 'Q-F16', where: 2, scans: threeVisits, says: 'X1 has been equivocal for more than one timepoint',
    raise: async (h) => { await first(h); await h.measure('T1', 1, 30); await h.newLesion(1, 'equivocal', { organ: 'lung' }); await h.measure('T1', 2, 30); await h.resolve('X1', 2, 'equivocal'); }, mend: (h) => h.resolve('X1', 2, 'dismissed'),
  },
  { check: 'Q-F17', where: 1, says: 'New finding X1 in bone while the targets are PR', raise: async (h) => { await first(h); await h.measure('T1', 1, 20); await h.newLesion(1, 'equivocal', { organ: 'bone' }); }, mend: (h) => h.resolve('X1', 1, 'dismissed') },
  {
    check: 'Q-F18', where: 2, scans: threeVisits, says: 'Node T2, seen again, is the only evidence of PD',
    raise: async (h) => { await first(h); await h.target(30, { kind: 'node', shortMm: 20 }); await h.state('T1', 1, 'absent'); await h.measure('T2', 1, 30, { shortMm: 5 }); await h.state('T1', 2, 'absent'); await h.measure('T2', 2, 30, { shortMm: 10 }); },
    mend: (h) => h.measure('T2', 2, 30, { shortMm: 6 }),
  },
  {
    check: 'Q-F19', where: 1, scans: [scan(0), scan(1), scan(1, { studyDate: '20250323' })], says: 'Its scans of 2025-03-03 and 2025-03-23 are 20 days apart; 14 are allowed',
    raise: async (h) => { await first(h); await h.measure('T1', 1, 30, { series: 2 }); }, mend: (h) => h.reassign(1, 3, 2),
  },
  { check: 'Q-F20', study: 'strict', where: 1, says: 'Scanned 2025-03-03, 17 days after the planned 2025-02-14', raise: async (h) => { await first(h); await h.facts({ enrolmentDate: '2024-12-20' }); await h.measure('T1', 1, 30); }, mend: (h) => h.facts({ enrolmentDate: '2025-01-06' }) },
  { check: 'Q-F21', where: 2, scans: [scan(0), scan(1), scan(2, { studyDate: '20250303' })], says: 'Its date 2025-03-03 is also another timepoint', raise: async (h) => { await first(h); await h.measure('T1', 1, 30); await h.measure('T1', 2, 30); }, mend: (h) => h.clear('T1', 2) },
  { check: 'Q-F22', where: 1, scans: [scan(0), scan(1, { seriesDescription: 'Chest' })], says: 'The abdomen had disease at baseline and was not imaged', raise: async (h) => { await first(h); await h.nonTarget({ organ: 'lung' }); await h.state('T1', 1, 'absent'); await h.status('N1', 1, 'present'); }, mend: (h) => h.measure('T1', 1, 30) },
  {
    check: 'Q-F23', study: 'strict', where: 1, says: 'CR, but the tumour marker raised at baseline is not recorded as normal (R-404)',
    raise: async (h) => { await first(h); await h.send('/api/timepoint/set-marker', { timepointId: h.timepointId(0), marker: { status: 'elevated' } }); await h.state('T1', 1, 'absent'); },
    mend: (h) => h.send('/api/timepoint/set-marker', { timepointId: h.timepointId(1), marker: { status: 'normal' } }),
  },
  { check: 'Q-F24', where: 2, scans: threeVisits, says: 'Read after progression at TP1', raise: async (h) => { await first(h); await h.measure('T1', 1, 40); await h.measure('T1', 2, 40); }, mend: (h) => h.measure('T1', 1, 33) },
  { check: 'Q-F25', where: 1, says: 'Read after the start of new anticancer therapy on 2025-02-20 (R-704)', raise: async (h) => { await first(h); await h.measure('T1', 1, 30); await h.facts({ newTherapyStartDate: '2025-02-20' }); }, mend: (h) => h.facts({ newTherapyStartDate: null }) },
  {
    check: 'Q-F26', where: 1, says: 'Overall response assigned PR instead of SD: As the second reader saw it',
    raise: async (h) => { await first(h); await h.measure('T1', 1, 30); await h.send('/api/timepoint/override', { timepointId: h.timepointId(1), component: 'overall', value: 'PR', reason: 'As the second reader saw it' }); },
    mend: (h) => h.send('/api/timepoint/override', { timepointId: h.timepointId(1), component: 'overall', value: null, reason: '' }),
  },
  { check: 'Q-F27', where: 1, says: 'T1 is split into 2 fragments, which are added up (R-210)', raise: async (h) => { await first(h); await h.record('T1', 1, { state: 'split', parts: [await h.measured(1, 10, { slice: 2 }), await h.measured(1, 20, { slice: 4 })] }); }, mend: (h) => h.measure('T1', 1, 30) },
  {
    check: 'Q-F28', where: 1, says: 'T1 has been treated locally since baseline and is not evaluable (R-214)',
    raise: async (h) => { await first(h); await h.send('/api/lesion/treat', { lesionId: h.lesionId('T1'), treatment: { kind: 'ablated', from: h.timepointId(1) } }); },
    mend: async (h) => { await h.send('/api/lesion/treat', { lesionId: h.lesionId('T1'), treatment: null }); await h.measure('T1', 1, 30); },
  },
];

const ofSubject: readonly CheckCase[] = [
  { check: 'Q-S01', scans: threeVisits, where: 'subject', says: 'The response of 2025-03-03 waits for confirmation', raise: async (h) => { await first(h); await h.measure('T1', 1, 20); }, mend: (h) => h.measure('T1', 2, 20) },
  { check: 'Q-S02', scans: [scan(0), scan(1, { studyDate: '20250203' }), scan(2)], where: 'subject', says: 'SD was seen, but not yet 42 days after the reference date (R-711)', raise: async (h) => { await first(h); await h.measure('T1', 1, 30); }, mend: (h) => h.measure('T1', 2, 30) },
  { check: 'Q-S03', scans: [scan(0), scan(1), scan(3)], where: 'subject', says: '168 days lie between two, more than 126 days (R-914)', raise: async (h) => { await first(h); await h.measure('T1', 3, 30); }, mend: (h) => h.measure('T1', 1, 30) },
  {
    check: 'Q-S04', scans: [scan(0), scan(1), scan(1, { studyDate: '20250301' })], where: 'subject', says: 'Progression is dated 2025-03-01, 2 days from TP1 (2025-03-03)',
    raise: async (h) => { await first(h); await h.measure('T1', 1, 30, { series: 2 }); await h.newLesion(1, 'unequivocal', { mm: 20, series: 3 }); }, mend: (h) => h.resolve('X1', 1, 'dismissed'),
  },
  { check: 'Q-S05', where: 'subject', says: 'Dates contradict each other: an assessment on 2025-03-03 after the death on 2025-02-20', raise: async (h) => { await first(h); await h.measure('T1', 1, 30); await h.facts({ deathDate: '2025-02-20' }); }, mend: (h) => h.facts({ deathDate: '2025-05-20' }) },
  {
    check: 'Q-S06', scans: threeVisits, where: 'subject', says: 'Progression-free survival differs between the rule sets',
    raise: async (h) => { await first(h); await h.measure('T1', 1, 30); await h.measure('T1', 2, 40); await h.facts({ newTherapyStartDate: '2025-04-01' }); }, mend: (h) => h.facts({ newTherapyStartDate: null }),
  },
  {
    check: 'Q-S07', scans: threeVisits, where: 'subject', says: 'CR is followed by a lesser response',
    raise: async (h) => { await first(h); await h.nonTarget(); await h.state('T1', 1, 'absent'); await h.status('N1', 1, 'absent'); await h.state('T1', 2, 'absent'); await h.status('N1', 2, 'notEvaluable'); }, mend: (h) => h.status('N1', 2, 'absent'),
  },
  { check: 'Q-S08', where: 'subject', says: 'An assessment before the time origin of 2025-03-10 is not counted (R-701)', raise: async (h) => { await first(h); await h.measure('T1', 1, 30); await h.facts({ enrolmentDate: '2025-03-10' }); }, mend: (h) => h.facts({ enrolmentDate: '2025-01-10' }) },
];

/** All 56. None is left to the host or the engine alone: each can be raised by what a reader or data manager records. */
export const checkCases: readonly (CheckCase & { readonly scans: readonly PlannedScan[] })[] = [
  ...atBaseline.map((one) => ({ scans: baseline, ...one })), ...followUp.map((one) => ({ scans: twoVisits, ...one })), ...ofSubject.map((one) => ({ scans: twoVisits, ...one })),
];
