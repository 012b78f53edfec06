import { asMm, type Mm } from '../common/index.ts';

/** Lengths computed from the same points differ by less than this between machines; a value this close below a half counts as the half. */
const noiseMm = 1e-9;

/**
 * The recorded value of a length: rounded once, half away from zero, to the study's decimals (R-004, 0 to 4). What is shown, stored, exported and
 * used in rules. `exactMm` is never negative.
 */
export function recordedMm(exactMm: number, decimals: number): Mm {
  const factor = 10 ** decimals;
  return asMm(Math.floor((exactMm + noiseMm) * factor + 0.5) / factor);
}
