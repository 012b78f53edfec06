/** A report as it grows: sections under each other on as many pages as they need, every word in the structure tree, running head and foot on every page. */
import { Letters, type Line } from './letters.ts';
import type { ReportFont } from './model.ts';
import { PdfFile, type FileHead } from './file.ts';
import { colours, page, styles, type Style } from './theme.ts';

/** A node of the structure tree, as the library has it. */
export type Tag = PDFKit.PDFStructureElement;

export type ReportHead = FileHead & {
  /** Small words at the top of every page after the first, and at the bottom of each: what it is about. */
  readonly running: string;
  readonly foot: string;
  /** Program, engine and the instant of the facts, on the last line of every page. */
  readonly madeBy: string;
  /** Marked on every page: what is in it is not signed. */
  readonly isDraft: boolean;
};

/** Lines of one look. */
export type Block = { readonly lines: readonly Line[]; readonly style: Style };
const heightOf = (blocks: readonly Block[]): number => blocks.reduce((sum, { lines, style }) => sum + lines.length * style.line, 0);

export class Report {
  readonly file: PdfFile;
  readonly letters: Letters;
  readonly #head: ReportHead;
  readonly #document: Tag;
  #section: Tag;
  #y: number = page.top;

  constructor(head: ReportHead, fonts: readonly ReportFont[]) {
    this.#head = head;
    this.file = new PdfFile(head);
    this.letters = new Letters(this.file, fonts);
    this.#document = this.file.struct('Document', { title: head.title });
    this.file.addStructure(this.#document);
    this.#section = this.#document;
    this.newPage();
  }

  get y(): number {
    return this.#y;
  }

  /** Room left on the page, pt. */
  get room(): number {
    return page.bottom - this.#y;
  }

  newPage(): void {
    this.file.addPage();
    this.#y = page.top;
    if (this.#head.isDraft) this.artifact(() => this.#watermark());
  }

  /** A new page unless so much room is left. */
  need(height: number): void {
    if (this.room < height && this.#y > page.top) this.newPage();
  }

  space(height: number): void {
    this.#y = Math.min(page.bottom, this.#y + height);
  }

  moveTo(y: number): void {
    this.#y = y;
  }

  /** What is drawn here is not content: lines, fills, running heads. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.file.markContent('Artifact', { type } as never);
    draw();
    this.file.endMarkedContent();
  }

  /** A node under the section; what `draw` draws on the current page is its content. */
  tag(type: string, options: { readonly title?: string; readonly alt?: string } & { readonly scope?: 'Column' | 'Row'; readonly columns?: number; readonly bbox?: readonly number[] }, draw?: () => void, under: Tag = this.#section): Tag {
    const { columns, ...rest } = options;
    const tag = this.file.struct(type as never, rest as never);
    if (columns !== undefined && columns > 1) {
      const { data } = (tag as unknown as { readonly dictionary: { readonly data: { A?: object } } }).dictionary;
      data.A = { ...data.A, O: 'Table', ColSpan: columns };
    }
    under.add(tag);
    if (draw) tag.add(draw);
    return tag;
  }

  /** Begins a section with its heading, which stands on the page where `follow` pt of what comes next do. */
  section(title: string, { follow = 60, aside = '' }: { readonly follow?: number; readonly aside?: string } = {}): void {
    this.need(styles.heading.line + 12 + follow);
    if (this.#y > page.top) this.space(14);
    this.#section = this.tag('Sect', { title }, undefined, this.#document);
    const [x, y] = [page.left, this.#y];
    this.tag('H2', {}, () => this.letters.draw(this.letters.fitted(title, styles.heading, page.inner), x, y, styles.heading));
    if (aside !== '') {
      const line = this.letters.fitted(aside, styles.label, page.inner - 160);
      this.tag('P', {}, () => this.letters.draw(line, page.right - line.width, y + 4, styles.label));
    }
    this.file.outline.addItem(title);
    this.#y = y + styles.heading.line + 3;
    this.rule(0.8, colours.ink);
    this.space(5);
  }

  subheading(title: string, follow = 40): void {
    this.need(styles.subheading.line + follow);
    this.block('H3', [{ lines: this.letters.wrap(title, styles.subheading, page.inner), style: styles.subheading }]);
    this.space(2);
  }

  /** A horizontal line across the page. */
  rule(width: number, colour: string = colours.rule): void {
    this.artifact(() => this.file.moveTo(page.left, this.#y).lineTo(page.right, this.#y).lineWidth(width).strokeColor(colour).stroke());
  }

  paragraph(words: string, style: Style = styles.body, { x = page.left, width = page.inner }: { readonly x?: number; readonly width?: number } = {}): void {
    this.block('P', [{ lines: this.letters.wrap(words, style, width), style }], x);
  }

  /** Lines under each other, over the end of a page where they must. */
  block(type: 'P' | 'H1' | 'H3', blocks: readonly Block[], x: number = page.left): void {
    const tag = this.tag(type, {});
    const rest = blocks.flatMap(({ lines, style }) => lines.map((line) => ({ line, style })));
    while (rest.length > 0) {
      let height = 0;
      const here: { line: Line; style: Style; y: number }[] = [];
      while (rest[0] && (here.length === 0 || height + rest[0].style.line <= this.room)) {
        const [next] = rest.splice(0, 1);
        if (!next) break;
        if (here.length === 0 && next.style.line > this.room) this.newPage();
        here.push({ ...next, y: this.#y + height });
        height += next.style.line;
      }
      tag.add(() => { for (const { line, style, y } of here) this.letters.draw(line, x, y, style); });
      this.#y += height;
      if (rest.length > 0) this.newPage();
    }
    tag.end();
  }

  /** Words with their label over them, at a place; gives the height. */
  labelled(label: string, words: string, x: number, y: number, width: number, style: Style = styles.cell): number {
    const blocks: readonly Block[] = [{ lines: this.letters.wrap(label, styles.label, width), style: styles.label }, { lines: this.letters.wrap(words, style, width), style }];
    this.tag('P', {}, () => this.drawBlocks(blocks, x, y)).end();
    return heightOf(blocks);
  }

  drawBlocks(blocks: readonly Block[], x: number, y: number): void {
    let at = y;
    for (const { lines, style } of blocks) {
      for (const line of lines) {
        this.letters.draw(line, x, at, style);
        at += style.line;
      }
    }
  }

  #watermark(): void {
    this.file.save();
    this.file.translate(page.width / 2, page.height / 2).rotate(-52);
    this.letters.drawShapes('DRAFT', 'latin-600', 150, colours.watermark);
    this.file.restore();
  }

  #running(number: number, of: number): void {
    const { running, foot, madeBy, isDraft } = this.#head;
    const { letters } = this;
    const style = styles.label;
    const right = (words: string, y: number, look: Style = style): void => {
      const line = letters.fitted(words, look, page.inner / 2);
      letters.draw(line, page.right - line.width, y, look);
    };
    if (number > 1) {
      letters.draw(letters.fitted(running, style, page.inner - 90), page.left, 34, style);
      if (isDraft) right('Draft, not signed', 34, { ...style, colour: colours.draft, weight: 600 });
    }
    const y = page.bottom + 12;
    this.file.moveTo(page.left, y - 4).lineTo(page.right, y - 4).lineWidth(0.4).strokeColor(colours.rule).stroke();
    letters.draw(letters.fitted(foot, style, page.inner - 60), page.left, y, style);
    right(`Page ${number} of ${of}`, y);
    letters.draw(letters.fitted(`For research use. Not a medical device. ${madeBy}`, style, page.inner), page.left, y + 10, style);
  }

  /** Heads and feet, then the file. */
  bytes(): Uint8Array {
    this.#document.end();
    const { count } = this.file.bufferedPageRange();
    for (let number = 1; number <= count; number += 1) {
      this.file.switchToPage(number - 1);
      this.artifact(() => this.#running(number, count), 'Pagination');
    }
    return this.file.bytes();
  }
}
