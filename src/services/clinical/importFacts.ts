import { createHash } from 'node:crypto';
import { NadirError, type Json } from '../../common/index.ts';
import {
  factField, factFindings, factOrderCode, formatsThatFit, proposedMapping, readFactRows, type FactChange, type FactImportOptions, type FactMapping, type FactPreview, type FactProblem, type FactRow, type StudyProtocol,
} from '../../casefile/index.ts';
import { readCsv, type CsvTable } from '../../exchange/index.ts';
import { studyStream, type StudyRow, type SubjectRow } from '../../store/index.ts';
import { assembleCase } from '../caseFile.ts';
import { announce, append } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { createLifecycle } from '../reads/lifecycle.ts';
import { createResponses } from '../reads/responses.ts';
import { requireOverview } from '../reads/viewpoint.ts';
import { requireStudy } from '../studies.ts';
import { createSubjects } from '../subjects.ts';
import { applyRow, type RowCommands } from './applyRow.ts';
import { decodeText, type DecodedText } from './decodeText.ts';

export type FactFile = { readonly name: string; readonly bytes: Uint8Array };
export type FactImportService = {
  /** What an import would change and everything that stands in its way, by row and column. Stores nothing. Errors: notFound; refused blinded, tooManyRows. */
  preview(context: RequestContext, studyId: string, file: FactFile, options: FactImportOptions): FactPreview;
  /** The same, stored: all of it, or, when one cell is wrong, nothing (`stored` is false). */
  store(context: RequestContext, studyId: string, file: FactFile, options: FactImportOptions): FactPreview;
};

const mostRows = 20_000;
const mostShown = 500;
const importKind = 'FactsImported';

type Remembered = { readonly mapping: FactMapping; readonly dates: NonNullable<FactImportOptions['dates']>; readonly decimal: NonNullable<FactImportOptions['decimal']> };

/** How the study's last file was read. */
function rememberedOf({ store }: ServiceDeps, studyId: string): Remembered | null {
  const last = store.log.eventsOfStream(studyStream(studyId)).findLast(({ kind }) => kind === importKind);
  return last?.after == null ? null : (JSON.parse(last.after) as Remembered);
}

type Opened = { readonly text: DecodedText; readonly table: CsvTable; readonly used: FactPreview['used']; readonly datesThatFit: FactPreview['datesThatFit']; readonly remembered: boolean; readonly rows: readonly FactRow[]; readonly problems: readonly FactProblem[] };

/** Errors: refused tooManyRows. */
function open(file: FactFile, options: FactImportOptions, known: Remembered | null): Opened {
  const text = decodeText(file.bytes, options.encoding);
  const table = readCsv(text.text, options.separator ?? undefined);
  if (table.rows.length > mostRows) throw new NadirError('refused', `${file.name} has ${table.rows.length} rows; one import takes ${mostRows}. Divide the file.`, { reason: 'tooManyRows' });
  const remembered = known !== null && options.mapping === null && table.header.some((name) => known.mapping[name] !== undefined);
  const mapping = options.mapping ?? proposedMapping(table.header, known?.mapping ?? null);
  const dateColumns = table.header.map((name, at) => ({ at, isDate: factField(mapping[name] ?? '')?.kind === 'date' })).filter(({ isDate }) => isDate);
  const datesThatFit = formatsThatFit(dateColumns.flatMap(({ at }) => table.rows.map(({ cells }) => cells[at] ?? '')));
  const used = { encoding: text.encoding, encodingBy: text.by, separator: table.separator, dates: options.dates ?? known?.dates ?? 'YYYY-MM-DD', decimal: options.decimal ?? known?.decimal ?? '.', mapping } as const;
  const { rows, problems } = readFactRows(table.header, table.rows, mapping, used);
  const faults = [
    ...(text.faultLine === null ? [] : [{ row: text.faultLine, column: '', value: '', message: `These bytes are not ${text.encoding.toUpperCase()}. Choose what the file is written in.` }]),
    ...table.faults.map(({ line, message }): FactProblem => ({ row: line, column: '', value: '', message })),
    ...(table.rows.length === 0 ? [{ row: 1, column: '', value: '', message: 'The file has no rows under its first one, which names the columns.' }] : []),
  ];
  return { text, table, used, datesThatFit, remembered, rows, problems: [...faults, ...problems] };
}

/** Thrown to take back what a preview did. */
class TakenBack extends Error {}

