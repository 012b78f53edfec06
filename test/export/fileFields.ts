/** The same fields as the exported files have them, read with nothing of the product. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { keyOf, type Fields } from './databaseFields.ts';

type Row = Readonly<Record<string, string>>;
export type FileFields = { readonly fields: Fields; /** Location of each lesion at the visit it was identified at. */ readonly places: ReadonlyMap<string, string> };

function csv(file: string): readonly Row[] {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const rows: string[][] = [[]];
  let [cell, quoted] = ['', false];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (quoted) { if (letter !== '"') cell += letter; else if (text.charAt(at + 1) === '"') { cell += '"'; at += 1; } else quoted = false; continue; }
    if (letter === '"') quoted = true;
    else if (letter === ',' || letter === '\n') { rows.at(-1)?.push(cell); cell = ''; if (letter === '\n') rows.push([]); }
    else if (letter !== '\r') cell += letter;
  }
  const [header = [], ...body] = rows.filter((row) => row.length > 1);
  return body.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
}
const filled = (fields: Fields, key: string, value: string | undefined): void => { if (value !== undefined && value !== '') fields.set(key, value); };
const reader = (id: string): string => { const number = /(\d)$/.exec(id)?.[1]; return id.startsWith('ADJ') ? 'ADJ' : number ? `R${number}` : ''; };
const plain = (lesion: string): string => lesion.replace(/^(R\d|INV|ADJ)-/, '');

/** TU, TR, RS and SUPPRS as CSV. Subjects are named by the end of USUBJID. */
export function sdtmFields(folder: string, subjects: readonly string[]): FileFields {
  const table = (name: string): readonly Row[] => (existsSync(path.join(folder, name)) ? csv(path.join(folder, name)) : []);
  const subjectOf = ({ USUBJID = '' }: Row): string => subjects.find((code) => USUBJID.endsWith(`-${code}`)) ?? USUBJID;
  const fields: Fields = new Map();
  for (const row of table('tr.csv')) {
    const at = [subjectOf(row), reader(row['TREVALID'] ?? ''), Number(row['VISITNUM'])] as const;
    const put = (line: string, field: string, value: string | undefined): void => { filled(fields, keyOf(...at, line, field), value); };
    const { TRLNKID: link = '', TRTESTCD: test = '' } = row;
    if (link === '') { const field = ({ SUMDIAM: 'sum', PCBSD: 'pctBaseline', PCNSD: 'pctNadir' } as Readonly<Record<string, string>>)[test]; if (field) put('RESPONSE', field, row['TRSTRESN']); continue; }
    const lesion = plain(link);
    put(lesion, 'category', row['TRGRPID']);
    put(lesion, 'date', row['TRDTC']);
    put(lesion, 'notDone', row['TRSTAT'] === 'NOT DONE' ? 'Y' : '');
    put(lesion, 'reason', row['TRREASND']);
    put(lesion, 'tooSmall', row['TRORRES'] === 'TOO SMALL TO MEASURE' ? 'Y' : '');
    put(lesion, test === 'TUMSTATE' ? 'state' : 'diameter', test === 'TUMSTATE' ? row['TRSTRESC'] : row['TRSTRESN']);
  }
  const rs = table('rs.csv');
  for (const row of rs) {
    if (row['VISITNUM'] === '') { filled(fields, keyOf(subjectOf(row), '', '', 'SUBJECT', row['RSTESTCD'] === 'SYMPTDTR' ? 'deterioration' : 'adjudicated'), row['RSTESTCD'] === 'SYMPTDTR' ? row['RSDTC'] : row['RSSTRESC']); continue; }
    const field = ({ TRGRESP: 'target', NTRGRESP: 'nonTarget', NEWLPROG: 'newLesion', OVRLRESP: 'overall' } as Readonly<Record<string, string>>)[row['RSTESTCD'] ?? ''];
    const at = [subjectOf(row), reader(row['RSEVALID'] ?? ''), Number(row['VISITNUM']), 'RESPONSE'] as const;
    if (field) filled(fields, keyOf(...at, field), row['RSSTRESC']);
    if (field === 'overall') filled(fields, keyOf(...at, 'date'), row['RSDTC']);
  }
  for (const row of table('supprs.csv')) if (row['QNAM'] === 'ADJPDDTC') filled(fields, keyOf(subjectOf(row), '', '', 'SUBJECT', 'adjudicated progression'), row['QVAL']);
  return { fields, places: new Map(table('tu.csv').map((row) => [keyOf(subjectOf(row), reader(row['TUEVALID'] ?? ''), Number(row['VISITNUM']), plain(row['TULNKID'] ?? '')), row['TULOC'] ?? ''])) };
}

/** The flat CSV for an EDC; it has nothing of the subject as a whole. */
export function edcFields(file: string): FileFields {
  const fields: Fields = new Map();
  const places = new Map<string, string>();
  const ofLesion = { CATEGORY: 'category', SCAN_DATE: 'date', NOT_DONE: 'notDone', REASON: 'reason', TOO_SMALL: 'tooSmall', STATE: 'state', DIAMETER_MM: 'diameter' };
  const ofResponse = { SUM_MM: 'sum', PCT_BASELINE: 'pctBaseline', PCT_NADIR: 'pctNadir', TARGET_RESP: 'target', NONTARGET_RESP: 'nonTarget', NEW_LESION: 'newLesion', OVERALL_RESP: 'overall', RESP_DATE: 'date' };
  for (const row of csv(file)) {
    const at = [row['SUBJECT'] ?? '', reader(row['READER'] ?? ''), Number(row['FOLDER_SEQ'])] as const;
    const [line, names] = row['FORM'] === 'LESION' ? [plain(row['LESION_ID'] ?? ''), ofLesion] : ['RESPONSE', ofResponse];
    for (const [column, field] of Object.entries(names)) filled(fields, keyOf(...at, line, field), row[column]);
    const key = keyOf(at[0], at[1], line);
    if (row['FORM'] === 'LESION' && !places.has(key)) places.set(key, keyOf(...at, line, row['LOCATION'] ?? ''));
  }
  return { fields, places: new Map([...places.values()].map((one) => [one.slice(0, one.lastIndexOf('|')), one.slice(one.lastIndexOf('|') + 1)])) };
}

