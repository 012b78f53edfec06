export type ScaleBar = { readonly lengthMm: number; readonly lengthPx: number; /** Positions of the ticks from the left end, both ends included. */ readonly ticksPx: readonly number[]; readonly text: string };

const lengthsMm = [200, 100, 50, 20, 10, 5, 2, 1];
const longestPx = 200;

/** The longest round length that is not longer than 200 px, in five parts where they are whole mm; null where even 1 mm is longer or the bar would vanish. */
export function scaleBar(pixelsPerMm: number, availablePx: number): ScaleBar | null {
  const lengthMm = lengthsMm.find((mm) => mm * pixelsPerMm <= Math.min(longestPx, availablePx));
  if (lengthMm === undefined || lengthMm * pixelsPerMm < 8) return null;
  const parts = lengthMm === 2 ? 2 : lengthMm === 1 ? 1 : 5;
  const lengthPx = lengthMm * pixelsPerMm;
  return { lengthMm, lengthPx, ticksPx: Array.from({ length: parts + 1 }, (_, tick) => (tick * lengthPx) / parts), text: `${lengthMm} mm` };
}
