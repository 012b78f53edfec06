/** The pixel data on its way through: byte for byte, except that bytes behind the last pixel, which no reader shows, do not come along. */
import { textAt, unsignedAt, type Element, type Encoding } from './tree.ts';

/** Bytes of native pixel data by the header, rounded up to even; null when the header does not say. */
function bytesNeeded(elements: readonly Element[], encoding: Encoding, tag: number): number | null {
  const rows = unsignedAt(elements, 0x00280010, encoding) ?? 0;
  const columns = unsignedAt(elements, 0x00280011, encoding) ?? 0;
  const samples = unsignedAt(elements, 0x00280002, encoding) ?? 1;
  const bits = tag === 0x7fe00009 ? 64 : tag === 0x7fe00008 ? 32 : unsignedAt(elements, 0x00280100, encoding) ?? 16;
  const frames = /^\d{1,6}$/.test(textAt(elements, 0x00280008)) ? Number(textAt(elements, 0x00280008)) : 1;
  const bytes = Math.ceil((rows * columns * samples * bits * Math.max(frames, 1)) / 8);
  return bytes > 0 ? bytes + (bytes % 2) : null;
}

export function pixelsToWrite(element: Element, elements: readonly Element[], encoding: Encoding): Element {
  const { tag, content } = element;
  const vr = encoding.explicit ? (/^(?:OB|OW|OF|OD|UN)$/.test(element.vr) ? element.vr : 'OW') : '';
  if (content.kind !== 'value') return { tag, vr, content };
  const needed = bytesNeeded(elements, encoding, tag);
  return { tag, vr, content: { kind: 'value', bytes: needed === null ? content.bytes : content.bytes.subarray(0, needed) } };
}
