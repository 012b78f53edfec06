import type { WorldPoint } from '../../casefile/index.ts';
import { coverage, type Slice } from './slice.ts';

/** An ellipsoid in body coordinates, turned about the z axis. */
export type Ellipsoid = {
  readonly centre: WorldPoint;
  /** Half lengths in mm. */
  readonly half: WorldPoint;
  readonly angleDeg?: number;
  /** Leaning: how far x and y move per mm towards the head. */
  readonly lean?: readonly [x: number, y: number];
};

export type Tissue = {
  readonly hu: number;
  /** Amplitude of the tissue's unevenness in HU. */
  readonly uneven?: number;
  /** Keep this far inside the trunk's wall. */
  readonly insideCavityMm?: number;
  /** Keep this far below the diaphragm. */
  readonly belowDiaphragmMm?: number;
  /** Gas above the level, towards the front: contents of stomach and bowel. Body y of the level. */
  readonly gasInFrontOf?: number;
  /** Share of the tissue laid over what is there; 1 hides it. */
  readonly opacity?: number;
};

/** Paints an ellipsoid. Edges are soft by the kernel in the plane and by the slice thickness across it. */
export function paintEllipsoid(slice: Slice, shape: Ellipsoid, tissue: Tissue): void {
  const { centre, half } = shape;
  const [leanX, leanY] = shape.lean ?? [0, 0];
  if (slice.misses(centre[2] - half[2], centre[2] + half[2])) return;
  const lean = Math.max(Math.abs(leanX), Math.abs(leanY)) * half[2];
  const box = slice.boxAroundBody(centre, Math.max(half[0], half[1]) + lean);
  if (!box) return;
  const angle = ((shape.angleDeg ?? 0) * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const [ia, ib, ic] = [1 / half[0], 1 / half[1], 1 / half[2]];
  const { hu, bodyX, bodyY, bodyZ, inCavity, belowDiaphragm, texture, radial, edgeMm } = slice;
  const { columns, sliceMm } = slice.grid;
  const uneven = tissue.uneven ?? 0;
  const wall = tissue.insideCavityMm ?? -1e6;
  const dome = tissue.belowDiaphragmMm ?? -1e6;
  const gasLevel = tissue.gasInFrontOf ?? -1e6;
  const opacity = tissue.opacity ?? 1;
  for (let r = box.top; r <= box.bottom; r += 1) {
    for (let at = r * columns + box.left, end = r * columns + box.right; at <= end; at += 1) {
      const dz = bodyZ[at]! - centre[2];
      const dx = bodyX[at]! - centre[0] - leanX * dz;
      const dy = bodyY[at]! - centre[1] - leanY * dz;
      const u = (dx * cos + dy * sin) * ia;
      const v = (dy * cos - dx * sin) * ib;
      const w = dz * ic;
      const f = u * u + v * v + w * w;
      if (f > 2.2) continue;
      const gu = u * ia;
      const gv = v * ib;
      const gw = w * ic;
      const slope = Math.sqrt(gu * gu + gv * gv + gw * gw) + 1e-9;
      let distance = (1 - f) / (2 * slope);
      const fromSkin = (1 - radial[at]!) * 70 - 4;
      if (fromSkin < distance) distance = fromSkin;
      const fromWall = inCavity[at]! - wall;
      if (fromWall < distance) distance = fromWall;
      const fromDome = belowDiaphragm[at]! - dome;
      if (fromDome < distance) distance = fromDome;
      const a = coverage(distance, edgeMm + (sliceMm * Math.abs(gw)) / slope) * opacity;
      if (a === 0) continue;
      let value = tissue.hu + uneven * texture[at]!;
      if (bodyY[at]! < gasLevel) value = -960;
      hu[at]! += (value - hu[at]!) * a;
    }
  }
}

/** A piece of a tube in body coordinates, from `a` to `b`, its radius going from `ra` to `rb`. */
export type Tube = { readonly a: WorldPoint; readonly b: WorldPoint; readonly ra: number; readonly rb: number };

/** Paints a piece of a vessel or an airway. What is thinner than the slice shows with less contrast, as it does in a scanner. */
export function paintTube(slice: Slice, tube: Tube, value: number, uneven = 0): void {
  const { a, b, ra, rb } = tube;
  const { hu, bodyX, bodyY, bodyZ, texture, radial, edgeMm } = slice;
  const { columns, sliceMm } = slice.grid;
  const ax = b[0] - a[0];
  const ay = b[1] - a[1];
  const az = b[2] - a[2];
  const length2 = ax * ax + ay * ay + az * az + 1e-9;
  const length = Math.sqrt(length2);
  const radius = Math.max(ra, rb);
  if (slice.misses(Math.min(a[2], b[2]) - radius, Math.max(a[2], b[2]) + radius)) return;
  const box = slice.boxAroundBody([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2], Math.hypot(ax, ay) / 2 + radius);
  if (!box) return;
  const halfSlab = Math.max(0, sliceMm / 2 - radius * 0.5);
  const steep = Math.abs(az) / length;
  const shown = steep + (1 - steep) * Math.min(1, (2 * radius + 0.6) / sliceMm);
  for (let r = box.top; r <= box.bottom; r += 1) {
    for (let at = r * columns + box.left, end = r * columns + box.right; at <= end; at += 1) {
      const px = bodyX[at]! - a[0];
      const py = bodyY[at]! - a[1];
      const pz = bodyZ[at]! - a[2];
      // Nearest place of the tube for any height within the slab: first along the tube, then the rest of dz forgiven up to half the slab.
      let t = (px * ax + py * ay + pz * az) / length2;
      if (t < 0) t = 0; else if (t > 1) t = 1;
      const dx = px - t * ax;
      const dy = py - t * ay;
      let dz = Math.abs(pz - t * az) - halfSlab;
      if (dz < 0) dz = 0;
      const here = ra + t * (rb - ra);
      const d2 = dx * dx + dy * dy + dz * dz;
      if (d2 > (here + edgeMm) * (here + edgeMm) || radial[at]! > 0.9) continue;
      const share = coverage(here - Math.sqrt(d2), edgeMm) * shown;
      hu[at]! += (value + uneven * texture[at]! - hu[at]!) * share;
    }
  }
}

/** Paints a chain of tubes through points. */
export function paintChain(slice: Slice, points: readonly WorldPoint[], radius: number, value: number, uneven = 0): void {
  for (let at = 0; at + 1 < points.length; at += 1) paintTube(slice, { a: points[at]!, b: points[at + 1]!, ra: radius, rb: radius }, value, uneven);
}
