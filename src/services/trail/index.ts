import { createHash } from 'node:crypto';
import { NadirError } from '../../common/index.ts';
import type { TrailChoice, TrailChoices, TrailEvent, TrailPage, TrailQuery } from '../../casefile/index.ts';
import { studyStream, workstationStream, type ChainedEventRow, type TrailTally } from '../../store/index.ts';
import { append } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { requireStudy } from '../studies.ts';
import { trailCsvHead, trailCsvLines } from './csv.ts';
import { filterOf } from './filter.ts';
import { createPlaces } from './places.ts';
import { proofOf } from './proof.ts';
import { rowMaker, snapshotOf } from './rows.ts';
import { trailRights } from './scope.ts';

export type TrailFile = { readonly events: number; readonly sha256: string };

export type TrailService = {
  /** Up to `limit` events, newest first, after the event `after` (an id). Errors: notFound; invalid. */
  page(context: RequestContext, query: TrailQuery, after: string | null, limit: number): TrailPage;
  /** How many events a query finds. Errors: invalid. */
  count(context: RequestContext, query: TrailQuery): number;
  /** What may be chosen, within the study of the query. */
  choices(context: RequestContext, query: Pick<TrailQuery, 'study' | 'subject'>): TrailChoices;
  /** Whether a person may know how many events there are and where in them one stands. */
  showsPlaces(context: RequestContext): boolean;
  /** One event with everything that hangs on it. Errors: notFound, also for what may not be seen. */
  event(context: RequestContext, id: string): TrailEvent;
  /** All events of a query as CSV, oldest first, from one consistent state, in pieces. `isCancelled` is asked between them. Errors: invalid; cancelled. */
  csv(context: RequestContext, query: TrailQuery, write: (piece: string) => void, options?: { readonly isCancelled?: () => boolean; readonly onProgress?: (events: number) => void }): TrailFile;
  /** Writes into the trail that a part of it was exported. */
  recordExport(context: RequestContext, query: TrailQuery, file: TrailFile & { readonly name: string }): void;
  /** Writes into the trail that somebody had it checked. `fault`: the first bad record, null when all is whole. */
  recordCheck(context: RequestContext, found: { readonly events: number; readonly fault: string | null }): void;
};

const csvPage = 500;

function chosen(tally: readonly TrailTally[], of: (one: TrailTally) => string): readonly TrailChoice[] {
  const sums = new Map<string, number>();
  for (const one of tally) sums.set(of(one), (sums.get(of(one)) ?? 0) + one.events);
  return [...sums].map(([value, events]) => ({ value, events })).sort((a, b) => b.events - a.events || (a.value < b.value ? -1 : 1));
}

const asked = (query: TrailQuery) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''));

/** The audit trail to look through, to export and to prove, as whoever asks may see it. */
export function createTrailService(deps: ServiceDeps): TrailService {
  const { store } = deps;
  const placesNow = createPlaces(deps);
  const look = (context: RequestContext) => {
    const places = placesNow();
    return { places, ...trailRights(deps, context, places) };
  };
  const notThere = (): NadirError => new NadirError('notFound', 'There is no such event in the audit trail.', { reason: 'event' });

  return {
    page: (context, query, after, limit) => store.read(() => {
      const { places, scope, showsPlaces } = look(context);
      const from = after === null ? null : store.trail.byId(after);
      if (after !== null && (from === null || !store.trail.isVisible(scope, from.seq))) throw notThere();
      // One more than is shown says whether there is a next page.
      const events = store.trail.page(scope, filterOf(query, places), from?.seq ?? null, limit + 1);
      const shown = events.slice(0, limit);
      return { rows: shown.map(rowMaker(deps, places, showsPlaces)), next: events.length > limit ? (shown.at(-1)?.id ?? null) : null };
    }),

    count: (context, query) => store.read(() => {
      const { places, scope } = look(context);
      return store.trail.count(scope, filterOf(query, places));
    }),

    choices: (context, query) => store.read(() => {
      const { places, scope } = look(context);
      const tally = store.trail.tally(scope, filterOf(query, places));
      return { events: tally.reduce((sum, one) => sum + one.events, 0), people: chosen(tally, (one) => one.actor), roles: chosen(tally, (one) => one.role), kinds: chosen(tally, (one) => one.kind), entityTypes: chosen(tally, (one) => one.entityType) };
    }),

    showsPlaces: (context) => store.read(() => look(context).showsPlaces),

    event: (context, id) => store.read((): TrailEvent => {
      const { places, scope, showsPlaces } = look(context);
      const event = store.trail.byId(id);
      if (!event || !store.trail.isVisible(scope, event.seq)) throw notThere();
      const row = rowMaker(deps, places, showsPlaces, Infinity);
      const visible = (one: ChainedEventRow): boolean => one.id !== event.id && store.trail.isVisible(scope, one.seq);
      const undone = event.undo_of ?? event.redo_of;
      const [found] = undone === null ? [] : store.log.eventsOfCommand(event.stream, undone);
      return {
        ...row(event), commandId: event.command_id,
        sameStep: store.log.eventsOfCommand(event.stream, event.command_id).filter(visible).slice(0, 50).map((one) => ({ id: one.id, kind: one.kind, entity: row(one).entity })),
        takesBack: found && visible(found) ? { id: found.id, what: found.what } : null,
        before: snapshotOf(event.before), after: snapshotOf(event.after), proof: proofOf(deps, event, showsPlaces),
      };
    }),

    csv: (context, query, write, { isCancelled = () => false, onProgress = () => undefined } = {}) => store.read(() => {
      const { places, scope, showsPlaces } = look(context);
      const hash = createHash('sha256');
      const put = (piece: string): void => { hash.update(piece, 'utf8'); write(piece); };
      const row = rowMaker(deps, places, showsPlaces, Infinity);
      let events = 0;
      // The mark in front tells a spreadsheet that the text is UTF-8; it belongs to the file and to its SHA-256.
      put('\ufeff');
      put(trailCsvHead);
      for (const page of store.trail.oldestFirst(scope, filterOf(query, places), csvPage)) {
        if (isCancelled()) throw new NadirError('cancelled', 'Cancelled. Nothing was written.');
        put(trailCsvLines(page.map((event) => ({ event, row: row(event), showsPlaces }))));
        events += page.length;
        onProgress(events);
      }
      return { events, sha256: hash.digest('hex') };
    }),

    recordExport: (context, query, file) => store.write(() => {
      const study = query.study === undefined ? null : requireStudy(deps, query.study);
      append(deps, context, {
        what: `Audit trail exported: ${file.events} ${file.events === 1 ? 'event' : 'events'}`, undoable: false,
        changes: [{ stream: study ? studyStream(study.id) : workstationStream, kind: 'AuditExported', type: 'occurrence', key: deps.newId(), after: { ...file, filter: asked(query) } }],
      });
    }),

    recordCheck: (context, { events, fault }) => store.write(() => {
      append(deps, context, {
        what: fault === null ? `Audit trail checked: ${events} events whole` : 'Audit trail checked: damage found', undoable: false,
        changes: [{ stream: workstationStream, kind: 'AuditChecked', type: 'occurrence', key: deps.newId(), after: { events, fault } }],
      });
    }),
  };
}

export { trailColumns } from './csv.ts';
