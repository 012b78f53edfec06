import type { Finding } from '../common/index.ts';
import type { CalibratedRegion } from '../geometry/index.ts';

/** Of frame 0: decoded stored values before any rescale, colour as RGB, little endian, samples interleaved. `lastFrameSha256`: of the last frame, where there are several. */
export type PixelStatistics = { readonly min: number; readonly max: number; readonly mean: number; readonly sha256: string; readonly lastFrameSha256?: string };

/** One file of `nadir inspect` (cli.md). Null where the file does not say or could not be read so far. */
export type InspectedFile = {
  readonly path: string;
  readonly opens: boolean;
  readonly code?: string;
  readonly reason?: string;
  readonly sopClass: string | null;
  readonly transferSyntax: string | null;
  readonly modality: string | null;
  readonly rows: number | null;
  readonly columns: number | null;
  readonly frames: number | null;
  readonly bitsAllocated: number | null;
  readonly bitsStored: number | null;
  readonly signed: boolean | null;
  readonly photometric: string | null;
  /** Between rows (vertical), between columns (horizontal). */
  readonly spacingMm: readonly [row: number, column: number] | null;
  readonly spacingSource: string | null;
  /** Which spacing was used and why, and which others were not. */
  readonly spacingReason: string | null;
  /** Why lengths must not be measured for RECIST; null when they may, or when the file does not open. */
  readonly measuringOff: string | null;
  readonly patientName: string | null;
  /** Calibrated regions of an ultrasound image, in pixels, with their own spacing; left out elsewhere. */
  readonly regions?: readonly CalibratedRegion[];
  /** Unit of the values after rescale: HU, or what the header names; '' for none. */
  readonly valueUnit?: string;
  /** SUV by body weight = value after rescale × this; left out where it cannot be said. */
  readonly suvFactor?: number;
  readonly findings: readonly Finding[];
  readonly pixels?: PixelStatistics;
};

export function notOpened(path: string, code: string, reason: string): InspectedFile {
  return {
    path, opens: false, code, reason, sopClass: null, transferSyntax: null, modality: null, rows: null, columns: null, frames: null, bitsAllocated: null,
    bitsStored: null, signed: null, photometric: null, spacingMm: null, spacingSource: null, spacingReason: null, measuringOff: null, patientName: null, findings: [],
  };
}
