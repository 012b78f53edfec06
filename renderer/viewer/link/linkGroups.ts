/** Panes that scroll together. Each group remembers by how much the reader shifted one series against another, also while its panes are not linked. */
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { WorldPoint } from '../../../src/casefile/index.ts';
import { add, scale, sliceNormal } from '../../../src/geometry/index.ts';
import { linkTarget, offsetBetween, type LinkedStack } from './linkMath.ts';

export type LinkMember = {
  readonly seriesId: string;
  readonly stack: LinkedStack | null;
  /** Others take its place when they come without one. */
  readonly leads: boolean;
  /** Opened at a slice that was asked for: it stays there. */
  readonly isPlaced: boolean;
  currentSlice(): number;
  /** Shows a slice because another pane moved; `note` is for the bottom left corner. */
  follow(slice: number | null, note: string): void;
};

/** `anchorWanted`: the reader asked to re-anchor just now; panes that are being linked in the same moment are anchored when they arrive. */
type Group = { anchorWanted: boolean; readonly members: Set<LinkMember>; /** Key `source>target`: mm along the source's normal. */ readonly offsetsMm: Map<string, number> };
const groups = new Map<string, Group>();
let version = 0;

const newGroup = (): Group => ({ anchorWanted: false, members: new Set(), offsetsMm: new Map() });
const keyOf = (source: LinkMember, target: LinkMember): string => `${source.seriesId}>${target.seriesId}`;
const signed = (mm: number): string => `${mm < 0 ? '\u2212' : '+'}${Math.abs(mm).toFixed(1)} mm`;

function noteFor(residualMm: number, offsetMm: number, covered: boolean): string {
  if (!covered) return 'outside this series';
  const shift = residualMm + offsetMm;
  return Math.abs(shift) < 0.05 ? 'linked' : `linked ${signed(shift)}`;
}

function move(group: Group, source: LinkMember, moves: (member: LinkMember) => boolean = () => true): void {
  for (const member of group.members) {
    if (member === source || !moves(member)) continue;
    if (!source.stack || !member.stack) { member.follow(null, 'Not linked: the slices have no position'); continue; }
    const offsetMm = group.offsetsMm.get(keyOf(source, member)) ?? 0;
    const target = linkTarget(source.stack, source.currentSlice(), member.stack, offsetMm);
    if (target.linked) member.follow(target.slice, noteFor(target.residualMm, offsetMm, target.covered));
    else member.follow(null, target.reason);
  }
}

/** Adds a pane to a group until the result is called. Panes that were not opened at a place of their own take the leading pane's: the same anatomy from the start. */
export function joinLinkGroup(name: string, member: LinkMember): () => void {
  const group = groups.get(name) ?? newGroup();
  groups.set(name, group);
  group.members.add(member);
  const lead = [...group.members].find(({ leads }) => leads);
  if (lead === member) move(group, lead, ({ isPlaced }) => !isPlaced);
  else if (lead && !member.isPlaced) move(group, lead, (other) => other === member);
  if (group.anchorWanted) anchor(group);
  return () => { group.members.delete(member); };
}

/** The reader scrolled this pane: the others follow. */
export function moveLinked(name: string, source: LinkMember): void {
  const group = groups.get(name);
  if (group) move(group, source);
}

/** Long enough for panes to be linked by the same key press, too short for the reader to scroll. */
const arrivalMs = 200;

/** `L`: the slices now shown belong together from now on, whatever their patient positions say (other position on the table, other breath). */
export function reanchor(linkGroup: string): void {
  const group = groups.get(linkGroup) ?? newGroup();
  groups.set(linkGroup, group);
  group.anchorWanted = true;
  setTimeout(() => { group.anchorWanted = false; }, arrivalMs);
  anchor(group);
}

function anchor(group: Group): void {
  version += 1;
  const members = [...group.members];
  for (const source of members) {
    for (const target of members) {
      if (source === target || !source.stack || !target.stack) continue;
      const offsetMm = offsetBetween(source.stack, source.currentSlice(), target.stack, target.currentSlice());
      if (offsetMm === null) continue;
      group.offsetsMm.set(keyOf(source, target), offsetMm);
      target.follow(null, Math.abs(offsetMm) < 0.05 ? 'linked' : `linked ${signed(offsetMm)}`);
    }
  }
}

/** By how much a place in one series lies shifted along the normal in another of the group, mm; 0 until re-anchored. */
export function linkOffsetMm(linkGroup: string, fromSeriesId: string, toSeriesId: string): number {
  return groups.get(linkGroup)?.offsetsMm.get(`${fromSeriesId}>${toSeriesId}`) ?? 0;
}

/** Where a point taken on one series lies in another of the group: moved along the slices' normal by what the reader anchored. Patient mm. */
export function anchoredPoint(point: WorldPoint, fromSeriesId: string, images: SeriesImages, linkGroup: string | null): WorldPoint {
  const mm = linkGroup === null || fromSeriesId === images.series.id ? 0 : linkOffsetMm(linkGroup, fromSeriesId, images.series.id);
  if (mm === 0 || !images.rowDirection || !images.columnDirection) return point;
  return add(point, scale(sliceNormal(images.rowDirection, images.columnDirection), mm));
}

/** Changes whenever an offset does. */
export const linkVersion = (): number => version;
