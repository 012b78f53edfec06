import type { WorldPoint } from '../../casefile/index.ts';
import type { Physique } from '../model.ts';
import { between, randomFrom } from '../random.ts';
import { paintChain, paintEllipsoid, paintTube, type Ellipsoid, type Tissue, type Tube } from './brush.ts';
import { coverage, type Slice } from './slice.ts';
import { growTree } from './trees.ts';
import { diaphragmZ } from './trunk.ts';

export type Abdomen = {
  /** Walls of all loops, then their contents: neighbours of one piece of bowel share a lumen. */
  readonly liverHu: number;
  readonly portal: readonly Tube[];
  readonly hepatic: readonly Tube[];
  readonly mesenteric: readonly Tube[];
  readonly bowel: readonly { readonly shape: Ellipsoid; readonly tissue: Tissue }[];
};

/** Signed distance to the liver's surface in mm, positive inside, before wall and diaphragm cut it. */
export function liverDistance(x: number, y: number, z: number): number {
  // The visceral surface runs from the front on the left to the back on the right and swings to the right lower down.
  const low = Math.max(0, -28 - z);
  const px = x - (46 - 0.62 * low);
  const py = y + 84 - 0.1 * low;
  const along = px * -0.535 + py * 0.845 - 60;
  const visceral = -(px * 0.845 + py * 0.535) + 9 - 0.0034 * along * along;
  const inferior = (z + 118 - 0.36 * (x + 108) - 0.0026 * (y + 12) * (y + 12)) * 0.9;
  const notch = Math.hypot((x + 14) * 0.9, (y + 2), (z + 42) * 0.8) - 19;
  return Math.min(roundedMin(visceral, inferior), notch);
}

/** The lesser of two distances, with the edge where they meet rounded off over 20 mm. */
function roundedMin(a: number, b: number): number {
  const h = Math.max(0, 20 - Math.abs(a - b)) / 20;
  return Math.min(a, b) - h * h * 5;
}

/** Grows the liver's vessels, the mesentery and the loops of bowel of one subject. */
export function abdomenOf(seed: string, physique: Physique): Abdomen {
  const random = randomFrom(`${seed} abdomen`);
  const inLiver = ([x, y, z]: WorldPoint) => liverDistance(x, y, z) > 3 && z < diaphragmZ(x, y) - 8 && (x / 118) ** 2 + ((y + 6) / 82) ** 2 < 0.92;
  const low: WorldPoint = [-128, -96, -120];
  const high: WorldPoint = [62, 84, 4];
  const portal = growTree(random, { roots: [[-34, -12, -39], [-42, -8, -42], [-26, -24, -36]], leaves: 120, leafRadius: 0.78, largestRadius: 5.6, low, high, inside: inLiver });
  const hepatic = growTree(random, { roots: [[-32, 20, -13], [-32, 12, -13], [-20, 8, -14]], leaves: 70, leafRadius: 0.8, largestRadius: 5, low, high, inside: inLiver });
  const mesenteric: Tube[] = [];
  mesenteric.push(...growTree(random, {
    roots: [[8, 0, -66], [10, -4, -84], [12, -6, -104]], leaves: 90, leafRadius: 0.7, largestRadius: 3, low: [-70, -82, -150], high: [92, 10, -52],
    inside: ([x, y]) => (x / 105) ** 2 + ((y + 12) / 74) ** 2 < 0.92,
  }));
  return { liverHu: physique.liverHu, portal, hepatic, mesenteric, bowel: growBowel(seed) };
}

