import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { StudyAnalysisReply } from '../casefile/index.ts';
import type { IsoDate } from '../common/index.ts';
import { createAnalysisThread, type AnalysisThread } from './analysisThread.ts';
import { openCore } from './core.ts';

const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'nadir-analysis-'));
const threads: AnalysisThread[] = [];
const thread = (): AnalysisThread => {
  const made = createAnalysisThread({ dataFolder, isWorthIt: () => true, onDefect: (error) => { throw error; } });
  threads.push(made);
  return made;
};
afterAll(async () => {
  await Promise.all(threads.map((one) => one.close()));
  rmSync(dataFolder, { recursive: true, force: true });
});

test('the thread says what the services say, hears of facts, names refusals; a damaged file of what was judged costs nothing but time', async () => {
  const core = openCore(dataFolder, { exclusive: false });
  const { services, context } = core;
  const { id } = services.studies.create(context, { code: 'T', title: 'Thread', template: 'phase2' });
  const enrol = (code: string): string => services.subjects.enrol(context, { studyId: id, code, facts: { randomisationDate: '2024-01-01' as IsoDate, lastKnownAliveDate: '2024-06-01' as IsoDate } });
  const first = enrol('S-1');
  enrol('S-2');
  const asked = async (one: AnalysisThread): Promise<StudyAnalysisReply> => JSON.parse(new TextDecoder().decode(await one.bytes(context, id, { by: 'arm' }, 'json'))) as StudyAnalysisReply;
  const own = async (): Promise<unknown> => JSON.parse(JSON.stringify(await services.analysis.study(context, id, { by: 'arm' })));

  const running = thread();
  expect((await asked(running)).status).toMatchObject({ enrolled: 2, died: 0 });
  services.subjects.setFacts(context, { subjectId: first, expectedRevision: null }, { deathDate: '2024-07-01' as IsoDate, deathCause: 'Tumour' });
  const after = await asked(running);
  expect([after.status.died, after.whole.endpoints.OS.events]).toEqual([1, 1]);
  expect(after).toEqual(await own());
  await expect(running.bytes(context, id, { by: 'reader' }, 'json')).rejects.toMatchObject({ code: 'refused', reason: 'notARead' });
  await expect(running.bytes(context, 'nowhere', {}, 'packed')).rejects.toMatchObject({ code: 'notFound' });
  await running.close();
  core.store.close();

  const file = path.join(dataFolder, 'analysis.sqlite');
  for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
  writeFileSync(file, 'no database');
  expect(await asked(thread())).toEqual(after);
}, 60_000);
