import type { WorldPoint } from '../../casefile/index.ts';
import { randomFrom } from '../random.ts';
import type { PlannedTimepoint } from '../model.ts';

const spacingMm = 44;
const nodes = 16;
const amplitudeMm = 7;

/** A smooth random displacement of the body: what keeps ellipsoids from looking like ellipsoids. The same for a subject at every timepoint. */
export class WarpField {
  readonly #dx = new Float32Array(nodes ** 3);
  readonly #dy = new Float32Array(nodes ** 3);

  constructor(seed: string) {
    const random = randomFrom(seed);
    for (let at = 0; at < this.#dx.length; at += 1) {
      this.#dx[at] = (random() - 0.5) * 2 * amplitudeMm;
      this.#dy[at] = (random() - 0.5) * 2 * amplitudeMm;
    }
  }

  /** Body coordinates (mm) of a point of the room: position of the day and breath taken out, warp added. Writes three numbers to `out` from `at`. */
  toBody(x: number, y: number, z: number, timepoint: PlannedTimepoint, out: Float32Array, at: number): void {
    const bx = x - timepoint.shift[0];
    const by = y - timepoint.shift[1];
    let bz = z - timepoint.shift[2];
    bz += breathAt(bz, timepoint.breathMm);
    const share = inwards(bx, by);
    out[at] = bx + share * sample(this.#dx, bx, by, bz);
    out[at + 1] = by + share * sample(this.#dy, bx, by, bz);
    out[at + 2] = bz;
  }

  /** Where a point of the body lies in the room, to about 2 mm: enough to know which pixels to look at. */
  toRoom(body: WorldPoint, timepoint: PlannedTimepoint): WorldPoint {
    const [x, y, z] = body;
    const share = inwards(x, y);
    return [
      x - share * sample(this.#dx, x, y, z) + timepoint.shift[0],
      y - share * sample(this.#dy, x, y, z) + timepoint.shift[1],
      z - breathAt(z, timepoint.breathMm) + timepoint.shift[2],
    ];
  }
}

/** Displacement by breathing: full at the diaphragm, none 120 mm away from it. */
export function breathAt(bodyZ: number, breathMm: number): number {
  const t = Math.max(0, 1 - Math.abs(bodyZ) / 120);
  return breathMm * t * t * (3 - 2 * t);
}

/** The warp is full in the middle of the body and weak at the skin, which stays smooth. */
const inwards = (x: number, y: number): number => Math.max(0.25, 1 - 0.75 * ((x / 165) ** 2 + (y / 125) ** 2));

const smooth = (t: number): number => t * t * (3 - 2 * t);

function sample(field: Float32Array, x: number, y: number, z: number): number {
  const gx = x / spacingMm + nodes / 2;
  const gy = y / spacingMm + nodes / 2;
  const gz = z / spacingMm + nodes / 2;
  const ix = Math.min(nodes - 2, Math.max(0, Math.floor(gx)));
  const iy = Math.min(nodes - 2, Math.max(0, Math.floor(gy)));
  const iz = Math.min(nodes - 2, Math.max(0, Math.floor(gz)));
  const fx = smooth(Math.min(1, Math.max(0, gx - ix)));
  const fy = smooth(Math.min(1, Math.max(0, gy - iy)));
  const fz = smooth(Math.min(1, Math.max(0, gz - iz)));
  const at = (iz * nodes + iy) * nodes + ix;
  const plane = (base: number) => {
    const near = field[base]! + fx * (field[base + 1]! - field[base]!);
    const far = field[base + nodes]! + fx * (field[base + nodes + 1]! - field[base + nodes]!);
    return near + fy * (far - near);
  };
  const low = plane(at);
  return low + fz * (plane(at + nodes * nodes) - low);
}
