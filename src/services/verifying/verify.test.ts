import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bench, instancesOf, reader, stack } from '../../../test/api/harness.ts';

test('verify reads every stored file again and names the first one that is missing or altered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-verify-'));
  const blobRoot = join(folder, 'blobs');
  const b = bench({ dataFolder: folder, blobRoot });
  const { id } = b.services.studies.create(reader, { code: 'A-1', title: 'A', template: 'phase2' });
  const one = stack('P7', 'a', '2026-01-01', {}, 3);
  const files = ['x', 'yy', 'zzz'].map((text) => ({ text, sha256: createHash('sha256').update(text).digest('hex') }));
  const path = (sha256: string) => join(blobRoot, sha256.slice(0, 2), sha256);
  for (const { text, sha256 } of files) {
    mkdirSync(join(blobRoot, sha256.slice(0, 2)), { recursive: true });
    writeFileSync(path(sha256), text);
  }
  b.services.importSink(reader, id).add(instancesOf(one).map((instance, i) => ({ ...instance, sha256: files[i]?.sha256 ?? '' })));
  expect(await b.services.integrity.verify()).toMatchObject({ whole: true, files: 3, checked: { fileBytes: 6 }, firstFault: null });
  writeFileSync(path(files[1]?.sha256 ?? ''), 'Y');
  expect(await b.services.integrity.verify()).toMatchObject({ whole: false, damagedFiles: [{ sha256: files[1]?.sha256, state: 'altered' }], firstFault: `Stored file ${files[1]?.sha256} is altered.` });
  rmSync(path(files[1]?.sha256 ?? ''));
  expect((await b.services.integrity.verify({ studyId: id })).damagedFiles).toMatchObject([{ state: 'missing' }]);
  if (process.platform !== 'win32') {
    symlinkSync('/nowhere', path(files[1]?.sha256 ?? ''));
    expect((await b.services.integrity.verify({ studyId: id })).damagedFiles).toMatchObject([{ state: 'altered' }]);
  }
  b.close();
  rmSync(folder, { recursive: true });
});
