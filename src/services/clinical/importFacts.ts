import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { NadirError, type Json } from '../../common/index.ts';
import {
  factField, factFindings, factOrderCode, formatsThatFit, isArmMissing, proposedMapping, readSomeRows, saidTwice, type FactChange, type FactImportOptions, type FactMapping, type FactPreview, type FactProblem, type FactRow, type StudyProtocol, type SubjectCase,
} from '../../casefile/index.ts';
import { readCsv, type CsvTable } from '../../exchange/index.ts';
import { studyStream, type StudyRow, type SubjectRow } from '../../store/index.ts';
import { assembleCases } from '../caseFile.ts';
import { announce, append } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { createLifecycle } from '../reads/lifecycle.ts';
import { createResponses } from '../reads/responses.ts';
import { requireOverview } from '../reads/viewpoint.ts';
import { requireStudy } from '../studies.ts';
import { createSubjects } from '../subjects.ts';
import { applyRow, type RowCommands } from './applyRow.ts';
import { decodeText, type DecodedText } from './decodeText.ts';
import { importKinds, takeBack, unfinishedImports } from './takeBack.ts';

export type FactFile = { readonly name: string; readonly bytes: Uint8Array };
export type FactImportService = {
  /** What an import would change and everything that stands in its way, by row and column. Stores nothing; other requests are served meanwhile. Errors: notFound; refused blinded, tooManyRows. */
  preview(context: RequestContext, studyId: string, file: FactFile, options: FactImportOptions): Promise<FactPreview>;
  /** The same, stored: all of it, or, when one cell is wrong, nothing (`stored` is false). Errors: as preview; conflict importRunning. */
  store(context: RequestContext, studyId: string, file: FactFile, options: FactImportOptions): Promise<FactPreview>;
  /** Takes back what an import left that ended with its process. At the start of the workstation. */
  recover(context: RequestContext): Promise<void>;
};
/** Rows carried out before other requests get their turn, and up to how many rows an import is one transaction. */
export type ImportSizes = { readonly rowsAtOnce: number; readonly wholeUpTo: number };

const mostRows = 20_000;
const mostShown = 500;
const usualSizes: ImportSizes = { rowsAtOnce: 5, wholeUpTo: 100 };

type Remembered = { readonly mapping: FactMapping; readonly dates: NonNullable<FactImportOptions['dates']>; readonly decimal: NonNullable<FactImportOptions['decimal']> };

/** How the study's last file was read. */
function rememberedOf({ store }: ServiceDeps, studyId: string): Remembered | null {
  const last = store.log.eventsOfStream(studyStream(studyId)).findLast(({ kind }) => kind === importKinds.done);
  return last?.after == null ? null : (JSON.parse(last.after) as Remembered);
}

type Opened = { readonly text: DecodedText; readonly table: CsvTable; readonly used: FactPreview['used']; readonly datesThatFit: FactPreview['datesThatFit']; readonly remembered: boolean; readonly rows: readonly FactRow[]; readonly problems: readonly FactProblem[] };

/** Rows read before other requests get their turn. */
const readAtOnce = 1500;

