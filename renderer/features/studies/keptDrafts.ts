/** What was typed and not stored, by study and revision: kept while the window is open, so that a look at another place loses nothing. */
import { useEffect, useState } from 'react';
import type { Change, Draft } from './draft.ts';

const kept = new Map<string, Draft>();

/** A draft under a name, and the way to drop it once it is stored. */
export function useKeptDraft(name: string, stored: Draft): readonly [draft: Draft, change: Change, drop: () => void] {
  const [draft, change] = useState(() => kept.get(name) ?? stored);
  useEffect(() => {
    if (draft === stored) kept.delete(name);
    else kept.set(name, draft);
  }, [name, draft, stored]);
  return [draft, change, () => { kept.delete(name); change(() => stored); }];
}
