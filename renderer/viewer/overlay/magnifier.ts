/** The magnifier: what is under the pointer, enlarged, with the calliper's axes and a cross (design standard, section 5). */
import type { CanvasPoint } from '../stage/displayTransform.ts';
import type { ScreenSegment } from '../../../src/figures/index.ts';

export const magnifierRadius = 92;
export const magnifierReach = 150;
export const magnifierFactor = 2.6;

/** Draws around `pointer` (CSS pixels of the pane) into a square canvas of twice the radius. `color` is the lesion's. */
export function drawMagnifier(target: HTMLCanvasElement, source: HTMLCanvasElement, sourceWidth: number, pointer: CanvasPoint, lines: readonly ScreenSegment[], color: string): void {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const side = Math.round(2 * magnifierRadius * ratio);
  if (target.width !== side) { target.width = side; target.height = side; }
  const context = target.getContext('2d');
  if (!context) return;
  const scale = source.width / sourceWidth;
  const span = (2 * magnifierRadius) / magnifierFactor;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = 'black';
  context.fillRect(0, 0, 2 * magnifierRadius, 2 * magnifierRadius);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, (pointer[0] - span / 2) * scale, (pointer[1] - span / 2) * scale, span * scale, span * scale, 0, 0, 2 * magnifierRadius, 2 * magnifierRadius);
  const place = (point: CanvasPoint): CanvasPoint => [magnifierRadius + (point[0] - pointer[0]) * magnifierFactor, magnifierRadius + (point[1] - pointer[1]) * magnifierFactor];
  const stroke = (style: string, width: number, segments: readonly ScreenSegment[]): void => {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    for (const [a, b] of segments) { context.moveTo(...place(a)); context.lineTo(...place(b)); }
    context.stroke();
  };
  stroke('rgba(0, 0, 0, 0.72)', 3.5, lines);
  stroke(color, 1, lines);
  const middle = magnifierRadius;
  context.strokeStyle = 'rgba(255, 255, 255, 0.85)';
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(middle - 8, middle + 0.5); context.lineTo(middle + 9, middle + 0.5);
  context.moveTo(middle + 0.5, middle - 8); context.lineTo(middle + 0.5, middle + 9);
  context.stroke();
}
