import type { CaliperMeasure, Placing } from '../contract.ts';

export type LiveDraft = { readonly measure: CaliperMeasure; readonly placing: Placing };
/** The calliper in the making, held apart from the pane's props: a pointer move renders nothing but the tag, and in the same frame. */
export type DraftStore = { readonly get: () => LiveDraft | null; readonly set: (draft: LiveDraft | null) => void; readonly subscribe: (listener: () => void) => () => void };

export function createDraftStore(): DraftStore {
  let draft: LiveDraft | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => draft,
    set: (next) => { if (next !== draft) { draft = next; listeners.forEach((listener) => listener()); } },
    subscribe: (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
  };
}
