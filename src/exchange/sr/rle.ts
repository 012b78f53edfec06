/** RLE Lossless (PS3.5 annex G): each byte plane of a frame by itself, each row by itself. */

/** One row of a plane by PackBits. */
function packRow(row: Uint8Array, out: number[]): void {
  let at = 0;
  while (at < row.length) {
    let run = 1;
    while (run < 128 && at + run < row.length && row[at + run] === row[at]) run += 1;
    if (run >= 3) {
      out.push(257 - run, row[at] ?? 0);
      at += run;
      continue;
    }
    // Literals until a run of three begins.
    let end = at;
    while (end < row.length && end - at < 128 && !(end + 2 < row.length && row[end] === row[end + 1] && row[end] === row[end + 2])) end += 1;
    out.push(end - at - 1);
    for (let index = at; index < end; index += 1) out.push(row[index] ?? 0);
    at = end;
  }
}

/** A frame of interleaved RGB: red, green and blue as segments behind a header of 64 bytes. */
export function rleOfRgb(rgb: Uint8Array, columns: number, rows: number): Uint8Array {
  const segments = [0, 1, 2].map((channel) => {
    const out: number[] = [];
    const row = new Uint8Array(columns);
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0; x < columns; x += 1) row[x] = rgb[(y * columns + x) * 3 + channel] ?? 0;
      packRow(row, out);
    }
    if (out.length % 2 === 1) out.push(0);
    return Uint8Array.from(out);
  });
  const frame = new Uint8Array(64 + segments.reduce((sum, { length }) => sum + length, 0));
  const header = new DataView(frame.buffer);
  header.setUint32(0, segments.length, true);
  let offset = 64;
  segments.forEach((segment, index) => {
    header.setUint32(4 + index * 4, offset, true);
    frame.set(segment, offset);
    offset += segment.length;
  });
  return frame;
}
