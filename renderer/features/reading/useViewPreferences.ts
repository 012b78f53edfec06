import { useCallback, useMemo } from 'react';
import { organCodes, type OrganCode } from '../../../src/recist/index.ts';
import { usePreferences, useSetPreferences } from '../../queries/index.ts';
import { paneLayouts, type PaneLayout } from './hanging.ts';

export type ViewPreferences = {
  /** Panes at follow-up, kept; baseline always opens with one. */
  readonly layout: PaneLayout;
  readonly linked: boolean;
  /** Width of the right panel in CSS px; null: as wide as the window's size asks for. */
  readonly panelWidth: number | null;
  /** Name of the window preset used last; null: what the series brings. */
  readonly window: string | null;
  readonly lastOrgan: OrganCode | null;
};

const start: ViewPreferences = { layout: '1x2', linked: true, panelWidth: null, window: null, lastOrgan: null };

/** Reads what was stored; anything that is not what it should be falls back to the start. */
export function readViewPreferences(stored: unknown): ViewPreferences {
  const from = (typeof stored === 'object' && stored !== null ? stored : {}) as Readonly<Record<string, unknown>>;
  const organ = organCodes.find((code) => code === from['lastOrgan']);
  return {
    layout: paneLayouts.find((layout) => layout === from['layout']) ?? start.layout,
    linked: typeof from['linked'] === 'boolean' ? from['linked'] : start.linked,
    panelWidth: typeof from['panelWidth'] === 'number' && Number.isFinite(from['panelWidth']) ? from['panelWidth'] : null,
    window: typeof from['window'] === 'string' ? from['window'] : null,
    lastOrgan: organ ?? null,
  };
}

/** How this person likes the Read place, kept across sessions. */
export function useViewPreferences(): { readonly view: ViewPreferences; readonly isKnown: boolean; readonly change: (changes: Partial<ViewPreferences>) => void } {
  const { data, isPending } = usePreferences();
  const set = useSetPreferences();
  const stored = data?.['read'];
  const view = useMemo(() => readViewPreferences(stored), [stored]);
  const change = useCallback((changes: Partial<ViewPreferences>) => set({ read: { ...view, ...changes } }), [set, view]);
  return { view, isKnown: !isPending, change };
}
