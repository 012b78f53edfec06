/**
 * What the exported files of a study must say, worked out from its database file alone: stored records, signatures and dates, plain arithmetic in whole tenths. Nothing of the
 * product is used here, so that a fault of its reading, its engine or its writers is a difference.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

/** `subject|reader|visit number|line|field` → value; a field without a value has no entry. Reader: empty for the site, R1, R2. Line: lesion, RESPONSE, SUBJECT. */
export type Fields = Map<string, string>;
export const keyOf = (...parts: readonly (string | number)[]): string => parts.join('|');

type Row = Readonly<Record<string, string | number | null>>;
type Part = { readonly state: string; readonly longAxisMm?: number; readonly shortAxisMm?: number | null; readonly reason?: string; readonly status?: string; readonly parts?: readonly Part[]; readonly caliper?: { readonly seriesId: string } };
type Lesion = { readonly id: string; readonly role: 'target' | 'nonTarget' | 'new'; readonly name: string; readonly kind: string; readonly organ: string };
type Visit = { readonly id: string; readonly number: number; readonly performed: boolean; readonly dates: readonly string[] };
type Signed = { readonly sumMm: number | null; readonly result: Readonly<Record<string, unknown>> | null; readonly signer: string };

const categories = { target: 'TARGET', nonTarget: 'NON-TARGET', new: 'NEW' } as const;
const prefixes = { target: 'T', nonTarget: 'NT', new: 'NEW' } as const;
const readers: Readonly<Record<string, string>> = { site: '', reader1: 'R1', reader2: 'R2' };
const reasons: Readonly<Record<string, string>> = {
  notImaged: 'NOT ASSESSABLE: ANATOMY NOT IMAGED', poorQuality: 'NOT ASSESSABLE: POOR IMAGE QUALITY', obscured: 'NOT ASSESSABLE: IMAGE OBSCURED TUMOR', otherTechnique: 'NOT ASSESSABLE: NON-COMPATIBLE TECHNIQUE',
  treatedLocally: 'NOT ASSESSABLE: RESECTION OR FOCAL THERAPY PERFORMED', other: 'NOT ASSESSABLE: OTHER',
};
const states: Readonly<Record<string, string>> = { present: 'PRESENT', absent: 'ABSENT', equivocalProgression: 'PRESENT', unequivocalProgression: 'ENLARGEMENT FROM NADIR', notEvaluable: 'NE', equivocal: 'EQUIVOCAL', unequivocal: 'UNEQUIVOCAL', dismissed: 'ABSENT' };
/** What the term of an organ must say. */
export const places: Readonly<Record<string, RegExp>> = {
  liver: /LIVER/, lung: /LUNG/, lymphNode: /LYMPH NODE/, bone: /BONE|SPINE|VERTEBRA|SACRUM|PELVI|RIB|STERNUM|FEMUR/, pancreas: /PANCREAS/, peritoneum: /PERITONE|OMENTUM/, adrenal: /ADRENAL/, pleura: /PLEURA/, brain: /BRAIN|CEREB|LOBE/, spleen: /SPLEEN/,
  kidney: /KIDNEY/, softTissue: /SOFT TISSUE|MUSCLE|SUBCUTANEOUS/, skin: /SKIN/, mediastinum: /MEDIASTIN/, chestWall: /CHEST WALL/, retroperitoneum: /RETROPERITONE/, colorectum: /COLO|RECT/, stomach: /STOMACH/, smallBowel: /INTESTINE|BOWEL/,
};

const tenths = (mm: number): number => Math.round(mm * 10);
const size = (kind: string, { longAxisMm, shortAxisMm }: Part): number | null => (kind === 'node' ? shortAxisMm : longAxisMm) ?? null;
/** 100 · change / from, one decimal, half away from zero. */
function percent(now: number, from: number): string {
  const change = now - from;
  const value = Math.floor((Math.abs(change) * 2000 + from) / (2 * from));
  return String((change < 0 ? -value : value) / 10 + 0);
}

