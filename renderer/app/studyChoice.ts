import { useEffect } from 'react';
import { usePreferences, useSession, useSetPreferences, useStudies } from '../queries/index.ts';
import { navigate, useCurrentStudy, type Route } from '../ui/index.ts';

/** Keeps one study chosen: the last one used, else the first; remembers changes; sends a first start to its own page. */
export function useStudyChoice(route: Route): void {
  const studies = useStudies().data;
  const session = useSession().data;
  const preferences = usePreferences().data;
  const setPreferences = useSetPreferences();
  const { studyId, choose } = useCurrentStudy();

  useEffect(() => {
    if (!studies || !preferences) return;
    if (studyId !== null && studies.some((study) => study.id === studyId)) return;
    const next = studies.find((study) => study.id === preferences.studyId) ?? studies[0];
    if ((next?.id ?? null) !== studyId) choose(next?.id ?? null);
  }, [studies, preferences, studyId, choose]);

  useEffect(() => {
    if (studyId !== null && preferences && preferences.studyId !== studyId) setPreferences({ studyId });
  }, [studyId, preferences, setPreferences]);

  // A first start: nothing was ever chosen here, and only the demo (or nothing) exists.
  const isFirstStart = studies !== undefined && preferences !== undefined && session !== undefined && preferences['started'] !== true && studies.every((study) => study.isDemo);
  useEffect(() => {
    // Only when the window opened without an address: a place somebody asked for is shown.
    if (isFirstStart && route.place === 'worklist' && location.hash.length < 3) navigate({ place: 'start' }, { replace: true });
  }, [isFirstStart, route.place]);
}
