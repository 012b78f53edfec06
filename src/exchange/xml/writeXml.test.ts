import { expect, test } from 'vitest';
import fc from 'fast-check';
import { create } from 'xmlbuilder2';
import { el, hasUnwritable, writeXml } from './writeXml.ts';

const xmlText = fc.string({ unit: 'binary' }).map((one) => one.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''));

test('whatever a value says, another reader finds it whole and nothing beside it', () => {
  fc.assert(fc.property(xmlText, xmlText, (a, b) => {
    const bytes = writeXml(el('Root', { Value: a }, [el('Item', { Value: b }), el('Text', {}, `x${b.replaceAll('\r', '')}x`), el('Left', { Out: null })]));
    const root = create(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).root().node as unknown as { getAttribute(name: string): string; getElementsByTagName(name: string): Iterable<{ getAttribute(name: string): string | null; textContent: string }> };
    const [item] = root.getElementsByTagName('Item');
    const [text] = root.getElementsByTagName('Text');
    const [left] = root.getElementsByTagName('Left');
    expect([unescaped(root.getAttribute('Value')), unescaped(item?.getAttribute('Value') ?? ''), text?.textContent, left?.getAttribute('Out')]).toEqual([a, b, `x${b.replaceAll('\r', '')}x`, null]);
  }), { numRuns: 60 });
});

/** This reader leaves references by number as they stand. */
const unescaped = (value: string): string => value.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

test('characters that XML cannot hold become U+FFFD and are found beforehand', () => {
  expect(new TextDecoder().decode(writeXml(el('A', { V: 'a\u0001b\uD800' })))).toContain('<A V="a\uFFFDb\uFFFD"/>');
  expect([hasUnwritable('a\u0001'), hasUnwritable('ä\n😀')]).toEqual([true, false]);
});
