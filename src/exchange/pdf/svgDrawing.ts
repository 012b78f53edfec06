/** Draws the figures of `src/figures` into a report as lines and words, not as a picture: what their SVG uses (groups moved, rectangles, lines, paths, text, a hatch) and no more. */
import type { Report } from './report.ts';
import type { Style } from './theme.ts';

type Attributes = Readonly<Record<string, string>>;
type Node = { readonly name: string; readonly attributes: Attributes; readonly children: (Node | string)[] };

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const unescaped = (text: string): string => text.replace(/&(amp|lt|gt|quot);/g, (_all, name: string) => entities[name] ?? '');

/** The tree of SVG text as our builders write it: no comments, no CDATA, attributes in double quotes. */
export function parseSvg(svg: string): Node {
  const root: Node = { name: '', attributes: {}, children: [] };
  const open: Node[] = [root];
  for (const [, isEnd, name, inside, isEmpty, words] of svg.replace(/^<\?xml[^>]*>\s*/, '').matchAll(/<(\/)?([\w-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/)?>|([^<]+)/g)) {
    if (words !== undefined) open.at(-1)?.children.push(unescaped(words));
    else if (isEnd === '/') open.pop();
    else {
      const node: Node = { name: name ?? '', attributes: Object.fromEntries([...(inside ?? '').matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key ?? '', unescaped(value ?? '')])), children: [] };
      open.at(-1)?.children.push(node);
      if (isEmpty !== '/') open.push(node);
    }
  }
  return root;
}

const number = (value: string | undefined, fallback = 0): number => (value === undefined ? fallback : Number(value));
/** Lines along which the ground shows through what is there already: the hatch of what was not evaluable, and the fills of arms as `figures/arms` makes them. Distances in px. */
type Overlay = { readonly width: number; readonly opacity: number; readonly dash?: number; readonly lines: (extent: number) => readonly (readonly [x0: number, y0: number, x1: number, y1: number])[] };
const everyPx = (from: number, step: number, extent: number): readonly number[] => Array.from({ length: Math.max(0, Math.ceil((extent - from) / step)) }, (_, at) => from + at * step);
const overlays: Readonly<Record<string, Overlay>> = {
  hatch: { width: 1.5, opacity: 0.7, lines: (extent) => everyPx(-extent, 5 * Math.SQRT2, extent).map((at) => [at, extent, at + extent, 0]) },
  dotted: { width: 2, opacity: 0.8, dash: 2, lines: (extent) => everyPx(2, 4, extent).map((y) => [1, y, extent, y]) },
  ruled: { width: 1.4, opacity: 0.8, lines: (extent) => everyPx(0.7, 3.6, extent).map((y) => [0, y, extent, y]) },
  striped: { width: 1.4, opacity: 0.8, lines: (extent) => everyPx(0.7, 3.6, extent).map((x) => [x, 0, x, extent]) },
  chequered: { width: 2.5, opacity: 0.8, dash: 2.5, lines: (extent) => everyPx(1.25, 2.5, extent).map((y, at) => [at % 2 === 0 ? 0 : 2.5, y, extent, y]) },
};
/** The overlay that a fill names, `url(#dotted-nadir-print)`; null of a colour. */
const overlayOf = (fill: string | undefined): Overlay | null => (fill?.startsWith('url(#') ? overlays[fill.slice(5).split('-')[0] ?? ''] ?? overlays['hatch'] ?? null : null);