/** What a target counts in the sum, tenths of a millimetre; null: not evaluable. */
function counted(kind: string, record: Part | undefined): number | null {
  switch (record?.state) {
    case 'measured': { const mm = size(kind, record); return mm === null ? null : tenths(mm); }
    case 'absent': return 0;
    case 'tooSmall': return 50;
    case 'split': return (record.parts ?? []).reduce<number | null>((sum, part) => { const one = counted(kind, part); return sum === null || one === null ? null : sum + one; }, 0);
    default: return null;
  }
}

function putLine(into: Fields, at: readonly (string | number)[], lesion: Lesion, record: Part, visitDate: string | null, dateOfSeries: ReadonlyMap<string, string>, why: string | null): void {
  const put = (name: string, field: string, value: string | null): void => { if (value !== null) into.set(keyOf(...at, name, field), value); };
  if (record.state === 'split') { (record.parts ?? []).forEach((part, index) => { putLine(into, at, { ...lesion, name: `${lesion.name}.${index + 1}` }, part, visitDate, dateOfSeries, why); }); return; }
  const { name, kind, role } = lesion;
  put(name, 'category', categories[role]);
  put(name, 'date', record.state === 'notEvaluable' && record.reason === 'notImaged' ? null : (dateOfSeries.get(record.caliper?.seriesId ?? '') ?? visitDate));
  if (record.state === 'notEvaluable') { put(name, 'notDone', 'Y'); put(name, 'reason', why ?? reasons[record.reason ?? ''] ?? null); return; }
  if (record.state === 'status' || record.state === 'newLesion') put(name, 'state', states[record.status ?? ''] ?? null);
  else if (role !== 'target') put(name, 'state', 'ABSENT');
  if (record.state === 'tooSmall') put(name, 'tooSmall', 'Y');
  const mm = record.state === 'newLesion' ? size(kind, record) : role === 'target' ? counted(kind, record) : null;
  if (mm !== null) put(name, 'diameter', String(record.state === 'newLesion' ? mm : mm / 10));
}

type Facts = { readonly code: string; readonly visits: readonly Visit[]; readonly dateOfSeries: ReadonlyMap<string, string>; readonly truth: ReadonlyMap<number, string> };
type Read = { readonly slot: string; readonly lesions: readonly Lesion[]; readonly records: ReadonlyMap<string, Part>; readonly signed: ReadonlyMap<string, Signed> };
type Found = readonly { readonly lesion: Lesion; readonly record: Part }[];
type Sums = { baseline: number | null; nadir: number | null };

/** The visits of a read that are exported: those that were read, of signed reads up to the first that waits for its signature. */
function exportedVisits({ visits }: Facts, { lesions, records, signed }: Read, reads: 'signed' | 'all'): readonly Visit[] {
  const isRead = (visit: Visit): boolean => !visit.performed || signed.has(visit.id) || lesions.some(({ id }) => records.has(keyOf(id, visit.id)));
  const firstUnsigned = reads === 'all' ? -1 : visits.findIndex((visit) => visit.performed && visit.dates.length > 0 && !signed.has(visit.id));
  const exported = (firstUnsigned < 0 ? visits : visits.slice(0, firstUnsigned)).filter(isRead);
  return (lesions.length === 0 && signed.size === 0) || exported[0]?.number !== 0 ? [] : exported;
}

/** A visit that was not done leaves open what the one before it had, new lesions apart. */
function notDone(before: Found): Found {
  const open: Part = { state: 'notEvaluable', reason: 'notImaged' };
  return before.filter(({ lesion }) => lesion.role !== 'new').map(({ lesion, record }) => ({ lesion, record: record.state === 'split' ? { state: 'split', parts: (record.parts ?? []).map(() => open) } : open }));
}

