import type { WorldPoint } from '../../casefile/index.ts';
import { paintChain, paintEllipsoid, paintTube } from './brush.ts';
import { coverage, type Slice } from './slice.ts';
import type { Trunk } from './trunk.ts';
import { valueAt } from './profile.ts';

const vertebraMm = 31;
const bodyY = 62;
const canalY = 88;

/** Spine with discs, canal and processes, and the muscles that hold it up. */
export function paintSpine(slice: Slice): void {
  for (const side of [-1, 1]) {
    paintEllipsoid(slice, { centre: [side * 33, 97, -40], half: [30, 19, 400], angleDeg: side * -8 }, { hu: 60, uneven: 11 });
    paintEllipsoid(slice, { centre: [side * 26, 98, -40], half: [1.5, 15, 400], angleDeg: side * 18 }, { hu: -20, opacity: 0.6 });
    paintEllipsoid(slice, { centre: [side * 47, 97, -40], half: [1.3, 13, 400], angleDeg: side * -24 }, { hu: -20, opacity: 0.5 });
  }
  paintEllipsoid(slice, { centre: [0, bodyY, 0], half: [25, 19, 400] }, { hu: 40, uneven: 6 });
  const middle = slice.bodyZ[Math.floor(slice.bodyZ.length / 2)]!;
  const first = Math.floor((middle - 60) / vertebraMm);
  const last = Math.ceil((middle + 60) / vertebraMm);
  for (let level = first; level <= last; level += 1) paintVertebra(slice, level * vertebraMm + 12, level);
  paintEllipsoid(slice, { centre: [0, canalY, 0], half: [11, 9, 400] }, { hu: 16 });
  paintEllipsoid(slice, { centre: [0, canalY - 0.5, 0], half: [6, 5, 400] }, { hu: 40 });
}

function paintVertebra(slice: Slice, z: number, level: number): void {
  const cortex = { hu: 430, uneven: 60 };
  const marrow = { hu: 185, uneven: 42 };
  const disc = { hu: 84, uneven: 5 };
  paintEllipsoid(slice, { centre: [0, bodyY, z - vertebraMm / 2], half: [23, 17.5, 7] }, disc);
  // A vertebral body is a squat cylinder: several flat ellipsoids keep its sides straight.
  for (const [grow, tissue] of [[0, cortex], [-1.7, marrow]] as const) {
    for (const up of [-6.5, 0, 6.5]) {
      paintEllipsoid(slice, { centre: [0, bodyY, z + up], half: [22 + grow, 16.8 + grow, (up === 0 ? 13 : 8.5) + grow] }, tissue);
    }
  }
  paintEllipsoid(slice, { centre: [0, bodyY + 12, z], half: [3, 5, 2.4] }, { hu: 60, opacity: 0.7 });
  for (const side of [-1, 1]) {
    const pedicle: WorldPoint[] = [[side * 13.5, bodyY + 11, z + 4], [side * 15, canalY + 1, z + 3]];
    const lamina: WorldPoint[] = [[side * 15, canalY + 1, z + 3], [side * 8, canalY + 12, z - 4], [0, canalY + 15, z - 8]];
    const transverse: WorldPoint[] = [[side * 15, canalY + 1, z + 2], [side * 28, canalY + 1 + (level > -2 ? 6 : 0), z + 3], [side * 36, canalY + (level > -2 ? 9 : 1), z + 4]];
    paintChain(slice, pedicle, 5, 430, 40);
    paintChain(slice, lamina, 4.6, 440, 40);
    paintChain(slice, transverse, 4.2, 400, 40);
    paintChain(slice, pedicle, 2.8, 210, 30);
    paintChain(slice, transverse, 2.2, 200, 30);
    paintChain(slice, [[side * 15.5, canalY + 3, z + 8], [side * 15.5, canalY + 5, z - 17]], 4.4, 460, 40);
  }
  paintTube(slice, { a: [0, canalY + 15, z - 7], b: [0, canalY + 29, z - 17], ra: 4.2, rb: 4 }, 400, 40);
  paintTube(slice, { a: [0, canalY + 17, z - 7], b: [0, canalY + 27, z - 17], ra: 2.2, rb: 2 }, 210, 30);
}

