import type { TimepointState } from '../casefile/index.ts';
import type { ServiceDeps } from './context.ts';
import { signOffs } from './reads/readFacts.ts';

/** What each read has done at a timepoint, by slot. */
export type SlotStates = ReadonlyMap<string, 'read' | 'signed'>;

/** Timepoints of these subjects that somebody has recorded something at, or signed, and in which reads; all others are open. Must run inside a read or write. */
export function slotStates({ store }: ServiceDeps, subjectIds: readonly string[]): ReadonlyMap<string, SlotStates> {
  const states = new Map<string, Map<string, 'read' | 'signed'>>();
  const put = (timepointId: string, slot: string, state: 'read' | 'signed') => {
    const at = states.get(timepointId) ?? new Map<string, 'read' | 'signed'>();
    if (at.get(slot) !== 'signed') at.set(slot, state);
    states.set(timepointId, at);
  };
  const { assessments, lesions } = store.subjects.rows(subjectIds);
  const slotOf = new Map(lesions.map((lesion) => [lesion.id, lesion.slot ?? 'site']));
  for (const row of assessments) put(row.timepointId, slotOf.get(row.lesionId) ?? 'site', 'read');
  for (const [key, rows] of Map.groupBy(store.readFacts.ofSubjects(subjectIds), (row) => `${row.subjectId}/${row.slot}`)) {
    for (const [timepointId, { state }] of Object.entries(signOffs(rows))) put(timepointId, key.slice(key.lastIndexOf('/') + 1), state === 'signed' ? 'signed' : 'read');
  }
  return states;
}

/** How far anybody is with a timepoint. */
export const stateOf = (slots: SlotStates | undefined): TimepointState => (slots === undefined ? 'open' : [...slots.values()].includes('signed') ? 'signed' : 'read');

/** The same for every timepoint of these subjects that is not open. */
export const timepointStates = (deps: ServiceDeps, subjectIds: readonly string[]): ReadonlyMap<string, TimepointState> => new Map([...slotStates(deps, subjectIds)].map(([id, slots]) => [id, stateOf(slots)]));