function putResponse(put: (field: string, value: string | null) => void, { truth }: Facts, { lesions, signed }: Read, visit: Visit): void {
  const has = (role: Lesion['role']): boolean => lesions.some((lesion) => lesion.role === role);
  if (!visit.performed) { put('target', has('target') ? 'NE' : null); put('nonTarget', has('nonTarget') ? 'NE' : null); put('overall', 'NE'); return; }
  const result = signed.get(visit.id)?.result ?? null;
  const said = (name: string): string | null => (result && result[name] !== 'NA' && result[name] !== 'none' ? String(result[name]) : null);
  put('target', said('target'));
  put('nonTarget', said('nonTarget'));
  put('newLesion', said('newLesion')?.toUpperCase() ?? null);
  put('overall', said('overallAsRead') ?? truth.get(visit.number) ?? null);
  put('date', visit.dates.at(-1) ?? null);
}

/** Sum and changes of a visit; the sum that was signed must be the same. */
function putSum(put: (field: string, value: string | null) => void, { lesions, records, signed }: Read, visit: Visit, sums: Sums): void {
  const targets = lesions.filter(({ role }) => role === 'target');
  const values = targets.map(({ id, kind }) => counted(kind, records.get(keyOf(id, visit.id))));
  const sum = targets.length === 0 || !visit.performed ? null : values.reduce<number | null>((total, one) => (total === null || one === null ? null : total + one), 0);
  const signature = signed.get(visit.id);
  if (signature && (signature.sumMm === null ? null : tenths(signature.sumMm)) !== sum) put('signed sum', String(signature.sumMm));
  put('sum', sum === null ? null : String(sum / 10));
  if (visit.number === 0) sums.baseline = sum;
  else {
    put('pctBaseline', sum === null || !sums.baseline ? null : percent(sum, sums.baseline));
    put('pctNadir', sum === null || !sums.nadir ? null : percent(sum, sums.nadir));
  }
  if (sum !== null && (sums.nadir === null || sum < sums.nadir)) sums.nadir = sum;
}

function putRead(fields: Fields, organs: Map<string, string>, facts: Facts, read: Read, reads: 'signed' | 'all'): void {
  const seen = new Set<string>();
  const sums: Sums = { baseline: null, nadir: null };
  let before: Found = [];
  for (const visit of exportedVisits(facts, read, reads)) {
    const at = [facts.code, readers[read.slot] ?? '', visit.number] as const;
    const put = (field: string, value: string | null): void => { if (value !== null) fields.set(keyOf(...at, 'RESPONSE', field), value); };
    before = visit.performed ? read.lesions.flatMap((lesion) => { const record = read.records.get(keyOf(lesion.id, visit.id)); return record ? [{ lesion, record }] : []; }) : notDone(before);
    for (const { lesion, record } of before) {
      putLine(fields, at, lesion, record, visit.dates.at(-1) ?? null, facts.dateOfSeries, visit.performed ? null : 'SCAN NOT PERFORMED');
      if (!seen.has(lesion.name)) organs.set(keyOf(...at, lesion.name), lesion.organ);
      seen.add(lesion.name);
    }
    putSum(put, read, visit, sums);
    if (visit.number > 0) putResponse(put, facts, read, visit);
  }
}

type Facet = { readonly slot: string; readonly at: string; readonly body: Readonly<Record<string, unknown>> };

/** What is said of the subject as a whole. */
function putSubject(fields: Fields, code: string, facts: Readonly<Record<string, string>>, decisions: readonly Facet[]): void {
  const put = (field: string, value: string | null | undefined): void => { if (value) fields.set(keyOf(code, '', '', 'SUBJECT', field), value); };
  put('deterioration', facts['clinicalProgressionDate']);
  const decision = decisions.map(({ body }) => body).filter((body) => body['accepted'] !== undefined).at(-1) as { outcome: { bor: string | null; progressionDate: string | null } } | undefined;
  if (!decision?.outcome.bor) return;
  put('adjudicated', decision.outcome.bor);
  put('adjudicated progression', decision.outcome.progressionDate);
}

