import type Database from 'better-sqlite3';
import { canonicalJson, NadirError, type Json } from '../common/index.ts';
import type { EntityType } from './entities.ts';
import type { ChainedEventRow } from './eventHash.ts';
import type { Change, Log } from './events.ts';
import { readEntity, type Projectors } from './projections/projectors.ts';

/** A command that can be taken back, or done again. */
export type Step = { readonly commandId: string; readonly what: string };
export type UndoState = { readonly undo: Step | null; readonly redo: Step | null };

type CommandRow = { command_id: string; what: string; undoable: number; undo_of: string | null; redo_of: string | null; signs?: number };

/**
 * Both stacks, replayed from a stream's commands in order. Commands that cannot be taken back leave the stacks alone; a new one that can empties redo; a
 * signature empties both: what was signed is changed by amendment, not by undo.
 */
export function replayUndo(commands: readonly CommandRow[]): UndoState {
  const done: Step[] = [];
  const undone: Step[] = [];
  for (const command of commands) {
    if (command.signs === 1) {
      done.length = 0;
      undone.length = 0;
    } else if (command.undo_of !== null) {
      const step = done.pop();
      if (step) undone.push(step);
    } else if (command.redo_of !== null) {
      const step = undone.pop();
      if (step) done.push(step);
    } else if (command.undoable === 1) {
      done.push({ commandId: command.command_id, what: command.what });
      undone.length = 0;
    }
  }
  return { undo: done.at(-1) ?? null, redo: undone.at(-1) ?? null };
}

export type Undo = {
  /** What the next undo and redo of the stream would be. */
  state(stream: string): UndoState;
  /** The changes that put back what the command found (`undo`), or what it made (`redo`). Errors: refused when the facts have moved on since. */
  changes(stream: string, commandId: string, direction: 'undo' | 'redo'): readonly Change[];
};

const kindOf = (event: ChainedEventRow, direction: 'undo' | 'redo'): string => (direction === 'undo' ? `${event.kind}Undone` : event.kind);

/** Undo and redo computed from the log, so that both survive a restart. */
export function createUndo(db: Database.Database, log: Log, projectors: Projectors): Undo {
  const commands = db.prepare<[string], CommandRow>(
    `SELECT command_id, what, undoable, undo_of, redo_of, max(entity_type = 'signOff') AS signs FROM event WHERE stream = ? GROUP BY command_id ORDER BY min(revision)`,
  );

  function changeOf(event: ChainedEventRow, direction: 'undo' | 'redo'): Change {
    const [expected, wanted] = direction === 'undo' ? [event.after, event.before] : [event.before, event.after];
    const type = event.entity_type as EntityType;
    const now = readEntity(projectors, type, event.entity_key);
    if ((now === null ? null : canonicalJson(now)) !== expected) {
      throw new NadirError('refused', `"${event.what}" can no longer be ${direction === 'undo' ? 'undone' : 'redone'}: what it changed has been changed since by another step.`, { reason: 'undoBlocked' });
    }
    return { stream: event.stream, kind: kindOf(event, direction), type, key: event.entity_key, after: wanted === null ? null : (JSON.parse(wanted) as Json) };
  }

  return {
    state: (stream) => replayUndo(commands.all(stream)),
    changes(stream, commandId, direction) {
      const events = log.eventsOfCommand(stream, commandId);
      // A command touches an entity once, so each event can be compared with the state as it is now.
      const ordered = direction === 'undo' ? events.toReversed() : events;
      return ordered.map((event) => changeOf(event, direction));
    },
  };
}
