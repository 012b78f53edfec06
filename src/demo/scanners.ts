import type { Physique, Scanner } from './model.ts';

/** Six scanners that differ in what a reader meets: pixel size, thickness, sharpness, noise, padding, order of the images, plane. */
const usual = { kvp: 120, paddingValue: null, signed: false, tiltDeg: [0, 0], reversed: false } as const;

export const scanners = {
  /** The one of the tour. */
  a: { ...usual, manufacturer: 'Nadir phantom', model: 'Scanner A', kernel: 'B30f', matrix: 384, pixelMm: 0.9375, sliceMm: 5, slices: 50, noiseHu: 11, edgeMm: 1.5 },
  /** File names against InstanceNumber, InstanceNumber from the feet. */
  b: { ...usual, manufacturer: 'Nadir phantom', model: 'Scanner B', kernel: 'FC08', matrix: 360, pixelMm: 1.015625, sliceMm: 4.5, slices: 55, noiseHu: 12, edgeMm: 1.5, reversed: true },
  /** Large pixels, smooth kernel. */
  c: { ...usual, manufacturer: 'Nadir phantom', model: 'Scanner C', kernel: 'B20s', matrix: 320, pixelMm: 1.125, sliceMm: 5, slices: 50, noiseHu: 8.5, edgeMm: 1.75, kvp: 110 },
  /** Small pixels, sharper kernel, signed values with padding outside the circle. */
  d: { ...usual, manufacturer: 'Nadir phantom', model: 'Scanner D', kernel: 'STANDARD', matrix: 448, pixelMm: 0.8203125, sliceMm: 5, slices: 48, noiseHu: 14, edgeMm: 1.25, signed: true, paddingValue: -2000 },
  e: { ...usual, manufacturer: 'Nadir phantom', model: 'Scanner E', kernel: 'I31f', matrix: 340, pixelMm: 1.0625, sliceMm: 4, slices: 60, noiseHu: 10, edgeMm: 1.6, kvp: 100 },
  /** Oblique: the image plane is turned about two axes. */
  f: { ...usual, manufacturer: 'Nadir phantom', model: 'Scanner F', kernel: 'C', matrix: 340, pixelMm: 1.078125, sliceMm: 5, slices: 50, noiseHu: 11, edgeMm: 1.6, tiltDeg: [12, 4] },
} as const satisfies Record<string, Scanner>;

export const physiques = {
  average: { width: 1, depth: 1, fatMm: 17, liverHu: 112, heart: 0.97 },
  slim: { width: 0.93, depth: 0.93, fatMm: 10, liverHu: 118, heart: 0.94 },
  broad: { width: 1.04, depth: 1.03, fatMm: 19, liverHu: 106, heart: 1.02 },
  round: { width: 1.03, depth: 1.07, fatMm: 22, liverHu: 103, heart: 1.03 },
} as const satisfies Record<string, Physique>;
