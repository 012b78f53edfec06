/** What reports need besides facts and pictures. Plain data. */

/** A font file of the program: `latin-400`, `greek-600`, `mono-400` (script, weight), and its bytes (TrueType). */
export type ReportFont = { readonly name: string; readonly bytes: Uint8Array };
