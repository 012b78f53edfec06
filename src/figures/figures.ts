/** The figures of a study: which there are, their drawings, files and numbers. The window and the command use these and nothing else, so that both are the same. */
import { writeCsv } from '../common/index.ts';
import { agreementMatrix, blandAltmanFigure } from './agreement.ts';
import { enrolment } from './enrolment.ts';
import { footnoteOf } from './footnote.ts';
import { wrapped } from './measure.ts';
import { figureIds, type Drawing, type FigureId, type FigureKind, type FigureSource, type Space } from './model.ts';
import { response } from './response.ts';
import { spider } from './spider.ts';
import { survival } from './survival.ts';
import { element, rect, text } from './svg.ts';
import { swimmer } from './swimmer.ts';
import { themes, type Theme } from './theme.ts';
import { waterfall } from './waterfall.ts';

export const figureKinds: Readonly<Record<FigureId, FigureKind>> = {
  waterfall, spider, swimmer, pfs: survival('PFS'), os: survival('OS'), ttp: survival('TTP'), dor: survival('DOR'), response, enrolment,
  'agreement-readers': agreementMatrix('readers'), 'sums-readers': blandAltmanFigure('readers', 'sums'), 'diameters-readers': blandAltmanFigure('readers', 'diameters'),
  'agreement-central': agreementMatrix('central'), 'sums-central': blandAltmanFigure('central', 'sums'), 'diameters-central': blandAltmanFigure('central', 'diameters'),
};

/** Figures of an analysis that have something to draw, in the order of the page. */
export const figuresOf = (source: FigureSource): readonly FigureId[] => figureIds.filter((id) => figureKinds[id].empty(source) === null);

/** A figure alone, as the page shows it: head and footnote stand around it. */
export const drawFigure = (id: FigureId, source: FigureSource, space: Space): Drawing => figureKinds[id].draw(source, space);

const margin = 24;
/** Words and numbers in files: tabular figures, no runs of signs joined. */
const font = 'Inter, Helvetica, Arial, sans-serif';

export type FigureFile = { readonly svg: string; readonly width: number; readonly height: number };

/** The file of a figure: title, figure, footnote, on its own ground. `at`: time of creation, UTC, ISO text. */
export function figureSvg(id: FigureId, source: FigureSource, { theme, at }: { readonly theme: Exclude<Theme['name'], 'window'>; readonly at: string }): FigureFile {
  const kind = figureKinds[id];
  const colours = themes[theme];
  const [inner, high] = kind.size(source);
  const width = inner + 2 * margin;
  const { body, left } = kind.draw(source, { width: inner, height: high, text: 1, theme: colours, mostLines: null });
  const foot = footnoteOf(kind, source, at, left).flatMap((one) => wrapped(one, 9, inner));
  const [top, below] = [margin + 46, margin + 46 + high + 18];
  const height = below + foot.length * 13 + margin - 6;
  const svg = element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': font, 'font-size': 11, role: 'img', 'font-feature-settings': "'tnum'", 'font-variant-numeric': 'tabular-nums' },
    element('title', {}, text0(`${kind.title(source)}, ${source.study.code}`)), element('desc', {}, text0(`${kind.about(source)}. ${foot.join(' ')}`)), rect(0, 0, width, height, { fill: colours.ground }),
    text(margin, margin + 13, kind.title(source), { size: 15, fill: colours.ink, weight: 600 }), text(margin, margin + 30, kind.about(source), { size: 11, fill: colours.ink3 }),
    element('g', { transform: `translate(${margin} ${top})` }, body), ...foot.map((one, line) => text(margin, below + 9 + line * 13, one, { size: 9, fill: colours.ink3 })));
  return { svg: `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`, width, height };
}
const text0 = (words: string): string => words.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);

/** The numbers that a figure draws, as they are, RFC 4180; text that a spreadsheet would run is made harmless. */
export function figureCsv(id: FigureId, source: FigureSource): string {
  const { columns, rows } = figureKinds[id].table(source);
  return writeCsv(columns.map((name, at) => ({ name, cell: (row: (typeof rows)[number]) => row[at] ?? null })), rows, { forSpreadsheets: true });
}

/** Name of a figure's file without its ending: `TRIAL-waterfall`. */
export const figureFileName = (id: FigureId, { study }: FigureSource): string => `${study.code.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}-${id}`;
