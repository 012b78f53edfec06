import { useState } from 'react';
import type { WorklistRow } from '../../../src/api/wire.ts';

/** Which row is selected: the chosen one while it is in the list, else the first. */
export function useSelection(rows: readonly WorklistRow[]) {
  const [chosenId, choose] = useState<string | null>(null);
  const selected = rows.find((row) => row.subjectId === chosenId) ?? rows[0] ?? null;
  const move = (steps: number) => {
    const from = selected ? rows.indexOf(selected) : 0;
    const row = rows[Math.max(0, Math.min(rows.length - 1, from + steps))];
    if (row) choose(row.subjectId);
  };
  return { selected, choose, move };
}
