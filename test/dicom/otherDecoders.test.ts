/** The same files decoded by DCMTK and GDCM, where Debian's packages dcmtk and libgdcm-tools are installed: every value of every frame is ours. */
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import dicomParser, { type DataSet } from 'dicom-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bufferSource, decodeFrame, readFrame, readInstance } from '../../src/dicom/index.ts';
import { sayNotRun, sharedPath } from '../fixtures/shared.ts';

type ManifestFile = { readonly path: string; readonly expected: string; readonly transferSyntax?: string | null; readonly bitsAllocated?: number };
type PixelTruth = { readonly tolerance?: number };

const corpus = sharedPath('dicom');
const isOnPath = (name: string): boolean => (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
  try { accessSync(path.join(folder, name), constants.X_OK); return true; } catch { return false; }
});

const prefix = '1.2.840.10008.1.2';
const rle = `${prefix}.5`;
const jpeg = ['50', '51', '53', '55', '57', '70'].map((last) => `${prefix}.4.${last}`);
const jpegLs = [`${prefix}.4.80`, `${prefix}.4.81`];
const jpeg2000 = [`${prefix}.4.90`, `${prefix}.4.91`];
const uncompressed = [prefix, `${prefix}.1`, `${prefix}.1.99`, `${prefix}.2`];

type Decoder = {
  readonly name: string;
  readonly needs: string;
  /** The command that writes `from` to `to` uncompressed, little endian; null for a syntax it does not know. */
  readonly command: (syntax: string, from: string, to: string) => readonly [program: string, ...words: string[]] | null;
  /** Files whose values it does not give, and why; by the end of their path. */
  readonly cannot: Readonly<Record<string, string>>;
  /** So many files it must have given, so that the test cannot pass by failing to run. */
  readonly atLeast: number;
};

const decoders: readonly Decoder[] = [
  {
    name: 'DCMTK', needs: 'dcmconv', atLeast: 125,
    command: (syntax, from, to) => {
      if (uncompressed.includes(syntax)) return ['dcmconv', '+te', from, to];
      if (syntax === rle) return ['dcmdrle', from, to];
      if (jpeg.includes(syntax)) return ['dcmdjpeg', from, to];
      return jpegLs.includes(syntax) ? ['dcmdjpls', from, to] : null;
    },
    cannot: {
      'mr/brain-oblique/brain_001.dcm': 'it reads the zeros behind the pixels as elements without end',
      'SC_rgb_jpeg.dcm': 'it stops at the end of its only fragment',
      'JLSL_08_07_0_1F.dcm': 'its codec refuses 7 bits',
    },
  },
  {
    name: 'GDCM', needs: 'gdcmconv', atLeast: 135,
    command: (syntax, from, to) => ([...uncompressed, rle, ...jpeg, ...jpegLs, ...jpeg2000].includes(syntax) ? ['gdcmconv', '--raw', from, to] : null),
    cannot: {
      'SC_rgb_rle_16bit.dcm': 'it swaps the bytes of 16-bit colour',
      'SC_rgb_rle_16bit_2frame.dcm': 'it gives up on it',
      'CT0012.fragmented_no_bot_jpeg_ls.80.dcm': 'frames span fragments without an offset table',
      'CT0012.fragmented_no_bot_jpeg_ls.81.dcm': 'frames span fragments without an offset table',
    },
  },
];

type Values = Uint8Array | Int8Array | Uint16Array | Int16Array;

/** Values of an uncompressed little endian file as dicom-parser finds them: cut to Bits Stored, sign extended, colour as RGB by pixel. Null: not written in a way compared here. */
function valuesOf(data: DataSet): Values | null {
  const number = (tag: string): number => data.uint16(tag) ?? 0;
  const [samples, allocated, stored, high, signed] = [number('x00280002') || 1, number('x00280100'), number('x00280101'), number('x00280102'), number('x00280103') === 1];
  const photometric = data.string('x00280004') ?? '';
  const element = data.elements['x7fe00010'];
  if (!element || element.encapsulatedPixelData || ![8, 16].includes(allocated)) return null;
  if (photometric === 'YBR_FULL_422') return rgbOf(expanded422(data.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)));
  const perFrame = number('x00280010') * number('x00280011') * samples;
  const count = perFrame * (Number(data.string('x00280008') ?? 1) || 1);
  const start = element.dataOffset;
  if (element.length < count * (allocated / 8)) return null;
  const bytes = Uint8Array.from(data.byteArray.subarray(start, start + count * (allocated / 8)));
  const raw: Values = allocated === 8 ? bytes : new Uint16Array(bytes.buffer);
  const values = signed ? (allocated === 8 ? new Int8Array(count) : new Int16Array(count)) : raw;
  for (let at = 0; at < count; at += 1) {
    const cut = ((raw[at] ?? 0) >>> (high + 1 - stored)) & (2 ** stored - 1);
    values[at] = signed && cut >= 2 ** (stored - 1) ? cut - 2 ** stored : cut;
  }
  if (samples === 1) return values;
  const pixels = number('x00280006') === 1 ? interleaved(values, perFrame, samples) : values;
  return photometric === 'YBR_FULL' ? rgbOf(pixels) : pixels;
}

function interleaved(planes: Values, perFrame: number, samples: number): Values {
  const size = perFrame / samples;
  return planes.map((_, at) => planes[Math.floor(at / perFrame) * perFrame + (at % samples) * size + Math.floor((at % perFrame) / samples)] ?? 0);
}

