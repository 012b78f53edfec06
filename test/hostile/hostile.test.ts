/** All attacks at once through the real commands: each is named, nothing dies, nothing is half imported, memory stays bounded. `npm run hostile` measures each by itself. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attackPath, fileAttacks } from './files.ts';
import { limitMb, runNadir, type Measured } from './measure.ts';
import { sourceAttacks } from './sources.ts';

const root = mkdtempSync(path.join(tmpdir(), 'nadir-hostile-'));
const media = path.join(root, 'media');
const data = path.join(root, 'data');
const files = fileAttacks.filter((attack) => attack.isHeavy !== true);
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeAll(() => {
  mkdirSync(media);
  for (const attack of files) attack.write(attackPath(media, attack));
});

/** On a machine that is busy with other tests a file may be given up before its fault is found. */
const tooSlow = 'IMP-12';

/** Ended by itself, within its memory. */
function ended(measured: Measured): void {
  expect([measured.signal, measured.code], measured.said).toEqual([null, 1]);
  expect(measured.peakMb).toBeLessThan(limitMb);
}

describe('hostile input', { timeout: 120_000 }, () => {
  it('is named file by file by nadir inspect', async () => {
    const measured = await runNadir(['inspect', ...files.map((attack) => attackPath(media, attack)), '--pixels', '--json']);
    ended(measured);
    const results = JSON.parse(measured.out) as { opens: boolean; code?: string; reason?: string }[];
    expect(files.flatMap((attack, index) => {
      const result = results[index];
      const code = result?.opens === true ? 'opens' : (result?.code ?? '');
      const isRight = [...(attack.inspect ?? ['opens']), tooSlow].includes(code) && (code === 'opens' || (result?.reason ?? '').length > 10);
      return isRight ? [] : [{ attack: attack.name, result }];
    })).toEqual([]);
  });

  it('is named by nadir import, beside the good images, which all come in', async () => {
    const sources = sourceAttacks.flatMap((attack, index) => {
      const folder = path.join(root, `source-${index}`);
      mkdirSync(folder);
      const source = attack.make(folder);
      return source === null ? [] : [{ attack, source }];
    });
    const measured = await runNadir(['import', media, ...sources.map(({ source }) => source), '--json', '--data', data, '--study', 'HOSTILE']);
    ended(measured);
    const { files: counts, rejected } = JSON.parse(measured.out) as { files: { seen: number; imported: number; duplicate: number; rejected: number }; rejected: { path: string; code: string; reason: string }[] };
    const codeOf = new Map(rejected.map((one) => [one.path, one.code]));
    expect(files.filter((attack) => { const code = codeOf.get(path.basename(attackPath(media, attack))); return attack.import === null ? code !== undefined : ![...attack.import, tooSlow].includes(code ?? ''); }).map((attack) => attack.name)).toEqual([]);
    expect(sources.filter(({ attack }) => !attack.reasons.every((reason) => rejected.some((one) => reason.test(one.reason)))).map(({ attack }) => attack.name)).toEqual([]);
    const taken = files.filter((attack) => attack.import === null).length;
    expect(counts).toMatchObject({
      imported: taken + sources.reduce((sum, { attack }) => sum + attack.imported, 0), duplicate: 0,
      rejected: files.length - taken + sources.reduce((sum, { attack }) => sum + attack.rejected, 0),
    });
    expect(counts.seen).toBe(counts.imported + counts.rejected);
    const stored = readdirSync(path.join(data, 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(stored).toHaveLength(counts.imported);
    expect(await runNadir(['verify', '--data', data])).toMatchObject({ code: 0 });
  });
});
