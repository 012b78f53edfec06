/** Words in the fonts of the program: which file has which sign, how wide words are, where lines break. A sign that none has is written by its Unicode number, so that nothing is lost. */
import PDFDocument from 'pdfkit';
import type { ReportFont } from './model.ts';
import type { PdfFile } from './file.ts';
import type { Style } from './theme.ts';

/** Signs of one font; `actual`: what they stand for, where that is not what they say. */
type Run = { readonly font: string; readonly text: string; readonly actual?: string };
export type Line = { readonly runs: readonly Run[]; readonly width: number; /** Goes on in the next line without a space: a word was cut. */ readonly isCut?: true };

/** A parsed font of the library, and what it laid out already. */
type ParsedFont = {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(code: number): boolean;
  layout(text: string): { readonly glyphs: readonly { readonly advanceWidth: number; readonly path: { toSVG(): string } }[] };
};
type WithFont = { _font: { font: ParsedFont; layoutCache: object } };

/** What reports of the same fonts have in common: parsing and laying out the same words again would take longer than writing a page. */
type FontSet = { readonly parsed: ReadonlyMap<string, ParsedFont>; readonly layouts: Map<string, object>; readonly fontOf: Map<string, string | null>; readonly widths: Map<string, number> };
const sets = new WeakMap<readonly ReportFont[], FontSet>();
/** Words kept before all of it is forgotten. */
const mostWords = 60_000;

function fontSet(fonts: readonly ReportFont[]): FontSet {
  const known = sets.get(fonts);
  if (known && known.widths.size < mostWords) return known;
  const file = new PDFDocument({ autoFirstPage: false, font: null as unknown as string });
  const parsed = known?.parsed ?? new Map(fonts.map(({ name, bytes }): [string, ParsedFont] => [name, (file.registerFont(name, bytes as unknown as Buffer).font(name) as unknown as WithFont)._font.font]));
  const set: FontSet = { parsed, layouts: new Map(fonts.map(({ name }) => [name, Object.create(null) as object])), fontOf: known?.fontOf ?? new Map<string, string | null>(), widths: new Map<string, number>() };
  sets.set(fonts, set);
  return set;
}

const plain = /^[\u0020-\u007e]*$/;
/** Order in which scripts are asked for a sign. */
const scripts = ['latin', 'latin-ext', 'greek', 'cyrillic', 'cyrillic-ext', 'greek-ext', 'vietnamese', 'signs'] as const;

/** Text as it can stand on a line: composed, without control characters, one kind of narrow space. */
export const printable = (words: string): string => words.toWellFormed().normalize('NFC').replaceAll('\u202f', '\u2009').replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '').replace(/\p{Cc}+/gu, ' ');

const hex = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

export class Letters {
  readonly #file: PdfFile;
  readonly #set: FontSet;
  readonly #opened = new Set<string>();
  #missing = false;

  constructor(file: PdfFile, fonts: readonly ReportFont[]) {
    this.#file = file;
    this.#set = fontSet(fonts);
    for (const [name, font] of this.#set.parsed) file.registerFont(name, font as never);
  }

  /** Takes a font for what is measured or drawn next. */
  #use(font: string): PdfFile {
    this.#file.font(font);
    if (!this.#opened.has(font)) {
      this.#opened.add(font);
      (this.#file as unknown as WithFont)._font.layoutCache = this.#set.layouts.get(font) ?? {};
    }
    return this.#file;
  }

  /** True once a sign had to be written by its number. */
  get hasMissing(): boolean {
    return this.#missing;
  }

  /** The font that has a sign; null: none. */
  #find(sign: string, { weight, mono }: Style): string | null {
    const key = `${mono === true ? 'm' : weight}${sign}`;
    const known = this.#set.fontOf.get(key);
    if (known !== undefined) return known;
    const code = sign.codePointAt(0) ?? 0;
    const names = [...(mono === true ? ['mono-400'] : []), ...scripts.map((script) => `${script}-${weight}`)];
    const found = names.find((name) => this.#set.parsed.get(name)?.hasGlyphForCodePoint(code) === true) ?? null;
    this.#set.fontOf.set(key, found);
    return found;
  }

  /** Words cut where the font changes. */
  runs(words: string, style: Style): readonly Run[] {
    const base = style.mono === true ? 'mono-400' : `latin-${style.weight}`;
    if (plain.test(words)) return words === '' ? [] : [{ font: base, text: words }];
    const runs: { font: string; text: string; actual?: string }[] = [];
    for (const sign of printable(words)) {
      const font = this.#find(sign, style);
      const last = runs.at(-1);
      if (font !== null) {
        if (last && last.actual === undefined && last.font === font) last.text += sign;
        else runs.push({ font, text: sign });
        continue;
      }
      this.#missing = true;
      const number = hex(sign.codePointAt(0) ?? 0);
      if (last?.actual !== undefined) {
        last.actual += sign;
        last.text = `${last.text.slice(0, -1)} ${number}]`;
      } else runs.push({ font: base, text: `[${number}]`, actual: sign });
    }
    return runs;
  }

  #runWidth({ font, text }: Run, { size }: Style): number {
    const key = `${font} ${text}`;
    const known = this.#set.widths.get(key);
    if (known !== undefined) return known * size;
    const width = this.#use(font).fontSize(100).widthOfString(text) / 100;
    this.#set.widths.set(key, width);
    return width * size;
  }

