import type Database from 'better-sqlite3';
import { assertNever, canonicalJson, type Json } from '../../common/index.ts';
import type { AccountPolicySnapshot, AccountSnapshot, AssessmentSnapshot, EntityType, FactsSnapshot, LesionSnapshot, ReadFactSnapshot, SeriesAssignmentSnapshot, Snapshots, StudySnapshot, SubjectSnapshot, TimepointSnapshot } from '../entities.ts';
import { accountPolicies, accounts } from './accounts.ts';
import { lesions } from './lesions.ts';
import { readFacts } from './readFacts.ts';

/** Keeps one entity type's current state: reads it as the snapshot that events carry, replaces it, removes it. */
export type Projector<Snapshot> = { read(key: string): Snapshot | null; put(key: string, snapshot: Snapshot): void; remove(key: string): void };
export type Projectors = { readonly [Type in EntityType]: Projector<Snapshots[Type]> };

const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);
const parse = (text: string): Json => JSON.parse(text) as Json;

function studies(db: Database.Database): Projector<StudySnapshot> {
  type Row = { id: string; code: string; title: string; template: string; is_demo: number; protocol: string };
  const read = db.prepare<[string], Row>('SELECT id, code, title, template, is_demo, protocol FROM study WHERE id = ?');
  const put = db.prepare(`INSERT INTO study (id, code, title, template, is_demo, protocol) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET code = excluded.code, title = excluded.title, template = excluded.template, is_demo = excluded.is_demo, protocol = excluded.protocol`);
  const remove = db.prepare('DELETE FROM study WHERE id = ?');
  return {
    read(key) {
      const row = read.get(key);
      return row ? { id: row.id, code: row.code, title: row.title, template: row.template, isDemo: row.is_demo === 1, protocol: parse(row.protocol) } : null;
    },
    put: (_key, s) => void put.run(s.id, s.code, s.title, s.template, flag(s.isDemo), canonicalJson(s.protocol)),
    remove: (key) => void remove.run(key),
  };
}

function subjects(db: Database.Database): Projector<SubjectSnapshot> {
  type Row = { id: string; study_id: string; code: string; site: string; note: string };
  const read = db.prepare<[string], Row>('SELECT id, study_id, code, site, note FROM subject WHERE id = ?');
  const put = db.prepare(`INSERT INTO subject (id, study_id, code, site, note) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET code = excluded.code, site = excluded.site, note = excluded.note`);
  const remove = db.prepare('DELETE FROM subject WHERE id = ?');
  return {
    read(key) {
      const row = read.get(key);
      return row ? { id: row.id, studyId: row.study_id, code: row.code, site: row.site, note: row.note } : null;
    },
    put: (_key, s) => void put.run(s.id, s.studyId, s.code, s.site, s.note),
    remove: (key) => void remove.run(key),
  };
}

function facts(db: Database.Database): Projector<FactsSnapshot> {
  const read = db.prepare<[string], { facts: string }>('SELECT facts FROM subject_facts WHERE subject_id = ?');
  const put = db.prepare('INSERT INTO subject_facts (subject_id, facts) VALUES (?, ?) ON CONFLICT (subject_id) DO UPDATE SET facts = excluded.facts');
  const remove = db.prepare('DELETE FROM subject_facts WHERE subject_id = ?');
  return {
    read(key) {
      const row = read.get(key);
      return row ? (parse(row.facts) as FactsSnapshot) : null;
    },
    put: (key, snapshot) => void put.run(key, canonicalJson(snapshot)),
    remove: (key) => void remove.run(key),
  };
}

function timepoints(db: Database.Database): Projector<TimepointSnapshot> {
  type Row = { id: string; subject_id: string; idx: number; label: string; visit_name: string; planned_date: string | null; performed: number };
  const read = db.prepare<[string], Row>('SELECT id, subject_id, idx, label, visit_name, planned_date, performed FROM timepoint WHERE id = ?');
  const put = db.prepare(`INSERT INTO timepoint (id, subject_id, idx, label, visit_name, planned_date, performed) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET idx = excluded.idx, label = excluded.label, visit_name = excluded.visit_name, planned_date = excluded.planned_date, performed = excluded.performed`);
  const remove = db.prepare('DELETE FROM timepoint WHERE id = ?');
  return {
    read(key) {
      const row = read.get(key);
      return row
        ? { id: row.id, subjectId: row.subject_id, index: row.idx / 100, label: row.label, visitName: row.visit_name, plannedDate: row.planned_date, performed: row.performed === 1 }
        : null;
    },
    put: (_key, s) => void put.run(s.id, s.subjectId, Math.round(s.index * 100), s.label, s.visitName, s.plannedDate, flag(s.performed)),
    remove: (key) => void remove.run(key),
  };
}

