/** Two readers of one subject: slots, streams, and what a signature does to undo. */
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { Json } from '../common/index.ts';
import { adjudicationStream, openStore, readFactKey, readStream, type Change, type EntityType, type Store } from './index.ts';

const open = (): Store => openStore({ dataFolder: ':memory:', blobRoot: '/nonexistent', programVersion: '0', nowIso: '2026-01-01T00:00:00.000Z', exclusive: false });
const change = (stream: string, kind: string, type: EntityType, key: string, after: object | null): Change => ({ stream, kind, type, key, after: after as Json });
const run = (store: Store, what: string, changes: readonly Change[], undoable = true): string => {
  const id = uuidv7();
  store.write(() => store.log.append({ id, what, undoable, actor: 'a', role: 'reader', programVersion: '0', engineVersion: '0', at: '2026-01-01T00:00:00.000Z', changes }, uuidv7));
  return id;
};
function subject(store: Store): void {
  run(store, 'setup', [
    change('study:s', 'StudyCreated', 'study', 's', { id: 's', code: 'S', title: '', template: '', isDemo: false, protocol: {} }),
    change('p', 'SubjectEnrolled', 'subject', 'p', { id: 'p', studyId: 's', code: 'P', site: '', note: '' }),
    change('p', 'TimepointPlanned', 'timepoint', 't0', { id: 't0', subjectId: 'p', index: 0, label: 'Baseline', visitName: '', plannedDate: null, performed: true }),
  ], false);
}
const lesion = (id: string, slot: string): object => ({ id, subjectId: 'p', role: 'target', number: 1, organ: 'liver', kind: 'nonNodal', description: '', group: false, placedAt: 't0', ...(slot === 'site' ? {} : { slot }) });

test('each reader has a T1 of their own, on a stream of their own; neither moves the other\'s revision, nor the subject\'s', () => {
  const store = open();
  subject(store);
  const before = store.log.revision('p');
  run(store, 'T1 placed', [change(readStream('p', 'reader1'), 'LesionPlaced', 'lesion', 'l1', lesion('l1', 'reader1'))]);
  const head = store.log.heads().streams.get('p#reader1');
  run(store, 'T1 placed', [change(readStream('p', 'reader2'), 'LesionPlaced', 'lesion', 'l2', lesion('l2', 'reader2'))]);
  expect([store.log.revision('p'), store.log.revision('p#reader1'), store.log.revision('p#reader2')]).toEqual([before, 1, 1]);
  expect(store.log.heads().streams.get('p#reader1')).toEqual(head);
  expect(store.subjects.rows(['p']).lesions.map((one) => [one.id, one.slot, one.number])).toEqual([['l1', 'reader1', 1], ['l2', 'reader2', 1]]);
  expect(['site', 'reader1', 'reader2'].map((slot) => store.subjects.lastLesionNumber('p', 'target', slot))).toEqual([0, 1, 1]);
  expect(store.compareProjections()).toBeNull();
  expect(store.verifyChain().fault).toBeNull();
});

test('facts of a read are listed without what was signed as a whole, which is found by its key; rebuilding gives the same', () => {
  const store = open();
  subject(store);
  const fact = (body: object): object => ({ subjectId: 'p', slot: 'reader1', timepointId: 't0', body });
  const key = readFactKey('p', 'reader1', 't0');
  run(store, 'override', [change('p#reader1', 'ResponseOverridden', 'override', key, fact({ overall: { value: 'PR', reason: 'r' } }))]);
  run(store, 'sign', [change('p#reader1', 'TimepointSigned', 'signOff', `${key}/1`, fact({ version: 1 })), change('p#reader1', 'TimepointSigned', 'signedContent', `${key}/1`, fact({ whole: 'content' }))], false);
  run(store, 'adjudicate', [change(adjudicationStream('p'), 'AdjudicationOpened', 'adjudication', 'p/1', { subjectId: 'p', slot: 'adjudication', timepointId: null, body: { round: 1 } })], false);
  const listed = () => store.readFacts.ofSubjects(['p']).map((one) => [one.type, one.key, one.body]);
  const first = listed();
  expect(first.map(([type]) => type)).toEqual(['adjudication', 'override', 'signOff']);
  expect(store.readFacts.byKey('signedContent', `${key}/1`)?.body).toEqual({ whole: 'content' });
  expect(store.compareProjections()).toBeNull();
  store.rebuildProjections();
  expect(listed()).toEqual(first);
  expect([store.studies.signedReads('s'), [...store.studies.signedTimepoints('s')]]).toEqual([1, ['t0']]);
});

