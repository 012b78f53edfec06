import type { Physique } from '../model.ts';
import { profile, valueAt, type Profile } from './profile.ts';
import { coverage, type Slice } from './slice.ts';

/** The trunk's wall for one physique: outlines by height, in body coordinates (mm). */
export type Trunk = {
  readonly skinHalfWidth: Profile;
  readonly skinHalfDepth: Profile;
  readonly skinCentreY: Profile;
  readonly cavityHalfWidth: Profile;
  readonly cavityHalfDepth: Profile;
  readonly wallMm: Profile;
  /** y of the hindmost point of the back, where the table begins. */
  readonly backY: number;
};

/** y of the middle of the cavity. */
export const cavityCentreY = -6;

/** The trunk of a body between the aortic arch (z = 130) and the lower poles of the kidneys (z = −120). */
export function trunkOf(physique: Physique): Trunk {
  const wide = (points: readonly (readonly [number, number])[]) => profile(points.map(([z, value]) => [z, value * physique.width] as const));
  const deep = (points: readonly (readonly [number, number])[]) => profile(points.map(([z, value]) => [z, value * physique.depth] as const));
  const cavityWidth = [[-130, 122], [-70, 128], [-20, 134], [40, 133], [90, 122], [125, 106], [160, 84]] as const;
  const cavityDepth = [[-130, 82], [-70, 88], [-20, 94], [30, 94], [90, 86], [125, 76], [160, 62]] as const;
  const wall = profile([[-130, 17], [-60, 13], [0, 12], [60, 14], [110, 24], [150, 34]]);
  const beyond = (points: readonly (readonly [number, number])[], side: number) =>
    points.map(([z, value]) => [z, value + valueAt(wall, z) + physique.fatMm * side] as const);
  const skinHalfDepth = deep(beyond(cavityDepth, 0.85).map(([z, value]) => [z, value + 9] as const));
  const skinCentreY = profile([[-130, 6], [0, 7], [130, 9]]);
  const backY = skinHalfDepth.values.reduce((most, half, at) => Math.max(most, half + skinCentreY.values[at]!), 0);
  return {
    cavityHalfWidth: wide(cavityWidth), cavityHalfDepth: deep(cavityDepth), wallMm: wall, skinHalfDepth, skinCentreY, backY,
    skinHalfWidth: wide(beyond(cavityWidth, 1)),
  };
}

/** Height of the diaphragm's upper surface (body z, mm): two domes, the right one higher, the heart between them. */
export function diaphragmZ(x: number, y: number): number {
  const right = 4 - 62 * (((x + 72) / 78) ** 2 * 0.8 + ((y + 8) / 88) ** 2);
  const left = -9 - 62 * (((x - 74) / 74) ** 2 * 0.8 + ((y + 4) / 88) ** 2);
  const centre = -14 - 60 * ((x / 60) ** 2 + ((y + 22) / 80) ** 2);
  return Math.max(right, left, centre);
}

const fatHu = -104;
const muscleHu = 58;

const columnsOfTable = 7;

/** All outlines side by side, one row per millimetre of height: what the pixel loop reads. */
function tabulate(trunk: Trunk): Float32Array {
  const { values } = trunk.wallMm;
  const table = new Float32Array(values.length * columnsOfTable);
  for (let at = 0; at < values.length; at += 1) {
    table.set([
      1 / trunk.skinHalfWidth.values[at]!, 1 / trunk.skinHalfDepth.values[at]!, trunk.skinCentreY.values[at]!,
      1 / trunk.cavityHalfWidth.values[at]!, 1 / trunk.cavityHalfDepth.values[at]!, values[at]!, 0,
    ], at * columnsOfTable);
  }
  return table;
}

