/** One row of a table of clinical facts, carried out by the commands that the form uses: the same rules, the same events. */
import { canonicalJson, NadirError, type IsoDate } from '../../common/index.ts';
import { displayDate, isFactDate, isFactText, type ClinicalFacts, type DoseChange, type FactChange, type FactProblem, type FactRow, type FactValue, type MarkerRecord, type MarkerValue, type StudyProtocol, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import type { OnSubject } from '../commands.ts';
import type { RequestContext } from '../context.ts';
import type { LifecycleCommands } from '../reads/lifecycle.ts';
import type { ResponseCommands } from '../reads/responses.ts';
import type { FactsPatch, SubjectCommands } from '../subjects.ts';

export type RowCommands = Pick<SubjectCommands, 'setFacts'> & Pick<ResponseCommands, 'setMarker'> & Pick<LifecycleCommands, 'treat'>;
export type RowOutcome = { readonly changes: readonly FactChange[]; readonly problems: readonly FactProblem[] };
export type RowContext = { readonly context: RequestContext; readonly commands: RowCommands; readonly protocol: StudyProtocol; /** The case as the rows before have made it. */ readonly look: () => SubjectCase; readonly source: string };

const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_-]/g, '');

/** "TP1", "1", "Baseline", "BL", "Wk 8": the timepoint a cell names. */
function timepointNamed(subject: SubjectCase, text: string): Timepoint | undefined {
  const name = plain(text);
  return subject.timepoints.find(({ label, index, visitName }) => plain(label) === name || String(index) === name || (visitName !== '' && plain(visitName) === name) || (index === 0 && ['bl', 'base', 'screening'].includes(name)));
}

/** A thing to do for some cells of a row; what it refuses is said at the column of the first. */
type Step = { readonly cell: FactValue; readonly what: string; readonly before: string; readonly after: string; readonly run: () => void };

const isProblem = (step: Step | FactProblem): step is FactProblem => 'message' in step;

function factSteps({ context, commands, look, source }: RowContext, { values }: FactRow, target: OnSubject): readonly Step[] {
  const facts = look().facts as ClinicalFacts & Readonly<Record<string, unknown>>;
  return Object.values(values).filter(({ field }) => isFactDate(field.id) || isFactText(field.id)).flatMap((cell): Step[] => {
    const before = (facts[cell.field.id] as string | undefined) ?? '';
    if (before === cell.value) return [];
    const patch: FactsPatch = { [cell.field.id]: cell.clears ? null : String(cell.value) };
    return [{ cell, what: cell.field.title, before, after: String(cell.value), run: () => commands.setFacts(context, target, patch, { what: `${cell.field.title} ${cell.clears ? 'taken away' : cell.value}`, reason: source, undoable: false }) }];
  });
}

function doseSteps({ context, commands, look, source }: RowContext, { values }: FactRow, target: OnSubject): readonly Step[] {
  const [kind, date] = [values['doseChange'], values['doseChangeDate']];
  if (!kind || !date) return [];
  const held = (look().facts as ClinicalFacts).doseChanges ?? [];
  if (kind.clears) {
    const [gone, kept] = [held.filter((one) => one.date === date.value), held.filter((one) => one.date !== date.value)];
    return gone.length === 0 ? [] : [{ cell: date, what: 'Dose change', before: gone.map((one) => `${one.kind} ${one.date}`).join(', '), after: '', run: () => commands.setFacts(context, target, { doseChanges: kept.length === 0 ? null : kept }, { what: `Dose change ${date.value} taken away`, reason: source, undoable: false }) }];
  }
  const change: DoseChange = { date: date.value as IsoDate, kind: kind.value as DoseChange['kind'], note: '' };
  if (held.some((one) => one.date === change.date && one.kind === change.kind)) return [];
  const after = [...held, change].sort((a, b) => a.date.localeCompare(b.date));
  return [{ cell: date, what: `Dose ${change.kind}`, before: '', after: change.date, run: () => commands.setFacts(context, target, { doseChanges: after }, { what: `Dose ${change.kind} ${change.date}`, reason: source, undoable: false }) }];
}

function visitSteps({ context, commands, look, source }: RowContext, { values }: FactRow, target: OnSubject, timepoint: Timepoint | undefined): readonly Step[] {
  const cell = values['visitDate'];
  if (!cell || !timepoint) return [];
  const held = (look().facts as ClinicalFacts).visitDates ?? {};
  const before = held[timepoint.id] ?? '';
  if (before === cell.value) return [];
  const { [timepoint.id]: _gone, ...others } = held;
  const visitDates = cell.clears ? others : { ...held, [timepoint.id]: cell.value as IsoDate };
  return [{ cell, what: `Visit ${timepoint.label}`, before, after: String(cell.value), run: () => commands.setFacts(context, target, { visitDates: Object.keys(visitDates).length === 0 ? null : visitDates }, { what: `Visit ${timepoint.label} ${cell.clears ? 'taken away' : cell.value}`, reason: source, undoable: false }) }];
}

/** A marker above a limit is elevated; within all of them normal; without limits it stays as it was. */
function markerStatus(values: readonly MarkerValue[], held: MarkerRecord | undefined): MarkerRecord['status'] {
  if (values.some(({ value, upperLimit }) => upperLimit !== null && value > upperLimit)) return 'elevated';
  if (values.every(({ upperLimit }) => upperLimit !== null)) return 'normal';
  return held && held.status !== 'none' ? held.status : 'notAssessed';
}

