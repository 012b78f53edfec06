/** The texts in the corners of a pane (design standard, section 5), as plain strings. */
import type { SeriesImages } from '../../../src/api/wire.ts';
import { regionAt, type ImagePoint } from '../../../src/geometry/index.ts';
import { isColour } from '../series/lookups.ts';
import type { DisplayWindow } from '../stage/voi.ts';

const minus = (text: string): string => text.replace('-', '\u2212');
const mm = (value: number, decimals = 1): string => minus(value.toFixed(decimals));
const gap = '\u2002';

/** The value under the cursor with its unit; of a PET image as SUV where that can be said. Series stored before units were read: HU for CT. */
export function valueText(images: SeriesImages, value: number): string {
  const unit = images.valueUnit ?? (images.series.modality === 'CT' ? 'HU' : '');
  const number = minus(String(Math.round(value * 10) / 10));
  if (images.suvFactor !== undefined) return `SUV ${minus((value * images.suvFactor).toFixed(2))}`;
  return unit === '' ? number : `${number} ${unit}`;
}

/** What an ultrasound image says about the place under the cursor: the spacing of its region, or that it lies outside all of them (GEO-07). */
export function regionText(images: SeriesImages, point: ImagePoint | null): string {
  if (!images.regions || point === null) return '';
  const spacing = regionAt(images.regions, point)?.spacingMm;
  return spacing ? `${spacing[0].toFixed(3)} × ${spacing[1].toFixed(3)} mm/px in this region` : 'Outside the calibrated region';
}

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
  /** Place under the cursor in the image; null when the pointer is elsewhere. Read for ultrasound regions. */
  readonly cursor?: ImagePoint | null;
  readonly sliceLoading: boolean;
};

/** Bottom left: the value under the cursor; image and position; window, zoom and what is unusual about the display. */
export function bottomLeftLines(images: SeriesImages, state: BottomLeftState): string[] {
  const slice = images.slices[state.sliceIndex];
  const value = state.valueAtCursor === null ? regionText(images, state.cursor ?? null) : valueText(images, state.valueAtCursor);
  const position = slice?.positionMm == null ? '' : `z ${mm(slice.positionMm)} mm`;
  const notes = [state.inverted ? 'inverted' : '', state.mirrored ? 'mirrored' : '', state.linkNote, state.renderer === 'cpu' ? 'CPU' : ''];
  return [
    value,
    [`Img ${state.sliceIndex + 1} / ${images.slices.length}`, position, state.sliceLoading ? 'loading' : ''].filter(Boolean).join(gap),
    [...(isColour(images) ? [] : [state.window.name, `W ${mm(state.window.width, 0)}`, `L ${mm(state.window.center, 0)}`]), `${state.zoom.toFixed(1)}\u00d7`, ...notes].filter(Boolean).join(gap),
  ];
}