function growBowel(seed: string): Abdomen['bowel'] {
  const random = randomFrom(`${seed} bowel`);
  const walls: { shape: Ellipsoid; tissue: Tissue }[] = [];
  const contents: { shape: Ellipsoid; tissue: Tissue }[] = [];
  const loop = (centre: WorldPoint, half: WorldPoint, angleDeg: number, contentHu: number, gasLevelY: number | null, uneven: number) => {
    const inner: WorldPoint = [half[0] - 2.4, half[1] - 2.4, half[2] - 2.4];
    const gasLevel = gasLevelY === null ? {} : { gasInFrontOf: gasLevelY };
    walls.push({ shape: { centre, half, angleDeg }, tissue: { hu: 88, uneven: 7, insideCavityMm: 4, belowDiaphragmMm: 5 } });
    contents.push({ shape: { centre, half: inner, angleDeg }, tissue: { hu: contentHu, uneven, insideCavityMm: 6.4, belowDiaphragmMm: 7.5, ...gasLevel } });
  };
  // Small bowel: left upper abdomen and below, loops side by side.
  for (let row = 0; row < 8; row += 1) {
    for (let place = 0; place < 18; place += 1) {
      const centre: WorldPoint = [-26 + (place % 6) * 20 + between(random, -5, 5), -52 + Math.floor(place / 6) * 23 + between(random, -6, 6), -64 - row * 13 + between(random, -5, 5)];
      if (random() < 0.12) continue;
      loop(centre, [between(random, 9.5, 14.5), between(random, 8, 11.5), between(random, 8, 13)], between(random, 0, 180), between(random, 12, 45), random() < 0.12 ? centre[1] - 2 : null, 6);
    }
  }
  // Colon: both flexures and the transverse part at the front, with stool and gas.
  const colon: WorldPoint[] = [[-84, -20, -112], [-82, -38, -96], [-66, -58, -88], [-40, -68, -86], [-12, -72, -88], [16, -72, -84], [42, -68, -76], [68, -56, -64], [88, -34, -52], [98, -8, -56], [98, 14, -74], [97, 22, -96], [96, 24, -118]];
  for (let at = 0; at + 1 < colon.length; at += 1) {
    const [a, b] = [colon[at]!, colon[at + 1]!];
    for (const t of [0, 0.5]) {
      const centre: WorldPoint = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])];
      loop(centre, [between(random, 15, 18.5), between(random, 14, 17), between(random, 13, 18)], between(random, 0, 180), 18, centre[1] < -45 ? -66 : centre[1] - 3, 38);
    }
  }
  return [...walls, ...contents];
}

/** Bowel and its vessels: first of the abdomen, the solid organs lie over it. */
export function paintBowel(slice: Slice, abdomen: Abdomen): void {
  for (const tube of abdomen.mesenteric) paintTube(slice, tube, 130);
  for (const loop of abdomen.bowel) paintEllipsoid(slice, loop.shape, loop.tissue);
}

/** Stomach with fluid and gas, pancreas, duodenum. */
export function paintStomach(slice: Slice): void {
  const held = { insideCavityMm: 5, belowDiaphragmMm: 5 };
  const stomach: Ellipsoid[] = [
    { centre: [62, -18, -30], half: [37, 45, 32], angleDeg: -28 },
    { centre: [40, -46, -52], half: [32, 24, 22], angleDeg: -14 },
    { centre: [8, -48, -62], half: [25, 16, 15], angleDeg: 8 },
  ];
  for (const shape of stomach) paintEllipsoid(slice, shape, { hu: 96, uneven: 8, ...held });
  for (const { centre, half, angleDeg } of stomach) {
    paintEllipsoid(slice, { centre, half: [half[0] - 4.5, half[1] - 4.5, half[2] - 4.5], angleDeg: angleDeg ?? 0 }, { hu: 26, uneven: 11, gasInFrontOf: -44, insideCavityMm: 9, belowDiaphragmMm: 9 });
  }
  const pancreas: WorldPoint[] = [[-26, -18, -76], [-18, -22, -66], [2, -20, -58], [24, -10, -54], [46, 4, -50], [66, 18, -46]];
  paintChain(slice, pancreas, 9.5, 98, 15);
  paintChain(slice, pancreas.slice(1), 1.4, 30);
  paintChain(slice, [[-38, -22, -64], [-44, -10, -78], [-42, 0, -96], [-24, 6, -104], [6, 4, -104]], 11, 72, 9);
}

/** Liver with its vessels, and the gall bladder. */
export function paintLiver(slice: Slice, abdomen: Abdomen): void {
  const { hu, bodyX, bodyY, bodyZ, inCavity, belowDiaphragm, texture, edgeMm } = slice;
  const { sliceMm } = slice.grid;
  if (slice.misses(-125, 8)) return;
  for (let at = 0; at < hu.length; at += 1) {
    const held = Math.min(inCavity[at]! - 3.4, 200);
    const dome = belowDiaphragm[at]! - 3.6;
    if (held < -edgeMm || dome < -10) continue;
    const x = bodyX[at]!;
    const y = bodyY[at]!;
    const z = bodyZ[at]!;
    const own = liverDistance(x, y, z);
    if (own < -4) continue;
    const slope = Math.min(2.4, Math.abs(x + 72) * 0.0165 + Math.abs(y + 8) * 0.012);
    const share = Math.min(coverage(Math.min(held, own), edgeMm + 0.5), coverage(dome / Math.sqrt(1 + slope * slope), edgeMm + sliceMm * 0.8));
    if (share === 0) continue;
    // The fissure of the round ligament.
    const cleft = coverage(2.4 - Math.abs(x - 9 + 0.16 * (y + 50)), 2) * (y < -34 && z < -16 ? 1 : 0);
    const value = (abdomen.liverHu + 5 * texture[at]!) * (1 - cleft) - 85 * cleft;
    hu[at]! += (value - hu[at]!) * share;
  }
  for (const tube of abdomen.portal) paintTube(slice, tube, abdomen.liverHu + 58);
  for (const tube of abdomen.hepatic) paintTube(slice, tube, abdomen.liverHu + 54);
  paintChain(slice, [[-2, 2, -62], [-14, -4, -50], [-32, -10, -40]], 7, 172);
  paintEllipsoid(slice, { centre: [-54, -42, -70], half: [17, 24, 26], angleDeg: 24 }, { hu: 62, insideCavityMm: 5 });
  paintEllipsoid(slice, { centre: [-54, -42, -70], half: [15.2, 22.2, 24.2], angleDeg: 24 }, { hu: 9, uneven: 2, insideCavityMm: 6.6 });
}

