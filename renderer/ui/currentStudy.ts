import { create } from 'zustand';

/** The study every place works in. View state; the last choice is kept in preferences by the frame. */
export const useCurrentStudy = create<{ readonly studyId: string | null; choose(studyId: string | null): void }>((set) => ({
  studyId: null,
  choose: (studyId) => set({ studyId }),
}));

/** Id of the study every place works in; null before the first one is known. */
export const useStudyId = (): string | null => useCurrentStudy((state) => state.studyId);
