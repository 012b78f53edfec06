import { useRef } from 'react';
import { useTextScale } from '../../ui/index.ts';
import styles from './RightPanel.module.css';

const narrowest = 340;
/** Within 340 px and half of the window; in px at 100 % text, as all widths of the panel are: what holds text grows with it. */
export const panelWidthWithin = (width: number, windowPx: number): number => Math.round(Math.min(windowPx / 2, Math.max(narrowest, width)));

/** The edge that resizes the right panel: drag, or arrows when focused; double click resets it. */
export function PanelEdge({ width, onWidth, onReset }: { readonly width: number; readonly onWidth: (width: number, isDone: boolean) => void; readonly onReset: () => void }) {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const textScale = useTextScale();
  const widthAt = (x: number) => panelWidthWithin((from.current?.width ?? width) + ((from.current?.x ?? x) - x) / textScale, innerWidth / textScale);
  return (
    <div
      className={styles.edge} role="separator" aria-orientation="vertical" aria-label="Width of the lesion panel" aria-valuenow={width} aria-valuemin={narrowest} aria-valuemax={Math.round(innerWidth / textScale / 2)} tabIndex={0} title="Drag to resize, double-click to reset"
      onPointerDown={(event) => { from.current = { x: event.clientX, width }; event.currentTarget.setPointerCapture(event.pointerId); }}
      onPointerMove={(event) => { if (from.current) onWidth(widthAt(event.clientX), false); }}
      onPointerUp={(event) => { if (from.current && from.current.x !== event.clientX) onWidth(widthAt(event.clientX), true); from.current = null; }}
      onDoubleClick={onReset}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowLeft' ? 16 : event.key === 'ArrowRight' ? -16 : 0;
        if (step === 0) return;
        event.preventDefault();
        event.stopPropagation();
        onWidth(panelWidthWithin(width + step, innerWidth / textScale), true);
      }}
    />
  );
}
