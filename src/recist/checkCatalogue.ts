/** The conformity checks of section 14 as data: what each says and how hard it is. */
import type { Severity } from '../common/index.ts';

export type CheckEntry = { readonly id: string; readonly severity: Severity; readonly text: string };

/** Level E blocks saving, W must be acknowledged with a reason, I is shown. */
const levels = { E: 'block', W: 'warn', I: 'info' } as const satisfies Readonly<Record<string, Severity>>;

const rows: readonly (readonly [id: string, level: keyof typeof levels, text: string])[] = [
  ['Q-B01', 'E', 'More targets than `maxTargets`'],
  ['Q-B02', 'E', 'More targets in one organ than `maxPerOrgan` (R-133)'],
  ['Q-B03', 'E', 'A target is not measurable (R-110 to R-120); can be accepted as a protocol deviation with a reason'],
  ['Q-B04', 'W', 'A node below 10 mm is recorded as disease'],
  ['Q-B05', 'E', 'A node of 10 to below 15 mm is a target (shown with Q-B03)'],
  ['Q-B06', 'E', 'Long axis recorded for a node as its size, or short axis for a non-nodal target'],
  ['Q-B07', 'W', 'Slice thickness above 5 mm or unknown'],
  ['Q-B08', 'W', 'Baseline scan older than `baselineMaxDaysBefore`, or E if after the first dose'],
  ['Q-B09', 'I', 'Fewer targets than allowed although further measurable lesions exist'],
  ['Q-B10', 'I', 'An organ with measurable disease has no target'],
  ['Q-B11', 'W', 'Target in a locally treated area without documented progression'],
  ['Q-B12', 'I', 'Cystic target although a non-cystic measurable lesion exists'],
  ['Q-B13', 'E', 'Bone target without soft-tissue component'],
  ['Q-B14', 'W', 'No measurable disease although the protocol requires it'],
  ['Q-B15', 'E', 'Method cannot measure (R-120)'],
  ['Q-B16', 'W', 'CT part of a PET-CT, or CT without contrast, without a statement of diagnostic quality'],
  ['Q-B17', 'W', 'Non-target item without organ or description'],
  ['Q-B18', 'W', 'Measured in another plane than the default without a reason'],
  ['Q-B19', 'W', 'Two lesions with measurements that overlap on the same slice'],
  ['Q-B20', 'W', 'A required body region was not imaged'],
  ['Q-F01', 'E', 'A target or non-target has neither result nor reason'],
  ['Q-F02', 'W', 'Modality, plane or contrast differs from baseline'],
  ['Q-F03', 'W', 'Slice thickness larger than at baseline'],
  ['Q-F04', 'W', 'A lesion changed by more than 50 % and more than 10 mm since the last TP: same lesion?'],
  ['Q-F05', 'I', 'A non-nodal target was measured below 5 mm: true measurement?'],
  ['Q-F06', 'W', 'A target recorded as absent before is measured again'],
  ['Q-F07', 'W', 'A node is recorded as absent although the last SA was 10 mm or more: record the actual SA if visible'],
  ['Q-F08', 'W', 'PD rests on a default value of 5 mm'],
  ['Q-F09', 'W', 'PD by sum although the growth comes only from nodes that stay below 10 mm'],
  ['Q-F10', 'I', 'Sum within 1 mm or 2 percentage points of the PD limits'],
  ['Q-F11', 'I', 'Sum within 2 percentage points of the PR limit'],
  ['Q-F12', 'W', 'Disease after overall CR: confirm the reappearance or revise the CR (R-622, R-623)'],
  ['Q-F13', 'W', 'Non-target PD while targets are CR, PR or SD: justification needed (R-409)'],
  ['Q-F14', 'I', 'New lesion in a region not imaged at baseline (R-504)'],
  ['Q-F15', 'W', 'PD rests only on a new node of 10 to below 15 mm (R-509)'],
  ['Q-F16', 'W', 'An equivocal finding is open since more than one TP'],
  ['Q-F17', 'W', 'New bone or liver finding while targets respond (R-510)'],
  ['Q-F18', 'W', 'A single reappearing node is the only evidence of PD: reimaging is advised'],
  ['Q-F19', 'W', 'Scans of one TP more than 14 days apart'],
  ['Q-F20', 'I', 'TP outside its visit window'],
  ['Q-F21', 'E', 'Two TPs with the same date, or a TP before baseline'],
  ['Q-F22', 'W', 'A body region with baseline disease was not imaged'],
  ['Q-F23', 'W', 'CR with a marker that is raised or unknown although it was raised at baseline'],
  ['Q-F24', 'I', 'Assessment after PD'],
  ['Q-F25', 'I', 'Assessment after new anticancer therapy'],
  ['Q-F26', 'W', 'Assigned response differs from the computed one (R-626)'],
  ['Q-F27', 'I', 'Split or merge recorded'],
  ['Q-F28', 'W', 'Lesion treated locally since baseline (R-214)'],
  ['Q-S01', 'I', 'Response waiting for confirmation (R-727)'],
  ['Q-S02', 'I', 'SD is the best response but the minimum time is not reached'],
  ['Q-S03', 'W', 'Two or more assessments missed'],
  ['Q-S04', 'I', 'PD date differs from the TP date'],
  ['Q-S05', 'E', 'Dates contradict each other (assessment or therapy after death, death before origin)'],
  ['Q-S06', 'I', 'Results differ between rule sets'],
  ['Q-S07', 'W', 'CR followed by PR, SD or NON-CR/NON-PD'],
  ['Q-S08', 'I', 'TP before the time origin ignored'],
];

export const checkCatalogue: readonly CheckEntry[] = rows.map(([id, level, text]) => ({ id, severity: levels[level], text }));

const byId: ReadonlyMap<string, CheckEntry> = new Map(checkCatalogue.map((entry) => [entry.id, entry]));

/** The entry of a check id; undefined for an id that does not exist. */
export const checkEntry = (id: string): CheckEntry | undefined => byId.get(id);
