import { useCallback, useMemo, useState } from 'react';
import type { AdjudicationCase } from '../../../src/api/wire.ts';
import type { LesionPair, Timepoint } from '../../../src/casefile/index.ts';
import { firstTimepoint, pairIndex, placeOfDifference, timepointsOf, type Side } from './compareModel.ts';
import type { ReadName } from './words.ts';

type State = {
  readonly timepointId: string;
  readonly pair: number | null;
  readonly difference: number | null;
  /** Counts the jumps of the panes, so that the same lesion chosen again is gone to again. */
  readonly jump: number;
  readonly linked: boolean;
  readonly showsOther: boolean;
  readonly active: Side;
  readonly series: Readonly<Record<string, string>>;
  readonly chosen: ReadName | null;
};

export type CaseView = State & {
  readonly timepoint: Timepoint;
  readonly lesions: LesionPair | null;
  readonly change: (changes: Partial<State>) => void;
  readonly goTo: (timepointId: string) => void;
  readonly step: (by: 1 | -1) => void;
  readonly select: (pair: number | null) => void;
  readonly selectLesion: (lesionId: string) => void;
  readonly nextLesion: (by: 1 | -1) => void;
  readonly showDifference: (index: number) => void;
  readonly nextDifference: (by: 1 | -1) => void;
};

const begin = (found: AdjudicationCase): State => {
  const [first] = found.differences;
  const place = first && placeOfDifference(found, first);
  return { timepointId: firstTimepoint(found)?.id ?? '', pair: place?.pair ?? (found.pairs.length > 0 ? 0 : null), difference: first ? 0 : null, jump: 0, linked: true, showsOther: true, active: 'a', series: {}, chosen: null };
};

/** What is looked at in a case: timepoint, lesions, difference. Lost on leaving without harm. */
export function useCaseView(found: AdjudicationCase): CaseView {
  const [state, setState] = useState(() => begin(found));
  const timepoints = useMemo(() => timepointsOf(found), [found]);
  const change = useCallback((changes: Partial<State>) => setState((now) => ({ ...now, ...changes })), []);
  const at = Math.max(0, timepoints.findIndex(({ id }) => id === state.timepointId));
  const timepoint = timepoints[at];
  if (!timepoint) throw new Error('a case without timepoints is not adjudicated');
  const goTo = (timepointId: string) => setState((now) => ({ ...now, timepointId, jump: now.jump + 1 }));
  const select = (pair: number | null) => setState((now) => ({ ...now, pair, jump: now.jump + 1 }));
  const showDifference = (index: number) => {
    const difference = found.differences[index];
    if (!difference) return;
    const place = placeOfDifference(found, difference);
    setState((now) => ({ ...now, difference: index, timepointId: place.timepointId ?? now.timepointId, pair: place.pair ?? now.pair, jump: now.jump + 1 }));
  };
  const round = (from: number, by: number, length: number): number => (from + by + length) % length;
  return {
    ...state, timepoint, lesions: state.pair === null ? null : (found.pairs[state.pair] ?? null), change, goTo, select, showDifference,
    step: (by) => { const next = timepoints[at + by]; if (next) goTo(next.id); },
    selectLesion: (lesionId) => { const pair = pairIndex(found, lesionId); if (pair >= 0) select(pair); },
    nextLesion: (by) => { if (found.pairs.length > 0) select(state.pair === null ? (by === 1 ? 0 : found.pairs.length - 1) : round(state.pair, by, found.pairs.length)); },
    nextDifference: (by) => { if (found.differences.length > 0) showDifference(state.difference === null ? 0 : round(state.difference, by, found.differences.length)); },
  };
}
