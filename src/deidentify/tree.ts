/** A data set as the engine sees it: elements in order, with the bytes of their values as they stand in the file. */

/** Where the bytes of the value end: plain bytes, items with data sets of their own, or pixel data in fragments (from the offset table's item on, without the delimiter). */
export type Content =
  | { readonly kind: 'value'; readonly bytes: Uint8Array }
  | { readonly kind: 'items'; readonly items: readonly Item[]; readonly undefinedLength: boolean }
  | { readonly kind: 'fragments'; readonly bytes: Uint8Array }
  /** A sequence of known length whose content is broken, or a value nobody can read. */
  | { readonly kind: 'damaged' };

export type Item = { readonly elements: readonly Element[]; readonly undefinedLength: boolean };

/** `vr` as the file says; '' in implicit VR. `tag` is group × 65536 + element. */
export type Element = { readonly tag: number; readonly vr: string; readonly content: Content };

export type Encoding = { readonly explicit: boolean; readonly bigEndian: boolean };

export const pixelTags: ReadonlySet<number> = new Set([0x7fe00008, 0x7fe00009, 0x7fe00010]);

export const find = (elements: readonly Element[], tag: number): Element | undefined => elements.find((element) => element.tag === tag);

/** The plain bytes of an element; empty when it is absent, a sequence or unreadable. */
export function valueOf(elements: readonly Element[], tag: number): Uint8Array {
  const content = find(elements, tag)?.content;
  return content?.kind === 'value' ? content.bytes : new Uint8Array();
}

/** Bytes as Latin 1 without the padding at both ends: for codes, numbers, dates and UIDs, which are ASCII. */
export const asciiOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').replace(/^ +|[\0 ]+$/g, '');

export const textAt = (elements: readonly Element[], tag: number): string => asciiOf(valueOf(elements, tag));

/** A 16-bit number, the first of several; null when there is none. */
export function unsignedAt(elements: readonly Element[], tag: number, encoding: Encoding): number | null {
  return unsignedOf(valueOf(elements, tag), encoding);
}

export function unsignedOf(bytes: Uint8Array, encoding: Encoding): number | null {
  if (bytes.length < 2) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return view.getUint16(0, !encoding.bigEndian);
}