const ribMm = 27;
/** How much a rib falls per mm towards the front. */
const ribFall = 0.58;

/** Ribs in the trunk's wall, sloping down to the front, the last part cartilage; breast bone; shoulder blades. */
export function paintRibs(slice: Slice, trunk: Trunk): void {
  const { hu, bodyX, bodyY: bodyYs, bodyZ, inCavity, texture, edgeMm } = slice;
  const { sliceMm } = slice.grid;
  for (let at = 0; at < hu.length; at += 1) {
    const depth = inCavity[at]!;
    if (depth > 3 || depth < -14) continue;
    const x = bodyX[at]!;
    const y = bodyYs[at]!;
    const z = bodyZ[at]!;
    const back = 70 - y;
    const along = (z + ribFall * back - 6) / ribMm;
    const rib = Math.round(along);
    // Rib 0 leaves the spine at z = 6. The lowest ones are short and stay at the back.
    if (rib < -3 || back < -6) continue;
    const reach = rib < -1 ? 60 + (rib + 3) * 30 : 190;
    if (back > reach || Math.abs(x) < 17) continue;
    const wall = valueAt(trunk.wallMm, z);
    const middle = -Math.min(6.5, wall * 0.45);
    const dz = ((along - rib) * ribMm) / Math.sqrt(1 + ribFall * ribFall);
    const dx = depth - middle;
    const q = Math.sqrt((dz / 6.6) ** 2 + (dx / 3.9) ** 2) + 1e-9;
    const distance = ((1 - q) * q) / Math.sqrt((dz / 43.6) ** 2 + (dx / 15.2) ** 2 + 1e-9);
    const blur = edgeMm + sliceMm * 0.35;
    const share = coverage(distance, blur);
    if (share === 0) continue;
    const cartilage = rib < 1 ? back > 118 : back > 136;
    const shell = coverage(distance - 1.4, 1.6);
    const value = cartilage ? 125 + 10 * texture[at]! : 620 - 420 * shell + 30 * texture[at]!;
    hu[at]! += (value - hu[at]!) * share;
  }
  const front = (z: number) => -6 - valueAt(trunk.cavityHalfDepth, z) - 8;
  for (let z = 24; z < 160; z += 8) {
    const half: WorldPoint = z > 110 ? [26, 7, 9] : [16, 5.5, 9];
    if (!slice.boxAroundBody([0, front(z), z], 16)) continue;
    paintEllipsoid(slice, { centre: [0, front(z), z], half }, { hu: 420, uneven: 40 });
    paintEllipsoid(slice, { centre: [0, front(z), z], half: [half[0] - 1.8, half[1] - 1.8, half[2]] }, { hu: 150, uneven: 25 });
  }
}

/** Shoulder blades with their muscles, and the muscles in front of the chest: what widens the upper chest. */
export function paintShoulders(slice: Slice, trunk: Trunk): void {
  for (const side of [-1, 1]) {
    const wide = valueAt(trunk.cavityHalfWidth, 120);
    paintEllipsoid(slice, { centre: [side * (wide - 2), 66, 132], half: [50, 17, 52], angleDeg: side * -40 }, { hu: 60, uneven: 10 });
    paintEllipsoid(slice, { centre: [side * (wide - 4), 64, 128], half: [43, 3.4, 50], angleDeg: side * -42 }, { hu: 420, uneven: 60 });
    paintEllipsoid(slice, { centre: [side * (wide - 4), 64, 128], half: [40, 1.4, 47], angleDeg: side * -42 }, { hu: 190, uneven: 40 });
    paintEllipsoid(slice, { centre: [side * 62, -96, 118], half: [48, 11, 52], angleDeg: side * 22 }, { hu: 62, uneven: 8 });
  }
}
