/** Every action that has a key, with the key it comes with. Settings list it; `keyActions.test.ts` finds a binding that is missing here. */

export type KeyAction = {
  /** As its binding (`KeyBinding.id`). */
  readonly id: string;
  /** The combination it comes with; empty: none. */
  readonly key: string;
  readonly label: string;
  readonly scope: string;
};

type Row = readonly [id: string, key: string, label: string];
const of = (scope: string, rows: readonly Row[]): readonly KeyAction[] => rows.map(([id, key, label]) => ({ id, key, label, scope }));

const lesions: readonly Row[] = [
  ['read.next', 'Tab', 'next lesion'], ['read.previous', 'Shift+Tab', 'previous lesion'],
  ['read.target', 'T', 'target'], ['read.nonTarget', 'N', 'non-target'], ['read.new', 'X', 'new lesion'],
  ['read.accept', 'Enter', 'accept, present'], ['read.absent', 'A', 'absent, dismissed'], ['read.tooSmall', 'S', 'too small'], ['read.notEvaluable', 'U', 'not evaluable'],
  ['read.equivocal', 'E', 'equivocal'], ['read.unequivocal', 'G', 'unequivocal'],
  ['read.split', 'Shift+S', 'split in parts'], ['read.merge', 'Shift+M', 'merged with another target'], ['read.treated', 'Shift+U', 'treated locally since baseline'], ['read.technique', 'Shift+T', 'measured by another technique'], ['read.group', 'Shift+N', 'several lesions as one item'],
  ['read.lookBack', 'Space', 'look back for the new lesion'], ['read.keyImage', 'K', 'key image'],
  ['read.menu', 'M', 'all states of the lesion'], ['read.edit', 'O', 'organ and description'], ['read.delete', 'Backspace', 'delete'], ['read.cancel', 'Escape', 'cancel'],
  ['read.point', 'Space', 'crosshair: set a point by keys'],
  ['read.farUp', 'Ctrl+ArrowUp', 'crosshair 10 mm up'], ['read.farDown', 'Ctrl+ArrowDown', 'crosshair 10 mm down'], ['read.farLeft', 'Ctrl+ArrowLeft', 'crosshair 10 mm left'], ['read.farRight', 'Ctrl+ArrowRight', 'crosshair 10 mm right'],
  ['read.handle', 'J', 'next handle of the calliper'],
  ['read.nudgeUp', 'Shift+ArrowUp', 'handle 0.1 mm up'], ['read.nudgeDown', 'Shift+ArrowDown', 'handle 0.1 mm down'], ['read.nudgeLeft', 'Shift+ArrowLeft', 'handle 0.1 mm left'], ['read.nudgeRight', 'Shift+ArrowRight', 'handle 0.1 mm right'],
];

const images: readonly Row[] = [
  ['read.up', 'ArrowUp', 'slice up'], ['read.down', 'ArrowDown', 'slice down'], ['read.left', 'ArrowLeft', 'slice up'], ['read.right', 'ArrowRight', 'slice down'],
  ['read.pageUp', 'PageUp', '10 slices up'], ['read.pageDown', 'PageDown', '10 slices down'], ['read.first', 'Home', 'first slice'], ['read.last', 'End', 'last slice'],
  ['read.zoomIn', 'Z', 'zoom in on the lesion'], ['read.zoomOut', 'Shift+Z', 'zoom out'], ['read.invert', 'I', 'invert'], ['read.reset', 'R', 'reset view'], ['read.flipH', 'H', 'flip left and right'], ['read.flipV', 'V', 'flip top and bottom'],
  ['read.window1', '1', 'soft tissue window'], ['read.window2', '2', 'lung window'], ['read.window3', '3', 'bone window'], ['read.window4', '4', 'liver window'], ['read.window5', '5', 'brain window'], ['read.window6', '6', 'full window'],
  ['read.link', 'L', 'linked scroll'], ['read.reanchor', 'Shift+L', 'these slices belong together'],
  ['read.layout', 'Y', 'next layout: 1×1, 1×2, 2×2'], ['read.full', 'Shift+Y', 'full screen of the pane'], ['read.pane', 'Q', 'next pane'],
  ['read.seriesBefore', '[', 'previous series'], ['read.seriesAfter', ']', 'next series'],
];

