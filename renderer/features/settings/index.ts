import { lazy } from 'react';

/** Fetched when it is asked for; what is set is in force in every window from its start. */
export const SettingsPlace = lazy(() => import('./SettingsPlace.tsx').then((file) => ({ default: file.SettingsPlace })));
export { openSettings } from './shownSection.ts';
export { useAppliedSettings } from './useSettingsChange.ts';
