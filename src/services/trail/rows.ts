import type { Json } from '../../common/index.ts';
import { documentChanges, isDocument, snapshotChanges, type LesionRole, type NameOf, type TrailRow } from '../../casefile/index.ts';
import type { ChainedEventRow } from '../../store/index.ts';
import type { ServiceDeps } from '../context.ts';
import { lesionLabel, roleName } from '../labels.ts';
import type { Places } from './places.ts';
import { placeOfStream } from './scope.ts';

export const snapshotOf = (text: string | null): Json | null => {
  if (text === null) return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    // A damaged record is shown as it is; the check of the trail names it.
    return text;
  }
};

const memberOf = (snapshot: Json | null, name: string): string | null => {
  const value = typeof snapshot === 'object' && snapshot !== null && !Array.isArray(snapshot) ? (snapshot as { readonly [member: string]: Json })[name] : undefined;
  return typeof value === 'string' ? value : null;
};

const isLesionRole = (value: Json | undefined): value is LesionRole => typeof value === 'string' && Object.hasOwn(roleName, value);

/** Names of records by identifier, from the newest snapshot they had: also of what is gone. */
export function namesOf({ store }: Pick<ServiceDeps, 'store'>): NameOf {
  const known = new Map<string, string | null>();
  const look = (id: string): string | null => {
    const timepoint = memberOf(snapshotOf(store.trail.lastSnapshot('timepoint', id)), 'label');
    if (timepoint !== null) return timepoint;
    const lesion = snapshotOf(store.trail.lastSnapshot('lesion', id)) as { readonly role?: Json; readonly number?: Json } | null;
    if (lesion && isLesionRole(lesion.role) && typeof lesion.number === 'number') return lesionLabel(lesion.role, lesion.number);
    const code = memberOf(snapshotOf(store.trail.lastSnapshot('subject', id)), 'code') ?? memberOf(snapshotOf(store.trail.lastSnapshot('study', id)), 'code');
    if (code !== null) return code;
    const person = memberOf(snapshotOf(store.trail.lastSnapshot('account', id)), 'fullName');
    if (person !== null) return person;
    const series = store.series.byId(id)?.summary as { readonly number?: number | null; readonly description?: string } | undefined;
    return series ? [series.number === null || series.number === undefined ? 'series' : `series ${series.number}`, series.description ?? ''].join(' ').trim() : null;
  };
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const name = look(id);
    known.set(id, name);
    return name;
  };
}

/** "T1 at TP2": which record, in words. */
function entityWords(event: ChainedEventRow, snapshot: Json | null, nameOf: NameOf): string {
  const lesion = event.entity_type === 'lesion' ? event.entity_key : memberOf(snapshot, 'lesionId') ?? memberOf(bodyOf(snapshot), 'lesionId');
  const timepoint = event.entity_type === 'timepoint' ? event.entity_key : memberOf(snapshot, 'timepointId') ?? memberOf(bodyOf(snapshot), 'timepointId');
  const [what, where] = [lesion === null ? null : nameOf(lesion), timepoint === null ? null : nameOf(timepoint)];
  if (event.entity_type === 'account') return nameOf(event.entity_key) ?? '';
  return [what, where].filter((one) => one !== null).join(' at ');
}

const bodyOf = (snapshot: Json | null): Json | null => (typeof snapshot === 'object' && snapshot !== null && !Array.isArray(snapshot) ? ((snapshot as { readonly body?: Json }).body ?? null) : null);

/** Where a signed content belongs, without reading the whole of it: its canonical JSON ends with the timepoint. */
function placeOfDocument(text: string | null): Json | null {
  const id = /"timepointId":"([^"]+)"\}$/.exec(text?.slice(-80) ?? '')?.[1];
  return id === undefined ? null : { timepointId: id };
}

/** Changes that a line of the list has. */
const shown = 3;

export type RowMaker = (event: ChainedEventRow) => TrailRow;

/** Makes rows of events. `changes`: how many of them each brings. */
export function rowMaker(deps: Pick<ServiceDeps, 'store'>, places: Places, showsPlaces: boolean, most = shown): RowMaker {
  const nameOf = namesOf(deps);
  const studies = new Map<string, string | null>();
  const studyCode = (id: string): string | null => {
    if (!studies.has(id)) studies.set(id, deps.store.studies.byId(id)?.code ?? memberOf(snapshotOf(deps.store.trail.lastSnapshot('study', id)), 'code'));
    return studies.get(id) ?? null;
  };
  return (event) => {
    const place = placeOfStream(event.stream);
    const subject = place.subjectId === null ? null : places.subject(place.subjectId);
    const studyId = place.studyId ?? subject?.studyId ?? null;
    const isWhole = isDocument(event.entity_type);
    const [before, after] = isWhole ? [null, placeOfDocument(event.after ?? event.before)] : [snapshotOf(event.before), snapshotOf(event.after)];
    const changes = isWhole ? documentChanges(event.before, event.after) : snapshotChanges(event.entity_type, before, after, nameOf);
    const timepointId = event.entity_type === 'timepoint' ? event.entity_key : memberOf(after ?? before, 'timepointId');
    return {
      id: event.id, seq: showsPlaces ? event.seq : null, at: event.at, actor: event.actor, role: event.role, kind: event.kind, what: event.what, entityType: event.entity_type, entityKey: event.entity_key,
      entity: entityWords(event, after ?? before, nameOf), part: place.part, studyId, studyCode: studyId === null ? null : studyCode(studyId), subjectId: place.subjectId, subjectCode: subject?.code ?? null, timepointId,
      changes: changes.slice(0, most), changesInAll: changes.length, reason: event.reason, takes: event.undo_of !== null ? 'undo' : event.redo_of !== null ? 'redo' : null,
      programVersion: event.program_version, engineVersion: event.engine_version, hash: event.hash,
    };
  };
}
