import { useEffect, useState } from 'react';
import { reportActivity } from '../../queries/index.ts';
import { createIdleWatch } from './idle.ts';

const inputs = ['pointerdown', 'pointermove', 'wheel', 'keydown'] as const;

/**
 * Tells the host of input. True when there was none for the whole time: the window then hides by itself, also when the host cannot be reached. The host locks in any case.
 * `minutes` null: no lock.
 */
export function useIdle(minutes: number | null): { readonly isOverdue: boolean; readonly reset: () => void } {
  const [isOverdue, setOverdue] = useState(false);
  useEffect(() => {
    if (minutes === null || isOverdue) return;
    const idleMs = minutes * 60_000;
    const watch = createIdleWatch(idleMs, performance.now());
    const report = () => {
      watch.reported(performance.now());
      reportActivity();
    };
    const input = () => { if (watch.input(performance.now())) report(); };
    const timer = setInterval(() => {
      const now = performance.now();
      if (watch.isReportDue(now)) report();
      if (watch.isOverdue(now)) setOverdue(true);
    }, Math.min(1000, idleMs / 4));
    for (const name of inputs) addEventListener(name, input, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const name of inputs) removeEventListener(name, input, { capture: true });
    };
  }, [minutes, isOverdue]);
  return { isOverdue, reset: () => setOverdue(false) };
}
