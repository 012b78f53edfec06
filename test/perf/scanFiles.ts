/** CT series for the benchmarks: 512 × 512 × 16 bit, a body with noise, uncompressed or JPEG 2000 lossless by the encoder of the pinned codec. Generated, no patient. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { element, encapsulated, sliceFile } from '../fixtures/dicomBytes.ts';

export const size = 512;
export const bytesPerSlice = size * size * 2;
export type Coding = 'plain' | 'jpeg2000';
/** Different pictures; a series repeats them, so that making it takes seconds and not minutes. */
const pictures: Readonly<Record<Coding, number>> = { plain: 40, jpeg2000: 12 };

/** Stored values: soft tissue in air, texture and noise of about 12 HU, so that lossless coding has as much to do as on a real CT. */
function paint(seed: number): Uint16Array {
  const values = new Uint16Array(size * size);
  let state = (seed + 1) * 2654435761;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let row = 0, at = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1, at += 1) {
      const [x, y] = [(column - 256) / 200, (row - 256) / 150];
      const inBody = x * x + y * y < 1;
      const organ = Math.hypot(x + 0.3, y - 0.1 + seed / 200) < 0.35 ? 60 : Math.hypot(x - 0.4, y) < 0.25 ? -850 : 20;
      const noise = (random() + random() + random() - 1.5) * 24;
      values[at] = Math.max(0, Math.round(1024 + (inBody ? organ + noise : -1000 + noise / 4)));
    }
  }
  return values;
}

type Encoder = { getDecodedBuffer(info: object): Uint8Array; encode(): void; getEncodedBuffer(): Uint8Array; setQuality(lossless: boolean, rate: number): void; delete(): void };

async function encoder(): Promise<(values: Uint16Array) => Buffer> {
  const factory = ((await import('@cornerstonejs/codec-openjpeg/wasmjs' as string)) as { default: (options: object) => Promise<{ J2KEncoder: new () => Encoder }> }).default;
  const { J2KEncoder } = await factory({ print: () => undefined, printErr: () => undefined });
  return (values) => {
    const one = new J2KEncoder();
    one.getDecodedBuffer({ width: size, height: size, bitsPerSample: 16, isSigned: false, componentCount: 1, isUsingColorTransform: false }).set(new Uint8Array(values.buffer));
    one.setQuality(true, 0);
    one.encode();
    const bytes = Buffer.from(one.getEncodedBuffer());
    one.delete();
    return bytes;
  };
}

async function pixelElements(coding: Coding): Promise<Buffer[]> {
  const encode = coding === 'jpeg2000' ? await encoder() : null;
  return Array.from({ length: pictures[coding] }, (_, seed) => {
    const values = paint(seed);
    return encode ? encapsulated([encode(values)]) : element(0x7fe00010, 'OW', Buffer.from(values.buffer));
  });
}

export type ScanRecipe = { readonly name: string; readonly slices: number; readonly coding: Coding };

/** Writes `<folder>/<name>/0001.dcm` and so on. */
export async function writeScan(folder: string, { name, slices, coding }: ScanRecipe): Promise<void> {
  const elements = await pixelElements(coding);
  const own = [...name].map((letter) => letter.codePointAt(0)).join('');
  await mkdir(path.join(folder, name), { recursive: true });
  for (let slice = 0; slice < slices; slice += 1) {
    const file = sliceFile({
      uid: `2.25.${own}.${slice + 1}`, seriesUid: `2.25.${own}.0`, studyUid: `2.25.${own}`, patientId: name, patientName: 'Bench^One', instanceNumber: slice + 1, position: [-179, -179, slice],
      spacing: '0.7\\0.7', thickness: 1, rows: size, columns: size, signed: false, pixelData: elements[slice % elements.length]!, ...(coding === 'jpeg2000' ? { transferSyntaxUid: '1.2.840.10008.1.2.4.90' } : {}),
    });
    await writeFile(path.join(folder, name, `${String(slice + 1).padStart(4, '0')}.dcm`), file);
  }
}
