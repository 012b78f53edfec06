/** What a figure is before and after it is drawn. Plain data and functions; no DOM. */
import type { StudyAnalysisReply } from '../casefile/index.ts';
import type { Theme } from './theme.ts';

export const figureIds = [
  'waterfall', 'spider', 'swimmer', 'pfs', 'os', 'ttp', 'dor', 'response', 'enrolment', 'agreement-readers', 'sums-readers', 'diameters-readers', 'agreement-central', 'sums-central', 'diameters-central',
] as const;
/** `readers`: reader 1 and reader 2; `central`: the site and the accepted central read. */
export type FigureId = (typeof figureIds)[number];

/** The analysis as the page and the command get it. */
export type FigureSource = StudyAnalysisReply;

/** Room of a drawing in px, the size of its text (1 = 11 px) and its colours. */
export type Space = {
  readonly width: number; readonly height: number; readonly text: number; readonly theme: Theme;
  /** Rows of a swimmer to draw, where not all fit: from, how many. */
  readonly rows?: readonly [from: number, count: number];
  /** Most lines of a spider; null: all. */
  readonly mostLines?: number | null;
};

/** What can be pointed at: places in px, side by side. `x` means the nearest column counts, `y` the nearest row. */
export type Spots = { readonly near: 'x' | 'y' | 'xy'; readonly xs: readonly number[]; readonly ys: readonly number[] };
/** What is said of a spot. `subjectId`: the page to open; null where it is about several. */
export type Told = { readonly title: string; readonly lines: readonly string[]; readonly subjectId: string | null };

export type Drawing = {
  /** SVG elements, without the root. */
  readonly body: string;
  readonly spots: Spots;
  readonly tell: (spot: number) => Told;
  /** Drawn only in part, and what is left out: for the footnote. Empty when all is drawn. */
  readonly left: string;
};

export type Table = { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | number | boolean | null)[])[] };

/** A kind of figure: its words, what is drawn of an analysis, and the numbers that are drawn. */
export type FigureKind = {
  readonly title: (source: FigureSource) => string;
  readonly about: (source: FigureSource) => string;
  /** Null: nothing to draw, with the reason in `empty`. */
  readonly empty: (source: FigureSource) => string | null;
  readonly draw: (source: FigureSource, space: Space) => Drawing;
  readonly table: (source: FigureSource) => Table;
  /** Subjects or pairs that are not in the figure, and why; definitions of its marks. */
  readonly notes: (source: FigureSource) => readonly string[];
  /** Whose reads are shown, where it is not the evaluator that was chosen. */
  readonly evaluator?: string;
  /** Usual size of a file, px. */
  readonly size: (source: FigureSource) => readonly [width: number, height: number];
};

export const nothingToPoint: Pick<Drawing, 'spots' | 'tell' | 'left'> = { spots: { near: 'xy', xs: [], ys: [] }, tell: () => ({ title: '', lines: [], subjectId: null }), left: '' };

/** The same of the same analysis, worked out once: a figure's drawing, its notes and its table ask for it one after another. */
export function ofAnalysis<Part extends object, Value>(make: (source: Part) => Value): (source: Part) => Value {
  const known = new WeakMap<Part, { readonly value: Value }>();
  return (source) => {
    const found = known.get(source) ?? { value: make(source) };
    known.set(source, found);
    return found.value;
  };
}