/** Skin, fat, muscle, diaphragm and the fat of the cavity; sets the distances that organs are held by. */
export function paintTrunk(slice: Slice, trunk: Trunk): void {
  const { hu, bodyX, bodyY, bodyZ, inCavity, belowDiaphragm, texture, radial, edgeMm } = slice;
  const squareness = 0.34;
  const table = tabulate(trunk);
  const { lowest } = trunk.wallMm;
  const lastRow = table.length / columnsOfTable - 1;
  for (let at = 0; at < hu.length; at += 1) {
    const x = bodyX[at]!;
    const y = bodyY[at]!;
    const z = bodyZ[at]!;
    const height = Math.min(lastRow, Math.max(0, (z - lowest + 0.5) | 0)) * columnsOfTable;
    const skinA = table[height]!;
    const skinB = table[height + 1]!;
    const u = x * skinA;
    const v = (y - table[height + 2]!) * skinB;
    const u2 = u * u;
    const v2 = v * v;
    const f = u2 + v2 - squareness * u2 * v2;
    radial[at] = f;
    if (f > 1.1 || u2 > 1.2 || v2 > 1.2) { radial[at] = Math.max(f, 1.1); inCavity[at] = -60; belowDiaphragm[at] = -200; continue; }
    const gx = u * (1 - squareness * v2) * skinA;
    const gy = v * (1 - squareness * u2) * skinB;
    const skin = (1 - f) / (2 * Math.sqrt(gx * gx + gy * gy) + 1e-9);
    const cavA = table[height + 3]!;
    const cavB = table[height + 4]!;
    const wall = table[height + 5]!;
    const p = x * cavA;
    const q = (y - cavityCentreY) * cavB;
    const p2 = p * p;
    const q2 = q * q;
    const g = p2 + q2 - squareness * p2 * q2;
    const hx = p * (1 - squareness * q2) * cavA;
    const hy = q * (1 - squareness * p2) * cavB;
    const cavity = Math.min(40, (1 - g) / (2 * Math.sqrt(hx * hx + hy * hy) + 1e-6));
    inCavity[at] = cavity;
    // No dome reaches above z = 5: most of the chest is spared the sum.
    const dome = cavity > -4 ? (z > 16 ? -60 : diaphragmZ(x, y) - z) : -200;
    belowDiaphragm[at] = dome;
    if (skin < -edgeMm) continue;
    let value = skin < 2.2 ? 4 : fatHu + 5 * texture[at]!;
    const depth = cavity + wall;
    if (depth > -edgeMm && skin > 3 && cavity < edgeMm) {
      const muscle = muscleHu + 9 * texture[at]! - sheetFat(depth / wall);
      value += (muscle - value) * coverage(depth, edgeMm + 0.4);
    }
    if (cavity > -edgeMm) {
      const inner = dome > -1 && dome < 3.2 ? 52 : fatHu + 9 * texture[at]!;
      value += (inner - value) * coverage(cavity, edgeMm);
    }
    hu[at]! += (value - hu[at]!) * coverage(skin, edgeMm);
  }
}

/** Thin fat between the sheets of the wall, a third and two thirds of the way in: how much it lowers the muscle, in HU. */
function sheetFat(share: number): number {
  const outer = Math.abs(share - 0.36) / 0.09;
  const inner = Math.abs(share - 0.7) / 0.09;
  const near = outer < inner ? outer : inner;
  return near < 1 ? 72 * (1 - near * near) * (1 - near * near) : 0;
}

/** The table the patient lies on: two thin curved shells with foam between, in room coordinates relative to the scan's centre. */
export function paintTable(slice: Slice, roomCentre: readonly [number, number, number], topY: number): void {
  const { hu, radial, edgeMm } = slice;
  const { columns, rows, pixelMm, row, column } = slice.grid;
  const yAt = (r: number, c: number) => slice.origin[1] + pixelMm * (c * row[1] + r * column[1]) - roomCentre[1];
  for (let r = 0; r < rows; r += 1) {
    if (Math.max(yAt(r, 0), yAt(r, columns)) < topY - 30) continue;
    for (let c = 0; c < columns; c += 1) {
      const at = r * columns + c;
      if (radial[at]! < 1.03) continue;
      const x = slice.origin[0] + pixelMm * (c * row[0] + r * column[0]) - roomCentre[0];
      const y = yAt(r, c);
      const top = topY - 26 * (x / 215) ** 2;
      const bottom = topY + 38 - 62 * (x / 215) ** 2;
      const shell = 1.3 - Math.min(Math.abs(y - top), Math.abs(y - bottom));
      const inside = Math.min(y - top, bottom - y);
      if (Math.abs(x) > 214 || (inside <= 0 && shell < -edgeMm)) continue;
      if (inside > 0) hu[at] = Math.max(hu[at]!, -965);
      const a = coverage(shell, edgeMm);
      if (a > 0) hu[at]! += (90 - hu[at]!) * a;
    }
  }
}
