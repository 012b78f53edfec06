import type { WorldPoint } from '../../casefile/index.ts';
import type { Physique } from '../model.ts';
import { randomFrom } from '../random.ts';
import { paintChain, paintEllipsoid, paintTube, type Tube } from './brush.ts';
import { coverage, type Slice } from './slice.ts';
import { growTree } from './trees.ts';
import { diaphragmZ } from './trunk.ts';

/** What the chest holds besides its organs' fixed shapes: the trees of vessels and airways of one subject. */
export type Chest = { readonly lungVessels: readonly Tube[]; readonly airways: readonly Tube[]; readonly airwayWalls: readonly Tube[]; readonly heart: number };

const bloodHu = 158;

/** Grows the vessels and airways of both lungs. */
export function chestOf(seed: string, physique: Physique): Chest {
  const random = randomFrom(`${seed} lungs`);
  const inLung = (side: number, share: number) => ([x, y, z]: WorldPoint): boolean => {
    const across = (side * x - 70) / (56 * share);
    const along = (y + 6) / (86 * share);
    return across * across * across * across + along * along < 1 && z > diaphragmZ(x, y) + 5;
  };
  const vessels: Tube[] = [];
  const airways: Tube[] = [];
  for (const side of [-1, 1]) {
    const low: WorldPoint = [side < 0 ? -132 : 12, -96, -52];
    const high: WorldPoint = [side < 0 ? -12 : 132, 84, 168];
    const hila: WorldPoint[] = [[side * 36, 0, 86], [side * 42, 4, 74], [side * 40, 10, 62], [side * 38, -8, 58]];
    vessels.push(...growTree(random, { roots: hila, leaves: 900, leafRadius: 0.52, largestRadius: 5.6, low, high, inside: inLung(side, 1) }));
    const bronchi: WorldPoint[] = [[side * 38, 13, 76], [side * 40, 15, 66]];
    airways.push(...growTree(random, { roots: bronchi, leaves: 34, leafRadius: 0.95, largestRadius: 3.6, low, high, inside: inLung(side, 0.62) }));
  }
  const airwayWalls = airways.map((tube) => ({ ...tube, ra: tube.ra + 1.1, rb: tube.rb + 1 }));
  return { lungVessels: vessels, airways, airwayWalls, heart: physique.heart };
}

/** Air-filled lung with its gradient from front to back and its fissures. */
export function paintLungs(slice: Slice): void {
  const { hu, bodyX, bodyY, bodyZ, inCavity, belowDiaphragm, texture, edgeMm } = slice;
  const { sliceMm } = slice.grid;
  if (slice.highestZ < -125) return;
  for (let at = 0; at < hu.length; at += 1) {
    const above = -belowDiaphragm[at]!;
    const cavity = inCavity[at]! - 2.5;
    if (cavity < -edgeMm || above < -8) continue;
    const x = bodyX[at]!;
    const y = bodyY[at]!;
    const z = bodyZ[at]!;
    // The surface of the diaphragm leans: divide by its slope to get a distance, and let the thick slice blur it.
    const slope = Math.min(2.4, Math.abs(x < 0 ? x + 72 : x - 74) * 0.0165 + Math.abs(y + 6) * 0.012);
    const fromDome = above / Math.sqrt(1 + slope * slope);
    const fromMiddle = Math.abs(x + 3) - 1.4;
    const distance = Math.min(cavity, fromMiddle);
    const share = Math.min(coverage(distance, edgeMm), coverage(fromDome, edgeMm + sliceMm * 0.8));
    if (share === 0) continue;
    let value = -868 + 0.42 * y + 14 * texture[at]!;
    const oblique = (z - 40) * 0.6 - (y - 10) * 0.8 - (x > 0 ? 6 : 0);
    if (oblique > -2.2 && oblique < 2.2) value += 70 * (1 - Math.abs(oblique) / 2.2);
    hu[at]! += (value - hu[at]!) * share;
  }
}

/** Vessels and airways within the lungs. */
export function paintLungTrees(slice: Slice, chest: Chest): void {
  for (const tube of chest.lungVessels) paintTube(slice, tube, 60);
  for (const tube of chest.airwayWalls) paintTube(slice, tube, -160);
  for (const tube of chest.airways) paintTube(slice, tube, -960);
}

