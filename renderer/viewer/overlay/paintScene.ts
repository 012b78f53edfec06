/** Puts a scene into an SVG. The scene is small, so it is laid anew each time: no diffing, no framework, under a millisecond. */
import type { SceneGroup, SceneShape } from './caliperScene.ts';
import type { CanvasPoint } from '../stage/displayTransform.ts';

const namespace = 'http://www.w3.org/2000/svg';
/** Black on each side of every line. */
const haloPx = 1.25;

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const node = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return node;
}

const at = (value: number): string => value.toFixed(2);

function starPoints([x, y]: CanvasPoint): string {
  return Array.from({ length: 10 }, (_, corner) => {
    const radius = corner % 2 === 0 ? 5 : 2.1;
    const angle = (corner * Math.PI) / 5 - Math.PI / 2;
    return `${at(x + radius * Math.cos(angle))},${at(y + radius * Math.sin(angle))}`;
  }).join(' ');
}

function paintShape(shape: SceneShape): SVGElement[] {
  switch (shape.kind) {
    case 'line': {
      const ends = { x1: at(shape.from[0]), y1: at(shape.from[1]), x2: at(shape.to[0]), y2: at(shape.to[1]) };
      const dash: Record<string, string> = shape.dash ? { 'stroke-dasharray': shape.dash } : {};
      const line = element('line', { class: 'nd-line', 'stroke-width': shape.width, 'data-part': shape.part, ...ends, ...dash });
      return shape.halo ? [element('line', { class: 'nd-halo', 'stroke-width': shape.width + 2 * haloPx, ...ends }), line] : [line];
    }
    case 'handle': {
      const circle = { cx: at(shape.at[0]), cy: at(shape.at[1]) };
      return [
        ...(shape.ring ? [element('circle', { class: 'nd-handle-ring', r: shape.radius + 4, ...circle })] : []),
        element('circle', { class: 'nd-handle-halo', r: shape.radius + haloPx, ...circle }),
        element('circle', { class: shape.hollow ? 'nd-handle-hollow' : 'nd-handle', r: shape.hollow ? shape.radius - 0.5 : shape.radius, 'data-part': shape.part, ...circle }),
      ];
    }
    case 'star': return [element('polygon', { class: 'nd-star', points: starPoints(shape.at) })];
    case 'text': {
      const node = element('text', { class: 'nd-label', x: at(shape.at[0]), y: at(shape.at[1]) });
      node.textContent = shape.text;
      return [node];
    }
  }
}

/** Halos of a group lie under all its lines, so that no halo cuts a line. */
export function paintScene(target: SVGGElement, groups: readonly SceneGroup[]): void {
  target.replaceChildren(...groups.map((group) => {
    const node = element('g', { class: `nd-caliper nd-role-${group.role}${group.ghost ? ' nd-ghost' : ''}`, 'data-lesion': group.lesionId, 'data-label': group.label });
    const painted = group.shapes.flatMap(paintShape);
    const isHalo = (each: SVGElement): boolean => each.getAttribute('class') === 'nd-halo';
    node.append(...painted.filter(isHalo), ...painted.filter((each) => !isHalo(each)));
    return node;
  }));
}

/** Widths of texts as labels are set, measured once each. */
export function createTextMeasure(font: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  const widths = new Map<string, number>();
  return (text) => {
    const known = widths.get(text);
    if (known !== undefined) return known;
    if (context) context.font = font;
    const width = context ? context.measureText(text).width : text.length * 7;
    if (widths.size > 500) widths.clear();
    widths.set(text, width);
    return width;
  };
}
