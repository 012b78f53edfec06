/** Pictures of the guide as small PNG: at most 256 colours, as many as the size allows. */
import { deflateSync } from 'node:zlib';
import { crc32 } from 'node:zlib';
import { PNG } from 'pngjs';

type Colour = readonly [red: number, green: number, blue: number];
type Bin = { readonly key: number; readonly count: number; readonly colour: Colour };

/** Median cut over colours of five bits each. */
function paletteOf(pixels: Uint8Array, most: number): { readonly palette: readonly Colour[]; readonly indexOf: Uint8Array } {
  const sums = new Map<number, [number, number, number, number]>();
  for (let at = 0; at < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
    const key = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
    const sum = sums.get(key) ?? [0, 0, 0, 0];
    sum[0] += red; sum[1] += green; sum[2] += blue; sum[3] += 1;
    sums.set(key, sum);
  }
  const bins = [...sums].map(([key, [red, green, blue, count]]): Bin => ({ key, count, colour: [red / count, green / count, blue / count] }));
  const weight = (box: readonly Bin[]): number => box.reduce((sum, bin) => sum + Math.sqrt(bin.count), 0);
  const widest = (box: readonly Bin[]): { readonly channel: 0 | 1 | 2; readonly range: number } => ([0, 1, 2] as const).map((channel) => {
    const values = box.map(({ colour }) => colour[channel]);
    return { channel, range: Math.max(...values) - Math.min(...values) };
  }).sort((a, b) => b.range - a.range)[0] ?? { channel: 0, range: 0 };
  const boxes: Bin[][] = [bins];
  while (boxes.length < most) {
    boxes.sort((a, b) => widest(b).range * weight(b) - widest(a).range * weight(a));
    const [box] = boxes;
    if (!box || box.length < 2) break;
    const { channel } = widest(box);
    box.sort((a, b) => a.colour[channel] - b.colour[channel]);
    const half = weight(box) / 2;
    let sum = 0;
    const cut = Math.min(box.length - 1, Math.max(1, box.findIndex((bin) => { sum += Math.sqrt(bin.count); return sum >= half; })));
    boxes.splice(0, 1, box.slice(0, cut), box.slice(cut));
  }
  const indexOf = new Uint8Array(1 << 15);
  const palette = boxes.map((box, index): Colour => {
    const total = box.reduce((all, { count }) => all + count, 0);
    for (const { key } of box) indexOf[key] = index;
    const mean = (channel: 0 | 1 | 2): number => Math.round(box.reduce((all, { colour, count }) => all + colour[channel] * count, 0) / total);
    return [mean(0), mean(1), mean(2)];
  });
  return { palette, indexOf };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function withColours({ width, height, data }: PNG, most: number): Buffer {
  const { palette, indexOf } = paletteOf(data, most);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      rows[y * (width + 1) + x + 1] = indexOf[(((data[at] ?? 0) >> 3) << 10) | (((data[at + 1] ?? 0) >> 3) << 5) | ((data[at + 2] ?? 0) >> 3)] ?? 0;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('PLTE', Buffer.from(palette.flat())), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

/** The picture in at most `bytes`. Errors: Error when 32 colours are still too many. */
export function smallPng(png: Uint8Array, bytes: number): Buffer {
  const picture = PNG.sync.read(Buffer.from(png));
  for (const most of [256, 128, 64, 32]) {
    const small = withColours(picture, most);
    if (small.byteLength <= bytes) return small;
  }
  throw new Error(`A picture of ${picture.width} × ${picture.height} does not fit into ${bytes} bytes.`);
}
