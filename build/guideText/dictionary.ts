import Database from 'better-sqlite3';
import { eventTitle } from '../../src/casefile/index.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { blocks, code, made, table, words } from './markdown.ts';
import { eventKinds } from './eventKinds.ts';
import { tables } from './tableColumns.ts';
import { typeSection } from './typeTables.ts';

export type SchemaTable = { readonly name: string; readonly columns: readonly { readonly name: string; readonly type: string; readonly isRequired: boolean }[] };

/** The schema as all migrations leave it, tables by name. */
export function schema(): readonly SchemaTable[] {
  const db = new Database(':memory:');
  try {
    for (const { sql } of migrations) db.exec(sql);
    const names = db.prepare<[], { name: string }>('SELECT name FROM sqlite_master WHERE type = \'table\' AND name NOT LIKE \'sqlite%\' ORDER BY name').all();
    const columns = db.prepare<[string], { name: string; type: string; required: number }>('SELECT name, type, "notnull" AS required FROM pragma_table_info(?)');
    return names.map(({ name }) => ({ name, columns: columns.all(name).map((column) => ({ name: column.name, type: column.type, isRequired: column.required === 1 })) }));
  } finally {
    db.close();
  }
}

/** Columns that have no meaning yet, or a meaning and no column, as "table.column". */
export function unexplainedColumns(): readonly string[] {
  const there = schema().flatMap(({ name, columns }) => [name, ...columns.map((column) => `${name}.${column.name}`)]);
  const said = Object.entries(tables).flatMap(([name, { columns }]) => [name, ...Object.keys(columns).map((column) => `${name}.${column}`)]);
  return [...there.filter((one) => !said.includes(one)), ...said.filter((one) => !there.includes(one)).map((one) => `${one} (gone)`)];
}

const store = 'src/store/entities.ts';
const model = 'src/casefile/model.ts';
const read = 'src/casefile/read.ts';
const confirming = 'src/casefile/confirming.ts';
const querying = 'src/casefile/querying.ts';
const protocol = 'src/casefile/protocol.ts';
/** Entity type → what its snapshots are, with the types behind them. */
const entities: readonly (readonly [entity: string, what: string, ...types: (readonly [file: string, name: string])[]])[] = [
  ['study', 'A study with its protocol.', [store, 'StudySnapshot'], [protocol, 'StudyProtocol'], [model, 'ProtocolParameters'], [protocol, 'StudyDesign'], [protocol, 'VisitPlan'], [protocol, 'PlannedVisit'], [protocol, 'TumourMarker'], [protocol, 'StudySite'], [protocol, 'SubjectCodeRule'], ['src/casefile/deidentification.ts', 'Deidentification'], ['src/casefile/deidentification.ts', 'DeidentificationOptions'], ['src/casefile/deidentification.ts', 'SubjectIdRule'], ['src/casefile/exportConfig.ts', 'ExportConfig'], ['src/casefile/exportConfig.ts', 'MappedVisit']],
  ['subject', 'A subject.', [store, 'SubjectSnapshot']],
  ['facts', 'Clinical dates and facts of a subject.', ['src/casefile/clinicalFacts.ts', 'ClinicalFacts'], ['src/recist/model.ts', 'SubjectFacts'], ['src/casefile/clinicalFacts.ts', 'DoseChange']],
  ['timepoint', 'A visit of a subject.', [store, 'TimepointSnapshot']],
  ['lesion', 'A lesion of one read.', [store, 'LesionSnapshot'], ['src/recist/imagingFacts.ts', 'LesionTraits']],
  ['assessment', 'What was recorded for one lesion at one timepoint.', [store, 'AssessmentSnapshot'], [model, 'Assessment'], [model, 'Measured'], [model, 'Caliper'], [model, 'SplitPart'], [model, 'OtherTechnique'], [model, 'EnteredValue'], [model, 'LookBack']],
  ['seriesAssignment', 'Which timepoint a series belongs to.', [store, 'SeriesAssignmentSnapshot']],
  ['signOff, signedContent', 'A signature of a timepoint, and everything it covers.', [store, 'ReadFactSnapshot'], [read, 'SignedVersion'], ['src/casefile/signing.ts', 'SignedContent']],
  ['amendment', 'A signed timepoint opened again: version, reason, who, when.'],
  ['override', 'Categories assigned by hand.', [read, 'TimepointOverrides']],
  ['checkReason', 'A check answered with a reason.', [read, 'CheckReason']],
  ['keyImage', 'A key image.', [read, 'KeyImage']],
  ['marker', 'Tumour markers of a timepoint.', [read, 'MarkerRecord'], [read, 'MarkerValue']],
  ['revisedCr', 'A CR revised to PR, with its reason.'],
  ['treatment', 'Local treatment of a lesion since baseline.', [model, 'LocalTreatment']],
  ['imaging', 'Imaging whose images are not here.', [model, 'WithoutImages']],
  ['lateSeries', 'Images that came after their timepoint was read.', ['src/casefile/lateSeries.ts', 'LateSeriesFact'], ['src/casefile/lateSeries.ts', 'LateSeries']],
  ['readingAssignment', 'Who reads a subject: account and read.'],
  ['query', 'A question to a reader with its whole thread.', [querying, 'QueryThread'], [querying, 'QueryAbout'], [querying, 'QueryMessage'], [querying, 'QuerySignature']],
  ['confirmation, confirmedContent', 'A confirmed progression date, and everything it rests on.', [confirming, 'Confirmation'], [confirming, 'ConfirmedOutcome'], [confirming, 'ChosenDate'], [confirming, 'ConfirmedFacts'], [confirming, 'ConfirmedContent']],
  ['adjudication', 'Order of the two reads, and the decision between them.', ['src/casefile/adjudication.ts', 'AdjudicationDecision'], ['src/casefile/adjudication.ts', 'DecisionOutcome']],
  ['account, accountPolicy', 'Who may sign in, and the rules of all accounts.', [store, 'AccountSnapshot'], [store, 'AccountPolicySnapshot']],
  ['occurrence', 'Something that happened and has no state of its own: an import, an export, a sign-in. Members depend on the kind.'],
];
/** Entity types that the page explains. */
export const explainedEntities: readonly string[] = entities.flatMap(([names]) => names.split(', '));

