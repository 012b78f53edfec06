/** Display window in modality values (HU for CT). */
export type DisplayWindow = { readonly center: number; readonly width: number; readonly name: string; /** VOI LUT function other than LINEAR (PS3.3 C.11.2.1.3). */ readonly shape?: 'LINEAR_EXACT' | 'SIGMOID' };

/** DICOM asks for a width of at least 1 (PS3.3 C.11.2.1.2). */
export const smallestWidth = 1;

/**
 * The range of values between black and white for the LINEAR function (PS3.3 C.11.2.1.2.1): from c − 0.5 − (w − 1)/2 to c − 0.5 + (w − 1)/2.
 * A width of 1 has no range; it is given a hair, so that it stays a threshold.
 * LINEAR_EXACT and SIGMOID go from c − w/2 to c + w/2; a sigmoid is as steep in its middle as that line.
 */
export function linearRange({ center, width, shape }: Pick<DisplayWindow, 'center' | 'width' | 'shape'>): { readonly lower: number; readonly upper: number } {
  if (shape !== undefined) return { lower: center - width / 2, upper: center + width / 2 };
  const half = Math.max((Math.max(smallestWidth, width) - 1) / 2, 0.005);
  return { lower: center - 0.5 - half, upper: center - 0.5 + half };
}

/** The window that spans a range of values, both ends included. */
export const windowOfRange = (lower: number, upper: number, name: string): DisplayWindow => ({ center: Math.round((lower + upper + 1) / 2), width: Math.max(2, Math.round(upper - lower + 1)), name });

/** Right drag: across changes the width, down the level, by a step that suits the present width; coarse on wide windows, fine on narrow ones. */
export function dragWindow(start: DisplayWindow, dx: number, dy: number): DisplayWindow {
  const step = Math.max(0.5, start.width / 250);
  return { center: Math.round(start.center + dy * step), width: Math.max(smallestWidth, Math.round(start.width + dx * step)), name: 'Custom', ...(start.shape ? { shape: start.shape } : {}) };
}
