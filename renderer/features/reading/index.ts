export { calipersAt, captionOf, nearestSliceTo, placingCaliper, valueText } from './paneModel.ts';
export { paneKeys } from './useReadingKeys.ts';
export { ReadPlace } from './ReadPlace.tsx';
export { seriesName, seriesToShow } from './seriesChoice.ts';
export { useControlsFocus } from './useControlsFocus.ts';
export { useStartWindow } from './usePaneStart.ts';
