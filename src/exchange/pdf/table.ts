/** Tables: rows that stay whole, heads again on every page, each cell in the structure tree. */
import type { Block, Report, Tag } from './report.ts';
import { colours, page, styles, type Style } from './theme.ts';
import { drawChip, chipHeight, type Chip } from './chip.ts';

/** Content of a cell: words of one look, perhaps beside a chip, or chips side by side. */
export type Piece = { readonly words: string; readonly style?: Style; /** Before the first line. */ readonly chip?: Chip; /** Begins where words beside this chip do. */ readonly under?: Chip } | { readonly chips: readonly Chip[] };
export type Cell = readonly Piece[] | string;
export type Column = { readonly width: number; readonly head: Cell; readonly align?: 'left' | 'right' | 'centre'; readonly tint?: string | undefined };
export type Row = {
  readonly cells: readonly Cell[];
  /** `sum`: line above, strong. `group`: one cell over all columns. */
  readonly kind?: 'plain' | 'sum' | 'group';
  /** Stays on one page with the row after it. */
  readonly withNext?: boolean;
};
type Drawn = { readonly kind: 'text'; readonly block: Block; readonly chip?: Chip; readonly indent: number } | { readonly kind: 'chips'; readonly chips: readonly Chip[] };

const pad = { x: 4, y: 2.6 } as const;

function measured(report: Report, cell: Cell, width: number, base: Style): readonly Drawn[] {
  const pieces: readonly Piece[] = typeof cell === 'string' ? [{ words: cell }] : cell;
  return pieces.map((piece): Drawn => {
    if ('chips' in piece) return { kind: 'chips', chips: piece.chips };
    const style = piece.style ?? base;
    const lead = piece.chip ?? piece.under;
    const indent = lead ? lead.width(report) + 5 : 0;
    return { kind: 'text', block: { lines: report.letters.wrap(piece.words, style, width - 2 * pad.x - indent), style }, indent, ...(piece.chip ? { chip: piece.chip } : {}) };
  });
}
const heightOf = (drawn: readonly Drawn[]): number => drawn.reduce((sum, one) => sum + (one.kind === 'text' ? one.block.lines.length * one.block.style.line : one.chips.length === 0 ? 0 : chipHeight + 1), 0) + 2 * pad.y;

function drawCell(report: Report, drawn: readonly Drawn[], { width, align = 'left' }: Pick<Column, 'width' | 'align'>, x: number, y: number): void {
  let at = y + pad.y;
  const start = (own: number): number => (align === 'right' ? x + width - pad.x - own : align === 'centre' ? x + (width - own) / 2 : x + pad.x);
  for (const one of drawn) {
    if (one.kind === 'chips') {
      let chipX = start(one.chips.reduce((sum, chip) => sum + chip.width(report) + 3, -3));
      for (const chip of one.chips) {
        drawChip(report, chip, chipX, at);
        chipX += chip.width(report) + 3;
      }
      at += one.chips.length === 0 ? 0 : chipHeight + 1;
      continue;
    }
    if (one.chip) drawChip(report, one.chip, x + pad.x, at);
    for (const line of one.block.lines) {
      report.letters.draw(line, one.indent > 0 ? x + pad.x + one.indent : start(line.width), at, one.block.style);
      at += one.block.style.line;
    }
  }
}

type Laid = { readonly cells: readonly { readonly drawn: readonly Drawn[]; readonly column: Column; readonly x: number; readonly span: number }[]; readonly height: number; readonly kind: NonNullable<Row['kind']> | 'head' };

function laid(report: Report, columns: readonly Column[], cells: readonly Cell[], kind: Laid['kind'], left: number): Laid {
  const base = kind === 'head' ? styles.head : kind === 'sum' || kind === 'group' ? styles.cellStrong : styles.cell;
  let x = left;
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  const placed = kind === 'group'
    ? [{ drawn: measured(report, cells[0] ?? '', whole, base), column: { ...(columns[0] ?? { head: '' }), width: whole }, x: left, span: columns.length }]
    : columns.map((column, at) => {
      const cell = { drawn: measured(report, cells[at] ?? '', column.width, base), column, x, span: 1 };
      x += column.width;
      return cell;
    });
  return { cells: placed, height: Math.max(...placed.map(({ drawn }) => heightOf(drawn))), kind };
}

