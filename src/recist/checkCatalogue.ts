/** The conformity checks of section 14 as data: how hard each is, the rules it guards, what it says. */
import type { Severity } from '../common/index.ts';

export type CheckEntry = {
  readonly id: string;
  readonly severity: Severity;
  /** Most decisive first. */
  readonly rules: readonly string[];
  /** Blocking, but may be accepted as a protocol deviation with a reason. */
  readonly isDeviation: boolean;
  readonly text: string;
};

/** Level E blocks saving, W must be acknowledged with a reason, I is shown. */
const levels = { E: 'block', W: 'warn', I: 'info' } as const satisfies Readonly<Record<string, Severity>>;

const rows: readonly (readonly [id: string, level: keyof typeof levels, rules: string, text: string])[] = [
  ['Q-B01', 'E', 'R-131', 'More targets than `maxTargets`'],
  ['Q-B02', 'E', 'R-132 R-133', 'More targets in one organ than `maxPerOrgan` (R-133)'],
  ['Q-B03', 'E', 'R-110', 'A target is not measurable (R-110 to R-120); can be accepted as a protocol deviation with a reason'],
  ['Q-B04', 'W', 'R-114', 'A node below 10 mm is recorded as disease'],
  ['Q-B05', 'E', 'R-114 R-134', 'A node of 10 to below 15 mm is a target (shown with Q-B03)'],
  ['Q-B06', 'E', 'R-203 R-202', 'Long axis recorded for a node as its size, or short axis for a non-nodal target'],
  ['Q-B07', 'W', 'R-111', 'Slice thickness above 5 mm or unknown'],
  ['Q-B08', 'W', 'R-101', 'Baseline scan older than `baselineMaxDaysBefore`, or E if after the first dose'],
  ['Q-B09', 'I', 'R-130 R-135', 'Fewer targets than allowed although further measurable lesions exist'],
  ['Q-B10', 'I', 'R-130', 'An organ with measurable disease has no target'],
  ['Q-B11', 'W', 'R-119', 'Target in a locally treated area without documented progression'],
  ['Q-B12', 'I', 'R-118', 'Cystic target although a non-cystic measurable lesion exists'],
  ['Q-B13', 'E', 'R-117', 'Bone target without soft-tissue component'],
  ['Q-B14', 'W', 'R-102', 'No measurable disease although the protocol requires it'],
  ['Q-B15', 'E', 'R-120', 'Method cannot measure (R-120)'],
  ['Q-B16', 'W', 'R-121', 'CT part of a PET-CT, or CT without contrast, without a statement of diagnostic quality'],
  ['Q-B17', 'W', 'R-141', 'Non-target item without organ or description'],
  ['Q-B18', 'W', 'R-202', 'Measured in another plane than the default without a reason'],
  ['Q-B19', 'W', 'R-211', 'Two lesions with measurements that overlap on the same slice'],
  ['Q-B20', 'W', 'R-103', 'A required body region was not imaged'],
  ['Q-F01', 'E', 'R-201 R-208', 'A target or non-target has neither result nor reason'],
  ['Q-F02', 'W', 'R-213', 'Modality, plane or contrast differs from baseline'],
  ['Q-F03', 'W', 'R-201', 'Slice thickness larger than at baseline'],
  ['Q-F04', 'W', 'R-201', 'A lesion changed by more than 50 % and more than 10 mm since the last TP: same lesion?'],
  ['Q-F05', 'I', 'R-205 R-206', 'A non-nodal target was measured below 5 mm: true measurement?'],
  ['Q-F06', 'W', 'R-314', 'A target recorded as absent before is measured again'],
  ['Q-F07', 'W', 'R-207', 'A node is recorded as absent although the last SA was 10 mm or more: record the actual SA if visible'],
  ['Q-F08', 'W', 'R-307', 'PD rests on a default value of 5 mm'],
  ['Q-F09', 'W', 'R-305', 'PD by sum although the growth comes only from nodes that stay below 10 mm'],
  ['Q-F10', 'I', 'R-306', 'Sum within 1 mm or 2 percentage points of the PD limits'],
  ['Q-F11', 'I', 'R-311', 'Sum within 2 percentage points of the PR limit'],
  ['Q-F12', 'W', 'R-622 R-623', 'Disease after overall CR: confirm the reappearance or revise the CR (R-622, R-623)'],
  ['Q-F13', 'W', 'R-409', 'Non-target PD while targets are CR, PR or SD: justification needed (R-409)'],
  ['Q-F14', 'I', 'R-504', 'New lesion in a region not imaged at baseline (R-504)'],
  ['Q-F15', 'W', 'R-509', 'PD rests only on a new node of 10 to below 15 mm (R-509)'],
  ['Q-F16', 'W', 'R-505', 'An equivocal finding is open since more than one TP'],
  ['Q-F17', 'W', 'R-510', 'New bone or liver finding while targets respond (R-510)'],
  ['Q-F18', 'W', 'R-309', 'A single reappearing node is the only evidence of PD: reimaging is advised'],
  ['Q-F19', 'W', 'R-805', 'Scans of one TP more than 14 days apart'],
  ['Q-F20', 'I', 'R-914', 'TP outside its visit window'],
  ['Q-F21', 'E', 'R-008', 'Two TPs with the same date, or a TP before baseline'],
  ['Q-F22', 'W', 'R-201', 'A body region with baseline disease was not imaged'],
  ['Q-F23', 'W', 'R-404', 'CR with a marker that is raised or unknown although it was raised at baseline'],
  ['Q-F24', 'I', 'R-702', 'Assessment after PD'],
  ['Q-F25', 'I', 'R-704', 'Assessment after new anticancer therapy'],
  ['Q-F26', 'W', 'R-626', 'Assigned response differs from the computed one (R-626)'],
  ['Q-F27', 'I', 'R-210 R-211', 'Split or merge recorded'],
  ['Q-F28', 'W', 'R-214', 'Lesion treated locally since baseline (R-214)'],
  ['Q-S01', 'I', 'R-727', 'Response waiting for confirmation (R-727)'],
  ['Q-S02', 'I', 'R-711', 'SD is the best response but the minimum time is not reached'],
  ['Q-S03', 'W', 'R-914', 'Two or more assessments missed'],
  ['Q-S04', 'I', 'R-802', 'PD date differs from the TP date'],
  ['Q-S05', 'E', 'R-901', 'Dates contradict each other (assessment or therapy after death, death before origin)'],
  ['Q-S06', 'I', 'R-918', 'Results differ between rule sets'],
  ['Q-S07', 'W', 'R-730', 'CR followed by PR, SD or NON-CR/NON-PD'],
  ['Q-S08', 'I', 'R-701', 'TP before the time origin ignored'],
];

/** Q-B03 says so; Q-B05 is shown with it and answered with it. */
const deviations: ReadonlySet<string> = new Set(['Q-B03', 'Q-B05']);

export const checkCatalogue: readonly CheckEntry[] = rows.map(([id, level, rules, text]) => ({ id, severity: levels[level], rules: rules.split(' '), isDeviation: deviations.has(id), text }));

const byId: ReadonlyMap<string, CheckEntry> = new Map(checkCatalogue.map((entry) => [entry.id, entry]));

/** The entry of a check id; undefined for an id that does not exist. */
export const checkEntry = (id: string): CheckEntry | undefined => byId.get(id);
