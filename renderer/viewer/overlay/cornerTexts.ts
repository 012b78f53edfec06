/** The texts in the corners of a pane (design standard, section 5), as plain strings. */
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { DisplayWindow } from '../stage/voi.ts';

const minus = (text: string): string => text.replace('-', '\u2212');
const mm = (value: number, decimals = 1): string => minus(value.toFixed(decimals));
const gap = '\u2002';

/** Top left: who and when; which series; how thick, which kernel, which spacing and where it comes from. */
export function topLeftLines(images: SeriesImages, caption: { readonly subject: string; readonly timepoint: string; readonly date: string }): string[] {
  const { series } = images;
  const spacing = series.spacingMm
    ? `${series.spacingMm[0].toFixed(2)} \u00d7 ${series.spacingMm[1].toFixed(2)} mm/px${series.spacingSource ? `, ${series.spacingSource}` : ''}`
    : 'no mm/px';
  return [
    [caption.subject, caption.timepoint, caption.date].filter(Boolean).join(gap),
    [series.number === null ? '' : `Ser ${series.number}`, series.description || series.modality].filter(Boolean).join(gap),
    [series.sliceThicknessMm === null ? '' : `${series.sliceThicknessMm.toFixed(1)} mm`, series.kernel ?? '', spacing].filter(Boolean).join(gap),
  ];
}

export type BottomLeftState = {
  readonly sliceIndex: number;
  readonly window: DisplayWindow;
  readonly inverted: boolean;
  readonly mirrored: boolean;
  /** CSS pixels per image pixel. */
  readonly zoom: number;
  readonly linkNote: string;
  readonly renderer: 'cpu' | 'gpu';
  /** Modality value under the cursor; null off the image and on padding. */
  readonly valueAtCursor: number | null;
  readonly sliceLoading: boolean;
};

/** Bottom left: the value under the cursor; image and position; window, zoom and what is unusual about the display. */
export function bottomLeftLines(images: SeriesImages, state: BottomLeftState): string[] {
  const slice = images.slices[state.sliceIndex];
  const value = state.valueAtCursor === null ? '' : `${minus(String(Math.round(state.valueAtCursor * 10) / 10))}${images.series.modality === 'CT' ? ' HU' : ''}`;
  const position = slice?.positionMm == null ? '' : `z ${mm(slice.positionMm)} mm`;
  const notes = [state.inverted ? 'inverted' : '', state.mirrored ? 'mirrored' : '', state.linkNote, state.renderer === 'cpu' ? 'CPU' : ''];
  return [
    value,
    [`Img ${state.sliceIndex + 1} / ${images.slices.length}`, position, state.sliceLoading ? 'loading' : ''].filter(Boolean).join(gap),
    [state.window.name, `W ${mm(state.window.width, 0)}`, `L ${mm(state.window.center, 0)}`, `${state.zoom.toFixed(1)}\u00d7`, ...notes].filter(Boolean).join(gap),
  ];
}