/** Takes one marker's value away; the last one leaves the markers of the timepoint not assessed. */
function markerCleared({ context, commands, source }: Pick<RowContext, 'context' | 'commands' | 'source'>, held: MarkerRecord | undefined, name: string, cell: FactValue, target: OnSubject, timepoint: Timepoint): readonly Step[] {
  const gone = held?.values.find((one) => one.name === name);
  if (!held || !gone) return [];
  const values = held.values.filter((one) => one !== gone);
  return [{
    cell, what: `${name} at ${timepoint.label}`, before: `${gone.value} ${gone.unit}`.trim(), after: '',
    run: () => commands.setMarker(context, target, { timepointId: timepoint.id, marker: { status: values.length === 0 ? 'notAssessed' : markerStatus(values, held), values, note: held.note }, source }),
  }];
}

function markerSteps({ context, commands, look, protocol, source }: RowContext, { values }: FactRow, target: OnSubject, timepoint: Timepoint | undefined): readonly Step[] {
  const [name, cell] = [values['markerName'], values['markerValue']];
  if (!name || !cell || !timepoint) return [];
  const followed = protocol.markers?.find((one) => plain(one.name) === plain(String(name.value)));
  const held = look().markers[timepoint.id];
  if (cell.clears) return markerCleared({ context, commands, source }, held, followed?.name ?? String(name.value), cell, target, timepoint);
  const marker: MarkerValue = {
    name: followed?.name ?? String(name.value), value: Number(cell.value), unit: String(values['markerUnit']?.value ?? followed?.unit ?? ''),
    upperLimit: values['markerUpperLimit'] ? Number(values['markerUpperLimit'].value) : (followed?.upperLimit ?? null), date: (values['markerDate']?.value as string | undefined) ?? displayDate(timepoint),
  };
  const before = held?.values.find((one) => one.name === marker.name);
  if (before && canonicalJson(before) === canonicalJson(marker)) return [];
  const all = [...(held?.values ?? []).filter((one) => one.name !== marker.name), marker];
  const text = ({ value, unit }: MarkerValue): string => `${value} ${unit}`.trim();
  return [{
    cell, what: `${marker.name} at ${timepoint.label}`, before: before ? text(before) : '', after: text(marker),
    run: () => commands.setMarker(context, target, { timepointId: timepoint.id, marker: { status: markerStatus(all, held), values: all, note: held?.note ?? '' }, source }),
  }];
}

function treatmentSteps(row: RowContext, { row: line, values }: FactRow, target: OnSubject, timepoint: Timepoint | undefined): readonly (Step | FactProblem)[] {
  const [name, kind, date] = [values['lesion'], values['localTreatment'], values['localTreatmentDate']];
  if (!name || !kind) return [];
  const subject = row.look();
  const lesion = subject.lesions.find(({ label }) => plain(label) === plain(name.text));
  if (!lesion) return [{ row: line, column: name.column, value: name.text, message: `${subject.code} has no lesion ${name.text}.` }];
  const { treated } = lesion;
  if (kind.clears) return treated ? [{ cell: kind, what: `${lesion.label} local treatment`, before: treated.kind, after: '', run: () => row.commands.treat(row.context, target, { lesionId: lesion.id, treatment: null, source: row.source }) }] : [];
  const from = timepoint ?? subject.timepoints.find((one) => one.index > 0 && date !== undefined && (displayDate(one) ?? '') >= String(date.value));
  if (!from) return [{ row: line, column: kind.column, value: kind.text, message: 'From which timepoint on is not said: give a timepoint, or a day before one.' }];
  const treatment = { kind: kind.value as NonNullable<SubjectCase['lesions'][number]['treated']>['kind'], from: from.id, date: date ? String(date.value) : null, planned: false, note: '' };
  if (treated && treated.kind === treatment.kind && treated.from === treatment.from && treated.date === treatment.date) return [];
  return [{ cell: kind, what: `${lesion.label} ${treatment.kind} before ${from.label}`, before: treated?.kind ?? '', after: treatment.date ?? treatment.kind, run: () => row.commands.treat(row.context, target, { lesionId: lesion.id, treatment, source: row.source }) }];
}

/** Carries out a row. What is refused is a problem of its row and column; what changes nothing is no change. */
export function applyRow(row: RowContext, read: FactRow, subjectId: string): RowOutcome {
  const target: OnSubject = { subjectId, expectedRevision: null };
  const subject = row.look();
  const named = read.values['timepoint'];
  const timepoint = named ? timepointNamed(subject, named.text) : undefined;
  const problems: FactProblem[] = named && !timepoint ? [{ row: read.row, column: named.column, value: named.text, message: `${subject.code} has no timepoint ${named.text}.` }] : [];
  const changes: FactChange[] = [];
  const kinds = [() => factSteps(row, read, target), () => doseSteps(row, read, target), () => visitSteps(row, read, target, timepoint), () => markerSteps(row, read, target, timepoint), () => treatmentSteps(row, read, target, timepoint)];
  for (const step of kinds.flatMap((steps): readonly (Step | FactProblem)[] => steps())) {
    if (isProblem(step)) { problems.push(step); continue; }
    try {
      step.run();
      changes.push({ row: read.row, code: subject.code, what: step.what, before: step.before, after: step.after });
    } catch (error) {
      if (!(error instanceof NadirError)) throw error;
      problems.push({ row: read.row, column: step.cell.column, value: step.cell.text, message: error.message });
    }
  }
  return { changes, problems };
}
