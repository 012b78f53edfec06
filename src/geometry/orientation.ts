import { scale, type Direction } from './vector.ts';

/** Below this share of a direction an axis is not named (interoperability, orientation and labels). */
const smallestNamedCosine = 0.1;

/**
 * Letters for where a direction points: largest patient axis first, then the others above 0.1 (oblique "LA").
 * LPS: +x is L, −x R; +y is P, −y A; +z is H, −z F.
 */
export function directionLetters(direction: Direction): string {
  const axes = [
    { size: Math.abs(direction[0]), letter: direction[0] < 0 ? 'R' : 'L' },
    { size: Math.abs(direction[1]), letter: direction[1] < 0 ? 'A' : 'P' },
    { size: Math.abs(direction[2]), letter: direction[2] < 0 ? 'F' : 'H' },
  ];
  return axes
    .filter((axis) => axis.size > smallestNamedCosine)
    .sort((one, other) => other.size - one.size)
    .map((axis) => axis.letter)
    .join('');
}

export type EdgeLetters = { readonly left: string; readonly right: string; readonly top: string; readonly bottom: string };

/**
 * Letters at the four edges of a displayed image. `screenRight` and `screenDown` are the patient directions of the screen after rotation and flip:
 * for an unturned image the row and the column direction.
 */
export function edgeLetters(screenRight: Direction, screenDown: Direction): EdgeLetters {
  return {
    right: directionLetters(screenRight),
    left: directionLetters(scale(screenRight, -1)),
    bottom: directionLetters(screenDown),
    top: directionLetters(scale(screenDown, -1)),
  };
}

const opposite: Readonly<Record<string, string>> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' };
const turned = (letters: string): string => [...letters].map((letter) => opposite[letter] ?? '').join('');

/** Letters at the edges of an image that names its directions in letters (PatientOrientation: where a row runs, where a column runs), flipped as it is shown. */
export function lettersOf([row, column]: readonly [row: string, column: string], flips: { readonly flipHorizontal: boolean; readonly flipVertical: boolean }): EdgeLetters {
  const [right, bottom] = [flips.flipHorizontal ? turned(row) : row, flips.flipVertical ? turned(column) : column];
  return { right, left: turned(right), bottom, top: turned(bottom) };
}

/** The plane nearest to a slice normal, and whether it is more than `obliqueDegrees` away from it. */
export function planeName(normal: Direction, obliqueDegrees = 10): { readonly name: 'axial' | 'coronal' | 'sagittal'; readonly oblique: boolean } {
  const [x, y, z] = [Math.abs(normal[0]), Math.abs(normal[1]), Math.abs(normal[2])];
  const largest = Math.max(x, y, z);
  const name = largest === z ? 'axial' : largest === y ? 'coronal' : 'sagittal';
  return { name, oblique: largest < Math.cos((obliqueDegrees * Math.PI) / 180) };
}
