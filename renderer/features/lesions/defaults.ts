import type { LesionRole, SubjectCase } from '../../../src/casefile/index.ts';
import type { LesionKind, OrganCode } from '../../../src/recist/index.ts';

const letters: Readonly<Record<LesionRole, string>> = { target: 'T', nonTarget: 'N', new: 'X' };

/** The label that the host will give to the next lesion of a role: one above the highest in use, or above those of lesions that were taken away. */
export function nextLabel({ lesions, nextNumbers }: Pick<SubjectCase, 'lesions' | 'nextNumbers'>, role: LesionRole): string {
  const numbers = lesions.filter((lesion) => lesion.role === role).map((lesion) => Number(lesion.label.slice(1))).filter(Number.isFinite);
  return `${letters[role]}${nextNumbers?.[role] ?? Math.max(0, ...numbers) + 1}`;
}

/** The organ a new lesion starts with: that of the lesion placed last in this subject. Null: the reader has to choose; another subject's organ is offered by the list, never taken. */
export function defaultOrgan(subject: SubjectCase): OrganCode | null {
  // Identifiers sort by creation (UUIDv7), so the greatest is the newest.
  const newest = [...subject.lesions].sort((a, b) => (a.id < b.id ? 1 : -1))[0];
  return newest?.organ ?? null;
}

/** Organs in use in this subject, most recent first: what the picker offers first. */
export const organsInUse = (subject: SubjectCase, lastUsed: OrganCode | null): readonly OrganCode[] =>
  [...new Set([...[...subject.lesions].sort((a, b) => (a.id < b.id ? 1 : -1)).map((lesion) => lesion.organ), ...(lastUsed ? [lastUsed] : [])])];

/** A lesion in the organ list is a node when the organ says so: its short axis counts. */
export const kindOf = (organ: OrganCode): LesionKind => (organ === 'lymphNode' ? 'node' : 'nonNodal');