const read: readonly Row[] = [
  ['read.referenceBaseline', 'B', 'reference baseline'], ['read.referenceNadir', 'D', 'reference nadir'], ['read.referencePrior', 'P', 'reference prior'],
  ['read.why', 'W', 'why'], ['read.finish', 'F', 'review and sign'], ['read.checks', 'C', 'all checks'], ['sign.sign', 'Ctrl+Enter', 'sign'], ['read.undo', 'Ctrl+Z', 'undo'], ['read.redo', 'Ctrl+Y', 'redo'], ['read.region', 'F6', 'to the next bar or panel'], ['read.regionBack', 'Shift+F6', 'to the previous bar or panel'],
];

const worklist: readonly Row[] = [
  ['worklist.up', 'ArrowUp', 'up'], ['worklist.down', 'ArrowDown', 'down'], ['worklist.pageUp', 'PageUp', 'a page up'], ['worklist.pageDown', 'PageDown', 'a page down'], ['worklist.first', 'Home', 'first subject'], ['worklist.last', 'End', 'last subject'],
  ['worklist.open', 'Enter', 'open'], ['worklist.task1', '1', 'most urgent task'], ['worklist.task2', '2', 'second task'], ['worklist.task3', '3', 'third task'],
  ['worklist.timeline', 'T', 'timeline of the subject'], ['worklist.assign', 'A', 'assign a reader'], ['worklist.dates', 'D', 'clinical facts of the subject'], ['worklist.timepoints', 'V', 'timepoints of the subject'], ['worklist.filter', '/', 'filter'], ['worklist.import', 'I', 'import'],
];

const study: readonly Row[] = [['setup.find', '/', 'find a parameter'], ['setup.store', 'Ctrl+Enter', 'store changes'], ['setup.leave', 'Escape', 'worklist']];

const figures: readonly Row[] = [['study.export', 'E', 'export'], ['study.next', 'G', 'next figure'], ['study.previous', 'Shift+G', 'previous figure'], ['study.filter', '/', 'groups and filters'], ['study.view', 'V', 'figures, agreement']];

const accounts: readonly Row[] = [['accounts.new', 'N', 'new account']];

const settings: readonly Row[] = [['settings.keys', '1', 'keys'], ['settings.mouse', '2', 'mouse and wheel'], ['settings.windows', '3', 'windows'], ['settings.look', '4', 'look'], ['settings.memory', '5', 'memory'], ['settings.backups', '6', 'backups']];

const confirm: readonly Row[] = [['confirm.previous', '[', 'previous subject'], ['confirm.next', ']', 'next subject'], ['confirm.open', 'O', 'open images'], ['confirm.confirm', 'Enter', 'confirm and sign'], ['confirm.query', 'Q', 'query to the reader'], ['confirm.facts', 'D', 'clinical facts'], ['confirm.sign', 'Ctrl+Enter', 'sign'], ['confirm.worklist', 'Escape', 'worklist']];

const imports: readonly Row[] = [
  ['import.folder', 'O', 'choose folder'], ['import.files', 'Z', 'choose files or ZIP'], ['import.up', 'ArrowUp', 'up'], ['import.down', 'ArrowDown', 'down'], ['import.tick', 'Space', 'select'], ['import.confirm', 'Enter', 'assign'], ['import.read', 'Enter', 'read'], ['import.cancel', 'Escape', 'cancel'],
  ...Array.from({ length: 10 }, (_, index): Row => [`import.timepoint${index}`, String(index), `assign to ${index === 0 ? 'baseline' : `TP${index}`}`]),
];