test('facts that people make one after another are listed as the chain has them, whatever their identifiers say', () => {
  const store = open();
  subject(store);
  for (const id of ['03', '01', '02']) run(store, `key image ${id}`, [change('p', 'KeyImageAdded', 'keyImage', readFactKey('p', 'site', id), { subjectId: 'p', slot: 'site', timepointId: 't0', body: { id } })]);
  const ids = (rows: readonly { readonly body: Json }[]) => rows.map(({ body }) => (body as { id: string }).id);
  expect(ids(store.readFacts.ofSubjects(['p']))).toEqual(['03', '01', '02']);
  expect(ids(store.readFacts.ofType('keyImage', ['p']))).toEqual(['03', '01', '02']);
  const order = store.log.firstSeqs('keyImage', ['01', '02', '03', '04'].map((id) => readFactKey('p', 'site', id)));
  expect([...order].toSorted(([, one], [, other]) => one - other).map(([key]) => key.slice(-2))).toEqual(['03', '01', '02']);
});

test('a signature empties undo and redo of its read; what comes after can be taken back', () => {
  const store = open();
  subject(store);
  const place = (id: string, number: number) => run(store, `${id} placed`, [change('p#reader1', 'LesionPlaced', 'lesion', id, { ...lesion(id, 'reader1'), number })]);
  place('a', 1);
  expect(store.undo.state('p#reader1').undo?.what).toBe('a placed');
  run(store, 'signed', [change('p#reader1', 'TimepointSigned', 'signOff', 'p/reader1/t0/1', { subjectId: 'p', slot: 'reader1', timepointId: 't0', body: { version: 1 } })], false);
  expect(store.undo.state('p#reader1')).toEqual({ undo: null, redo: null });
  place('b', 2);
  expect(store.undo.state('p#reader1').undo?.what).toBe('b placed');
});

test('a worklist row is stale for the viewpoints whose streams have moved, and for no other', () => {
  const store = open();
  subject(store);
  const views = [{ viewpoint: 'site', streams: [] }, { viewpoint: 'reader1', streams: ['#reader1'] }, { viewpoint: 'all', streams: ['#reader1', '#reader2'] }];
  const stale = () => views.filter((view) => store.derived.staleSubjects('s', view, 'x').length > 0).map((view) => view.viewpoint);
  const make = () => store.write(() => {
    for (const view of views) for (const { id, revision } of store.derived.staleSubjects('s', view, 'x')) store.derived.putWorklistRow({ subjectId: id, viewpoint: view.viewpoint, revision, stamp: 'x', entry: '[]', row: `"${view.viewpoint}"` });
  });
  make();
  expect(stale()).toEqual([]);
  run(store, 'T1', [change('p#reader2', 'LesionPlaced', 'lesion', 'l2', lesion('l2', 'reader2'))]);
  expect(stale()).toEqual(['all']);
  make();
  run(store, 'T1', [change('p', 'LesionPlaced', 'lesion', 'l0', lesion('l0', 'site'))]);
  expect(stale()).toEqual(['site', 'reader1', 'all']);
  expect(new TextDecoder().decode(store.derived.worklist('s', 'reader1'))).toBe('["reader1"]');
});
