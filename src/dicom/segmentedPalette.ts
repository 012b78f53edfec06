/** Segmented palette tables (DICOM PS3.3 C.7.9.2): discrete values, straight lines, and segments named a second time. */

const mostSegments = 65_536;

/** The entries of a segmented table; `words` are its data as 16-bit numbers (or bytes for tables of 8 bits). Null when it is not whole. */
export function expandSegments(words: ArrayLike<number>, count: number, bytesPerWord: 1 | 2): Uint16Array | null {
  const entries = new Uint16Array(count);
  let filled = 0;
  let segments = 0;
  /** Writes the segment at `at`; answers where the next one begins, -1 when this one cannot be read. */
  const write = (at: number, isIndirect: boolean): number => {
    segments += 1;
    const [kind, length] = [words[at], words[at + 1]];
    if (kind === undefined || length === undefined || segments > mostSegments) return -1;
    if (kind === 0) {
      if (at + 2 + length > words.length || filled + length > count) return -1;
      for (let index = 0; index < length; index += 1) entries[filled++] = words[at + 2 + index] ?? 0;
      return at + 2 + length;
    }
    if (kind === 1) {
      const end = words[at + 2];
      const start = entries[filled - 1];
      if (end === undefined || start === undefined || filled + length > count) return -1;
      for (let step = 1; step <= length; step += 1) entries[filled++] = Math.round(start + ((end - start) * step) / length);
      return at + 3;
    }
    // Segments of before, by byte offset; one that names others again would have no end.
    const offset = bytesPerWord === 2 ? (words[at + 2] ?? 0) + (words[at + 3] ?? 0) * 0x10000 : [2, 3, 4, 5].reduce((sum, byte) => sum + (words[at + byte] ?? 0) * 2 ** (8 * (byte - 2)), 0);
    if (kind !== 2 || isIndirect) return -1;
    let from = offset / bytesPerWord;
    for (let index = 0; index < length && from >= 0; index += 1) from = write(from, true);
    return from < 0 ? -1 : at + (bytesPerWord === 2 ? 4 : 6);
  };
  for (let at = 0; filled < count; ) {
    at = write(at, false);
    if (at < 0) return null;
  }
  return entries;
}
