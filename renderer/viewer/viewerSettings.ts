/** What a person may change about every pane. Set once for the window; panes follow at once. */

export const mouseTools = ['measure', 'window', 'pan', 'zoom', 'scroll'] as const;
/** `measure` draws, selects and edits. */
export type MouseTool = (typeof mouseTools)[number];
export type ViewerSettings = {
  readonly mouse: { readonly left: MouseTool; readonly middle: MouseTool; readonly right: MouseTool };
  /** `normal`: turning the wheel towards oneself goes to the next slice. */
  readonly wheel: 'normal' | 'reversed';
  /** Factor of texts and marks on the image, 1 to 2. */
  readonly overlayScale: number;
};

export const defaultViewerSettings: ViewerSettings = { mouse: { left: 'measure', middle: 'pan', right: 'window' }, wheel: 'normal', overlayScale: 1 };

let settings = defaultViewerSettings;
const listeners = new Set<() => void>();

export const viewerSettings = (): ViewerSettings => settings;

/** Changes how all panes work and look. */
export function setViewerSettings(next: ViewerSettings): void {
  settings = next;
  listeners.forEach((listener) => listener());
}

/** Tells a pane of changes until the result is called. */
export function onViewerSettings(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}