/** Rows of a row that is higher than a page: its lines go on in the next one. */
function inPages(row: Laid, most: number): readonly Laid[] {
  if (row.height <= most) return [row];
  const parts: Laid['cells'][number]['drawn'][][] = [];
  row.cells.forEach(({ drawn }, column) => {
    let [part, height] = [0, 2 * pad.y];
    const put = (one: Drawn, needs: number): void => {
      if (height + needs > most) [part, height] = [part + 1, 2 * pad.y];
      const cells = parts[part] ??= row.cells.map(() => []);
      cells[column] = [...cells[column] ?? [], one];
      height += needs;
    };
    for (const one of drawn) {
      if (one.kind === 'chips') put(one, chipHeight + 1);
      else for (const line of one.block.lines) put({ ...one, block: { lines: [line], style: one.block.style } }, one.block.style.line);
    }
  });
  return parts.map((cells) => ({ ...row, cells: row.cells.map((cell, at) => ({ ...cell, drawn: cells[at] ?? [] })), height: Math.max(...cells.map(heightOf)) }));
}

/** Fills and lines behind a row. */
function drawGround(report: Report, { cells, height, kind }: Laid, y: number, whole: number, left: number): void {
  report.artifact(() => {
    for (const { column, x } of cells) if (column.tint !== undefined && kind !== 'group') report.file.rect(x, y, column.width, height).fill(column.tint);
    const line = (at: number, width: number, colour: string): unknown => report.file.moveTo(left, at).lineTo(left + whole, at).lineWidth(width).strokeColor(colour).stroke();
    if (kind === 'sum') line(y, 0.6, colours.ink2);
    if (kind === 'head') line(y + height, 0.6, colours.ink2);
    else line(y + height, 0.4, colours.rule);
  });
}

function drawRow(report: Report, row: Laid, table: Tag | null, firstIsHead: boolean): void {
  const { y } = report;
  const draw = (tag: Tag | null): void => row.cells.forEach(({ drawn, column, x, span }, at) => {
    const isHead = row.kind === 'head' || row.kind === 'group' || (firstIsHead && at === 0);
    if (!tag) drawCell(report, drawn, column, x, y);
    else report.tag(isHead ? 'TH' : 'TD', { ...(isHead ? { scope: row.kind === 'head' ? 'Column' as const : 'Row' as const } : {}), columns: span }, () => drawCell(report, drawn, column, x, y), tag).end();
  });
  if (table) {
    const tag = report.tag('TR', {}, undefined, table);
    draw(tag);
    tag.end();
  } else report.artifact(() => draw(null), 'Pagination');
  report.moveTo(y + row.height);
}

/** A table up to this height stays on one page where that is asked for: a page without its section's heading. */
const mostKept = page.bottom - page.top - 40;
/** Room that a table of that kind needs under its heading; of a larger one the room of its beginning. */
export function keptHeight(report: Report, columns: readonly Column[], rows: readonly Row[]): number {
  const all = laid(report, columns, columns.map((column) => column.head), 'head', page.left).height + rows.reduce((sum, row) => sum + laid(report, columns, row.cells, row.kind ?? 'plain', page.left).height, 0);
  return all < mostKept ? all : 110;
}

/** A table from the left margin on; `firstIsHead`: the first cell of a row names it. */
export function table(report: Report, columns: readonly Column[], rows: readonly Row[], { firstIsHead = true, keep = false, left = page.left }: { readonly firstIsHead?: boolean; /** On one page where it fits one. */ readonly keep?: boolean; readonly left?: number } = {}): void {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  const head = laid(report, columns, columns.map((column) => column.head), 'head', left);
  const most = page.bottom - page.top - head.height;
  const body = rows.flatMap((row) => inPages(laid(report, columns, row.cells, row.kind ?? 'plain', left), most).map((one) => ({ ...one, withNext: row.withNext === true })));
  const tag = report.tag('Table', {});
  const begin = (isFirst: boolean): void => {
    if (columns.every((column) => column.head === '')) return;
    drawGround(report, head, report.y, whole, left);
    drawRow(report, head, isFirst ? tag : null, firstIsHead);
  };
  const together = (at: number): number => (body[at]?.height ?? 0) + (body[at]?.withNext === true ? together(at + 1) : 0);
  const all = head.height + body.reduce((sum, { height }) => sum + height, 0);
  report.need(keep && all < mostKept ? all : head.height + together(0));
  begin(true);
  body.forEach((row, at) => {
    if (report.room < together(at) && report.y > page.top + head.height + 1) {
      report.newPage();
      begin(false);
    }
    drawGround(report, row, report.y, whole, left);
    drawRow(report, row, tag, firstIsHead);
  });
  tag.end();
}
