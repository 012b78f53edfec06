/** One page of the guide from its Markdown: title, sections, HTML without script or style, and what it refers to. */
import { Marked, type Tokens } from 'marked';

export type Heading = { readonly id: string; readonly level: 2 | 3; readonly title: string };
/** One searchable piece of a page: what stands under a heading. */
export type Section = { readonly id: string; readonly title: string; readonly text: string };
export type Page = {
  readonly name: string;
  readonly title: string;
  /** The first paragraph, as text. */
  readonly lead: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly sections: readonly Section[];
  /** Addresses of links and pictures as they stand in the Markdown. */
  readonly links: readonly string[];
  readonly pictures: readonly string[];
  /** Texts in bold and in code: keys, and words of the command line. */
  readonly keys: readonly string[];
  readonly code: readonly string[];
};

const escaped: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (letter) => escaped[letter] ?? letter);

const namedKeys = 'Enter|Tab|Space|Escape|Esc|Backspace|Delete|Home|End|PageUp|PageDown|F\\d{1,2}|ArrowUp|ArrowDown|ArrowLeft|ArrowRight';
const keyPattern = new RegExp(`^(?:(?:Ctrl|Shift|Alt)\\+)*(?:${namedKeys}|[A-Z0-9?/\\[\\]]|Ctrl|Shift|Alt)$`);
/** Bold text that is a key or a combination of keys. */
export const isKey = (text: string): boolean => keyPattern.test(text);

const caps: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', PageUp: 'PgUp', PageDown: 'PgDn' };
const keyCaps = (combination: string): string => combination.split('+').map((part) => `<kbd>${escapeHtml(caps[part] ?? part)}</kbd>`).join('');

/** The name of a section in an address: its heading in lower case, words joined by "-", everything else left out. */
export const slug = (heading: string): string => heading.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

const plain = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'").replace(/\s+/g, ' ').trim();

/** `page.md#section` as the rendered page has it; other addresses unchanged. */
const rendered = (href: string): string => href.replace(/^([a-z]+)\.md(#.*)?$/, '$1.html$2');

/** Letters of the longest name in a first column that is kept on one line. */
const mostOfTerm = 28;

/** Splits the HTML at its headings; the piece before the first belongs to the page itself (id empty). */
function sectionsOf(title: string, html: string): readonly Section[] {
  const pieces = html.split(/(?=<h[23] id=")/);
  return pieces.map((piece): Section => {
    const [, id = '', heading = ''] = /^<h[23] id="([^"]*)"[^>]*>(.*?)<\/h[23]>/s.exec(piece) ?? [];
    return { id, title: id === '' ? title : plain(heading), text: plain(piece.replace(/^<h[23].*?<\/h[23]>/s, '')) };
  }).filter(({ id, text }) => id !== '' || text !== '');
}

/** Width and height of a picture in pixels; null where it is not there. Given, the page keeps its room until it has loaded. */
export type SizeOf = (picture: string) => { readonly width: number; readonly height: number } | null;

/**
 * Errors: Error naming page and line for what a page may not hold: HTML, two sections of one name, no title, no first paragraph.
 */
export function readPage(name: string, markdown: string, sizeOf: SizeOf = () => null): Page {
  const headings: Heading[] = [];
  const [links, pictures, keys, code]: [string[], string[], string[], string[]] = [[], [], [], []];
  let title = '';
  const wrong = (what: string): never => { throw new Error(`build/guide/${name}.md: ${what}.`); };

  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: {
      html: ({ raw }) => wrong(`HTML is not allowed ("${raw.trim().slice(0, 40)}")`),
      heading({ depth, tokens, text }: Tokens.Heading) {
        const words = this.parser.parseInline(tokens);
        if (depth === 1) {
          if (title !== '') wrong('there is more than one title');
          title = plain(words);
          return '';
        }
        if (depth > 3) wrong(`"${text}" is a heading of level ${depth}; 2 and 3 are used`);
        const id = slug(plain(words));
        if (headings.some((heading) => heading.id === id)) wrong(`two sections are called "${text}"`);
        headings.push({ id, level: depth as 2 | 3, title: plain(words) });
        return `<h${depth} id="${id}">${words}</h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        links.push(href);
        const words = this.parser.parseInline(tokens);
        return `<a href="${escapeHtml(rendered(href))}">${words}</a>`;
      },
      image({ href, text }: Tokens.Image) {
        pictures.push(href);
        if (text.trim() === '') wrong(`the picture ${href} has no words`);
        const size = sizeOf(href);
        return `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}"${size ? ` width="${size.width}" height="${size.height}"` : ''}>`;
      },
      strong({ text, tokens }: Tokens.Strong) {
        if (!isKey(text)) return `<strong>${this.parser.parseInline(tokens)}</strong>`;
        keys.push(text);
        return `<span class="keys">${keyCaps(text)}</span>`;
      },
      codespan({ text }: Tokens.Codespan) {
        code.push(text);
        return `<code>${escapeHtml(text)}</code>`;
      },
      code({ text }: Tokens.Code) {
        code.push(...text.split('\n'));
        return `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`;
      },
      table({ header, rows }: Tokens.Table) {
        const row = (cells: readonly Tokens.TableCell[], tag: 'th' | 'td'): string => `<tr>${cells.map((cell) => `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
        // Short names in the first column stay on one line; sentences there do not take the room of the others.
        const isTerms = rows.every(([first]) => first === undefined || plain(this.parser.parseInline(first.tokens)).length <= mostOfTerm);
        return `<div class="wide${isTerms ? ' terms' : ''}" tabindex="0" role="group" aria-label="Table: ${escapeHtml(plain(header.map(({ text }) => text).join(', ')))}"><table><thead>${row(header, 'th')}</thead><tbody>${rows.map((cells) => row(cells, 'td')).join('\n')}</tbody></table></div>\n`;
      },
      blockquote({ tokens }: Tokens.Blockquote) {
        const words = this.parser.parse(tokens);
        return `<aside class="${/^<p><strong>Warning/.test(words) ? 'warning' : 'note'}">${words}</aside>\n`;
      },
    },
  });
  const html = marked.parse(markdown, { async: false });
  if (title === '') wrong('the first line is not a title ("# …")');
  const lead = plain(/^\s*<p>(.*?)<\/p>/s.exec(html)?.[1] ?? '');
  if (lead === '') wrong('the title is not followed by a paragraph that says what the page is for');
  return { name, title, lead, html, headings, sections: sectionsOf(title, html), links, pictures, keys, code };
}
