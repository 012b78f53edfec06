import type { PixelFormat } from '../../dicom/index.ts';

/** Time for one frame on a slow machine: 4 s, and a second for every 4 million samples. A code stream that takes longer is made to. */
export const decodeTimeoutMs = ({ rows, columns, samplesPerPixel }: PixelFormat): number => 4000 + (rows * columns * samplesPerPixel) / 4000;
