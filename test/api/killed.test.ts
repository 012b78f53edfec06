import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { bench, studyWithSubject } from './harness.ts';

test('kill -9 in the middle of measuring, five times: every committed measurement is there, nothing half, no repair', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-killed-'));
  const first = bench({ dataFolder: folder, blobRoot: join(folder, 'blobs') });
  const { subjectId, series, case: read } = studyWithSubject(first);
  const timepointId = read().case.timepoints[0]?.id ?? '';
  first.close();
  let revision = 0;
  for (let round = 0; round < 5; round += 1) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'killed.worker.ts'), folder, subjectId, series['bl'] ?? '', timepointId], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = 0;
    let lines = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      said = Number(line);
      lines += 1;
      if (lines === 3 + 4 * round) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    const b = bench({ dataFolder: folder, blobRoot: join(folder, 'blobs') });
    const { case: subject } = b.services.readCase(subjectId);
    // The line of the last commit may not have been written any more; nothing that was said may be missing.
    expect(subject.revision).toBeGreaterThanOrEqual(said);
    expect(said).toBeGreaterThan(revision);
    revision = said;
    expect(b.store.verifyChain().fault).toBeNull();
    expect(b.store.compareProjections()).toBeNull();
    for (const lesion of subject.lesions) expect(subject.assessments[lesion.id]?.[timepointId]).toMatchObject({ state: 'measured' });
    b.close();
  }
  rmSync(folder, { recursive: true });
});

test('the place of a killed workstation is free at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-lock-'));
  const script = `import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/index.ts'))};
    globalThis.store = openStore({ dataFolder: ${JSON.stringify(folder)}, programVersion: '0', nowIso: '2026-01-01T00:00:00.000Z', exclusive: true }); console.log('open'); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const { openStore } = await import('../../src/store/index.ts');
  const open = () => openStore({ dataFolder: folder, programVersion: '0', nowIso: '2026-01-01T00:00:00.000Z', exclusive: true });
  expect(open).toThrow(new RegExp(`already open on .*process ${child.pid}`));
  child.kill('SIGKILL');
  await once(child, 'exit');
  open().close();
  rmSync(folder, { recursive: true });
});
