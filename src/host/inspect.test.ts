import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ramp, sliceFile } from '../../test/fixtures/dicomBytes.ts';
import { inspectFiles } from './inspect.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(path.join(tmpdir(), 'nadir-inspect-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

it('tells what every file is, in order, with the values of its pixels', async () => {
  const image = path.join(folder, 'image.dcm');
  const text = path.join(folder, 'text.dcm');
  await writeFile(image, sliceFile({ uid: '1', spacing: '0.5\\1.25' }));
  await writeFile(text, 'not an image'.repeat(20));
  const results = await inspectFiles([image, path.join(folder, 'missing'), text], { pixels: true });
  expect(results).toMatchObject([
    {
      path: image, opens: true, sopClass: '1.2.840.10008.5.1.4.1.1.2', transferSyntax: '1.2.840.10008.1.2.1', modality: 'CT', rows: 8, columns: 8, frames: 1,
      bitsAllocated: 16, bitsStored: 16, signed: true, photometric: 'MONOCHROME2', spacingMm: [0.5, 1.25], spacingSource: 'PixelSpacing', patientName: 'DOE^JANE',
      findings: [{ code: 'GEO-01' }], pixels: { min: 0, max: 63, mean: 31.5, sha256: createHash('sha256').update(new Uint8Array(ramp({}).buffer)).digest('hex') },
    },
    { opens: false, code: 'IMP-10', reason: 'There is no such file.' },
    { opens: false, code: 'IMP-06', reason: 'This is not a DICOM file.' },
  ]);
});

it('looks into folders, and leaves pixels out unless asked', async () => {
  await mkdir(path.join(folder, 'a'));
  for (const name of ['2.dcm', '10.dcm']) await writeFile(path.join(folder, 'a', name), sliceFile({ uid: name, instanceNumber: 0 }));
  const results = await inspectFiles([folder], { pixels: false });
  expect(results.map((file) => path.basename(file.path))).toEqual(['2.dcm', '10.dcm']);
  expect(results.some((file) => 'pixels' in file)).toBe(false);
});
