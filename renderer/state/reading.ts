import { create } from 'zustand';
import type { Assessment, KeyImage, LesionRole } from '../../src/casefile/index.ts';
import type { LesionTraits, OrganCode } from '../../src/recist/index.ts';
import type { CaliperMeasure } from '../viewer/index.ts';

/** Id that stands for the lesion being placed until the host has given it one. */
export const pendingId = 'pending';

/** A lesion on its way into the case: drawn, then named. */
export type Placement = {
  readonly role: LesionRole;
  readonly label: string;
  readonly timepointId: string;
  readonly organ: OrganCode | null;
  readonly description: string;
  readonly group: boolean;
  /** What it is beyond kind and organ, as far as it was said. */
  readonly traits?: LesionTraits;
  /** Null until drawn. */
  readonly measure: CaliperMeasure | null;
  readonly state: 'open' | 'sending' | 'failed';
  readonly message: string | null;
};

export type ReferenceKind = 'baseline' | 'nadir' | 'prior';
/** The panes by their places: current above left, reference above right, the others below (left, right). */
export const paneIds = ['current', 'reference', 'third', 'fourth'] as const;
export type PaneId = (typeof paneIds)[number];
/** A menu asked for at a lesion's row: its states, why it is not evaluable, which lesion it merged with, how it was treated. */
export type RowMenu = { readonly kind: 'states' | 'reasons' | 'merge' | 'treatment'; readonly lesionId: string };
/** A record that would date progression back: shown with what it would change before it is made. */
export type Proposal = { readonly lesionId: string; readonly timepointId: string; readonly assessment: Assessment };

export type ReadingState = {
  readonly selectedId: string | null;
  /** The selection is the place's own proposal (the first lesion to assess): Tab takes it before it goes on. */
  readonly isOffered: boolean;
  /** The lesion the left button draws. */
  readonly measuringId: string | null;
  readonly placement: Placement | null;
  readonly reference: ReferenceKind;
  readonly activePane: PaneId;
  readonly menu: RowMenu | null;
  readonly isWhyOpen: boolean;
  readonly isFinishOpen: boolean;
  /** The lesion whose organ and description are being changed. */
  readonly editingId: string | null;
  /** The lesion whose fragments are being recorded, and how many there are to be. */
  readonly splitting: { readonly lesionId: string; readonly count: number } | null;
  /** The lesion about which another technique is being explained. */
  readonly techniqueId: string | null;
  readonly proposal: Proposal | null;
  /** The new lesion whose place is looked at in every earlier timepoint; null: the panes hang as the layout says. */
  readonly lookBackId: string | null;
  /** How many of the timepoints to look back at are passed over, latest first: three fit beside the current one. */
  readonly lookBackSkip: number;
  /** The lesion recorded last: what its record raised is said although the selection has gone on. */
  readonly recentId: string | null;
  /** The image the current pane is to show next, once its series is there. */
  readonly showImage: Pick<KeyImage, 'seriesId' | 'sopInstanceUid' | 'frameNumber' | 'window'> | null;
  /** The key image whose caption is being written. */
  readonly captionId: string | null;
  /** Series chosen by hand, by timepoint; of a second look by `seriesKey`. */
  readonly series: Readonly<Record<string, string>>;
  /** Counts the jumps to the selected lesion, so that choosing it again goes there again. Never starts anew. */
  readonly jump: number;
  /** Why measuring was refused, until something else is done. */
  readonly refusal: string | null;
};

const start: ReadingState = {
  selectedId: null, isOffered: false, measuringId: null, placement: null, reference: 'nadir', activePane: 'current', menu: null, isWhyOpen: false, isFinishOpen: false,
  editingId: null, splitting: null, techniqueId: null, proposal: null, lookBackId: null, lookBackSkip: 0, showImage: null, recentId: null, captionId: null, series: {}, jump: 0, refusal: null,
};

/** Where the hand's choice of a pane's series is kept: the timepoint, or its second look. */
export const seriesKey = (timepointId: string, look: 'main' | 'second'): string => (look === 'main' ? timepointId : `${timepointId} second`);

/** What the Read place shows and is about to do. View state only: lost on close without harm. */
export const useReading = create<ReadingState>(() => start);

/** Everything about lesions and menus forgotten, for another timepoint; series chosen by hand stay. */
export const resetReading = (keep: Partial<ReadingState> = {}): void => useReading.setState((now) => ({ ...start, series: now.series, reference: now.reference, jump: now.jump, ...keep }));

export const changePlacement = (changes: Partial<Placement>): void => useReading.setState((now) => (now.placement ? { placement: { ...now.placement, ...changes } } : {}));
