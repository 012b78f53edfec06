/** What the lesion × timepoint table shows, as data: the component only draws it. Pure. */
import { isLocked, readingStatus, type Assessment, type Lesion, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { formatMm, formatPercentChange, formatSignedMm, type OverallResponse, type SubjectResult, type TimepointResult } from '../../../src/recist/index.ts';
import { axisName, countsMm, existsAt, shownRecord } from './caseFacts.ts';
import { lesionName } from './organs.ts';
import type { Column } from './tableColumns.ts';
import { newLesionName, newLesionText, nonTargetName, nonTargetText, reasonText } from './words.ts';

export type CellContent =
  | { readonly kind: 'value'; readonly text: string; readonly note?: string }
  | { readonly kind: 'word'; readonly text: string; readonly isPd?: boolean }
  | { readonly kind: 'notEvaluable'; readonly reason: string }
  | { readonly kind: 'toAssess' }
  | { readonly kind: 'empty' };

export type Cell = {
  readonly timepointId: string;
  readonly content: CellContent;
  /** For assistive technology: "T1 Liver, S6, TP2, 15.2 mm". */
  readonly name: string;
  /** A finding about this value. */
  readonly finding: string | null;
};

export type LesionRow = { readonly lesion: Lesion; readonly name: string; readonly axis: 'LD' | 'SA' | ''; readonly cells: readonly Cell[] };
export type FigureRow = { readonly label: string; readonly cells: readonly { readonly timepointId: string; readonly text: string; readonly isPd: boolean; readonly note: string }[] };
export type ResponseCell = {
  readonly timepointId: string;
  readonly response: OverallResponse | null;
  readonly isOpen: boolean;
  readonly isSigned: boolean;
  /** What the rules alone give, where a person assigned another category; null otherwise. */
  readonly computed: OverallResponse | null;
};

export type TableModel = {
  readonly columns: readonly Column[];
  readonly targets: readonly LesionRow[];
  readonly sum: FigureRow;
  readonly changes: readonly FigureRow[];
  readonly nonTargets: readonly LesionRow[];
  readonly newLesions: readonly LesionRow[];
  /** The row "New lesions" while there is none: `none` where the timepoint was read. */
  readonly noNewLesions: readonly { readonly timepointId: string; readonly text: string }[];
  readonly responses: readonly ResponseCell[];
};

/** True when the timepoint has been read, at least in part, so that a missing record is one still to give. */
const isBegun = (subject: SubjectCase, timepoint: Timepoint): boolean => ['inProgress', 'complete'].includes(readingStatus(subject, timepoint));

const leadLabel = (id: string, lesions: readonly Lesion[]): string => lesions.find((lesion) => lesion.id === id)?.label ?? 'another';

/** What a cell shows of a record; null without one. `lesions` name the one it merged into. */
export function contentOf(lesion: Lesion, record: Assessment | undefined, lesions: readonly Lesion[] = []): CellContent | null {
  switch (record?.state) {
    case 'measured': {
      const size = countsMm(lesion, record);
      return size === null ? { kind: 'toAssess' } : { kind: 'value', text: formatMm(size) };
    }
    case 'split': {
      const size = countsMm(lesion, record);
      const note = `${record.parts.length} parts`;
      return size === null ? { kind: 'notEvaluable', reason: note } : { kind: 'value', text: formatMm(size), note };
    }
    case 'merged': return { kind: 'word', text: `→ ${leadLabel(record.mergedInto, lesions)}` };
    case 'absent': return { kind: 'value', text: '0', note: 'absent' };
    case 'tooSmall': return { kind: 'value', text: '5.0', note: 'too small' };
    case 'notEvaluable': return { kind: 'notEvaluable', reason: reasonText(record.reason) };
    case 'status': return record.status === 'notEvaluable' ? { kind: 'notEvaluable', reason: record.note === 'treated locally' ? 'treated' : '' } : { kind: 'word', text: nonTargetText(record.status), isPd: record.status === 'unequivocalProgression' };
    case 'newLesion': return record.status === 'notEvaluable' ? { kind: 'notEvaluable', reason: '' } : { kind: 'word', text: newLesionText(record.status), isPd: record.status === 'unequivocal' };
    case undefined: return null;
  }
}

function spoken(lesion: Lesion, record: Assessment | undefined, content: CellContent, lesions: readonly Lesion[]): string {
  if (content.kind === 'toAssess') return 'to assess';
  if (content.kind === 'empty') return 'no record';
  switch (record?.state) {
    case 'measured': return `${formatMm(countsMm(lesion, record) ?? 0)} mm`;
    case 'split': { const size = countsMm(lesion, record); return size === null ? `split in ${record.parts.length}, not evaluable` : `split in ${record.parts.length}, together ${formatMm(size)} mm`; }
    case 'merged': return `merged into ${leadLabel(record.mergedInto, lesions)}, 0 mm`;
    case 'absent': return 'absent, 0 mm';
    case 'tooSmall': return 'too small to measure, counts 5 mm';
    case 'notEvaluable': return `not evaluable, ${reasonText(record.reason)}`;
    case 'status': return nonTargetName(record.status);
    case 'newLesion': return newLesionName(record.status);
    default: return '';
  }
}

function cellOf(subject: SubjectCase, lesion: Lesion, column: Column, findings: FindingLookup): Cell {
  const { timepoint } = column;
  const record = shownRecord(subject, lesion, timepoint);
  const canBeAsked = existsAt(subject, lesion, timepoint) && timepoint.performed && (column.isCurrent || isBegun(subject, timepoint));
  const content = contentOf(lesion, record, subject.lesions) ?? (canBeAsked ? { kind: 'toAssess' as const } : { kind: 'empty' as const });
  return {
    timepointId: timepoint.id, content, finding: findings(lesion.id, timepoint.id),
    name: `${lesion.label} ${lesionName(lesion)}, ${timepoint.label}, ${spoken(lesion, record, content, subject.lesions)}`,
  };
}

/** The finding to mark a value with, if any. */
export type FindingLookup = (lesionId: string, timepointId: string) => string | null;

const resultOf = (result: SubjectResult | null, timepointId: string): TimepointResult | undefined => result?.timepoints.find((timepoint) => timepoint.id === timepointId);

function sumRow(columns: readonly Column[], result: SubjectResult | null): FigureRow {
  return {
    label: 'Sum of diameters',
    cells: columns.map(({ timepoint, isBaseline }) => {
      const at = resultOf(result, timepoint.id);
      const sum = isBaseline ? result?.baseline.sum ?? null : at?.sum ?? null;
      if (sum !== null) return { timepointId: timepoint.id, text: formatMm(sum), isPd: false, note: '' };
      const partial = at?.partialSum ?? null;
      return { timepointId: timepoint.id, text: partial === null ? '' : formatMm(partial), isPd: false, note: partial === null ? '' : 'partial' };
    }),
  };
}

/** A per cent change without its sign of per cent: the row's head carries it. Null gives an empty text. */
const bare = (text: string | null): string => (text === null ? '' : text.replace(/[\s\u2009\u202f]*%$/, ''));

function changeRows(columns: readonly Column[], result: SubjectResult | null): readonly FigureRow[] {
  const baseline = result?.baseline.sum ?? null;
  const row = (label: string, text: (at: TimepointResult) => string, isPd: (at: TimepointResult) => boolean): FigureRow => ({
    label,
    cells: columns.map(({ timepoint }) => {
      const at = resultOf(result, timepoint.id);
      return { timepointId: timepoint.id, text: at ? text(at) : '', isPd: at !== undefined && isPd(at), note: '' };
    }),
  });
  const never = () => false;
  const grown = (at: TimepointResult) => at.target === 'PD' && at.sum !== null;
  return [
    row('From baseline, %', (at) => (at.sum === null || baseline === null ? '' : bare(formatPercentChange(at.sum, baseline, 'baseline'))), never),
    row('From nadir, %', (at) => (at.sum === null || at.nadir === null ? '' : bare(formatPercentChange(at.sum, at.nadir, 'nadir'))), grown),
    row('From nadir, mm', (at) => (at.absFromNadir === null ? '' : formatSignedMm(at.absFromNadir)), grown),
  ];
}

/** Category per column. It is open while NE only says that something is still to assess. */
function responseCells(subject: SubjectCase, columns: readonly Column[], result: SubjectResult | null): readonly ResponseCell[] {
  return columns.map(({ timepoint, isBaseline }) => {
    const at = isBaseline ? undefined : resultOf(result, timepoint.id);
    const isOpen = at?.overall === 'NE' && readingStatus(subject, timepoint) === 'inProgress';
    const computed = at?.overrides && at.computed.overall !== at.overallAsRead ? at.computed.overall : null;
    return { timepointId: timepoint.id, response: isOpen ? null : at?.overall ?? null, isOpen, isSigned: isLocked(subject, timepoint.id), computed };
  });
}

/** The table for the given columns. `result` is the engine's answer for the same facts. */
export function tableModel(subject: SubjectCase, result: SubjectResult | null, columns: readonly Column[], findings: FindingLookup): TableModel {
  const current = columns.find((column) => column.isCurrent)?.timepoint;
  const rows = (role: Lesion['role']): readonly LesionRow[] => subject.lesions
    .filter((lesion) => lesion.role === role && (!current || existsAt(subject, lesion, current)))
    .map((lesion) => ({ lesion, name: lesionName(lesion), axis: role === 'target' ? axisName(lesion) : '', cells: columns.map((column) => cellOf(subject, lesion, column, findings)) }));
  return {
    columns,
    targets: rows('target'),
    sum: sumRow(columns, result),
    changes: changeRows(columns, result),
    nonTargets: rows('nonTarget'),
    newLesions: rows('new'),
    noNewLesions: columns.map(({ timepoint, isBaseline }) => ({ timepointId: timepoint.id, text: !isBaseline && isBegun(subject, timepoint) ? 'none' : '' })),
    responses: responseCells(subject, columns, result),
  };
}
