import { lesionsAt, lesionsToAssess, type Lesion, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';

/**
 * The lesion that Tab (step 1) or Shift+Tab (step −1) goes to: the next one still to assess in table order after the selected one, round the
 * end; with nothing left to assess simply the next in the table. Undefined without lesions.
 */
export function nextLesion(subject: SubjectCase, timepoint: Timepoint, selectedId: string | null, step: 1 | -1): Lesion | undefined {
  const all = lesionsAt(subject, timepoint);
  const open = new Set(lesionsToAssess(subject, timepoint).map((lesion) => lesion.id));
  const at = all.findIndex((lesion) => lesion.id === selectedId);
  const start = at < 0 ? (step === 1 ? -1 : all.length) : at;
  const round = all.map((_, offset) => all[(((start + step * (offset + 1)) % all.length) + all.length) % all.length]).filter((lesion) => lesion !== undefined);
  const others = open.size > 0 ? round.filter((lesion) => open.has(lesion.id)) : round;
  return others[0];
}

/** Assessed and expected lesions of a timepoint, and which are open: what the ring says. */
export function progressOf(subject: SubjectCase, timepoint: Timepoint): { readonly done: number; readonly total: number; readonly open: readonly Lesion[] } {
  const open = lesionsToAssess(subject, timepoint);
  const total = lesionsAt(subject, timepoint).length;
  return { done: total - open.length, total, open };
}
