/** Imports of clinical facts that did not come to their end are taken back: by the process that failed, or by the next start. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isNadirError } from '../../common/index.ts';
import { studyStream, type ChainedEventRow } from '../../store/index.ts';
import { append } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';

export const importKinds = { begun: 'FactsImportBegun', done: 'FactsImported', takenBack: 'FactsImportTakenBack' } as const;
type Begun = { readonly importId: string; readonly fileName: string };
const bodyOf = ({ after }: ChainedEventRow): Begun => JSON.parse(after ?? '{}') as Begun;

/** Imports with a beginning and no end. Must run inside a read. */
export function unfinishedImports({ store }: ServiceDeps): readonly { readonly studyId: string; readonly importId: string }[] {
  return store.studies.list().flatMap(({ id }) => {
    const events = store.log.eventsOfStream(studyStream(id));
    const ended = new Set(events.filter(({ kind }) => kind === importKinds.done || kind === importKinds.takenBack).map((event) => bodyOf(event).importId));
    return events.filter((event) => event.kind === importKinds.begun && !ended.has(bodyOf(event).importId)).map((event) => ({ studyId: id, importId: bodyOf(event).importId }));
  });
}

const page = 2000;
const atOnce = 10;

/** Commands of an import, the last first: those by its person since its beginning that name its file and a row. */
function commandsOf({ store }: ServiceDeps, begun: ChainedEventRow): readonly ChainedEventRow[] {
  const { fileName } = bodyOf(begun);
  const found = new Map<string, ChainedEventRow>();
  for (let seq = begun.seq; ;) {
    const events = store.log.eventsAfter(seq, page);
    for (const event of events) if (event.actor === begun.actor && event.reason?.startsWith(`${fileName}, row `)) found.set(event.command_id, event);
    if (events.length < page) return [...found.values()].toReversed();
    seq = events.at(-1)?.seq ?? seq;
  }
}

/** Puts back what an import changed, few commands at a time; what somebody has changed since stays as they left it. Recorded with how many those were. */
export async function takeBack(deps: ServiceDeps, context: RequestContext, studyId: string, importId: string): Promise<void> {
  const { store } = deps;
  const begun = store.read(() => store.log.eventsOfStream(studyStream(studyId)).find((event) => event.kind === importKinds.begun && bodyOf(event).importId === importId));
  if (!begun) return;
  const commands = store.read(() => commandsOf(deps, begun));
  const { fileName } = bodyOf(begun);
  let left = 0;
  for (let at = 0; at < commands.length; at += atOnce) {
    store.write(() => {
      for (const { stream, command_id, what } of commands.slice(at, at + atOnce)) {
        try {
          append(deps, context, { what: `${what}, taken back`, reason: `The import of ${fileName} did not come to its end`, undoable: false, changes: store.undo.changes(stream, command_id, 'undo') });
        } catch (error) {
          if (!isNadirError(error) || error.reason !== 'undoBlocked') throw error;
          left += 1;
        }
      }
    });
    await nextTurn();
  }
  store.write(() => append(deps, context, {
    what: `Clinical facts from ${fileName} taken back`, undoable: false, changes: [{ stream: studyStream(studyId), kind: importKinds.takenBack, type: 'occurrence', key: deps.newId(), after: { importId, fileName, commands: commands.length, left } }],
  }));
  deps.notify({ type: 'study', studyId: begun.stream.slice('study:'.length) as never });
}
