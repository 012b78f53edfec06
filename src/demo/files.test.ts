import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import dicomParser from 'dicom-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { thisMachine } from '../system/index.ts';
import { dot, gridOf, sliceNearest, add } from './grid.ts';
import { rescaleIntercept, SeriesRenderer } from './phantom/render.ts';
import { generateDemoSeries, type DemoFile } from './series.ts';
import { subjects } from './subjects.ts';
import { demoPlan } from './truth.ts';
import { writeDemoDicom } from './write.ts';

const sha256 = (files: readonly DemoFile[]) => {
  const hash = createHash('sha256');
  for (const { fileName, bytes } of files) hash.update(fileName).update(bytes);
  return hash.digest('hex');
};

type Vector = [number, number, number];
const numbers = (data: dicomParser.DataSet, tag: string) => data.string(tag)!.split('\\').map(Number);
const read = ({ fileName, bytes }: DemoFile) => {
  const data = dicomParser.parseDicom(bytes);
  return {
    fileName, data, instanceNumber: Number(data.string('x00200013')), sopInstanceUid: data.string('x00080018')!,
    position: numbers(data, 'x00200032') as Vector, orientation: numbers(data, 'x00200037'), pixels: data.elements['x7fe00010']!,
  };
};

describe('files of the demo study', () => {
  const plan = demoPlan();
  const series = (code: string, timepoint: number) => [...generateDemoSeries(code, timepoint)];
  const headers = new Map<string, ReturnType<typeof read>[]>();

  test.each(subjects.map(({ code, scanner }) => [code, scanner] as const))('%s: every file reads as a CT image whose planes are where the truth has them', { timeout: 60_000 }, (code, scanner) => {
    const subject = plan.subjects.find((candidate) => candidate.code === code)!;
    const files = series(code, 1).map(read);
    const grid = gridOf(scanner, subjects.find((candidate) => candidate.code === code)!.timepoints[1]!);
    headers.set(code, files);
    expect(files).toHaveLength(scanner.slices);
    expect(new Set(files.map(({ fileName }) => fileName)).size).toBe(scanner.slices);
    for (const [slice, { data, position, orientation, pixels }] of files.entries()) {
      expect(data.string('x00080016')).toBe('1.2.840.10008.5.1.4.1.1.2');
      expect(data.string('x00020010')).toBe('1.2.840.10008.1.2.1');
      expect(data.string('x00100020')).toBe(code);
      expect(data.string('x00080020')).toBe(subject.timepoints[1]!.date.replaceAll('-', ''));
      expect(data.string('x0020000e')).toBe(subject.timepoints[1]!.seriesUid);
      expect([data.uint16('x00280010'), data.uint16('x00280011'), pixels.length]).toEqual([scanner.matrix, scanner.matrix, scanner.matrix ** 2 * 2]);
      expect(numbers(data, 'x00280030')).toEqual([scanner.pixelMm, scanner.pixelMm]);
      expect(Number(data.string('x00281052'))).toBe(rescaleIntercept);
      // Through the file's own numbers: unit, orthogonal directions and planes a slice apart along their normal.
      const [row, column] = [orientation.slice(0, 3) as Vector, orientation.slice(3) as Vector];
      expect(dot(row, row)).toBeCloseTo(1, 10);
      expect(dot(row, column)).toBeCloseTo(0, 10);
      expect(dot(add(position, grid.firstOrigin, -1), grid.normal)).toBeCloseTo(slice * scanner.sliceMm, 5);
    }
    // Every lesion's centre and ends lie on the very plane of the image that the truth names.
    for (const lesion of subject.lesions) {
      const truth = lesion.timepoints[1]!;
      if (!truth.longAxis) continue;
      const image = files.find(({ sopInstanceUid }) => sopInstanceUid === truth.sopInstanceUid)!;
      for (const point of [truth.centre!, ...truth.longAxis, ...truth.shortAxis!]) expect(Math.abs(dot(add(point, image.position, -1), grid.normal))).toBeLessThan(1e-4);
    }
  });

  test('one subject has file names and InstanceNumber against position, the others count from the head', () => {
    const heights = (code: string, by: (file: ReturnType<typeof read>) => string | number) =>
      [...headers.get(code)!].sort((a, b) => (by(a) < by(b) ? -1 : 1)).map(({ position }) => position[2]);
    const rises = (list: readonly number[]) => list.every((z, at) => at === 0 || z > list[at - 1]!);
    expect(rises(heights('P-02', ({ instanceNumber }) => instanceNumber))).toBe(true);
    expect(rises(heights('P-02', ({ fileName }) => fileName).reverse())).toBe(true);
    expect(rises(heights('P-01', ({ instanceNumber }) => instanceNumber).reverse())).toBe(true);
  });

  test('P-06 is truly oblique: no direction lies along a body axis', () => {
    const first = read(generateDemoSeries('P-06', 0).next().value!);
    const [row, column] = [first.orientation.slice(0, 3), first.orientation.slice(3)];
    expect(Math.abs(row[1]!)).toBeGreaterThan(0.05);
    expect(Math.abs(column[0]!)).toBeGreaterThan(0.05);
    expect(Math.abs(column[2]!)).toBeGreaterThan(0.15);
  });

  test('the same arguments give the same bytes', { timeout: 60_000 }, () => {
    expect(sha256(series('P-04', 2))).toBe(sha256(series('P-04', 2)));
  });

  test('stored values with padding outside the circle stay out of the 12 bits of tissue', () => {
    const file = generateDemoSeries('P-04', 0).next().value!;
    const { data, pixels } = read(file);
    const values = new Int16Array(file.bytes.slice(pixels.dataOffset, pixels.dataOffset + pixels.length).buffer);
    expect(data.int16('x00280120')).toBe(-2000);
    expect(values[0]).toBe(-2000);
    expect(values.filter((value) => value !== -2000).every((value) => value >= 0 && value <= 4095)).toBe(true);
  });

  test('where the truth says obscured, streaks drown the lesion: their spread is beyond its contrast, and the other lesions are clean', () => {
    const subject = subjects.find(({ code }) => code === 'P-06')!;
    const spreadAt = (timepoint: number, label: string) => {
      const grid = gridOf(subject.scanner, subject.timepoints[timepoint]!);
      const truth = plan.subjects[5]!.lesions.find((lesion) => lesion.label === label)!.timepoints[timepoint]!;
      const slice = sliceNearest(grid, truth.centre!);
      const pixels = new SeriesRenderer(subject, subject.timepoints[timepoint]!).render(slice);
      const offset = add(truth.centre!, add(grid.firstOrigin, grid.normal, slice * grid.sliceMm), -1);
      const [c, r] = [Math.round(dot(offset, grid.row) / grid.pixelMm), Math.round(dot(offset, grid.column) / grid.pixelMm)];
      const values: number[] = [];
      for (let y = -5; y <= 5; y += 1) for (let x = -5; x <= 5; x += 1) values.push(pixels[(r + y) * grid.columns + c + x]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    expect(spreadAt(2, 'T1')).toBeGreaterThan(90);
    expect(spreadAt(1, 'T1')).toBeLessThan(20);
    expect(spreadAt(2, 'T3')).toBeLessThan(25);
    expect(spreadAt(2, 'T2')).toBeLessThan(25);
  });
});

describe('writing the demo study to a folder', () => {
  let folder = '';
  beforeAll(async () => { folder = await mkdtemp(path.join(os.tmpdir(), 'nadir-demo-')); });
  afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

  test('writes every file and a truth.json that names them, and leaves nothing beside them', { timeout: 120_000 }, async () => {
    const target = path.join(folder, 'whole');
    const texts: string[] = [];
    // What a killed run left goes; what is in use, of another machine, or not what a run writes stays.
    const gone = spawnSync(process.execPath, ['--version']).pid;
    const folders = [`${thisMachine}-${gone}-aaaaaa`, `${thisMachine}-${process.ppid}-bbbbbb`, `00000000-${gone}-cccccc`, `${thisMachine}-${gone}-dddddd`].map((name) => path.join(folder, `.nadir-demo.part-${name}`));
    for (const [at, name] of ['P-01', 'P-01', 'P-01', 'notes'].entries()) await mkdir(path.join(folders[at]!, name, 'Baseline'), { recursive: true });
    await symlink(folders[1]!, path.join(folder, `.nadir-demo.part-${thisMachine}-${gone}-eeeeee`), 'junction');
    const written = await writeDemoDicom(target, { subjectCodes: ['P-03'], threads: 1, onProgress: ({ text }) => texts.push(text) });
    expect(written.files).toBe(250);
    expect(texts.at(-1)).toBe('P-03, 5 of 5 series');
    expect((await readdir(path.join(target, 'P-03'))).sort()).toEqual(['Baseline', 'TP1', 'TP2', 'TP3', 'TP4']);
    const truth = JSON.parse(await readFile(path.join(target, 'truth.json'), 'utf8')) as { subjects: { lesions: { label: string; timepoints: { longAxisMm: number }[] }[] }[] };
    expect(truth.subjects.map(({ lesions }) => lesions[0]!.timepoints.map(({ longAxisMm }) => longAxisMm))).toEqual([[33, 30, 31, 32, 32.5]]);
    expect((await readdir(folder)).map((name) => name.slice(-6)).sort()).toEqual(['bbbbbb', 'cccccc', 'dddddd', 'eeeeee', 'whole']);
    expect(await readdir(folders[1]!)).toEqual(['P-01']);
    for (const name of await readdir(folder)) if (name !== 'whole') await rm(path.join(folder, name), { recursive: true });
  });

  test('stopped half way, nothing is left', { timeout: 120_000 }, async () => {
    const controller = new AbortController();
    const target = path.join(folder, 'stopped');
    await expect(writeDemoDicom(target, { signal: controller.signal, threads: 1, onProgress: () => controller.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(folder)).toEqual(['whole']);
  });

  test('a folder that holds something is refused by name and left alone', async () => {
    const target = path.join(folder, 'whole');
    await writeFile(path.join(target, 'mine.txt'), 'mine');
    await expect(writeDemoDicom(target)).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining(target) as unknown });
    expect(await readFile(path.join(target, 'mine.txt'), 'utf8')).toBe('mine');
  });
});
