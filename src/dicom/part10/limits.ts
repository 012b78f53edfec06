/** Bounds on what a file may make us do. Generous for real data, small enough that hostile data costs seconds and megabytes, never more. */
export const limits = {
  /** Header bytes before the pixel data; enhanced objects with thousands of frames stay below 64 MB. */
  headerBytes: 128 * 1024 * 1024,
  /** Elements, items and fragments of a header, nested ones included; ten thousand frames with a hundred elements each stay below. */
  headerElements: 1_250_000,
  /** First read of a header; grows fourfold while the header goes on. */
  firstReadBytes: 256 * 1024,
  /** Deflated transfer syntax: the whole data set after inflation. */
  inflatedBytes: 256 * 1024 * 1024,
  /** Nesting of sequences; the deepest standard template uses fewer than 20. */
  sequenceDepth: 100,
  fragments: 250_000,
  frames: 50_000,
  /** Display windows of all frames of a file together; beyond it each frame keeps its first. */
  frameWindows: 100_000,
  /** Different planes or spacings of one file's frames: each becomes a stack of its own. */
  framePlanes: 1000,
  /** One decoded frame, all samples: 8192 × 8192 × 16 bit. A compressed frame may be as long. */
  frameBytes: 128 * 1024 * 1024,
  /** Heap of one WASM codec: JPEG 2000 takes several times what it decodes. */
  wasmBytes: 640 * 1024 * 1024,
  /** A text value longer than this is cut when it is shown or stored. */
  textCharacters: 1024,
} as const;
