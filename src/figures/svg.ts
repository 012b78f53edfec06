/** Small writers of SVG text. Coordinates in px of the drawing, y downwards; rounded to a hundredth. */

type Attribute = string | number | null | undefined;

/** A coordinate as SVG writes it. */
export const px = (value: number): string => String(Math.round(value * 100) / 100);

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Text as it may stand in SVG: without what XML forbids, so that no subject's code or title breaks a file. */
// eslint-disable-next-line no-control-regex -- these are the characters that XML forbids
export const escaped = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '').replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

/** An element; attributes that are null are left out. Children are SVG text already. */
export function element(name: string, attributes: Readonly<Record<string, Attribute>>, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => (value == null ? '' : ` ${key}="${typeof value === 'number' ? px(value) : escaped(value)}"`)).join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

export type TextLook = { readonly size?: number; readonly fill: string; readonly weight?: number; readonly anchor?: 'start' | 'middle' | 'end'; readonly turn?: number };

/** A line of text on its baseline. */
export const text = (x: number, y: number, words: string, { size, fill, weight, anchor, turn }: TextLook): string =>
  element('text', { x, y, 'font-size': size, fill, 'font-weight': weight === 400 ? null : weight, 'text-anchor': anchor === 'start' ? null : anchor, transform: turn === undefined ? null : `rotate(${turn} ${px(x)} ${px(y)})` }, escaped(words));

export type LineLook = { readonly stroke: string; readonly width?: number; readonly dash?: string };
export const line = (x1: number, y1: number, x2: number, y2: number, { stroke, width = 1, dash }: LineLook): string => element('line', { x1, y1, x2, y2, stroke, 'stroke-width': width, 'stroke-dasharray': dash });
export const rect = (x: number, y: number, width: number, height: number, look: Readonly<Record<string, Attribute>>): string => element('rect', { x, y, width: Math.max(0, width), height: Math.max(0, height), ...look });
export const path = (d: string, look: Readonly<Record<string, Attribute>>): string => (d === '' ? '' : element('path', { d, ...look }));
/** A rectangle as part of a path. */
export const box = (x: number, y: number, width: number, height: number): string => `M${px(x)} ${px(y)}h${px(width)}v${px(height)}h${px(-width)}z`;

/** Marks of events: each is told by its form. */
export const marks = {
  ring: (x: number, y: number, r: number): string => `M${px(x - r)} ${px(y)}a${px(r)} ${px(r)} 0 1 0 ${px(2 * r)} 0a${px(r)} ${px(r)} 0 1 0 ${px(-2 * r)} 0z`,
  diamond: (x: number, y: number, r: number): string => `M${px(x)} ${px(y - r)}l${px(r)} ${px(r)}l${px(-r)} ${px(r)}l${px(-r)} ${px(-r)}z`,
  cross: (x: number, y: number, r: number): string => `M${px(x - r)} ${px(y - r)}l${px(2 * r)} ${px(2 * r)}m0 ${px(-2 * r)}l${px(-2 * r)} ${px(2 * r)}`,
  arrow: (x: number, y: number, r: number): string => `M${px(x)} ${px(y)}h${px(2.2 * r)}m${px(-r)} ${px(-r)}l${px(r)} ${px(r)}l${px(-r)} ${px(r)}`,
  square: (x: number, y: number, r: number): string => box(x - r, y - r, 2 * r, 2 * r),
  triangle: (x: number, y: number, r: number): string => `M${px(x)} ${px(y - r)}l${px(r)} ${px(1.8 * r)}h${px(-2 * r)}z`,
  tick: (x: number, y: number, r: number): string => `M${px(x)} ${px(y - r)}v${px(2 * r)}`,
} as const;
