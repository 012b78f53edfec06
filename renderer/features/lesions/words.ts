import type { Assessment, LesionRole, NotEvaluableReason } from '../../../src/casefile/index.ts';
import type { NewLesionStatus, NonTargetStatus } from '../../../src/recist/index.ts';

/** Why a lesion cannot be assessed, in the order of the menu. */
export const notEvaluableReasons: readonly { readonly value: NotEvaluableReason; readonly label: string; readonly short: string }[] = [
  { value: 'notImaged', label: 'Not imaged', short: 'not imaged' },
  { value: 'poorQuality', label: 'Poor image quality', short: 'quality' },
  { value: 'obscured', label: 'Obscured', short: 'obscured' },
  { value: 'otherTechnique', label: 'Other technique, not comparable', short: 'technique' },
  { value: 'treatedLocally', label: 'Treated locally, at this timepoint only', short: 'treated' },
  { value: 'other', label: 'Other reason', short: 'other' },
];

export const reasonText = (reason: NotEvaluableReason): string => notEvaluableReasons.find((entry) => entry.value === reason)?.short ?? reason;

/** Status of a non-target in the table, short enough for a column. */
export function nonTargetText(status: NonTargetStatus): string {
  switch (status) {
    case 'present': return 'present';
    case 'absent': return 'absent';
    case 'equivocalProgression': return 'equiv. PD';
    case 'unequivocalProgression': return 'PD';
    case 'notEvaluable': return 'NE';
  }
}

export function nonTargetName(status: NonTargetStatus): string {
  switch (status) {
    case 'present': return 'present';
    case 'absent': return 'absent';
    case 'equivocalProgression': return 'equivocal progression';
    case 'unequivocalProgression': return 'unequivocal progression';
    case 'notEvaluable': return 'not evaluable';
  }
}

export function newLesionText(status: NewLesionStatus): string {
  switch (status) {
    case 'unequivocal': return 'new';
    case 'equivocal': return 'equiv.';
    case 'dismissed': return 'dismissed';
    case 'notEvaluable': return 'NE';
  }
}

export const newLesionName = (status: NewLesionStatus): string => (status === 'unequivocal' ? 'unequivocal new lesion' : status === 'equivocal' ? 'equivocal finding' : status === 'dismissed' ? 'dismissed' : 'not evaluable');

export const roleName = (role: LesionRole): string => (role === 'target' ? 'target' : role === 'nonTarget' ? 'non-target' : 'new lesion');

/** What was recorded, for announcements and confirmations: "set to 30.9 mm", "recorded as absent". `mm` is the size that counts, as text. */
export function recordedText(record: Assessment, mm: string): string {
  switch (record.state) {
    case 'measured': return mm === '' ? 'measured, short axis still to be placed' : `set to ${mm} mm`;
    case 'split': return mm === '' ? 'recorded as split' : `recorded as split, fragments together ${mm} mm`;
    case 'merged': return 'recorded as merged with another lesion, counts 0 mm';
    case 'absent': return 'recorded as absent';
    case 'tooSmall': return 'recorded as too small to measure, counts 5 mm';
    case 'notEvaluable': return `recorded as not evaluable, ${reasonText(record.reason)}`;
    case 'status': return `recorded as ${nonTargetName(record.status)}`;
    case 'newLesion': return `recorded as ${newLesionName(record.status)}`;
  }
}
