/** The print variant of the design standard (theme `nadir-print`): colours, sizes and the page. Lengths in pt, 72 per inch. */
import type { LesionRole } from '../../casefile/index.ts';
import { themes } from '../../figures/index.ts';
import type { OverallResponse, TargetResponse, NonTargetResponse } from '../../recist/index.ts';

const mm = 72 / 25.4;

/** A4 with margins of 18 mm. `top` and `bottom`: where text begins and ends; the running head and foot stand outside. */
export const page = { width: 210 * mm, height: 297 * mm, left: 18 * mm, right: 192 * mm, top: 22 * mm, bottom: 275 * mm, inner: 174 * mm } as const;

const { ink, ink2, ink3, grid, accent, categories } = themes['nadir-print'];
export const colours = { ink, ink2, ink3, rule: grid, accent, ground: '#FFFFFF', nadir: '#F1F3F6', current: '#EDEDF8', draft: '#B93A14', watermark: '#F2F3F6', categories } as const;

export const lesionColours: Readonly<Record<LesionRole, string>> = { target: '#8A5A00', nonTarget: '#00707A', new: '#A8267A' };

/** How words look: size and line in pt. `mono` is for rule ids and hashes only. */
export type Style = { readonly size: number; readonly line: number; readonly weight: 400 | 600; readonly colour: string; readonly mono?: boolean };
const style = (size: number, line: number, weight: 400 | 600 = 400, colour: string = ink): Style => ({ size, line, weight, colour });
export const styles = {
  title: style(19, 24, 600), heading: style(11.5, 16, 600), subheading: style(9.5, 13, 600), body: style(9.5, 13), strong: style(9.5, 13, 600), quiet: style(9.5, 13, 400, ink2),
  cell: style(8.5, 12), cellStrong: style(8.5, 12, 600), cellQuiet: style(8.5, 12, 400, ink2), head: style(7.5, 10, 600, ink2), note: style(7.5, 10.5, 400, ink2), label: style(7.5, 10, 400, ink3),
  code: { ...style(7, 10.5, 400, ink2), mono: true }, value: style(13, 17, 600),
} as const satisfies Record<string, Style>;

/** The category whose colour and tint a response takes; its letters say which it is. */
export function categoryColour(response: OverallResponse | TargetResponse | NonTargetResponse): string {
  switch (response) {
    case 'CR': case 'NED': return categories.CR;
    case 'PR': return categories.PR;
    case 'SD': return categories.SD;
    case 'PD': return categories.PD;
    case 'NE': case 'NA': case 'NON-CR/NON-PD': return categories.NE;
  }
}
