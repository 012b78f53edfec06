/** Counts what is done while a data set is walked. */
import { nameOf, tableRowOf } from './facts.ts';
import type { DeidentifyAction } from './model.ts';
import { isTextVr } from './text.ts';

export type Tally = {
  readonly counts: Record<DeidentifyAction, number>;
  readonly removedDescriptors: Set<string>;
  /** Text in kept values is not all ASCII. */
  nonAscii: boolean;
  keptSafePrivate: boolean;
};

export const newTally = (): Tally => ({ counts: { kept: 0, removed: 0, emptied: 0, replaced: 0, cleaned: 0, remapped: 0, shifted: 0 }, removedDescriptors: new Set(), nonAscii: false, keptSafePrivate: false });

/** An element that goes or loses its value. Free text and what the table calls a descriptor is named in the report. */
export function countGone(tally: Tally, tag: number, vr: string, action: 'removed' | 'emptied' | 'replaced'): void {
  tally.counts[action] += 1;
  const row = tableRowOf(tag);
  if (row?.tag !== 'PRIVATE' && ((isTextVr(vr) && vr !== 'PN') || row?.options.descriptors === 'C')) tally.removedDescriptors.add(nameOf(tag));
}

export function addTo(tally: Tally, other: Tally): void {
  for (const [action, count] of Object.entries(other.counts)) tally.counts[action as DeidentifyAction] += count;
  for (const name of other.removedDescriptors) tally.removedDescriptors.add(name);
  tally.nonAscii ||= other.nonAscii;
  tally.keptSafePrivate ||= other.keptSafePrivate;
}
