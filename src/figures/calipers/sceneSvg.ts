/** Callipers, corner texts, letters and scale bar of a picture as SVG text, as the viewer shows them (design standard, section 5). */
import type { LesionRole } from '../../casefile/index.ts';
import type { EdgeLetters } from '../../geometry/index.ts';
import { element, line, px, text as textLine } from '../svg.ts';
import { buildCaliperScene, type SceneCaliper, type SceneShape } from './caliperScene.ts';
import type { Box, CanvasPoint } from './planar.ts';
import { scaleBar } from './scaleBar.ts';

/** Colours of the lesions' roles on images, whatever the theme: key images stay dark (design standard, section 6). */
export const roleColours: Readonly<Record<LesionRole, string>> = { target: '#FFD166', nonTarget: '#74E0E8', new: '#FF94D4' };

export type PictureOverlay = {
  readonly width: number;
  readonly height: number;
  /** How much larger than on a screen of the design texts and marks are. */
  readonly scale: number;
  readonly calipers: readonly SceneCaliper[];
  readonly topLeft: readonly string[];
  readonly bottomLeft: readonly string[];
  readonly letters: EdgeLetters | null;
  /** px per mm; null where no lengths in mm may be given: no scale bar. */
  readonly pixelsPerMm: number | null;
};

const haloPx = 1.25;
const lineHeight = 15;
const margin = 10;
const textColour = '#E7EAF0';

/** Width of a text in Inter at 12 px and weight 600, tabular figures; near enough to keep labels apart. */
const textWidth = (text: string): number => [...text].reduce((sum, sign) => sum + (/[0-9]/.test(sign) ? 7.9 : /[.,:;il|'!]/.test(sign) ? 3.6 : sign === '\u2002' ? 6 : /[A-Z]/.test(sign) ? 8.4 : /[mwMW]/.test(sign) ? 10.5 : 7), 0);

function starPoints([x, y]: CanvasPoint, scale: number): string {
  return Array.from({ length: 10 }, (_, corner) => {
    const radius = (corner % 2 === 0 ? 5 : 2.1) * scale;
    const angle = (corner * Math.PI) / 5 - Math.PI / 2;
    return `${px(x + radius * Math.cos(angle))},${px(y + radius * Math.sin(angle))}`;
  }).join(' ');
}

type Painted = { readonly halo: string; readonly mark: string };

function paint(shape: SceneShape, colour: string, scale: number): Painted {
  switch (shape.kind) {
    case 'line': {
      const [[x1, y1], [x2, y2]] = [shape.from, shape.to];
      const dash = shape.dash === null ? {} : { dash: shape.dash.split(' ').map((part) => px(Number(part) * scale)).join(' ') };
      const halo = shape.halo ? element('line', { x1, y1, x2, y2, stroke: '#000', 'stroke-opacity': '0.72', 'stroke-width': shape.width + 2 * haloPx * scale }) : '';
      return { halo, mark: line(x1, y1, x2, y2, { stroke: colour, width: shape.width, ...dash }) };
    }
    case 'handle': return { halo: '', mark: '' };
    case 'star': return { halo: '', mark: element('polygon', { points: starPoints(shape.at, scale), fill: colour, stroke: '#000', 'stroke-width': 3 * scale, 'paint-order': 'stroke' }) };
    case 'text': return { halo: '', mark: outlined(shape.at[0], shape.at[1], shape.text, scale, colour, 600) };
  }
}

/** A text that can be read on any background: 3 px of black around it. */
function outlined(x: number, y: number, words: string, scale: number, fill: string, weight: number, anchor: 'start' | 'middle' | 'end' = 'start'): string {
  const around = element('g', { stroke: '#000', 'stroke-width': 3 * scale, 'stroke-linejoin': 'round' }, textLine(x, y, words, { size: 12 * scale, fill: '#000', weight, anchor }));
  return around + textLine(x, y, words, { size: 12 * scale, fill, weight, anchor });
}

const cornerBox = (lines: readonly string[], x: number, y: number, scale: number): Box => ({ x, y, width: Math.max(0, ...lines.map(textWidth)) * scale, height: lines.length * lineHeight * scale });

function scaleBarSvg({ width, height, scale, pixelsPerMm }: PictureOverlay): string {
  const bar = pixelsPerMm === null ? null : scaleBar(pixelsPerMm / scale, (width / scale) * 0.4);
  if (!bar) return '';
  const [right, base] = [width - margin * scale, height - margin * scale];
  const left = right - bar.lengthPx * scale;
  const ticks = bar.ticksPx.map((at) => `M${px(left + at * scale)} ${px(base)}v${px(-5 * scale)}`).join('');
  const d = `M${px(left)} ${px(base)}H${px(right)}${ticks}`;
  const stroke = (colour: string, thick: number): string => element('path', { d, fill: 'none', stroke: colour, 'stroke-width': thick * scale });
  return stroke('#000', 3.5) + stroke(textColour, 1.25) + outlined(right, base - 9 * scale, bar.text, scale, textColour, 400, 'end');
}

/** What lies over a picture of an image, on a transparent ground. */
export function overlaySvg(overlay: PictureOverlay): string {
  const { width, height, scale, topLeft, bottomLeft, letters } = overlay;
  const at = margin * scale;
  const corners = [cornerBox(topLeft, at, at, scale), cornerBox(bottomLeft, at, height - at - bottomLeft.length * lineHeight * scale, scale)];
  const scene = buildCaliperScene(overlay.calipers, { x: 0, y: 0, width, height }, textWidth, corners, scale, true);
  const groups = scene.flatMap(({ role, shapes }) => {
    const painted = shapes.map((shape) => paint(shape, roleColours[role], scale));
    return [...painted.map(({ halo }) => halo), ...painted.map(({ mark }) => mark)];
  });
  const lines = (texts: readonly string[], top: number): string[] => texts.map((one, index) => outlined(at, top + (index * lineHeight + 11) * scale, one, scale, textColour, 400));
  const sides = letters === null ? [] : [
    outlined(width / 2, at + 11 * scale, letters.top, scale, textColour, 600, 'middle'), outlined(width / 2, height - at, letters.bottom, scale, textColour, 600, 'middle'),
    outlined(at, height / 2 + 4 * scale, letters.left, scale, textColour, 600), outlined(width - at, height / 2 + 4 * scale, letters.right, scale, textColour, 600, 'end'),
  ];
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': 'Inter' }, ...groups, ...lines(topLeft, at), ...lines(bottomLeft, height - at - bottomLeft.length * lineHeight * scale), ...sides, scaleBarSvg(overlay));
}