/** dictionary.md: events, entities and tables of the database. */
export function dictionaryPage(): string {
  const missing = unexplainedColumns();
  if (missing.length > 0) throw new Error(`build/guideText/tableColumns.ts and the schema differ: ${missing.join(', ')}.`);
  return blocks(
    '# Data dictionary',
    'What the database holds: every kind of event, every entity with its members, every table with its columns. What leaves as files has [a page of its own](files.md), what the engine takes and answers [another](json.md).',
    made,
    'Lengths are millimetres, sizes of files bytes, dates YYYY-MM-DD, instants ISO 8601 in UTC. Points are patient coordinates in mm (LPS: x to the left, y to the back, z to the head). JSON in the database is canonical: members in order of their names, no spaces.',
    '## Events', 'A fact is an entity: a type, a key and a whole snapshot. An event carries the snapshot before and after. Undoing writes an event of the same kind with `Undone` behind it; nothing is deleted.',
    table(['Kind', 'In the trail', 'What happened'], Object.entries(eventKinds).map(([kind, what]) => [code(kind), words(eventTitle(kind)), words(what)])),
    '## Entities', 'Entity types as `entity_type` of an event names them, each with the members of its snapshots.',
    table(['Entity', 'What it is', 'Members'], entities.map(([names, what, ...types]) => [names.split(', ').map(code).join(', '), words(what), types.map(([, name]) => `[${name}](#${name.toLowerCase()})`).join(', ')])),
    '## Members', ...entities.flatMap(([, , ...types]) => types).flatMap(([file, name]) => typeSection(file, name)),
    '## Tables', 'One SQLite file, `nadir.sqlite`. A projection holds nothing of its own: `nadir verify` makes it again from the events and compares.',
    ...schema().flatMap(({ name, columns }) => [`### Table ${name}`, words(tables[name]?.what ?? ''), table(['Column', 'Type', 'Meaning'], columns.map((column) => [code(column.name), `${column.type.toLowerCase()}${column.isRequired || column.name === 'seq' || column.name === 'one' ? '' : ', or null'}`, words(tables[name]?.columns[column.name] ?? '')]))]),
  );
}