/** Two pixels' luminance and the colour they share (PS3.3 C.7.6.3.1.2), as two pixels. */
const expanded422 = (bytes: Uint8Array): Uint8Array => Uint8Array.from({ length: (bytes.length / 4) * 6 }, (_, at) => {
  const [pair, channel] = [Math.floor(at / 6) * 4, at % 3];
  return bytes[pair + (channel === 0 ? Math.floor((at % 6) / 3) : channel + 1)] ?? 0;
});

/** PS3.3 C.7.6.3.1.2, full range. */
function rgbOf(ybr: Values): Values {
  const rgb = new Uint8Array(ybr.length);
  for (let at = 0; at < ybr.length; at += 3) {
    const [y, b, r] = [ybr[at] ?? 0, (ybr[at + 1] ?? 0) - 128, (ybr[at + 2] ?? 0) - 128];
    [y + 1.402 * r, y - 0.344136 * b - 0.714136 * r, y + 1.772 * b].forEach((value, channel) => { rgb[at + channel] = Math.min(255, Math.max(0, Math.round(value))); });
  }
  return rgb;
}

/** All frames as the product decodes them. */
async function ours(file: string): Promise<Values | null> {
  const { record, header } = readInstance(bufferSource(readFileSync(file)));
  const format = record.pixels;
  if (format === null) return null;
  const frames: Uint8Array[] = [];
  for (const frame of record.frames) frames.push(await decodeFrame(readFrame(header.source, frame.bytes), format));
  const bytes = Uint8Array.from(Buffer.concat(frames));
  const width = bytes.length / (format.rows * format.columns * format.samplesPerPixel * frames.length);
  if (width === 1) return format.signed ? new Int8Array(bytes.buffer) : bytes;
  return width === 2 ? new (format.signed ? Int16Array : Uint16Array)(bytes.buffer) : null;
}

function largestDifference(a: Values, b: Values): number {
  let most = 0;
  for (let at = 0; at < a.length; at += 1) most = Math.max(most, Math.abs((a[at] ?? 0) - (b[at] ?? 0)));
  return most;
}

/** Every image of 8 or 16 bits that is one of a kind; of a folder of like ones, one. */
function chosen(files: readonly ManifestFile[], truth: Readonly<Record<string, PixelTruth>>): readonly ManifestFile[] {
  const taken = new Set<string>();
  return files.filter((file) => {
    const folder = path.dirname(file.path);
    const key = /^(syntaxes|multiframe)\//.test(folder) && !folder.endsWith('-series') ? file.path : folder.replace(/^(dicomdir|hostile)\/.*/, '$1');
    if (truth[file.path] === undefined || file.expected === 'either' || folder.startsWith('objects') || ![8, 16].includes(file.bitsAllocated ?? 0) || taken.has(key)) return false;
    taken.add(key);
    return true;
  });
}

const run = ([program, ...words]: readonly [string, ...string[]]): Promise<boolean> => new Promise((resolve) => {
  execFile(program, words, { timeout: 20_000 }, (failure) => resolve(failure === null));
});

if (corpus === undefined) sayNotRun('the files of the DICOM corpus decoded by DCMTK and GDCM');
for (const { name, needs } of decoders) if (corpus !== undefined && !isOnPath(needs)) console.info(`Not run: the comparison with ${name} (${needs} is not installed).`);

describe.skipIf(corpus === undefined)('the same files, the same values', () => {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'nadir-decoders-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  const json = <T>(name: string): T => JSON.parse(readFileSync(path.join(corpus ?? '', name), 'utf8')) as T;
  const installed = decoders.filter(({ needs }) => isOnPath(needs));
  const results = new Map(decoders.map(({ name }) => [name, { same: 0, differing: [] as string[] }]));

  /** What is different, in words; null: nothing. */
  async function difference(decoder: Decoder, words: readonly [string, ...string[]], to: string, mine: Values | null, tolerance: number): Promise<string | null> {
    if (!(await run(words)) || !existsSync(to)) return `${decoder.name} gave up`;
    const theirs = valuesOf(dicomParser.parseDicom(readFileSync(to)));
    rmSync(to);
    if (theirs === null || mine === null) return 'not compared';
    if (theirs.length !== mine.length) return `${mine.length} values here, ${theirs.length} there`;
    const most = largestDifference(theirs, mine);
    return most <= tolerance ? null : `differs by up to ${most}`;
  }

  beforeAll(async () => {
    const truth = json<{ files: Record<string, PixelTruth> }>('pixels.json').files;
    const queue = [...chosen(json<{ files: ManifestFile[] }>('manifest.json').files, truth).entries()];
    const compareNext = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [index, file] = next;
        const from = path.join(corpus ?? '', file.path);
        const mine = await ours(from);
        for (const decoder of installed) {
          const to = path.join(scratch, `${decoder.name}-${index}.dcm`);
          const words = decoder.command(file.transferSyntax ?? prefix, from, to);
          if (words === null || Object.keys(decoder.cannot).some((end) => file.path.endsWith(end))) continue;
          const result = results.get(decoder.name);
          const differs = await difference(decoder, words, to, mine, truth[file.path]?.tolerance ?? 0);
          if (differs === null && result) result.same += 1;
          else result?.differing.push(`${file.path} ${differs}`);
        }
      }
    };
    await Promise.all(Array.from({ length: 3 }, compareNext));
  }, 180_000);

  for (const { name, needs, atLeast } of decoders) it.skipIf(!isOnPath(needs))(`by ${name}`, () => {
    expect(results.get(name)?.differing).toEqual([]);
    expect(results.get(name)?.same).toBeGreaterThanOrEqual(atLeast);
  });
});
