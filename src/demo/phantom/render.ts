import { lesionsToPaint } from '../lesionPlaces.ts';
import { add, gridOf, type SeriesGrid } from '../grid.ts';
import type { PlannedSubject, PlannedTimepoint } from '../model.ts';
import { abdomenOf, paintBackOrgans, paintBowel, paintLiver, paintRetroperitoneum, paintStomach, type Abdomen } from './abdomen.ts';
import { paintRibs, paintShoulders, paintSpine } from './bones.ts';
import { chestOf, paintEffusion, paintLungs, paintLungTrees, paintMediastinum, type Chest } from './chest.ts';
import { paintLesion, type PaintedLesion } from './lesion.ts';
import { paintMetal } from './metal.ts';
import { scannerNoise, tileOffset, tileSize, tissueTexture, type NoiseTile } from './noise.ts';
import { Slice } from './slice.ts';
import { paintTable, paintTrunk, trunkOf, type Trunk } from './trunk.ts';
import { WarpField } from './warp.ts';

export type StoredPixels = Int16Array | Uint16Array;
export type RenderOptions = {
  /** False leaves out the scanner's noise, for tests that look at edges. */
  readonly noise?: boolean;
};

/** Added to a stored value to get HU. */
export const rescaleIntercept = -1024;

/** What does not change from one timepoint of a subject to the next. */
type Anatomy = { readonly code: string; readonly warp: WarpField; readonly trunk: Trunk; readonly chest: Chest; readonly abdomen: Abdomen; readonly grain: NoiseTile; readonly texture: NoiseTile };

/** The last subject's: a thread mostly paints one subject after the other. */
let latest: Anatomy | null = null;

function anatomyOf({ code, physique, scanner }: PlannedSubject): Anatomy {
  if (latest?.code === code) return latest;
  latest = {
    code, warp: new WarpField(`${code} warp`), trunk: trunkOf(physique), chest: chestOf(code, physique), abdomen: abdomenOf(code, physique),
    grain: scannerNoise(`${code} grain`, scanner.pixelMm, scanner.edgeMm * 0.42, 3.2), texture: tissueTexture(`${code} texture`, scanner.pixelMm, 2.4),
  };
  return latest;
}

/** Paints the series of one subject at one timepoint, slice by slice. The anatomy depends on the subject's code alone. */
export class SeriesRenderer {
  readonly grid: SeriesGrid;
  readonly #subject: PlannedSubject;
  readonly #timepoint: PlannedTimepoint;
  readonly #noise: boolean;
  readonly #seed: string;
  readonly #slice: Slice;
  readonly #anatomy: Anatomy;
  readonly #lesions: readonly PaintedLesion[];

  constructor(subject: PlannedSubject, timepoint: PlannedTimepoint, options: RenderOptions = {}) {
    const { scanner, code } = subject;
    this.#subject = subject;
    this.#timepoint = timepoint;
    this.#noise = options.noise ?? true;
    this.#seed = `${code} ${timepoint.index}`;
    this.grid = gridOf(scanner, timepoint);
    this.#anatomy = anatomyOf(subject);
    this.#slice = new Slice(this.grid, scanner.edgeMm, this.#anatomy.warp, timepoint);
    this.#lesions = lesionsToPaint(subject, timepoint, this.grid);
  }

  /** Stored values of slice `index` (0 nearest the feet), row by row. */
  render(index: number): StoredPixels {
    const slice = this.#slice;
    slice.moveTo(index);
    layTile(slice.texture, this.#anatomy.texture, this.grid, tileOffset(`${this.#subject.code} texture`, Math.round(index)));
    paintTrunk(slice, this.#anatomy.trunk);
    this.#paintOrgans();
    for (const lesion of this.#lesions) paintLesion(slice, lesion);
    paintTable(slice, this.#timepoint.shift, this.#anatomy.trunk.backY + 3);
    if (this.#timepoint.metalAt) paintMetal(slice, add(this.#timepoint.metalAt, this.#timepoint.shift), this.#seed);
    return this.#store(index);
  }

  #paintOrgans(): void {
    const slice = this.#slice;
    paintBowel(slice, this.#anatomy.abdomen);
    paintStomach(slice);
    paintBackOrgans(slice);
    paintLiver(slice, this.#anatomy.abdomen);
    paintLungs(slice);
    paintLungTrees(slice, this.#anatomy.chest);
    for (const lesion of this.#lesions) {
      if (lesion.bed === 'effusionLeft') paintEffusion(slice, 1, lesion.shortMm);
      if (lesion.bed === 'effusionRight') paintEffusion(slice, -1, lesion.shortMm);
    }
    paintMediastinum(slice, this.#anatomy.chest);
    paintShoulders(slice, this.#anatomy.trunk);
    paintSpine(slice);
    paintRetroperitoneum(slice);
    paintRibs(slice, this.#anatomy.trunk);
  }

  /** Adds the scanner's grain, more of it in the depth of the body, cuts to the reconstruction circle and to twelve bits. */
  #store(index: number): StoredPixels {
    const { hu, radial } = this.#slice;
    const { rows, columns } = this.grid;
    const { noiseHu, signed, paddingValue } = this.#subject.scanner;
    const out = signed ? new Int16Array(hu.length) : new Uint16Array(hu.length);
    const outside = paddingValue ?? 0;
    const { x: tx, y: ty } = tileOffset(this.#seed, index);
    const amplitude = this.#noise ? noiseHu : 0;
    const cx = (columns - 1) / 2;
    const cy = (rows - 1) / 2;
    const limit = cx * cx;
    for (let r = 0, at = 0; r < rows; r += 1) {
      const tileRow = ((r + ty) % tileSize) * tileSize;
      const dy2 = (r - cy) * (r - cy);
      const reach = dy2 > limit ? -1 : Math.sqrt(limit - dy2);
      for (let c = 0; c < columns; c += 1, at += 1) {
        if (c < cx - reach || c > cx + reach) { out[at] = outside; continue; }
        const value = hu[at]!;
        const f = radial[at]!;
        const depth = f < 1 ? 1.12 - 0.5 * f : 0.45;
        const noise = amplitude * depth * (value < -500 ? 0.8 : 1) * this.#anatomy.grain[tileRow + ((c + tx) % tileSize)]!;
        const stored = Math.floor(value + noise + 0.5) - rescaleIntercept;
        out[at] = stored < 0 ? 0 : stored > 4095 ? 4095 : stored;
      }
    }
    return out;
  }
}

function layTile(target: Float32Array, tile: NoiseTile, grid: SeriesGrid, offset: { readonly x: number; readonly y: number }): void {
  for (let r = 0, at = 0; r < grid.rows; r += 1) {
    const row = ((r + offset.y) % tileSize) * tileSize;
    for (let c = 0; c < grid.columns; c += 1, at += 1) target[at] = tile[row + ((c + offset.x) % tileSize)]!;
  }
}