/** Where a contradiction between dates is said: the last row of the subject, at its column of death where it has one, else at its first date. */
function placeOf(rows: readonly FactRow[]): Pick<FactProblem, 'row' | 'column' | 'value'> {
  const last = rows.at(-1);
  const cell = last?.values['deathDate'] ?? Object.values(last?.values ?? {}).find(({ field }) => field.kind === 'date');
  return { row: last?.row ?? 1, column: cell?.column ?? '', value: cell?.text ?? '' };
}

/** Clinical facts of many subjects from a table. */
export function createFactImport(deps: ServiceDeps): FactImportService {
  const { store } = deps;
  const quiet: ServiceDeps = { ...deps, notify: () => undefined };
  const { setFacts } = createSubjects(quiet);
  const { setMarker } = createResponses(quiet);
  const { treat } = createLifecycle(quiet);
  const commands: RowCommands = { setFacts, setMarker, treat };

  /** Carries out the rows of one subject. Must run inside a write. */
  function applySubject(context: RequestContext, study: StudyRow, subject: SubjectRow, rows: readonly FactRow[], fileName: string): { readonly changes: readonly FactChange[]; readonly problems: readonly FactProblem[] } {
    const look = () => assembleCase(quiet, subject.id);
    const said = () => factFindings(look()).map(({ code, message }) => `${code === factOrderCode ? '' : `${code}: `}${message}`);
    const before = new Set(said());
    const done = rows.map((row) => applyRow({ context, commands, protocol: study.protocol as unknown as StudyProtocol, look, source: `${fileName}, row ${row.row}` }, row, subject.id));
    const contradictions = said().filter((message) => !before.has(message)).map((message): FactProblem => ({ ...placeOf(rows), message }));
    return { changes: done.flatMap(({ changes }) => changes), problems: [...done.flatMap(({ problems }) => problems), ...contradictions] };
  }

  function run(context: RequestContext, studyId: string, file: FactFile, options: FactImportOptions, isPreview: boolean): FactPreview {
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    let preview: FactPreview | null = null;
    const touched = new Map<string, number>();
    try {
      store.write(() => {
        const study = requireStudy(deps, studyId);
        requireOverview(study, context);
        const opened = open(file, options, rememberedOf(deps, studyId));
        const problems: FactProblem[] = [...opened.problems];
        const changes: FactChange[] = [];
        const bySubject = Map.groupBy(opened.rows.filter(({ subject }) => subject !== ''), ({ subject }) => subject.toLowerCase());
        for (const rows of bySubject.values()) {
          const subject = store.subjects.byCode(studyId, rows[0]?.subject ?? '');
          if (!subject) {
            const column = Object.entries(opened.used.mapping).find(([, field]) => field === 'subject')?.[0] ?? '';
            problems.push(...rows.map((row): FactProblem => ({ row: row.row, column, value: row.subject, message: `Study ${study.code} has no subject ${row.subject}. Enrol it first, or correct the code.` })));
            continue;
          }
          const done = applySubject(context, study, subject, rows, file.name);
          changes.push(...done.changes);
          problems.push(...done.problems);
          if (done.changes.length > 0) touched.set(subject.id, 0);
        }
        const { used, table, datesThatFit, remembered } = opened;
        const stored = !isPreview && problems.length === 0;
        preview = {
          fileName: file.name, sha256, header: table.header, sample: table.rows.slice(0, 3).map(({ cells }) => cells), rows: table.rows.length, used, datesThatFit, remembered,
          problems: problems.toSorted((a, b) => a.row - b.row).slice(0, mostShown), problemCount: problems.length, changes: changes.slice(0, mostShown), changeCount: changes.length, subjects: touched.size, stored,
        };
        if (!stored) throw new TakenBack();
        const after = { fileName: file.name, sha256, rows: table.rows.length, changes: changes.length, subjects: touched.size, ...used } as unknown as { [name: string]: Json };
        append(deps, context, { what: `Clinical facts of ${touched.size} subjects from ${file.name}`, undoable: false, changes: [{ stream: studyStream(studyId), kind: importKind, type: 'occurrence', key: deps.newId(), after }] });
        for (const id of touched.keys()) touched.set(id, store.log.revision(id));
      });
      announce(deps, studyId, touched);
    } catch (error) {
      if (!(error instanceof TakenBack)) throw error;
    }
    if (!preview) throw new NadirError('defect', 'An import of clinical facts said nothing.', { reason: 'noPreview' });
    return preview;
  }

  return { preview: (context, studyId, file, options) => run(context, studyId, file, options, true), store: (context, studyId, file, options) => run(context, studyId, file, options, false) };
}
