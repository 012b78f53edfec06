/** A part of an image in other pixels. Positions are those of pixel centres: whole numbers, the first is 0. */

export type RgbImage = { readonly rgb: Uint8Array; readonly columns: number; readonly rows: number };

/** Which place of the image is in the middle of the picture, and how many image pixels one picture pixel spans along a row and down a column. */
export type Section = { readonly centre: { readonly column: number; readonly row: number }; readonly columnStep: number; readonly rowStep: number; readonly width: number; readonly height: number };

/** Bilinear; where several image pixels fall on one of the picture, their mean over a grid within it. Outside the image: black. */
export function resample(image: RgbImage, section: Section): Uint8Array {
  const { centre, columnStep, rowStep, width, height } = section;
  const [across, down] = [Math.max(1, Math.ceil(columnStep)), Math.max(1, Math.ceil(rowStep))];
  const out = new Uint8Array(width * height * 3);
  const share = 1 / (across * down);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let [red, green, blue] = [0, 0, 0];
      for (let j = 0; j < down; j += 1) {
        const row = centre.row + (y + (j + 0.5) / down - height / 2) * rowStep;
        for (let i = 0; i < across; i += 1) {
          const column = centre.column + (x + (i + 0.5) / across - width / 2) * columnStep;
          red += sample(image, column, row, 0);
          green += sample(image, column, row, 1);
          blue += sample(image, column, row, 2);
        }
      }
      const at = (y * width + x) * 3;
      out[at] = Math.round(red * share);
      out[at + 1] = Math.round(green * share);
      out[at + 2] = Math.round(blue * share);
    }
  }
  return out;
}

function sample({ rgb, columns, rows }: RgbImage, column: number, row: number, channel: number): number {
  // The outermost pixels reach half a pixel beyond their centres.
  if (column < -0.5 || row < -0.5 || column > columns - 0.5 || row > rows - 0.5) return 0;
  const [c, r] = [Math.min(columns - 1, Math.max(0, column)), Math.min(rows - 1, Math.max(0, row))];
  const [left, top] = [Math.floor(c), Math.floor(r)];
  const [right, bottom] = [Math.min(columns - 1, left + 1), Math.min(rows - 1, top + 1)];
  const [dx, dy] = [c - left, r - top];
  const at = (x: number, y: number): number => rgb[(y * columns + x) * 3 + channel] ?? 0;
  return (at(left, top) * (1 - dx) + at(right, top) * dx) * (1 - dy) + (at(left, bottom) * (1 - dx) + at(right, bottom) * dx) * dy;
}

/** Lays RGBA samples with straight or premultiplied alpha (`premultiplied`) over an opaque picture of the same size, in place. */
export function layOver(rgb: Uint8Array, rgba: Uint8Array, premultiplied: boolean): void {
  for (let at = 0, over = 0; at < rgb.length; at += 3, over += 4) {
    const alpha = rgba[over + 3] ?? 0;
    if (alpha === 0) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      const own = (rgba[over + channel] ?? 0) * (premultiplied ? 255 : alpha);
      rgb[at + channel] = Math.min(255, Math.round((own + (rgb[at + channel] ?? 0) * (255 - alpha)) / 255));
    }
  }
}
