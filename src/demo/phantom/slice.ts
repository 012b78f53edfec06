import type { WorldPoint } from '../../casefile/index.ts';
import { add, dot, originOfSlice, type SeriesGrid } from '../grid.ts';
import type { PlannedTimepoint } from '../model.ts';
import type { WarpField } from './warp.ts';

/** A rectangle of pixels, ends included; null when nothing is inside. */
export type PixelBox = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/**
 * One image while it is painted: CT numbers in HU, and for every pixel where in the unshifted, unwarped body it lies.
 * All arrays are rows × columns, row by row, and are used again for the next slice.
 */
export class Slice {
  readonly grid: SeriesGrid;
  readonly hu: Float32Array;
  readonly bodyX: Float32Array;
  readonly bodyY: Float32Array;
  readonly bodyZ: Float32Array;
  /** Distance to the inner side of the trunk's wall in mm, positive inside. */
  readonly inCavity: Float32Array;
  /** Distance below the upper surface of the diaphragm in mm, negative above it. */
  readonly belowDiaphragm: Float32Array;
  /** Soft unevenness of tissue, mean 0 and standard deviation 1. */
  readonly texture: Float32Array;
  /** 0 in the centre of the body, 1 at the skin, above 1 outside. */
  readonly radial: Float32Array;
  readonly edgeMm: number;
  /** Centre of the first pixel in the room. */
  origin: WorldPoint = [0, 0, 0];
  index = 0;
  /** Lowest and highest body z on the slice: a quick answer to "is it here at all". */
  lowestZ = 0;
  highestZ = 0;
  readonly #warp: WarpField;
  readonly #timepoint: PlannedTimepoint;

  constructor(grid: SeriesGrid, edgeMm: number, warp: WarpField, timepoint: PlannedTimepoint) {
    const count = grid.rows * grid.columns;
    this.grid = grid;
    this.edgeMm = edgeMm;
    this.#warp = warp;
    this.#timepoint = timepoint;
    this.hu = new Float32Array(count);
    this.bodyX = new Float32Array(count);
    this.bodyY = new Float32Array(count);
    this.bodyZ = new Float32Array(count);
    this.inCavity = new Float32Array(count);
    this.belowDiaphragm = new Float32Array(count);
    this.texture = new Float32Array(count);
    this.radial = new Float32Array(count);
  }

  /** Goes to a slice: empties the image and works out the body coordinates of its pixels. */
  moveTo(index: number): void {
    this.index = index;
    this.origin = originOfSlice(this.grid, index);
    this.hu.fill(-1000);
    this.#locate();
  }