const adjudicate: readonly Row[] = [
  ['adjudicate.up', 'ArrowUp', 'up'], ['adjudicate.down', 'ArrowDown', 'down'], ['adjudicate.open', 'Enter', 'open'], ['adjudicate.filter', '/', 'filter'],
  ['adjudicate.nextLesion', 'Tab', 'next lesion'], ['adjudicate.previousLesion', 'Shift+Tab', 'previous lesion'], ['adjudicate.nextDifference', 'D', 'next difference'], ['adjudicate.previousDifference', 'Shift+D', 'previous difference'],
  ['adjudicate.earlier', '[', 'earlier timepoint'], ['adjudicate.later', ']', 'later timepoint'], ['adjudicate.other', 'O', 'calliper of the other read'], ['adjudicate.pane', 'Q', 'other pane'], ['adjudicate.link', 'L', 'linked scroll'],
  ['adjudicate.acceptA', 'A', 'accept read A'], ['adjudicate.acceptB', 'B', 'accept read B'], ['adjudicate.sign', 'Ctrl+Enter', 'sign the decision'], ['adjudicate.leave', 'Escape', 'cancel, list'],
  ['adjudicate.region', 'F6', 'to the next bar or panel'], ['adjudicate.regionBack', 'Shift+F6', 'to the previous bar or panel'],
];

const audit: readonly Row[] = [
  ['audit.up', 'ArrowUp', 'newer event'], ['audit.down', 'ArrowDown', 'older event'], ['audit.pageUp', 'PageUp', 'a page newer'], ['audit.pageDown', 'PageDown', 'a page older'], ['audit.first', 'Home', 'newest event'],
  ['audit.filter', '/', 'filter'], ['audit.check', 'C', 'check the trail'], ['audit.export', 'E', 'export the filtered events'], ['audit.cancel', 'Escape', 'cancel the export'], ['audit.cancelCheck', 'Escape', 'cancel the check'],
];

const guide: readonly Row[] = [['guide.find', '/', 'find'], ['guide.previous', '[', 'previous page'], ['guide.next', ']', 'next page'], ['guide.leave', 'Escape', 'back']];

const start: readonly Row[] = [['start.open', 'Enter', 'choose'], ['start.up', 'ArrowUp', 'up'], ['start.down', 'ArrowDown', 'down'], ['start.trial', 'T', 'synthetic trial'], ['start.newStudy', 'N', 'new study'], ['start.import', 'I', 'import']];

const everywhere: readonly Row[] = [
  ['frame.keys', '?', 'all keys'], ['frame.palette', 'Ctrl+K', 'find subject, timepoint or command'],
  ['frame.worklist', 'Alt+1', 'worklist'], ['frame.read', 'Alt+2', 'read'], ['frame.confirm', 'Alt+3', 'confirm'], ['frame.export', 'Alt+4', 'export'], ['frame.import', 'Alt+5', 'import'], ['frame.adjudicate', 'Alt+6', 'adjudicate'], ['frame.study', 'Alt+7', 'study'], ['frame.audit', 'Alt+8', 'audit'], ['frame.settings', 'Alt+0', 'settings'], ['frame.guide', 'F1', 'guide'], ['frame.lock', 'Ctrl+Alt+L', 'lock the window'],
];

/** All actions under the heads of the key map, what is used most first. */
export const keyActions: readonly KeyAction[] = [
  ...of('Lesions', lesions), ...of('Images', images), ...of('Read', read), ...of('Worklist', worklist), ...of('Study', study), ...of('Confirm', confirm), ...of('Adjudicate', adjudicate),
  ...of('Study figures', figures), ...of('Export', [['export.package', 'P', 'export package'], ['export.cancel', 'Escape', 'cancel'], ['export.measurements', 'M', 'measurements'], ['export.responses', 'R', 'responses'], ['export.endpoints', 'E', 'endpoints'], ['export.lesions', 'L', 'lesions']]), ...of('Import', imports), ...of('Start', start), ...of('Settings', settings), ...of('Accounts', accounts), ...of('Audit', audit), ...of('Guide', guide), ...of('Everywhere', everywhere),
];

const byId = new Map(keyActions.map((action) => [action.id, action]));
export const keyActionOf = (id: string): KeyAction | undefined => byId.get(id);