function assessments(db: Database.Database): Projector<AssessmentSnapshot> {
  type Row = { subject_id: string; lesion_id: string; timepoint_id: string; series_id: string | null; record: string };
  const whereKey = 'subject_id = (SELECT subject_id FROM lesion WHERE id = @lesion) AND lesion_id = @lesion AND timepoint_id = @timepoint';
  type Key = { lesion: string; timepoint: string };
  const read = db.prepare<[Key], Row>(`SELECT subject_id, lesion_id, timepoint_id, series_id, record FROM assessment WHERE ${whereKey}`);
  const put = db.prepare(`INSERT INTO assessment (subject_id, lesion_id, timepoint_id, series_id, record) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (subject_id, lesion_id, timepoint_id) DO UPDATE SET series_id = excluded.series_id, record = excluded.record`);
  const remove = db.prepare<[Key]>(`DELETE FROM assessment WHERE ${whereKey}`);
  const partsOf = (key: string): Key => {
    const [lesion = '', timepoint = ''] = key.split('/');
    return { lesion, timepoint };
  };
  return {
    read(key) {
      const row = read.get(partsOf(key));
      return row ? { subjectId: row.subject_id, lesionId: row.lesion_id, timepointId: row.timepoint_id, seriesId: row.series_id, record: parse(row.record) } : null;
    },
    put: (_key, s) => void put.run(s.subjectId, s.lesionId, s.timepointId, s.seriesId, canonicalJson(s.record)),
    remove: (key) => void remove.run(partsOf(key)),
  };
}

function seriesAssignments(db: Database.Database): Projector<SeriesAssignmentSnapshot> {
  type Row = { series_id: string; subject_id: string; timepoint_id: string; scan_date: string | null };
  const read = db.prepare<[string], Row>('SELECT series_id, subject_id, timepoint_id, scan_date FROM series_assignment WHERE series_id = ?');
  const put = db.prepare(`INSERT INTO series_assignment (series_id, subject_id, timepoint_id, scan_date) VALUES (?, ?, ?, ?)
    ON CONFLICT (series_id) DO UPDATE SET subject_id = excluded.subject_id, timepoint_id = excluded.timepoint_id, scan_date = excluded.scan_date`);
  const remove = db.prepare('DELETE FROM series_assignment WHERE series_id = ?');
  return {
    read(key) {
      const row = read.get(key);
      return row ? { seriesId: row.series_id, subjectId: row.subject_id, timepointId: row.timepoint_id, ...(row.scan_date === null ? {} : { scanDate: row.scan_date }) } : null;
    },
    put: (_key, s) => void put.run(s.seriesId, s.subjectId, s.timepointId, s.scanDate ?? null),
    remove: (key) => void remove.run(key),
  };
}

/** One projector per entity type, its statements prepared on this connection. */
export function createProjectors(db: Database.Database): Projectors {
  return {
    study: studies(db), subject: subjects(db), facts: facts(db), timepoint: timepoints(db), lesion: lesions(db), assessment: assessments(db),
    seriesAssignment: seriesAssignments(db), account: accounts(db), accountPolicy: accountPolicies(db),
    signOff: readFacts(db, 'signOff'), signedContent: readFacts(db, 'signedContent'), amendment: readFacts(db, 'amendment'), override: readFacts(db, 'override'),
    checkReason: readFacts(db, 'checkReason'), keyImage: readFacts(db, 'keyImage'), marker: readFacts(db, 'marker'), revisedCr: readFacts(db, 'revisedCr'),
    treatment: readFacts(db, 'treatment'), imaging: readFacts(db, 'imaging'), adjudication: readFacts(db, 'adjudication'), readingAssignment: readFacts(db, 'readingAssignment'), lateSeries: readFacts(db, 'lateSeries'),
    query: readFacts(db, 'query'), confirmation: readFacts(db, 'confirmation'), confirmedContent: readFacts(db, 'confirmedContent'),
    occurrence: { read: () => null, put: () => undefined, remove: () => undefined },
  };
}

/** The current snapshot of an entity; null when it is not there. */
export const readEntity = (projectors: Projectors, type: EntityType, key: string): Snapshots[EntityType] | null => projectors[type].read(key);

/** Makes an entity's state the snapshot; null removes it. */
export function applySnapshot(projectors: Projectors, type: EntityType, key: string, snapshot: Json | null): void {
  if (snapshot === null) return projectors[type].remove(key);
  switch (type) {
    case 'study': return projectors.study.put(key, snapshot as StudySnapshot);
    case 'subject': return projectors.subject.put(key, snapshot as SubjectSnapshot);
    case 'facts': return projectors.facts.put(key, snapshot as FactsSnapshot);
    case 'timepoint': return projectors.timepoint.put(key, snapshot as TimepointSnapshot);
    case 'lesion': return projectors.lesion.put(key, snapshot as LesionSnapshot);
    case 'assessment': return projectors.assessment.put(key, snapshot as AssessmentSnapshot);
    case 'seriesAssignment': return projectors.seriesAssignment.put(key, snapshot as SeriesAssignmentSnapshot);
    case 'account': return projectors.account.put(key, snapshot as AccountSnapshot);
    case 'accountPolicy': return projectors.accountPolicy.put(key, snapshot as AccountPolicySnapshot);
    case 'signOff':
    case 'signedContent':
    case 'amendment':
    case 'override':
    case 'checkReason':
    case 'keyImage':
    case 'marker':
    case 'revisedCr':
    case 'treatment':
    case 'imaging':
    case 'adjudication':
    case 'readingAssignment':
    case 'lateSeries':
    case 'query':
    case 'confirmation':
    case 'confirmedContent': return projectors[type].put(key, snapshot as ReadFactSnapshot);
    case 'occurrence': return undefined;
    default: return assertNever(type, 'entity type');
  }
}