/**
 * Expected fields of a study, and the organ of each lesion where it was identified (`places`). Of a demo study whose reads nobody signed (`all`) the overall responses are those of
 * `demo-truth.json` beside the database.
 */
export function databaseFields(folder: string, studyCode: string, reads: 'signed' | 'all'): { readonly fields: Fields; readonly organs: ReadonlyMap<string, string> } {
  const database = new Database(path.join(folder, 'nadir.sqlite'), { readonly: true, fileMustExist: true });
  const all = (sql: string, ...parameters: readonly string[]): readonly Row[] => database.prepare(sql).all(...parameters) as Row[];
  const truth = reads === 'all' ? (JSON.parse(readFileSync(path.join(folder, 'demo-truth.json'), 'utf8')) as { subjects: readonly { code: string; timepoints: readonly { index: number; overall: string | null }[] }[] }).subjects : [];
  const [fields, organs]: [Fields, Map<string, string>] = [new Map(), new Map()];
  for (const subject of all('SELECT s.id, s.code, f.facts FROM subject s JOIN study t ON t.id = s.study_id LEFT JOIN subject_facts f ON f.subject_id = s.id WHERE t.code = ?', studyCode)) {
    const [id, code] = [String(subject['id']), String(subject['code'])];
    const facets = (type: string): readonly Facet[] => all('SELECT slot, timepoint_id, body FROM read_fact WHERE type = ? AND subject_id = ? ORDER BY key', type, id).map((row) => ({ slot: String(row['slot']), at: String(row['timepoint_id']), body: JSON.parse(String(row['body'])) as Facet['body'] }));
    const series = all('SELECT a.timepoint_id, a.scan_date, s.id, s.summary FROM series_assignment a JOIN series s ON s.id = a.series_id WHERE a.subject_id = ?', id)
      .map((row) => ({ id: String(row['id']), at: String(row['timepoint_id']), date: String(row['scan_date'] ?? (JSON.parse(String(row['summary'])) as { date: string }).date) }));
    const [stated, signatures] = [facets('imaging'), facets('signOff')];
    const visits = all('SELECT id, idx, performed FROM timepoint WHERE subject_id = ? ORDER BY idx', id).map((row): Visit => ({
      id: String(row['id']), number: Number(row['idx']) / 100, performed: row['performed'] === 1,
      dates: [...new Set([...series.filter(({ at }) => at === row['id']).map(({ date }) => date), ...stated.filter(({ at }) => at === row['id']).flatMap(({ body }) => body['dates'] as string[])])].sort(),
    }));
    const facts: Facts = { code, visits, dateOfSeries: new Map(series.map((one) => [one.id, one.date])), truth: new Map(truth.find((one) => one.code === code)?.timepoints.flatMap(({ index, overall }) => (overall === null ? [] : [[index, overall] as const])) ?? []) };
    const records = new Map(all('SELECT lesion_id, timepoint_id, record FROM assessment WHERE subject_id = ?', id).map((row) => [keyOf(String(row['lesion_id']), String(row['timepoint_id'])), JSON.parse(String(row['record'])) as Part]));
    for (const slot of Object.keys(readers)) {
      const lesions = all('SELECT id, role, number, kind, organ FROM lesion WHERE subject_id = ? AND slot = ? ORDER BY id', id, slot).map((row): Lesion => {
        const role = row['role'] as Lesion['role'];
        return { id: String(row['id']), role, kind: String(row['kind']), organ: String(row['organ']), name: `${prefixes[role]}${String(row['number']).padStart(2, '0')}` };
      });
      putRead(fields, organs, facts, { slot, lesions, records, signed: new Map(signatures.filter((one) => one.slot === slot).map(({ at, body }) => [at, body as unknown as Signed])) }, reads);
    }
    putSubject(fields, code, JSON.parse(String(subject['facts'] ?? '{}')) as Readonly<Record<string, string>>, facets('adjudication'));
  }
  database.close();
  return { fields, organs };
}
