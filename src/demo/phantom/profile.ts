/** A smooth curve through points given by height, read in steps of one millimetre. */
export type Profile = { readonly values: Float32Array; readonly lowest: number };

const lowest = -260;
const highest = 260;

/** Height (body z, mm) and value pairs, lowest first; constant beyond the ends, eased between. */
export function profile(points: readonly (readonly [z: number, value: number])[]): Profile {
  const values = new Float32Array(highest - lowest + 1);
  let piece = 0;
  for (let z = lowest; z <= highest; z += 1) {
    while (piece + 2 < points.length && z > points[piece + 1]![0]) piece += 1;
    const [z0, v0] = points[piece]!;
    const [z1, v1] = points[piece + 1]!;
    const t = Math.min(1, Math.max(0, (z - z0) / (z1 - z0)));
    values[z - lowest] = v0 + (v1 - v0) * t * t * (3 - 2 * t);
  }
  return { values, lowest };
}

/** Value of a profile at a height, interpolated. */
export function valueAt(curve: Profile, z: number): number {
  const from = Math.min(curve.values.length - 2, Math.max(0, z - curve.lowest));
  const whole = Math.floor(from);
  const low = curve.values[whole]!;
  return low + (from - whole) * (curve.values[whole + 1]! - low);
}
