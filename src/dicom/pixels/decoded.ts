import { unreadable } from '../part10/failure.ts';

/** What a codec gives: samples of 1, 2 or 4 bytes, little endian, interleaved, as many bits as the code stream has. */
export type DecodedSamples = {
  readonly data: Uint8Array;
  readonly bytesPerSample: 1 | 2 | 4 | 8;
  readonly components: number;
  /** Colour is still YCbCr (full range) and must be converted. */
  readonly ybr: boolean;
};

/** A frame that cannot be decoded (PIX-07). */
export const undecodable = (message: string, cause?: unknown) => unreadable('PIX-07', message, {}, cause);
