declare module 'dicom-character-set' {
  export const characterSets: Readonly<Record<string, unknown>>;
  /** Throws on sets that it does not know. */
  export function convertBytes(specificCharacterSet: string, bytes: Uint8Array, options?: { vr?: string }): string;
}
