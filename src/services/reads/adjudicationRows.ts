/** Where the two reads of every subject of a study stand, kept in the table that can be thrown away: only subjects that have moved are compared again. */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AdjudicationState } from '../../casefile/index.ts';
import { engineVersion, type AdjudicationVariable } from '../../recist/index.ts';
import type { StudyRow } from '../../store/index.ts';
import type { ServiceDeps } from '../context.ts';
import { requireStudy } from '../studies.ts';
import { twoReads, type ReaderSlot, type TwoReads } from './reading.ts';

/** One subject, before it is known who asks. */
export type AdjudicationRow = {
  readonly subjectId: string;
  readonly code: string;
  readonly state: AdjudicationState;
  readonly variables: readonly AdjudicationVariable[];
  readonly repeated: boolean;
  /** Read accepted by the decision that holds. */
  readonly accepted: ReaderSlot | null;
  readonly decidedAt: string | null;
  /** The read shown as A; null while no order was drawn. */
  readonly shownFirst: ReaderSlot | null;
};

/** Raised when the row itself is made differently. */
const rowVersion = 1;
/** Rows made before other requests get their turn: some tens of milliseconds. */
const rowsAtOnce = 25;
const view = { viewpoint: 'adjudication', streams: ['#reader1', '#reader2', '#adjudication'] } as const;

const stampOf = (deps: ServiceDeps, study: StudyRow): string =>
  createHash('sha256').update(`adjudication ${rowVersion} ${deps.programVersion} ${engineVersion} ${JSON.stringify(study.protocol)}`).digest('hex').slice(0, 16);

function rowOf(subjectId: string, { reader1, state, comparison, decisions, order, resultSlot }: TwoReads): AdjudicationRow {
  const last = decisions.at(-1);
  const holds = state === 'decided';
  return {
    subjectId, code: reader1.case.code, state, variables: comparison.variables, repeated: last !== undefined && !holds,
    accepted: holds ? resultSlot : null, decidedAt: holds ? (last?.at ?? null) : null, shownFirst: order?.a ?? null,
  };
}

/** The rows of a study by subject code. Other requests are served while rows are made. Errors: notFound. */
export async function adjudicationRows(deps: ServiceDeps, studyId: string): Promise<readonly AdjudicationRow[]> {
  const { store } = deps;
  for (;;) {
    const { study, stamp, stale } = store.read(() => {
      const row = requireStudy(deps, studyId);
      const at = stampOf(deps, row);
      return { study: row, stamp: at, stale: store.derived.staleSubjects(studyId, view, at) };
    });
    if (stale.length === 0) return JSON.parse(new TextDecoder().decode(store.read(() => store.derived.worklist(studyId, view.viewpoint)))) as readonly AdjudicationRow[];
    for (let from = 0; from < stale.length; from += rowsAtOnce) {
      const part = stale.slice(from, from + rowsAtOnce);
      store.write(() => {
        const reads = twoReads(deps, study, part.map(({ id }) => id));
        // A row carries the revision it was asked for: one that has moved meanwhile is made again by the next look.
        for (const { id, revision } of part) {
          const both = reads.get(id);
          if (both) store.derived.putWorklistRow({ subjectId: id, viewpoint: view.viewpoint, revision, stamp, entry: '[]', row: JSON.stringify(rowOf(id, both)) });
        }
      });
      if (stale.length > rowsAtOnce) await nextTurn();
    }
  }
}
