import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** True while the page is printed. Figures take their colours as text, so they are drawn again with those of paper (`:root[data-print]`). */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const set = (now: boolean) => {
      document.documentElement.toggleAttribute('data-print', now);
      flushSync(() => setPrinting(now));
    };
    const [before, after] = [() => set(true), () => set(false)];
    const media = matchMedia('print');
    const changed = (event: MediaQueryListEvent) => set(event.matches);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    media.addEventListener('change', changed);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
      media.removeEventListener('change', changed);
      document.documentElement.removeAttribute('data-print');
    };
  }, []);
  return isPrinting;
}