type Attributes = Readonly<Record<string, string>>;
const unescaped = (text: string): string => text.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) => (code ? String.fromCodePoint(Number(code)) : ({ lt: '<', gt: '>', quot: '"', amp: '&' } as Attributes)[name] ?? ''));

/** Elements of well-formed XML as they open and close. */
function* elements(xml: string): Iterable<{ readonly name: string; readonly closes: boolean; readonly attributes: Attributes }> {
  for (const [, end, name = '', attributes = '', empty] of xml.matchAll(/<(\/?)([A-Za-z:]+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>/g)) {
    if (!end) yield { name, closes: false, attributes: Object.fromEntries([...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, unescaped(value)])) };
    if (end || empty) yield { name, closes: true, attributes: {} };
  }
}

const lesionItems: Attributes = { 'I.DIAMETER': 'diameter', 'I.DIAMETER2': 'diameter', 'I.TSTM': 'tooSmall', 'I.TRREASND': 'reason', 'I.TRREASND2': 'reason', 'I.TRDTC': 'date', 'I.TRDTC2': 'date', 'I.TUMSTATE': 'state' };
const formItems: Attributes = { 'I.SUMDIAM': 'sum', 'I.PCBSD': 'pctBaseline', 'I.PCNSD': 'pctNadir', 'I.TRGRESP': 'target', 'I.NTRGRESP': 'nonTarget', 'I.NEWLPROG': 'newLesion', 'I.OVRLRESP': 'overall', 'I.RSDTC': 'date' };
const subjectItems: Attributes = { 'I.SYMPTDTC': 'deterioration', 'I.ADJRESP': 'adjudicated', 'I.ADJPDDTC': 'adjudicated progression' };
const categoryOf = (lesion: string): string => (lesion.startsWith('NT') ? 'NON-TARGET' : lesion.startsWith('NEW') ? 'NEW' : 'TARGET');

/** One group of items of a form. */
function putGroup({ fields, places }: { readonly fields: Fields; readonly places: Map<string, string> }, at: readonly [subject: string, reader: string, visit: number | ''], values: ReadonlyMap<string, string>): void {
  const link = values.get('I.TRLNKID') ?? values.get('I.TRLNKID2');
  if (values.has('I.TULNKID')) places.set(keyOf(...at, plain(values.get('I.TULNKID') ?? '')), values.get('I.TULOC') ?? '');
  if (link !== undefined) {
    fields.set(keyOf(...at, plain(link), 'category'), categoryOf(plain(link)));
    if (values.has('I.TRSTAT') || values.has('I.TRSTAT2')) fields.set(keyOf(...at, plain(link), 'notDone'), 'Y');
  }
  for (const [item, value] of values) {
    if (link !== undefined && lesionItems[item]) filled(fields, keyOf(...at, plain(link), lesionItems[item]), value);
    if (formItems[item]) filled(fields, keyOf(...at, 'RESPONSE', formItems[item]), value);
    if (subjectItems[item]) filled(fields, keyOf(at[0], '', '', 'SUBJECT', subjectItems[item]), value);
  }
}

/** The ODM snapshot. Visits are numbered by the names of its events in `numbers` (VISIT → VISITNUM). */
export function odmFields(file: string, numbers: ReadonlyMap<string, number>): FileFields {
  const found = { fields: new Map<string, string>(), places: new Map<string, string>() };
  const names = new Map<string, string>();
  let at: [subject: string, reader: string, visit: number | ''] = ['', '', ''];
  let values = new Map<string, string>();
  for (const { name, closes, attributes: { OID = '', Name = '', SubjectKey = '', StudyEventOID = '', FormOID = '', ItemOID = '', Value = '' } } of elements(readFileSync(file, 'utf8'))) {
    if (name === 'ItemGroupData' && closes) { putGroup(found, at, values); values = new Map(); }
    if (closes) continue;
    if (name === 'StudyEventDef') names.set(OID, Name);
    if (name === 'SubjectData') at = [SubjectKey, '', ''];
    if (name === 'StudyEventData') at = [at[0], '', numbers.get(names.get(StudyEventOID) ?? '') ?? ''];
    if (name === 'FormData') at = [at[0], /\.(R\d)$/.exec(FormOID)?.[1] ?? '', at[2]];
    if (name === 'ItemData') values.set(ItemOID, Value);
  }
  return found;
}

/** VISIT → VISITNUM as the tabulation has them. */
export const visitNumbers = (folder: string): ReadonlyMap<string, number> => new Map(csv(path.join(folder, 'tr.csv')).map((row) => [row['VISIT'] ?? '', Number(row['VISITNUM'])]));
/** The one file of a folder with such an ending. */
export const fileIn = (folder: string, ending: string): string => path.join(folder, readdirSync(folder).find((name) => name.endsWith(ending)) ?? '');
