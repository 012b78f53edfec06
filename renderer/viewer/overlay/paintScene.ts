/** Puts a scene into an SVG. While a calliper is dragged only the attributes that moved are written; a scene of another make is laid anew. */
import type { SceneGroup, SceneShape } from '../../../src/figures/index.ts';
import type { CanvasPoint } from '../stage/displayTransform.ts';

const namespace = 'http://www.w3.org/2000/svg';
/** Black on each side of every line. */
const haloPx = 1.25;

/** An element to be: what `paintScene` compares with what stands there. */
type Spec = { readonly name: string; readonly attributes: Readonly<Record<string, string | number>>; readonly text?: string };
type GroupSpec = { readonly attributes: Readonly<Record<string, string>>; readonly children: readonly Spec[] };

const element = (name: string, attributes: Spec['attributes'], text?: string): Spec => ({ name, attributes, ...(text === undefined ? {} : { text }) });

function make({ name, attributes, text }: Spec): SVGElement {
  const node = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  if (text !== undefined) node.textContent = text;
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

function paintShape(shape: SceneShape): Spec[] {
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
    case 'text': return [element('text', { class: 'nd-label', x: at(shape.at[0]), y: at(shape.at[1]) }, shape.text)];
  }
}

/** Halos of a group lie under all its lines, so that no halo cuts a line. */
function specOf(group: SceneGroup): GroupSpec {
  const painted = group.shapes.flatMap(paintShape);
  const isHalo = (each: Spec): boolean => each.attributes['class'] === 'nd-halo';
  return {
    attributes: { class: `nd-caliper nd-role-${group.role}${group.ghost ? ' nd-ghost' : ''}`, 'data-lesion': group.lesionId, 'data-label': group.label },
    children: [...painted.filter(isHalo), ...painted.filter((each) => !isHalo(each))],
  };
}

const painted = new WeakMap<SVGGElement, readonly GroupSpec[]>();

/** Same elements with the same members: they can stay and take new values. */
const isSameMake = (before: GroupSpec, after: GroupSpec): boolean =>
  before.attributes['class'] === after.attributes['class'] && before.attributes['data-lesion'] === after.attributes['data-lesion'] && before.attributes['data-label'] === after.attributes['data-label']
  && before.children.length === after.children.length
  && before.children.every((spec, index) => {
    const other = after.children[index];
    return spec.name === other?.name && Object.keys(spec.attributes).join() === Object.keys(other.attributes).join();
  });

function change(node: Element, before: Spec, after: Spec): void {
  for (const [key, value] of Object.entries(after.attributes)) if (before.attributes[key] !== value) node.setAttribute(key, String(value));
  if (before.text !== after.text && after.text !== undefined) node.textContent = after.text;
}

export function paintScene(target: SVGGElement, groups: readonly SceneGroup[]): void {
  const specs = groups.map(specOf);
  const before = painted.get(target);
  painted.set(target, specs);
  if (before?.length === specs.length && specs.every((spec, index) => isSameMake(before[index]!, spec))) {
    specs.forEach((spec, index) => spec.children.forEach((child, each) => change(target.children[index]!.children[each]!, before[index]!.children[each]!, child)));
    return;
  }
  target.replaceChildren(...specs.map(({ attributes, children }) => {
    const node = make({ name: 'g', attributes });
    node.append(...children.map(make));
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
