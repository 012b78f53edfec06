/** What is chosen on the study page, kept per study while the window is open. */
import { create } from 'zustand';
import type { AnalysisQuery } from '../../../src/casefile/index.ts';

export type StudyView = 'figures' | 'agreement';
export type Choices = { readonly query: AnalysisQuery; readonly view: StudyView; readonly change: 'waterfall' | 'spider'; readonly course: 'swimmer' | 'enrolment'; readonly endpoint: 'pfs' | 'os' | 'ttp' | 'dor'; readonly pair: 'readers' | 'central' };

const fresh: Choices = { query: { by: 'arm' }, view: 'figures', change: 'waterfall', course: 'swimmer', endpoint: 'pfs', pair: 'readers' };
const useKept = create<{ readonly kept: Readonly<Record<string, Choices>> }>(() => ({ kept: {} }));

export const useChoices = (studyId: string): readonly [Choices, (change: Partial<Choices>) => void] => [
  useKept(({ kept }) => kept[studyId] ?? fresh),
  (change) => useKept.setState(({ kept }) => ({ kept: { ...kept, [studyId]: { ...(kept[studyId] ?? fresh), ...change } } })),
];