/** Reads the file, letting other requests in between. Errors: refused tooManyRows. */
async function open(file: FactFile, options: FactImportOptions, known: Remembered | null): Promise<Opened> {
  const text = decodeText(file.bytes, options.encoding);
  const table = readCsv(text.text, options.separator ?? undefined);
  if (table.rows.length > mostRows) throw new NadirError('refused', `${file.name} has ${table.rows.length} rows; one import takes ${mostRows}. Divide the file.`, { reason: 'tooManyRows' });
  const remembered = known !== null && options.mapping === null && table.header.some((name) => known.mapping[name] !== undefined);
  const mapping = options.mapping ?? proposedMapping(table.header, known?.mapping ?? null);
  await nextTurn();
  const dateColumns = table.header.map((name, at) => ({ at, isDate: factField(mapping[name] ?? '')?.kind === 'date' })).filter(({ isDate }) => isDate);
  const datesThatFit = formatsThatFit(dateColumns.flatMap(({ at }) => table.rows.map(({ cells }) => cells[at] ?? '')));
  const used = { encoding: text.encoding, encodingBy: text.by, separator: table.separator, dates: options.dates ?? known?.dates ?? 'YYYY-MM-DD', decimal: options.decimal ?? known?.decimal ?? '.', mapping } as const;
  const rows: FactRow[] = [];
  const problems: FactProblem[] = [];
  for (let from = 0; from < Math.max(1, table.rows.length); from += readAtOnce) {
    await nextTurn();
    const read = readSomeRows(table.header, table.rows.slice(from, from + readAtOnce), mapping, used);
    for (const row of read.rows) rows.push(row);
    for (const problem of read.problems) problems.push(problem);
  }
  problems.push(...saidTwice(rows));
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

/** A randomised subject of a randomised study without its arm, where the file has a column for it. Blinded studies leave the column out until the arms are known. */
function missingArm(subject: SubjectCase, rows: readonly FactRow[], mapping: FactMapping): readonly FactProblem[] {
  const { code, facts, protocol } = subject;
  const arms = (protocol as StudyProtocol).design?.arms ?? [];
  const column = Object.entries(mapping).find(([, field]) => field === 'arm')?.[0];
  if (column === undefined || !isArmMissing(subject) || rows.some(({ values }) => values['arm'] !== undefined)) return [];
  return [{ row: rows.find(({ values }) => values['randomisationDate'] !== undefined)?.row ?? rows[0]?.row ?? 1, column, value: '', message: `The arm is missing: ${code} was randomised on ${facts.randomisationDate}. Arms: ${arms.map(({ name }) => name).join(', ')}.` }];
}

type Group = { readonly code: string; readonly rows: readonly FactRow[] };
type Done = { readonly changes: readonly FactChange[]; readonly problems: readonly FactProblem[]; readonly touched: readonly string[] };

/** Subjects a few rows at a time: a subject's own rows stay together. */
function slicesOf(groups: readonly Group[], rowsAtOnce: number): readonly (readonly Group[])[] {
  const slices: Group[][] = [];
  let room = 0;
  for (const group of groups) {
    if (room <= 0) { slices.push([]); room = rowsAtOnce; }
    slices.at(-1)?.push(group);
    room -= group.rows.length;
  }
  return slices;
}

/** Clinical facts of many subjects from a table. */
export function createFactImport(deps: ServiceDeps, { rowsAtOnce, wholeUpTo }: ImportSizes = usualSizes): FactImportService {
  const { store } = deps;
  const quiet: ServiceDeps = { ...deps, notify: () => undefined };
  const { setFacts } = createSubjects(quiet);
  const { setMarker } = createResponses(quiet);
  const { treat } = createLifecycle(quiet);
  const running = new Set<string>();

  /** Carries out the rows of one subject. Must run inside a write. */
  function applySubject(context: RequestContext, study: StudyRow, subject: SubjectRow, rows: readonly FactRow[], opened: Opened, fileName: string): Omit<Done, 'touched'> {
    let known: SubjectCase | null = null;
    const look = (): SubjectCase => {
      const now = known ?? assembleCases(quiet, study, [subject.id], false).get(subject.id);
      if (!now) throw new NadirError('notFound', 'No such subject is in this database.', { reason: 'subject' });
      return (known = now);
    };
    const moving = <Args extends unknown[]>(run: (...args: Args) => void) => (...args: Args): void => { known = null; run(...args); };
    const commands: RowCommands = { setFacts: moving(setFacts), setMarker: moving(setMarker), treat: moving(treat) };
    const said = () => factFindings(look()).filter(({ severity }) => severity === 'block').map(({ code, message }) => `${code === factOrderCode ? '' : `${code}: `}${message}`);
    const before = new Set(said());
    const done = rows.map((row) => applyRow({ context, commands, protocol: study.protocol as unknown as StudyProtocol, look, source: `${fileName}, row ${row.row}` }, row, subject.id));
    const contradictions = said().filter((message) => !before.has(message)).map((message): FactProblem => ({ ...placeOf(rows), message }));
    const missing = missingArm(look(), rows, opened.used.mapping);
    return { changes: done.flatMap(({ changes }) => changes), problems: [...done.flatMap(({ problems }) => problems), ...contradictions, ...missing] };
  }

  /** Carries out the rows of some subjects. Must run inside a write. */
  function applySlice(context: RequestContext, study: StudyRow, slice: readonly Group[], opened: Opened, fileName: string): Done {
    const done = slice.map(({ code, rows }): Done => {
      const subject = store.subjects.byCode(study.id, code);
      if (subject) {
        const own = applySubject(context, study, subject, rows, opened, fileName);
        return { ...own, touched: own.changes.length > 0 ? [subject.id] : [] };
      }
      const column = Object.entries(opened.used.mapping).find(([, field]) => field === 'subject')?.[0] ?? '';
      return { changes: [], touched: [], problems: rows.map((row) => ({ row: row.row, column, value: row.subject, message: `Study ${study.code} has no subject ${row.subject}. Enrol it first, or correct the code.` })) };
    });
    return { changes: done.flatMap(({ changes }) => changes), problems: done.flatMap(({ problems }) => problems), touched: done.flatMap(({ touched }) => touched) };
  }

  const requireOpen = (context: RequestContext, studyId: string): StudyRow => store.read(() => {
    const study = requireStudy(deps, studyId);
    requireOverview(study, context);
    return study;
  });

  /** What every row would do: carried out and taken back in the same transaction, a few subjects at a time. */
  async function checked(context: RequestContext, study: StudyRow, opened: Opened, groups: readonly Group[], fileName: string): Promise<Done> {
    const all: { changes: FactChange[]; problems: FactProblem[]; touched: string[] } = { changes: [], problems: [...opened.problems], touched: [] };
    for (const slice of slicesOf(groups, rowsAtOnce)) {
      let done: Done | null = null;
      try {
        store.write(() => { done = applySlice(context, study, slice, opened, fileName); throw new TakenBack(); });
      } catch (error) {
        if (!(error instanceof TakenBack)) throw error;
      }
      const { changes, problems, touched } = (done as Done | null) ?? { changes: [], problems: [], touched: [] };
      all.changes.push(...changes); all.problems.push(...problems); all.touched.push(...touched);
      await nextTurn();
    }
    return all;
  }

  type Import = { readonly context: RequestContext; readonly study: StudyRow; readonly file: FactFile; readonly sha256: string; readonly opened: Opened; readonly groups: readonly Group[]; readonly expected: Done };

  const record = ({ context, study, file, sha256, opened, expected }: Import, kind: string, importId: string): void => {
    const after = { importId, fileName: file.name, sha256, rows: opened.table.rows.length, changes: expected.changes.length, subjects: expected.touched.length, ...opened.used } as unknown as { [name: string]: Json };
    append(deps, context, { what: kind === importKinds.done ? `Clinical facts of ${expected.touched.length} subjects from ${file.name}` : `Clinical facts from ${file.name} begun`, undoable: false, changes: [{ stream: studyStream(study.id), kind, type: 'occurrence', key: deps.newId(), after }] });
  };

  /** All of it, in one transaction where it is small; a large one in many, between a beginning and an end: without its end it is taken back. Answers what stood in the way after all. */
  async function carryOut(given: Import): Promise<readonly FactProblem[]> {
    const { context, study, file, opened, groups } = given;
    const importId = deps.newId();
    const isWhole = opened.rows.length <= wholeUpTo;
    const slices = isWhole ? [groups] : slicesOf(groups, rowsAtOnce);
    if (!isWhole) store.write(() => record(given, importKinds.begun, importId));
    let wrong: readonly FactProblem[] = [];
    try {
      for (const [at, slice] of slices.entries()) {
        store.write(() => {
          wrong = applySlice(context, study, slice, opened, file.name).problems;
          if (wrong.length > 0) throw new TakenBack();
          if (at === slices.length - 1) record(given, importKinds.done, importId);
        });
        if (!isWhole) await nextTurn();
      }
      return [];
    } catch (error) {
      if (!isWhole) await takeBack(deps, context, study.id, importId);
      if (error instanceof TakenBack) return wrong;
      throw error;
    }
  }

  async function run(context: RequestContext, studyId: string, file: FactFile, options: FactImportOptions, isPreview: boolean): Promise<FactPreview> {
    const study = requireOpen(context, studyId);
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    await nextTurn();
    const opened = await open(file, options, rememberedOf(deps, studyId));
    const groups = [...Map.groupBy(opened.rows.filter(({ subject }) => subject !== ''), ({ subject }) => subject.toLowerCase()).values()].map((rows): Group => ({ code: rows[0]?.subject ?? '', rows }));
    const expected = await checked(context, study, opened, groups, file.name);
    const mayStore = !isPreview && expected.problems.length === 0;
    const late = mayStore ? await carryOut({ context, study, file, sha256, opened, groups, expected }) : [];
    const stored = mayStore && late.length === 0;
    if (stored) announce(deps, studyId, new Map(expected.touched.map((id) => [id, store.log.revision(id)])));
    const problems = [...expected.problems, ...late];
    const { used, table, datesThatFit, remembered } = opened;
    return {
      fileName: file.name, sha256, header: table.header, sample: table.rows.slice(0, 3).map(({ cells }) => cells), rows: table.rows.length, used, datesThatFit, remembered,
      problems: problems.toSorted((a, b) => a.row - b.row).slice(0, mostShown), problemCount: problems.length, changes: expected.changes.slice(0, mostShown), changeCount: expected.changes.length, subjects: expected.touched.length, stored,
    };
  }

  return {
    preview: (context, studyId, file, options) => run(context, studyId, file, options, true),
    async store(context, studyId, file, options) {
      if (running.has(studyId)) throw new NadirError('conflict', 'Another table is being stored in this study. Store this one when it is done.', { reason: 'importRunning' });
      running.add(studyId);
      try {
        return await run(context, studyId, file, options, false);
      } finally {
        running.delete(studyId);
      }
    },
    async recover(context) {
      for (const { studyId, importId } of store.read(() => unfinishedImports(deps))) await takeBack(deps, context, studyId, importId);
    },
  };
}
