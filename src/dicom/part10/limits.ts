/** Bounds on what a file may make us do. Generous for real data, small enough that hostile data costs seconds and megabytes, never more. */
export const limits = {
  /** Header bytes before the pixel data; enhanced objects with thousands of frames stay below 64 MB. */
  headerBytes: 256 * 1024 * 1024,
  /** First read of a header; grows fourfold while the header goes on. */
  firstReadBytes: 256 * 1024,
  /** Deflated transfer syntax: the whole data set after inflation. */
  inflatedBytes: 256 * 1024 * 1024,
  /** Nesting of sequences; the deepest standard template uses fewer than 20. */
  sequenceDepth: 100,
  fragments: 1_000_000,
  frames: 100_000,
  /** One decoded frame, all samples: 16384 × 16384 × 16 bit. */
  frameBytes: 512 * 1024 * 1024,
  /** A text value longer than this is cut when it is shown or stored. */
  textCharacters: 1024,
} as const;
