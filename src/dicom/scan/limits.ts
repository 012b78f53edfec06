/** Bounds on what a chosen source may make us do (IMP-09). */
export const scanLimits = {
  /** An import holds some 8 kB of each file until it is committed as a whole. */
  files: 100_000,
  folderDepth: 64,
  /** What a ZIP without its 64-bit extension can hold. */
  archiveEntries: 65_535,
  archiveDepth: 2,
  archiveEntryBytes: 8 * 2 ** 30,
  archiveTotalBytes: 64 * 2 ** 30,
  /** Inflated bytes per archive byte. DICOM compresses two- to fourfold, blank frames hundredfold; bombs begin at a thousand. */
  archiveRatio: 200,
  /** Below this the ratio is not judged: a small blank image is no bomb. */
  archiveRatioFromBytes: 64 * 2 ** 20,
} as const;

export type ScanLimits = { readonly [Key in keyof typeof scanLimits]: number };

/** A file to read: where it is, and what to call it towards the person (relative to what was chosen, `/` between parts). */
export type ScannedFile = { readonly path: string; readonly name: string };

/** Something that is not read, and why. */
export type LeftOut = { readonly name: string; readonly code: string; readonly reason: string };
