import { randomFrom } from '../random.ts';

export const tileSize = 512;

/** A square of correlated noise that continues over its edges, mean 0 and standard deviation 1. */
export type NoiseTile = Float32Array;

/**
 * Noise as a reconstruction kernel leaves it: no power at the longest waves, none beyond the kernel's limit.
 * `fineMm` is the blur of the kernel and `coarseMm` where the ramp starts, both as standard deviations in mm.
 */
export function scannerNoise(seed: string, pixelMm: number, fineMm: number, coarseMm: number): NoiseTile {
  const fine = white(seed);
  const coarse = fine.slice();
  blur(fine, fineMm / pixelMm);
  blur(coarse, coarseMm / pixelMm);
  for (let at = 0; at < fine.length; at += 1) fine[at]! -= coarse[at]!;
  return normalise(fine);
}

/** Soft unevenness of tissue: waves of about `scaleMm`. */
export function tissueTexture(seed: string, pixelMm: number, scaleMm: number): NoiseTile {
  const tile = white(seed);
  blur(tile, scaleMm / pixelMm);
  return normalise(tile);
}

function white(seed: string): NoiseTile {
  const random = randomFrom(seed);
  const tile = new Float32Array(tileSize * tileSize);
  for (let at = 0; at < tile.length; at += 1) tile[at] = random() + random() + random() - 1.5;
  return tile;
}

/** Gaussian blur with wrap-around, as four running means per direction: exact integer windows, so the same on every machine. */
function blur(tile: NoiseTile, sigmaPx: number): void {
  const width = Math.max(0, Math.round((Math.sqrt((12 * sigmaPx * sigmaPx) / 4 + 1) - 1) / 2));
  if (width === 0) {
    // Narrower than any window: a 1-2-1 kernel weighted to the wanted variance.
    const side = Math.min(0.25, (sigmaPx * sigmaPx) / 2);
    kernel3(tile, 1, tileSize, side);
    kernel3(tile, tileSize, 1, side);
    return;
  }
  for (let pass = 0; pass < 4; pass += 1) {
    runningMean(tile, width, 1, tileSize);
    runningMean(tile, width, tileSize, 1);
  }
}

function kernel3(tile: NoiseTile, along: number, across: number, side: number): void {
  const line = new Float32Array(tileSize);
  for (let row = 0; row < tileSize; row += 1) {
    const base = row * across;
    for (let k = 0; k < tileSize; k += 1) line[k] = tile[base + k * along]!;
    for (let k = 0; k < tileSize; k += 1) {
      tile[base + k * along] = (1 - 2 * side) * line[k]! + side * (line[(k + tileSize - 1) % tileSize]! + line[(k + 1) % tileSize]!);
    }
  }
}

function runningMean(tile: NoiseTile, half: number, along: number, across: number): void {
  const line = new Float32Array(tileSize);
  const count = 2 * half + 1;
  for (let row = 0; row < tileSize; row += 1) {
    const base = row * across;
    for (let k = 0; k < tileSize; k += 1) line[k] = tile[base + k * along]!;
    let sum = 0;
    for (let k = -half; k <= half; k += 1) sum += line[(k + tileSize) % tileSize]!;
    for (let k = 0; k < tileSize; k += 1) {
      tile[base + k * along] = sum / count;
      sum += line[(k + half + 1) % tileSize]! - line[(k - half + tileSize) % tileSize]!;
    }
  }
}

function normalise(tile: NoiseTile): NoiseTile {
  let sum = 0;
  let squares = 0;
  for (const value of tile) { sum += value; squares += value * value; }
  const mean = sum / tile.length;
  const deviation = Math.sqrt(squares / tile.length - mean * mean);
  for (let at = 0; at < tile.length; at += 1) tile[at] = (tile[at]! - mean) / deviation;
  return tile;
}

/** An offset into the tile for slice `index` of a series, so that no two slices show the same grain. */
export function tileOffset(seed: string, index: number): { readonly x: number; readonly y: number } {
  const random = randomFrom(`${seed} ${index}`);
  return { x: Math.floor(random() * tileSize), y: Math.floor(random() * tileSize) };
}