  width(words: string, style: Style): number {
    return this.runs(words, style).reduce((sum, run) => sum + this.#runWidth(run, style), 0);
  }

  #line(words: string, style: Style): Line {
    const runs = this.runs(words, style);
    return { runs, width: runs.reduce((sum, run) => sum + this.#runWidth(run, style), 0) };
  }

  /** The longest beginning that fits, at least one sign; found by halving, since a person can write very much. */
  #longest(signs: readonly string[], fits: (words: string) => boolean): string {
    let [low, high] = [1, signs.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (fits(signs.slice(0, middle).join(''))) low = middle;
      else high = middle - 1;
    }
    return signs.slice(0, low).join('');
  }

  /** As much of a word as fits, at least one sign. */
  #cut(word: string, style: Style, width: number): number {
    return this.#longest([...word], (words) => this.width(words, style) <= width).length;
  }

  /** Lines no wider than `width` pt: broken at spaces, a word that is wider than a line anywhere. Line feeds begin a new line. Always one line at least. */
  wrap(words: string, style: Style, width: number): readonly Line[] {
    const lines: Line[] = [];
    for (const paragraph of words.split(/\r\n|[\n\r\u2028\u2029]/)) {
      let current = '';
      for (const word of printable(paragraph).split(' ')) {
        let rest = word;
        if (current !== '' && this.width(`${current} ${word}`, style) <= width) {
          current = `${current} ${word}`;
          continue;
        }
        if (current !== '') lines.push(this.#line(current, style));
        while (this.width(rest, style) > width) {
          const fits = this.#cut(rest, style, width);
          if (fits >= rest.length) break;
          lines.push({ ...this.#line(rest.slice(0, fits), style), isCut: true });
          rest = rest.slice(fits);
        }
        current = rest;
      }
      lines.push(this.#line(current, style));
    }
    return lines;
  }

  /** Draws a line with its top at `y`. */
  draw(line: Line, x: number, y: number, style: Style): void {
    // Inter's ascent and descent are 0.97 and 0.24 em; letters stand in the middle of the line.
    this.drawOnBase(line, x, y + (style.line + 0.727 * style.size) / 2, style);
  }

  /** Draws a line on its base line. A space ends it that nobody sees: read aloud or copied, its last word stays apart from what follows. */
  drawOnBase(line: Line, x: number, base: number, style: Style): void {
    let at = x;
    for (const [place, run] of line.runs.entries()) {
      const width = this.#runWidth(run, style);
      if (run.actual !== undefined) this.#file.markContent('Span', { actual: run.actual });
      this.#use(run.font).fontSize(style.size).fillColor(style.colour).text(place === line.runs.length - 1 && line.isCut === undefined ? `${run.text} ` : run.text, at, base, { lineBreak: false, baseline: 'alphabetic' });
      if (run.actual !== undefined) this.#file.endMarkedContent();
      at += width;
    }
  }

  /** Letters as shapes, their middle at 0,0: they are seen, but not found as words. */
  drawShapes(words: string, font: string, size: number, colour: string): void {
    const parsed = this.#set.parsed.get(font);
    if (!parsed) return;
    const { glyphs } = parsed.layout(words);
    const scale = size / parsed.unitsPerEm;
    this.#file.save().scale(scale, -scale).translate(-glyphs.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0) / 2, -0.36 * parsed.unitsPerEm);
    for (const { advanceWidth, path } of glyphs) {
      this.#file.path(path.toSVG()).fill(colour);
      this.#file.translate(advanceWidth, 0);
    }
    this.#file.restore();
  }

  /** One line of words, shortened with dots where it is wider than `width`. */
  fitted(words: string, style: Style, width: number): Line {
    const shown = printable(words);
    if (this.width(shown, style) <= width) return this.#line(shown, style);
    return this.#line(`${this.#longest([...shown], (some) => this.width(`${some}…`, style) <= width).trimEnd()}…`, style);
  }
}
