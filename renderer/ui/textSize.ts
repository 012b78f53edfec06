import { useSyncExternalStore } from 'react';

/** How large text is: 1 at 100 %, 2 at 200 %, by the browser's own setting and the person's. */
const textScale = (): number => (typeof document === 'undefined' ? 1 : parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1);
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('resize', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('resize', listener);
  };
}

/** Sets the size of all text, in percent of the browser's. */
export function setTextSize(percent: number): void {
  document.documentElement.style.fontSize = percent === 100 ? '' : `${percent}%`;
  for (const listener of listeners) listener();
}

export const useTextScale = (): number => useSyncExternalStore(subscribe, textScale);
/** Whether a window this wide holds what the design shows from 1600 px on, at the size the text has. */
export const useIsWide = (): boolean => useSyncExternalStore(subscribe, () => innerWidth / textScale() >= 1600);
