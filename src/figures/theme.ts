/** Colours of figures. `window` takes the window's own tokens, so that the palette somebody chose holds for figures too; the two others are those of files. */
import type { OverallResponse } from '../recist/index.ts';

export type Theme = {
  readonly name: 'window' | 'nadir-dark' | 'nadir-print';
  readonly ground: string;
  readonly ink: string; readonly ink2: string; readonly ink3: string;
  /** Horizontal lines of the grid, base of an axis. */
  readonly grid: string; readonly axis: string;
  readonly accent: string;
  readonly categories: { readonly [Key in 'CR' | 'PR' | 'SD' | 'PD' | 'NE']: string };
  /** Further groups, after ink and accent. */
  readonly more: readonly string[];
  /** Letters on a fill of a category. */
  readonly onCategory: string;
  /** Opacity of an outlined bar's fill and of a confidence band. */
  readonly outlined: number; readonly band: number;
};

export const themes = {
  window: {
    name: 'window', ground: 'var(--nd-app)', ink: 'var(--nd-text)', ink2: 'var(--nd-text-2)', ink3: 'var(--nd-text-3)', grid: 'var(--nd-chart-grid)', axis: 'var(--nd-chart-axis)', accent: 'var(--nd-accent)',
    categories: { CR: 'var(--nd-cr)', PR: 'var(--nd-pr)', SD: 'var(--nd-sd)', PD: 'var(--nd-pd)', NE: 'var(--nd-ne)' }, more: ['var(--nd-target)', 'var(--nd-nontarget)', 'var(--nd-new)', 'var(--nd-text-3)'], onCategory: 'var(--nd-app)', outlined: 0.38, band: 0.1,
  },
  'nadir-dark': {
    name: 'nadir-dark', ground: '#0B0D11', ink: '#E7EAF0', ink2: '#ABB3C0', ink3: '#838D9C', grid: '#1D222B', axis: '#4A5468', accent: '#A5A8FF',
    categories: { CR: '#43CFA0', PR: '#62B8F6', SD: '#DCC66E', PD: '#FF8563', NE: '#A3ABB8' }, more: ['#FFD166', '#74E0E8', '#FF94D4', '#838D9C'], onCategory: '#0B0D11', outlined: 0.38, band: 0.1,
  },
  'nadir-print': {
    name: 'nadir-print', ground: '#FFFFFF', ink: '#14181F', ink2: '#4A5361', ink3: '#6B7480', grid: '#D5DAE1', axis: '#6B7480', accent: '#3D40A8',
    categories: { CR: '#0A7A57', PR: '#1B66AD', SD: '#7A6200', PD: '#B93A14', NE: '#5A6472' }, more: ['#8A5A00', '#00707A', '#A8267A', '#6B7480'], onCategory: '#FFFFFF', outlined: 0.12, band: 0.1,
  },
} as const satisfies Record<Theme['name'], Theme>;

/** The category whose colour a response has; its letters say which it is. */
export function categoryOf(response: OverallResponse | null): keyof Theme['categories'] {
  switch (response) {
    case 'CR': case 'NED': return 'CR';
    case 'PR': return 'PR';
    case 'SD': return 'SD';
    case 'PD': return 'PD';
    case 'NE': case 'NON-CR/NON-PD': case null: return 'NE';
  }
}
export const colourOf = (theme: Theme, response: OverallResponse | null): string => theme.categories[categoryOf(response)];

/** Letters of a response where there is little room. */
export const lettersOf = (response: OverallResponse | null): string => (response === null ? 'NE' : response === 'NON-CR/NON-PD' ? 'NN' : response);

const dashes = [undefined, '6 3', '2 3', '9 3 2 3', '12 4', '1 2'] as const;
/** Dash of the n-th line; none of the first. */
export const dashAt = (at: number): { readonly dash?: string } => {
  const dash = dashes[at % dashes.length];
  return dash === undefined ? {} : { dash };
};
/** Line of the n-th group: told by its dash first, by its colour second. */
export const groupLine = (theme: Theme, at: number): { readonly stroke: string; readonly dash?: string } =>
  ({ stroke: [theme.ink, theme.accent, ...theme.more][at % (2 + theme.more.length)] ?? theme.ink, ...dashAt(at) });
