/**
 * What holds text grows with the text. The style sheets say heights in px as the design does; the window gets them in rem, so that at 200 % nothing is cut off.
 * Widths stay what they are unless a sheet says rem itself or they belong to a mark; `@media` on the window's width becomes a question of how much text fits, not of pixels. At 100 % every
 * length is what the sheet says. Panes are left alone: images take what is left, whatever the size of text.
 */
import type { CSSOptions } from 'vite';

type Plugins = NonNullable<Exclude<NonNullable<CSSOptions['postcss']>, string>['plugins']>;
type Plugin = Exclude<Extract<Plugins[number], { readonly postcssPlugin: string }>, (...parts: never) => unknown>;
type Sheet = Parameters<Extract<NonNullable<Plugin['Once']>, (...parts: never) => unknown>>[0];
type Declaration = Extract<Sheet['nodes'][number], { readonly type: 'decl' }>;

const textPx = 16;
const ours = /[\\/]renderer[\\/](?!viewer[\\/]|bench[\\/])/;
const vertical = /^(line-height|height|min-height|max-height|grid-template-rows|grid-auto-rows)$/;
const ownHeight = /^--nd-(topbar|contextbar|statusbar)$/;
/** Hairlines and marks of 1 to 3 px stay. */
const toRem = (text: string): string => text.replaceAll(/(?<![\w.-])(\d+(?:\.\d+)?)px\b/g, (whole, number: string) => (Number(number) <= 3 ? whole : `${Number(number) / textPx}rem`));

/** Width of a box whose height is given too and as small: marks, boxes to tick, key caps keep their form. */
function isOfMark({ prop, value, parent }: Declaration): boolean {
  const height = prop === 'width' || prop === 'min-width' ? parent?.nodes?.find((node): node is Declaration => node.type === 'decl' && (node.prop === 'height' || node.prop === 'min-height')) : undefined;
  return height !== undefined && parseFloat(value) <= 32 && parseFloat(height.value) <= (height.value.endsWith('rem') ? 2 : 32);
}

export const growWithText: Plugin = {
  postcssPlugin: 'nadir-grow-with-text',
  Once(sheet) {
    if (!ours.test(sheet.source?.input.file ?? '')) return;
    sheet.walkDecls((declaration) => {
      if (vertical.test(declaration.prop) || ownHeight.test(declaration.prop) || isOfMark(declaration)) declaration.value = toRem(declaration.value);
    });
    sheet.walkAtRules('media', (rule) => {
      if (!/^\((min|max)-width: \d+px\)$/.test(rule.params)) return;
      rule.name = 'container';
      rule.params = `window ${toRem(rule.params)}`;
    });
  },
};
