/** Rows that are no facts, bound to the audit trail: whoever stores or removes imported images says in an event which rows came and which went (`store/rowSeals.ts`). */
import type { Json } from '../common/index.ts';
import { studyStream, type Change, type SealedChange, type SealedRows, type SealedTable } from '../store/index.ts';
import { append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';

/** The stream that says which rows of a study's images there are: apart from the study's own, so that this stays short. */
export const imagesStream = (studyId: string): string => `${studyStream(studyId)}#images`;

export type RowName = readonly [SealedTable, ...string[]];
export type Sealing = {
  /** Runs what changes these rows. Inside a write. */
  around<T>(rows: readonly RowName[], work: () => T): T;
  /** What came and went; null when nothing did. */
  rows(): SealedRows | null;
};

/** Notes what becomes of rows. */
export function createSealing({ store }: Pick<ServiceDeps, 'store'>): Sealing {
  const tables = new Map<SealedTable, { readonly added: Set<string>; readonly removed: Set<string> }>();
  function note(table: SealedTable, before: string | null, after: string | null): void {
    if (before === after) return;
    const { added, removed } = tables.get(table) ?? { added: new Set<string>(), removed: new Set<string>() };
    tables.set(table, { added, removed });
    if (before !== null && !added.delete(before)) removed.add(before);
    if (after !== null && !removed.delete(after)) added.add(after);
  }
  const seal = ([table, ...key]: RowName): string | null => store.rowSeals.of(table, key);
  return {
    around(rows, work) {
      const before = rows.map(seal);
      const result = work();
      rows.forEach((row, index) => note(row[0], before[index] ?? null, seal(row)));
      return result;
    },
    rows() {
      const changed = [...tables].filter(([, { added, removed }]) => added.size + removed.size > 0);
      return changed.length === 0 ? null : Object.fromEntries(changed.map(([table, { added, removed }]): [SealedTable, SealedChange] => [table, { added: [...added].join(''), removed: [...removed].join('') }]));
    },
  };
}

const changeOf = (stream: string, kind: string, key: string, sealed: SealedRows): Change => ({ stream, kind, type: 'occurrence', key, after: { sealed: sealed as unknown as Json } });

/** Rows that an earlier version of the program stored are taken as they are when the first event about a study's images is written. Inside a write. */
export function sealOlderImages(deps: ServiceDeps, context: RequestContext, studyId: string): void {
  if (deps.store.log.revision(imagesStream(studyId)) > 0) return;
  const sealed = deps.store.rowSeals.ofStudy(studyId);
  if (Object.keys(sealed).length > 0) append(deps, context, { what: 'Images stored before are covered by the audit trail from here on', undoable: false, changes: [changeOf(imagesStream(studyId), 'ImagesSealed', studyId, sealed)] });
}

/** Runs what changes rows of a study's images, and says so in the trail. Inside a write. */
export function sealImages<T>(deps: ServiceDeps, context: RequestContext, studyId: string, what: string, work: (sealing: Sealing) => T): T {
  sealOlderImages(deps, context, studyId);
  const sealing = createSealing(deps);
  const result = work(sealing);
  const sealed = sealing.rows();
  if (sealed) append(deps, context, { what, undoable: false, changes: [changeOf(imagesStream(studyId), 'ImagesStored', studyId, sealed)] });
  return result;
}
