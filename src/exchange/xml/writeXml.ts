/**
 * XML 1.0 text from plain data. Everything that comes from outside passes through `text` or `attribute`, so that no value can end an element; the same
 * elements always give the same bytes.
 */
export type XmlElement = {
  readonly name: string;
  /** Written in this order; null and undefined are left out. */
  readonly attributes?: Readonly<Record<string, string | number | null | undefined>>;
  /** Elements, or one text. Taken one after another, so that a generator never lies in memory whole. */
  readonly children?: Iterable<XmlElement> | string;
};

/** `el('Study', { OID: 'S.1' }, [child, child])` */
export const el = (name: string, attributes: NonNullable<XmlElement['attributes']> = {}, children: NonNullable<XmlElement['children']> = []): XmlElement => ({ name, attributes, children });

const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
/** True for text with characters that XML 1.0 cannot hold; they are written as U+FFFD. */
export const hasUnwritable = (value: string): boolean => value.search(unwritable) >= 0;

const special: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };
const escaped = (value: string, which: RegExp): string => value.replace(unwritable, '\uFFFD').replace(which, (one) => special[one] ?? one);
// A reader turns a plain return into a line feed, and in an attribute both into blanks.
const text = (value: string): string => (/[&<>\r\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(value) ? escaped(value, /[&<>\r]/g) : value);
const attribute = (value: string): string => (/[&<>"\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(value) ? escaped(value, /[&<>"\t\n\r]/g) : value);

/** Text as UTF-8, put together in pieces, so that a large file is never one text. */
class Utf8Pieces {
  readonly #encoder = new TextEncoder();
  readonly #done: Uint8Array[] = [];
  #text = '';

  add(text: string): void {
    this.#text += text;
    if (this.#text.length > 65_536) this.#flush();
  }

  #flush(): void {
    this.#done.push(this.#encoder.encode(this.#text));
    this.#text = '';
  }

  bytes(): Uint8Array {
    this.#flush();
    const all = new Uint8Array(this.#done.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of this.#done) { all.set(piece, at); at += piece.length; }
    return all;
  }
}

function write({ name, attributes = {}, children = [] }: XmlElement, indent: string, into: Utf8Pieces): void {
  let head = `${indent}<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== null && value !== undefined) head += ` ${key}="${attribute(String(value))}"`;
  }
  if (typeof children === 'string') {
    into.add(children === '' ? `${head}/>\n` : `${head}>${text(children)}</${name}>\n`);
    return;
  }
  let isEmpty = true;
  for (const child of children) {
    if (isEmpty) into.add(`${head}>\n`);
    isEmpty = false;
    write(child, `${indent}  `, into);
  }
  into.add(isEmpty ? `${head}/>\n` : `${indent}</${name}>\n`);
}

/** A whole document, UTF-8, two blanks per level, LF. */
export function writeXml(root: XmlElement): Uint8Array {
  const pieces = new Utf8Pieces();
  pieces.add('<?xml version="1.0" encoding="UTF-8"?>\n');
  write(root, '', pieces);
  return pieces.bytes();
}