/** Fills and strokes what was just outlined. `extent`: how far an overlay has to reach, px. */
function paint({ file }: Report, { fill, stroke, ...rest }: Attributes, extent: number): void {
  const overlay = overlayOf(fill);
  if (overlay) {
    file.save().clip();
    file.lineWidth(overlay.width).strokeColor('#FFFFFF').strokeOpacity(overlay.opacity);
    if (overlay.dash !== undefined) file.dash(overlay.dash, { space: overlay.dash });
    for (const [x0, y0, x1, y1] of overlay.lines(extent)) file.moveTo(x0, y0).lineTo(x1, y1);
    file.stroke().restore();
    return;
  }
  file.save();
  const hasFill = fill !== 'none';
  const hasStroke = stroke !== undefined && stroke !== 'none';
  const opacity = number(rest['opacity'], 1);
  if (hasFill) file.fillColor(fill ?? '#000000').fillOpacity(opacity * number(rest['fill-opacity'], 1));
  if (hasStroke) {
    file.lineWidth(number(rest['stroke-width'], 1)).strokeColor(stroke).strokeOpacity(opacity * number(rest['stroke-opacity'], 1));
    if (rest['stroke-linecap'] === 'round') file.lineCap('round');
    if (rest['stroke-linejoin'] === 'round') file.lineJoin('round');
    const dash = (rest['stroke-dasharray'] ?? '').split(/[ ,]+/).map(Number).filter((length) => length > 0);
    // The types know one length; the writer takes as many as SVG does.
    if (dash.length > 0) file.dash((dash.length === 1 ? [...dash, ...dash] : dash) as unknown as number, {});
  }
  if (hasFill && hasStroke) file.fillAndStroke();
  else if (hasFill) file.fill();
  else if (hasStroke) file.stroke();
  file.restore();
}

function drawText({ file, letters }: Report, { attributes, children }: Node, size: number): void {
  const words = children.filter((one) => typeof one === 'string').join('');
  if (words.trim() === '') return;
  const style: Style = { size: number(attributes['font-size'], size), line: 12, weight: number(attributes['font-weight'], 400) >= 550 ? 600 : 400, colour: attributes['fill'] ?? '#000000' };
  const line = letters.fitted(words, style, 1e6);
  const [x, y] = [number(attributes['x']), number(attributes['y'])];
  const start = attributes['text-anchor'] === 'end' ? x - line.width : attributes['text-anchor'] === 'middle' ? x - line.width / 2 : x;
  file.save();
  const turn = /rotate\((-?[\d.]+) (-?[\d.]+) (-?[\d.]+)\)/.exec(attributes['transform'] ?? '');
  if (turn) file.rotate(Number(turn[1]), { origin: [Number(turn[2]), Number(turn[3])] });
  // A halo: the ground behind the words instead of their outline, which would stand in the text a second time.
  if (attributes['paint-order'] === 'stroke') file.rect(start - 1.5, y - 0.8 * style.size, line.width + 3, 1.05 * style.size).fill(attributes['stroke'] ?? '#FFFFFF');
  letters.drawOnBase(line, start, y, style);
  file.restore();
}

function drawNode(report: Report, node: Node | string, size: number, extent: number): void {
  if (typeof node === 'string') return;
  const { file } = report;
  const { name, attributes, children } = node;
  const at = (key: string): number => number(attributes[key]);
  switch (name) {
    case 'defs': case 'title': case 'desc': return;
    case 'text': return drawText(report, node, size);
    case 'rect':
      if (at('width') <= 0 || at('height') <= 0) return;
      if (attributes['rx'] === undefined) file.rect(at('x'), at('y'), at('width'), at('height'));
      else file.roundedRect(at('x'), at('y'), at('width'), at('height'), at('rx'));
      return paint(report, attributes, extent);
    case 'line':
      file.moveTo(at('x1'), at('y1')).lineTo(at('x2'), at('y2'));
      return paint(report, { ...attributes, fill: 'none' }, extent);
    case 'path':
      if (attributes['d'] === undefined) return;
      file.path(attributes['d']);
      return paint(report, attributes, extent);
    default: {
      file.save();
      const moved = /translate\((-?[\d.]+)[ ,](-?[\d.]+)\)/.exec(attributes['transform'] ?? '');
      if (moved) file.translate(Number(moved[1]), Number(moved[2]));
      const own = number(attributes['font-size'], size);
      for (const child of children) drawNode(report, child, own, extent);
      file.restore();
    }
  }
}

/** Draws SVG with its left upper corner at `x`, `y`, so many pt a px. */
export function drawSvg(report: Report, svg: string, { x, y, scale, extent }: { readonly x: number; readonly y: number; readonly scale: number; readonly extent: number }): void {
  const { file } = report;
  file.save();
  file.translate(x, y).scale(scale);
  drawNode(report, parseSvg(svg), 11, extent);
  file.restore();
}
