/** Every file of the shared DICOM corpus, real and hostile, through `nadir inspect --pixels`, against its manifest and its pixel truth. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bufferSource, buildStacks, decodeFrame, readFrame, readInstance, type InstanceRecord } from '../../src/dicom/index.ts';
import type { InspectedFile } from '../../src/host/inspect.ts';
import { sayNotRun, sharedPath } from '../fixtures/shared.ts';

type ManifestFile = {
  readonly path: string; readonly expected: 'opens' | 'opens-uncalibrated' | 'opens-no-image' | 'either' | 'rejects'; readonly reason: string;
  readonly sopClass?: string; readonly transferSyntax?: string | null; readonly series?: string; readonly rows?: number; readonly columns?: number; readonly frames?: number;
  readonly pixelSpacing?: readonly number[] | null; readonly spacingSource?: string; readonly patientName?: string;
};
type ManifestSeries = {
  readonly path: string; readonly series: string; readonly order: readonly string[]; readonly sameOrientation: boolean; readonly duplicatePositions: number;
  readonly stepMm: { readonly min: number; readonly median: number; readonly max: number } | null; readonly gapsAfter: readonly unknown[]; readonly shearDegrees: number;
};
type PixelTruth = {
  readonly exact: boolean; readonly tolerance?: number; readonly min: number; readonly max: number; readonly mean: number; readonly sha256: string; readonly lastFrameSha256?: string; readonly dtype: string; readonly shape: readonly number[];
  readonly samples: readonly { readonly row: number; readonly col: number; readonly value: number | readonly number[] }[];
};

/** Runs `nadir` as a person does; answers with its exit status and what it said. */
const command = (...words: string[]): Promise<{ code: unknown; out: string; said: string }> => new Promise((resolve) => {
  execFile(process.execPath, [path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs'), ...words], { timeout: 175_000, maxBuffer: 64 * 2 ** 20 }, (failure, out, said) => resolve({ code: failure?.code ?? 0, out, said }));
});

const corpus = sharedPath('dicom');
if (corpus === undefined) sayNotRun('the DICOM corpus, file by file');
const json = <T>(name: string): T => JSON.parse(readFileSync(path.join(corpus ?? '', name), 'utf8')) as T;

describe.skipIf(corpus === undefined)('the shared DICOM corpus', () => {
  const manifest = corpus === undefined ? { files: [], series: [] } : json<{ files: ManifestFile[]; series: ManifestSeries[] }>('manifest.json');
  const truth = corpus === undefined ? {} : json<{ files: Record<string, PixelTruth> }>('pixels.json').files;
  const inspected = new Map<string, InspectedFile>();

  beforeAll(async () => {
    const paths = manifest.files.map((file) => path.join(corpus ?? '', file.path));
    // The command as it is typed. It ends with 1, because some of these files must not open.
    const { code, out, said } = await command('inspect', '--pixels', '--json', ...paths);
    expect({ code, said }).toEqual({ code: 1, said: '' });
    const results = JSON.parse(out) as InspectedFile[];
    expect(results.map((result) => result.path)).toEqual(paths);
    manifest.files.forEach((file, index) => inspected.set(file.path, results[index] as InspectedFile));
  }, 180_000);

  const resultOf = (file: { readonly path: string }): InspectedFile => inspected.get(file.path) as InspectedFile;
  const mustOpen = (file: ManifestFile): boolean => file.expected.startsWith('opens');
  const wrong = (judge: (file: ManifestFile, result: InspectedFile) => unknown): unknown[] => manifest.files.flatMap((file) => judge(file, resultOf(file)) ?? []);

  it('opens what must open and refuses what must be refused, each refusal with code and reason', () => {
    expect(wrong((file, result) => {
      if (!result.opens && (!/^[A-Z]{2,3}-\d\d$/.test(result.code ?? '') || (result.reason ?? '') === '')) return { file: file.path, result };
      const asExpected = file.expected === 'either' || result.opens === mustOpen(file);
      return asExpected ? undefined : { file: file.path, expected: file.expected, because: file.reason, got: result.code, reason: result.reason };
    })).toEqual([]);
  });

  it('decodes the first and the last frame of every image to the true stored values', () => {
    let compared = 0;
    expect(wrong((file, result) => {
      const pixels = truth[file.path];
      if (pixels === undefined || !result.opens) return undefined;
      compared += 1;
      if (pixels.exact) {
        const same = result.pixels?.sha256 === pixels.sha256 && result.pixels.lastFrameSha256 === pixels.lastFrameSha256 && result.pixels.min === pixels.min && result.pixels.max === pixels.max;
        return same ? undefined : { file: file.path, got: result.pixels, want: pixels };
      }
      // Lossy decoders round differently; ringing at edges moves single extremes further than the mean.
      const tolerance = pixels.tolerance ?? 0;
      const near = result.pixels !== undefined && Math.abs(result.pixels.mean - pixels.mean) <= tolerance / 2 && Math.abs(result.pixels.min - pixels.min) <= 2 * tolerance && Math.abs(result.pixels.max - pixels.max) <= 2 * tolerance;
      return near ? undefined : { file: file.path, got: result.pixels, want: pixels };
    })).toEqual([]);
    expect(compared).toBeGreaterThan(1000);
  });

  it('decodes each lossy image to the true values at the stated pixels, within the tolerance', async () => {
    const lossy = Object.entries(truth).filter(([, pixels]) => !pixels.exact);
    expect(lossy.length).toBeGreaterThan(30);
    const off: unknown[] = [];
    for (const [name, { samples, shape, tolerance = 0 }] of lossy) {
      const { record, header } = readInstance(bufferSource(readFileSync(path.join(corpus ?? '', name))));
      if (record.pixels === null || record.frames[0] === undefined) { off.push(name); continue; }
      const bytes = await decodeFrame(readFrame(header.source, record.frames[0].bytes), record.pixels);
      const columns = shape[1] ?? 0;
      const perPixel = shape[2] ?? 1;
      const width = bytes.length / ((shape[0] ?? 0) * columns * perPixel);
      const valueAt = (index: number): number => (width === 1 ? bytes[index] ?? Number.NaN : bytes[index * 2]! + ((record.pixels?.signed ? (bytes[index * 2 + 1]! << 24) >> 24 : bytes[index * 2 + 1]!) * 256));
      for (const { row, col, value } of samples) [value].flat().forEach((want, channel) => {
        const got = valueAt((row * columns + col) * perPixel + channel);
        if (!(Math.abs(got - want) <= tolerance)) off.push({ name, row, col, channel, got, want, tolerance });
      });
    }
    expect(off).toEqual([]);
  });

  it('gives millimetres exactly where there are any, and says where they come from', () => {
    expect(wrong((file, result) => {
      if (!mustOpen(file) || file.rows === undefined || file.expected === 'opens-no-image') return undefined;
      const sameSpacing = JSON.stringify(result.spacingMm) === JSON.stringify(file.pixelSpacing ?? null);
      const off = file.expected !== 'opens-uncalibrated' || (result.spacingMm === null && result.measuringOff !== null);
      return sameSpacing && off && result.spacingSource === file.spacingSource ? undefined : { file: file.path, got: [result.spacingMm, result.spacingSource], want: [file.pixelSpacing, file.spacingSource] };
    })).toEqual([]);
  });

  it('reads sizes, frames, names and classes as they are', () => {
    expect(wrong((file, result) => {
      if (!mustOpen(file) || file.expected === 'opens-no-image') return file.patientName !== undefined && result.patientName !== file.patientName ? file.path : undefined;
      const image = file.rows === undefined || (result.rows === file.rows && result.columns === file.columns && result.frames === (file.frames ?? 1));
      const named = file.patientName === undefined || result.patientName === file.patientName;
      const coded = (file.sopClass ?? result.sopClass) === result.sopClass && (file.transferSyntax ?? result.transferSyntax) === result.transferSyntax;
      return image && named && coded ? undefined : { file: file.path, result };
    })).toEqual([]);
  });

  it('has to give up no file for taking too long', () => {
    expect(wrong((file, result) => (result.code === 'IMP-12' ? file.path : undefined))).toEqual([]);
  });

  const recordsOf = (series: ManifestSeries): { records: InstanceRecord[]; nameOf: Map<string, string> } => {
    const nameOf = new Map<string, string>();
    const records = manifest.files.filter((file) => file.series === series.series && file.path.startsWith(`${series.path}/`)).flatMap((file) => {
      const { record } = readInstance(bufferSource(readFileSync(path.join(corpus ?? '', file.path))));
      nameOf.set(record.sopInstanceUid, path.relative(series.path, file.path));
      return record.pixels === null ? [] : [record];
    });
    return { records, nameOf };
  };
  const wholeSeries = manifest.series.filter((series) => series.sameOrientation && series.stepMm !== null && series.stepMm.median > 0 && (series.path.startsWith('ct/') || series.path.startsWith('mr/')));

  it.each(wholeSeries.map((series) => [series.path, series] as const))('orders %s by position and finds its steps, gaps and tilt', (_path, series) => {
    const { records, nameOf } = recordsOf(series);
    const stacks = buildStacks(records);
    expect(stacks).toHaveLength(1);
    const [stack] = stacks;
    const { slices = [], rowDirection, columnDirection } = stack?.images ?? {};
    expect([series.order, series.order.toReversed()]).toContainEqual(slices.map((slice) => nameOf.get(slice.sopInstanceUid)));
    // An axial stack is paged from the head down.
    const [first, last] = [slices[0]?.origin, slices.at(-1)?.origin];
    const isAxial = Math.abs(rowDirection?.[2] ?? 1) < 0.5 && Math.abs(columnDirection?.[2] ?? 1) < 0.5;
    if (isAxial && first && last) expect(first[2]).toBeGreaterThanOrEqual(last[2]);
    expect(stack?.summary.spacingMm?.[2]).toBeCloseTo(series.stepMm?.median ?? 0, 3);
    // Interoperability row 17: uneven is more than 1 % and more than 0.05 mm.
    const { min, median, max } = series.stepMm ?? { min: 0, median: 1, max: 0 };
    const uneven = max - min > 0.01 * median && max - min > 0.05;
    const codes = new Set(stack?.summary.findings.map((finding) => finding.code));
    expect({ gapsOrMixed: codes.has('GEO-12') || codes.has('GEO-13'), tilt: codes.has('GEO-11'), repeated: codes.has('GEO-14') })
      .toEqual({ gapsOrMixed: series.gapsAfter.length > 0 || uneven, tilt: series.shearDegrees > 0.5, repeated: series.duplicatePositions > 0 });
  });
});
