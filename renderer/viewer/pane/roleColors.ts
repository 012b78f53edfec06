import type { LesionRole } from '../../../src/casefile/index.ts';
import { onViewerSettings } from '../viewerSettings.ts';

const known = new Map<LesionRole, string>();
onViewerSettings(() => known.clear());

/** Colour of a role as the palette has it, for what is drawn on a canvas. Asked of the style once: asking while dragging would compute the window's styles anew. */
export function roleColor(root: Element, role: LesionRole): string {
  const color = known.get(role) ?? getComputedStyle(root).getPropertyValue(`--viewer-${role}`).trim();
  known.set(role, color);
  return color;
}
