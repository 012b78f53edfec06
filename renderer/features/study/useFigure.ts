import { useEffect, useRef, useState } from 'react';
import type { FigureId } from '../../../src/figures/index.ts';
import { toastFailure, useTextScale } from '../../ui/index.ts';
import { callWorker } from './figureWorker.ts';
import type { Drawn } from './protocol.ts';

export type Size = { readonly width: number; readonly height: number };

/** Size of an element in px, as it changes. */
export function useSize<T extends HTMLElement>(): readonly [(element: T | null) => void, Size] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const observer = useRef<ResizeObserver | null>(null);
  const [attach] = useState(() => (element: T | null) => {
    observer.current?.disconnect();
    if (!element) return;
    observer.current = new ResizeObserver(([entry]) => { if (entry) setSize({ width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) }); });
    observer.current.observe(element);
  });
  return [attach, size];
}

export type Shown = Drawn & Size & { readonly id: FigureId };

/** The figure drawn for this room; the one before stays until the next is there. Null before the first. */
export function useFigure(key: string | null, id: FigureId, { width, height }: Size, rows?: readonly [from: number, count: number]): Shown | null {
  const text = useTextScale();
  const [shown, setShown] = useState<Shown | null>(null);
  const [from, count] = rows ?? [null, null];
  useEffect(() => {
    if (key === null || width === 0 || height === 0) return undefined;
    let isWanted = true;
    callWorker('draw', { key, id, space: { width, height, text, ...(from === null || count === null ? {} : { rows: [from, count] as const }) } })
      .then((drawn) => { if (isWanted) setShown({ ...drawn, id, width, height }); }, (cause: unknown) => { if (isWanted) toastFailure(cause); });
    return () => { isWanted = false; };
  }, [key, id, width, height, text, from, count]);
  return shown;
}
