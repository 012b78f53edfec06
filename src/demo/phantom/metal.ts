import type { WorldPoint } from '../../casefile/index.ts';
import { add, dot } from '../grid.ts';
import { randomFrom } from '../random.ts';
import { coverage, type Slice } from './slice.ts';

const steps = 1440;

/**
 * A metal object on the skin and what it does to the image: bright and dark rays across the body, strongest near it,
 * within 25 mm of its height. `centre` is in room coordinates (mm).
 */
export function paintMetal(slice: Slice, centre: WorldPoint, seed: string): void {
  const { grid, hu, radial } = slice;
  const offset = dot(add(slice.origin, centre, -1), grid.normal);
  const height = Math.abs(offset);
  if (height > 25) return;
  const strength = coverage(19 - height, 12);
  const towards = add(centre, slice.origin, -1);
  const centreX = dot(towards, grid.row);
  const centreY = dot(towards, grid.column);
  const random = randomFrom(`${seed} metal ${slice.index}`);
  for (const [dx, dy] of [[-6, -3], [5, 4]] as const) {
    const rays = new Float32Array(steps);
    for (let at = 0; at < steps; at += 1) rays[at] = random() - 0.5;
    const broad = rays.slice();
    soften(rays, 4);
    soften(broad, 16);
    for (let at = 0; at < steps; at += 1) rays[at] = rays[at]! + 1.6 * broad[at]!;
    const px = centreX + dx;
    const py = centreY + dy;
    for (let r = 0, at = 0; r < grid.rows; r += 1) {
      for (let c = 0; c < grid.columns; c += 1, at += 1) {
        if (radial[at]! > 1.15) continue;
        const x = c * grid.pixelMm - px;
        const y = r * grid.pixelMm - py;
        const distance = Math.sqrt(x * x + y * y);
        const angle = ((Math.atan2(y, x) / (2 * Math.PI) + 1) % 1) * steps;
        const whole = Math.floor(angle);
        const ray = rays[whole]! + (angle - whole) * (rays[(whole + 1) % steps]! - rays[whole]!);
        hu[at]! += strength * ray * (2500 / (0.7 + distance / 60)) * Math.max(0.12, 1 - distance / 230);
      }
    }
  }
  if (height > 9) return;
  for (let r = 0, at = 0; r < grid.rows; r += 1) {
    for (let c = 0; c < grid.columns; c += 1, at += 1) {
      const x = c * grid.pixelMm - centreX;
      const y = r * grid.pixelMm - centreY;
      const along = (x * 11 + y * 7) / 170;
      const rest = Math.sqrt(Math.max(0, x * x + y * y - along * along * 170));
      const inside = Math.min(4 - rest, 10 - Math.abs(along) * 13);
      const share = coverage(inside, 1.5);
      if (share > 0) hu[at]! += (3071 - hu[at]!) * share;
    }
  }
}

function soften(rays: Float32Array, half: number): void {
  const from = rays.slice();
  for (let at = 0; at < steps; at += 1) {
    let sum = 0;
    for (let k = -half; k <= half; k += 1) sum += from[(at + k + steps) % steps]!;
    rays[at] = sum / (2 * half + 1);
  }
}