/** Fat, heart, great vessels, trachea, bronchi and oesophagus. */
export function paintMediastinum(slice: Slice, chest: Chest): void {
  const s = chest.heart;
  const heart = (x: number, y: number, z: number): WorldPoint => [10 + (x - 10) * s, -24 + (y + 24) * s, 26 + (z - 26) * s];
  const size = (a: number, b: number, c: number): WorldPoint => [a * s, b * s, c * s];
  const fat = { hu: -98, uneven: 9, insideCavityMm: 1.5, belowDiaphragmMm: -300 };
  paintEllipsoid(slice, { centre: [2, -6, 104], half: [37, 62, 60] }, fat);
  paintEllipsoid(slice, { centre: [4, 2, 60], half: [42, 56, 46] }, fat);
  paintEllipsoid(slice, { centre: heart(20, -30, 24), half: size(73, 57, 52), angleDeg: 24 }, fat);
  paintEllipsoid(slice, { centre: [4, 38, 40], half: [30, 26, 190] }, { ...fat });
  // Muscle first, blood over it: left ventricle with a thick wall, the others thin.
  paintEllipsoid(slice, { centre: heart(22, -28, 24), half: size(66, 49, 44), angleDeg: 24 }, { hu: 108, uneven: 6, insideCavityMm: 4 });
  paintEllipsoid(slice, { centre: heart(47, -16, 20), half: size(32, 20, 27), angleDeg: 38 }, { hu: bloodHu + 4, uneven: 4 });
  paintEllipsoid(slice, { centre: heart(14, -52, 20), half: size(37, 18, 30), angleDeg: 14 }, { hu: bloodHu, uneven: 4 });
  paintEllipsoid(slice, { centre: heart(-27, -24, 28), half: size(21, 25, 33), angleDeg: -12 }, { hu: bloodHu - 2, uneven: 4 });
  paintEllipsoid(slice, { centre: heart(8, 10, 42), half: size(32, 16, 20) }, { hu: bloodHu + 2, uneven: 4 });
  paintEllipsoid(slice, { centre: heart(33, -38, 22), half: size(4, 27, 30), angleDeg: -52 }, { hu: 112, uneven: 6, opacity: 0.9 });
  for (const side of [-1, 1]) {
    paintChain(slice, [[side * 18 + 6, 12, 46], [side * 40 + 4, 14, 48], [side * 56 + 2, 16, 50]], 6.5, bloodHu);
  }
  // Pulmonary trunk and its two arteries, aorta, upper caval vein.
  paintChain(slice, [[20, -54, 52], [21, -46, 66], [20, -34, 79]], 13.5, bloodHu);
  paintChain(slice, [[20, -34, 79], [6, -18, 80], [-22, -8, 78], [-44, -2, 76]], 10, bloodHu);
  paintChain(slice, [[20, -34, 79], [32, -14, 82], [44, 2, 82]], 10.5, bloodHu);
  paintChain(slice, [[-4, -28, 46], [-10, -40, 66], [-12, -42, 90], [-9, -36, 110]], 15.5, bloodHu + 4);
  paintChain(slice, [[-9, -36, 110], [2, -22, 122], [14, 0, 124], [21, 20, 116]], 13.5, bloodHu + 4);
  paintChain(slice, [[-24, -26, 44], [-27, -28, 80], [-26, -30, 120], [-20, -32, 160]], 9.5, bloodHu);
  paintChain(slice, [[8, -24, 134], [12, -22, 170]], 5, bloodHu);
  paintChain(slice, [[-10, -26, 134], [-12, -26, 170]], 5.5, bloodHu);
  paintChain(slice, [[18, -6, 134], [22, -2, 170]], 5, bloodHu);
  paintEllipsoid(slice, { centre: [-4, -68, 100], half: [16, 10, 34] }, { hu: -62, uneven: 16, insideCavityMm: 2 });
  // Airways: wall, then lumen.
  const tracheaTop: WorldPoint[] = [[0, 6, 170], [0, 8, 130], [-1, 11, 101]];
  const right: WorldPoint[] = [[-1, 11, 100], [-18, 14, 86], [-38, 14, 76]];
  const left: WorldPoint[] = [[-1, 11, 100], [18, 15, 84], [40, 15, 72]];
  for (const [grow, hu] of [[1.8, 35], [0, -985]] as const) {
    paintChain(slice, tracheaTop, 9 + grow, hu);
    paintChain(slice, right, 7.2 + grow, hu);
    paintChain(slice, left, 6.4 + grow, hu);
  }
  paintChain(slice, [[6, 27, 160], [7, 29, 60], [12, 22, 0], [22, 8, -24]], 7.5, 46, 6);
  paintChain(slice, [[7, 27, 160], [8, 28, 60], [13, 21, 4]], 1.6, -420);
}

/** A crescent of fluid at the back of one side of the chest, as deep as `depthMm`. */
export function paintEffusion(slice: Slice, side: -1 | 1, depthMm: number): void {
  const { hu, bodyX, bodyY, bodyZ, inCavity, belowDiaphragm, edgeMm } = slice;
  for (let at = 0; at < hu.length; at += 1) {
    const x = bodyX[at]! * side;
    const cavity = inCavity[at]! - 1.5;
    if (x < 14 || cavity < -edgeMm || belowDiaphragm[at]! > edgeMm) continue;
    const z = bodyZ[at]!;
    const y = bodyY[at]!;
    // Deepest at the bottom; follows the wall up its side (meniscus).
    const here = depthMm * Math.max(0, 1 - Math.max(0, z + 30) / 105);
    const top = 74 - here - 0.0035 * (x - 62) * (x - 62) * 0.9;
    const distance = Math.min(y - top, cavity + 3, x - 16, -belowDiaphragm[at]!);
    const a = coverage(distance, edgeMm + 0.8);
    if (a > 0) hu[at]! += (11 - hu[at]!) * a;
  }
}
