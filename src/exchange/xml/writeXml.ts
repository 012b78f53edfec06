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

function write({ name, attributes = {}, children = [] }: XmlElement, indent: string, into: string[]): void {
  let head = `${indent}<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== null && value !== undefined) head += ` ${key}="${attribute(String(value))}"`;
  }
  if (typeof children === 'string') {
    into.push(children === '' ? `${head}/>\n` : `${head}>${text(children)}</${name}>\n`);
    return;
  }
  const at = into.push('') - 1;
  for (const child of children) write(child, `${indent}  `, into);
  const empty = into.length === at + 1;
  into[at] = empty ? `${head}/>\n` : `${head}>\n`;
  if (!empty) into.push(`${indent}</${name}>\n`);
}

/** A whole document, UTF-8, two blanks per level, LF. `instructions`: lines between the declaration and the root, as they are (a style sheet). */
export function writeXml(root: XmlElement, instructions: readonly string[] = []): Uint8Array {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>\n', ...instructions.map((one) => `${one}\n`)];
  write(root, '', lines);
  return new TextEncoder().encode(lines.join(''));
}
