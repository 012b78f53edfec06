/**
 * The viewer room's contract with the features: what a pane is given and what it reports. Features never see Cornerstone.
 */
import type { ReactNode } from 'react';
import type { SeriesImages } from '../../src/api/wire.ts';
import type { Caliper, LesionRole, WorldPoint } from '../../src/casefile/index.ts';

/** A calliper to show on the pane's series, on its own slice (and, for a ghost, at the same place of another timepoint). */
export type PaneCaliper = {
  readonly lesionId: string;
  /** "T1". */
  readonly label: string;
  readonly role: LesionRole;
  readonly caliper: Caliper;
  /** "24.8", already formatted for display; for a ghost with its timepoint: "TP3 24.8". */
  readonly valueText: string;
  /** What stands beside it while the pointer is on it: size with unit, change from the timepoint before. */
  readonly hoverLines?: readonly string[];
  /** Ghost: the same lesion at the reference timepoint, dotted, not editable. */
  readonly ghost: boolean;
  readonly selected: boolean;
  readonly editable: boolean;
};

/** Both lengths in mm as recorded (rounded once to the study's precision, R-004). */
export type CaliperMeasure = { readonly caliper: Caliper; readonly longAxisMm: number; readonly shortAxisMm: number | null };

/** What is being drawn next: whose calliper, and whether its short axis must be placed by the reader before it counts (nodes, R-203). */
export type Placing = { readonly lesionId: string | null; readonly label: string; readonly role: LesionRole; readonly shortAxisRequired: boolean };

export type PaneHandle = {
  /** Scrolls to the slice nearest to the point (patient mm) and, with `centre`, pans it into the middle. `from`: the series the point was taken on, whose anchored offset then counts. */
  jumpTo(point: WorldPoint, options?: { centre?: boolean; from?: string | undefined }): void;
  scrollBy(slices: number): void;
  scrollTo(sliceIndex: number): void;
  /** `shape`: VOI LUT function other than LINEAR. */
  setWindow(window: { center: number; width: number; shape?: 'LINEAR_EXACT' | 'SIGMOID' | undefined }, name: string): void;
  toggleInvert(): void;
  flip(axis: 'horizontal' | 'vertical'): void;
  reset(): void;
  zoomBy(factor: number): void;
  /** Moves the selected calliper, or its active handle, in the image plane by mm along screen right and down. Commits after a short pause. */
  nudge(rightMm: number, downMm: number): void;
  /** Shows the crosshair that keys move, then sets the ends of the axes with it, as clicks do. False when nothing can be drawn here. */
  setPoint(): boolean;
  /** Moves that crosshair by mm along screen right and down. False when it is not shown. */
  moveCursor(rightMm: number, downMm: number): boolean;
  /** Chooses the next handle of the selected calliper for `nudge`, after the last one the whole. False when none can be moved on this slice. */
  nextHandle(): boolean;
  /** Accepts the provisional short axis of the calliper being placed (Enter). */
  acceptProposal(): void;
  cancel(): void;
  /** Id of the series shown; null while there is none. */
  seriesId(): string | null;
  currentSlice(): { index: number; sopInstanceUid: string; frameNumber: number; centre: WorldPoint | null } | null;
  /** A PNG data URL of a square crop around a calliper, with the calliper drawn, for thumbnails; null when that slice is not loaded. */
  thumbnail(caliper: Caliper, sizePx: number): string | null;
};

export type PaneProps = {
  readonly paneId: string;
  /** Accessible name of the pane: "Current, TP4". */
  readonly name: string;
  readonly images: SeriesImages | null;
  /** Top-left overlay lines: timepoint and date; series; thickness, kernel, spacing are added by the pane. */
  readonly caption: { readonly subject: string; readonly timepoint: string; readonly date: string };
  readonly calipers: readonly PaneCaliper[];
  /** Set: the left button draws. Null: it selects and edits. */
  readonly placing: Placing | null;
  readonly recordingDecimals: number;
  /** First slice to show and to load from; null: middle. */
  readonly initialSlice: number | null;
  /** Panes with the same group scroll together by patient position. Null: not linked. */
  readonly linkGroup: string | null;
  /** The pane whose place a pane takes that joins the group without a slice of its own to begin with. */
  readonly linkLead?: boolean;
  /** Small white text or nothing while the series loads, and the reason when it cannot be shown. */
  readonly active: boolean;
  /** Renders the tag that follows the calliper being dragged. Called on every pointer move: must be cheap. */
  readonly renderLiveTag?: (draft: CaliperMeasure, placing: Placing) => ReactNode;
  /** While dragging, on every pointer move; null when it ends or is cancelled. */
  readonly onDraft?: (draft: CaliperMeasure | null, placing: Placing | null) => void;
  /** On release: a finished calliper, new (placing) or edited. The pane keeps showing it until `calipers` changes. */
  readonly onCommit?: (measure: CaliperMeasure, placing: Placing) => void;
  readonly onSelect?: (lesionId: string | null) => void;
  readonly onActivate?: () => void;
  /** A double click on the image, where it does not measure. */
  readonly onFull?: () => void;
  readonly onSliceChange?: (sliceIndex: number) => void;
  readonly onWindowChange?: (window: { center: number; width: number; name: string }) => void;
  /** Measuring was tried where it is not allowed; `reason` is the series' own sentence. */
  readonly onMeasuringRefused?: (reason: string) => void;
};