/** Spleen, adrenals and kidneys. */
export function paintBackOrgans(slice: Slice): void {
  const spleen = { hu: 124, uneven: 4, insideCavityMm: 4, belowDiaphragmMm: 4 };
  paintEllipsoid(slice, { centre: [100, 32, -32], half: [29, 50, 44], angleDeg: 14 }, spleen);
  paintEllipsoid(slice, { centre: [88, 52, -34], half: [30, 24, 32], angleDeg: -20 }, spleen);
  paintChain(slice, [[74, 24, -42], [52, 16, -48], [26, 2, -52], [-2, 2, -60]], 4.2, 168);
  for (const side of [-1, 1]) {
    const lower = side < 0 ? -12 : 0;
    paintChain(slice, [[side * 26 - 3, 30, -40 + lower], [side * 32 - 3, 42, -44 + lower]], 2.6, 78);
    paintChain(slice, [[side * 27 - 3, 34, -40 + lower], [side * 38 - 3, 36, -43 + lower]], 2.4, 78);
    const centre: WorldPoint = [side * 66, 42, -86 + lower];
    const angleDeg = side * 32;
    const shell = { centre, half: [34, 30, 54] as WorldPoint, angleDeg };
    paintEllipsoid(slice, shell, { hu: -106, uneven: 6, insideCavityMm: 1, belowDiaphragmMm: 1, opacity: 0.96 });
    paintEllipsoid(slice, { ...shell, half: [29, 25, 49] }, { hu: 186, uneven: 6 });
    for (let pyramid = 0; pyramid < 18; pyramid += 1) {
      const turn = (pyramid % 6) * 1.05 + 0.35 * Math.floor(pyramid / 6);
      const up = (Math.floor(pyramid / 6) - 1) * 26;
      const at: WorldPoint = [centre[0] + 15.5 * Math.cos(turn), centre[1] + 13 * Math.sin(turn), centre[2] + up];
      paintEllipsoid(slice, { centre: at, half: [5.5, 5.5, 9] }, { hu: 142, uneven: 5, opacity: 0.85 });
    }
    const sinus: WorldPoint = [centre[0] - side * 11, centre[1] - 8, centre[2]];
    paintEllipsoid(slice, { centre: sinus, half: [17, 8.5, 25], angleDeg: side * 38 }, { hu: -88, uneven: 14 });
    paintChain(slice, [[side * 14, 22, centre[2] + 6], [side * 34, 26, centre[2] + 2], [side * 52, 34, centre[2]], [side * 60, 38, centre[2] - 8]], 4.4, 160);
    paintChain(slice, [[side * 54, 38, centre[2] + 10], [side * 53, 36, centre[2] - 18], [side * 44, 34, centre[2] - 50]], 3.4, 12);
  }
}

/** Great vessels of the abdomen, with the muscles beside the spine; the aorta from the chest down. */
export function paintRetroperitoneum(slice: Slice): void {
  for (const side of [-1, 1]) {
    paintEllipsoid(slice, { centre: [side * 38, 58, -118], half: [19, 21, 62], lean: [side * -0.12, 0] }, { hu: 60, uneven: 8 });
    paintChain(slice, [[side * 8, 30, -18], [side * 11, 38, -50], [side * 9, 42, -84]], 5, 58, 7);
  }
  paintChain(slice, [[21, 20, 116], [23, 30, 90], [21, 33, 40], [14, 31, 0], [9, 30, -40], [7, 30, -90], [6, 31, -150]], 11, 160, 3);
  paintChain(slice, [[-24, -14, 26], [-26, 2, 8], [-27, 18, -8], [-26, 22, -40], [-22, 26, -90], [-20, 29, -150]], 11.5, 142, 6);
  paintChain(slice, [[8, 22, -48], [9, 10, -56], [8, 2, -90]], 3.6, 158);
  paintChain(slice, [[8, 22, -38], [12, 12, -38], [24, 6, -40]], 3.2, 158);
  paintChain(slice, [[-2, 2, -62], [-2, -2, -90], [0, -6, -130]], 5.6, 168);
  paintChain(slice, [[-7, 30, 130], [-8, 34, 40], [-6, 36, -20]], 4, 140);
}
