/** New lesions by FDG-PET (section 8, R-540 to R-546; operation `pet`). */
import type { NewLesionResult } from './model.ts';

export const baselinePets = ['negative', 'none', 'positiveSameSite'] as const;
export type BaselinePet = (typeof baselinePets)[number];
export const ctCorrelates = ['newSite', 'noCorrelate', 'preexistingNotProgressing', 'preexistingProgressing'] as const;
export type CtCorrelate = (typeof ctCorrelates)[number];

type Row = { readonly baselinePet: BaselinePet; readonly ctCorrelate: readonly CtCorrelate[]; readonly newLesion: NewLesionResult; readonly rules: readonly string[] };

/** The follow-up PET is positive in every row. */
export const petRules: readonly Row[] = [
  { baselinePet: 'negative', ctCorrelate: ctCorrelates, newLesion: 'unequivocal', rules: ['R-541'] },
  { baselinePet: 'none', ctCorrelate: ['newSite'], newLesion: 'unequivocal', rules: ['R-542'] },
  { baselinePet: 'none', ctCorrelate: ['noCorrelate'], newLesion: 'equivocal', rules: ['R-543'] },
  { baselinePet: 'none', ctCorrelate: ['preexistingNotProgressing'], newLesion: 'none', rules: ['R-544'] },
  // A known site that grows is no new lesion: its size decides, not its uptake.
  { baselinePet: 'none', ctCorrelate: ['preexistingProgressing'], newLesion: 'none', rules: ['R-546', 'R-544'] },
  { baselinePet: 'positiveSameSite', ctCorrelate: ctCorrelates, newLesion: 'none', rules: ['R-545'] },
];

/** What a positive follow-up PET says about a new lesion. */
export function readPet(baselinePet: BaselinePet, ctCorrelate: CtCorrelate): { readonly newLesion: NewLesionResult; readonly rules: readonly string[] } {
  const row = petRules.find((candidate) => candidate.baselinePet === baselinePet && candidate.ctCorrelate.includes(ctCorrelate));
  return { newLesion: row?.newLesion ?? 'none', rules: row?.rules ?? ['R-540'] };
}
