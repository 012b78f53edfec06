import { lazy } from 'react';

/** Fetched when it is asked for. */
export const GuidePlace = lazy(() => import('./GuidePlace.tsx').then((file) => ({ default: file.GuidePlace })));
export { openGuide } from './guidePages.ts';