  /** Warped body coordinates, computed on every eighth pixel and interpolated: the warp is smooth over centimetres. */
  #locate(): void {
    const { rows, columns, pixelMm, row, column } = this.grid;
    const step = 8;
    const across = Math.ceil(columns / step) + 1;
    let low = Infinity;
    let high = -Infinity;
    const nodes = new Float32Array(across * 3 * 2);
    const fillNodes = (r: number, at: number) => {
      for (let node = 0; node < across; node += 1) {
        const c = node * step;
        const x = this.origin[0] + pixelMm * (c * row[0] + r * column[0]);
        const y = this.origin[1] + pixelMm * (c * row[1] + r * column[1]);
        const z = this.origin[2] + pixelMm * (c * row[2] + r * column[2]);
        this.#warp.toBody(x, y, z, this.#timepoint, nodes, at + node * 3);
        const bodyZ = nodes[at + node * 3 + 2]!;
        if (bodyZ < low) low = bodyZ;
        if (bodyZ > high) high = bodyZ;
      }
    };
    for (let r0 = 0; r0 < rows; r0 += step) {
      fillNodes(r0, 0);
      fillNodes(r0 + step, across * 3);
      for (let r = r0; r < Math.min(rows, r0 + step); r += 1) {
        const down = (r - r0) / step;
        for (let node = 0; node + 1 < across; node += 1) {
          const a = node * 3;
          const b = (across + node) * 3;
          const x0 = nodes[a]! + down * (nodes[b]! - nodes[a]!);
          const y0 = nodes[a + 1]! + down * (nodes[b + 1]! - nodes[a + 1]!);
          const z0 = nodes[a + 2]! + down * (nodes[b + 2]! - nodes[a + 2]!);
          const dx = (nodes[a + 3]! + down * (nodes[b + 3]! - nodes[a + 3]!) - x0) / step;
          const dy = (nodes[a + 4]! + down * (nodes[b + 4]! - nodes[a + 4]!) - y0) / step;
          const dz = (nodes[a + 5]! + down * (nodes[b + 5]! - nodes[a + 5]!) - z0) / step;
          const c0 = node * step;
          const end = Math.min(columns, c0 + step) - c0;
          for (let k = 0, at = r * columns + c0; k < end; k += 1, at += 1) {
            this.bodyX[at] = x0 + k * dx;
            this.bodyY[at] = y0 + k * dy;
            this.bodyZ[at] = z0 + k * dz;
          }
        }
      }
    }
    this.lowestZ = low;
    this.highestZ = high;
  }

  /** True when nothing between two heights of the body can show on this slice. */
  misses(lowZ: number, highZ: number): boolean {
    const half = this.grid.sliceMm / 2 + this.edgeMm;
    return highZ < this.lowestZ - half || lowZ > this.highestZ + half;
  }

  /**
   * Pixels within `reachMm` across of an upright column of the body through `centre`. The column is looked for where the plane cuts it,
   * so that tall things do not claim the whole image. The margin covers what the inverse of the warp leaves open.
   */
  boxAroundBody(centre: WorldPoint, reachMm: number): PixelBox | null {
    const { row, column, normal, pixelMm, columns, rows } = this.grid;
    const room = this.#warp.toRoom(centre, this.#timepoint);
    const offset = add(room, this.origin, -1);
    const up = dot(offset, normal) / normal[2];
    const onPlane: WorldPoint = [offset[0], offset[1], offset[2] - up];
    const c = dot(onPlane, row) / pixelMm;
    const r = dot(onPlane, column) / pixelMm;
    const reach = (reachMm / normal[2] + 3.5) / pixelMm + 1;
    const box = {
      left: Math.max(0, Math.floor(c - reach)), right: Math.min(columns - 1, Math.ceil(c + reach)),
      top: Math.max(0, Math.floor(r - reach)), bottom: Math.min(rows - 1, Math.ceil(r + reach)),
    };
    return box.left > box.right || box.top > box.bottom ? null : box;
  }

  /** Pixels that can be within `radiusMm` of a point of the room; null when the slice is further away than that. */
  boxAround(room: WorldPoint, radiusMm: number): PixelBox | null {
    const { pixelMm, row, column, normal, columns, rows, sliceMm } = this.grid;
    const offset = add(room, this.origin, -1);
    if (Math.abs(dot(offset, normal)) > radiusMm + sliceMm / 2) return null;
    const c = dot(offset, row) / pixelMm;
    const r = dot(offset, column) / pixelMm;
    const reach = radiusMm / pixelMm + 2;
    const box = {
      left: Math.max(0, Math.floor(c - reach)), right: Math.min(columns - 1, Math.ceil(c + reach)),
      top: Math.max(0, Math.floor(r - reach)), bottom: Math.min(rows - 1, Math.ceil(r + reach)),
    };
    return box.left > box.right || box.top > box.bottom ? null : box;
  }
}

/** Share of a pixel that lies inside a surface `distanceMm` away (positive inside), for an edge `widthMm` wide: exactly one half on the surface. */
export function coverage(distanceMm: number, widthMm: number): number {
  const t = distanceMm / widthMm + 0.5;
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  return t * t * (3 - 2 * t);
}
