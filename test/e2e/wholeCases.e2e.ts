/**
 * Every subject of the demo read from baseline to its end through the window alone: opened from the worklist, drawn, judged; what comes out is the demo's truth, which
 * the rules engine had no part in. One subject is read without a pointer.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { demoPlan } from '../../src/demo/index.ts';
import { compareFields } from '../export/compareFields.ts';
import { caseReader, toleranceMm, type CaseReader } from './caseReader.ts';
import { demoFolder } from './demoFolder.ts';
import { handOf } from './hand.ts';
import { caseReply, subjectByCode } from './phantom.ts';
import { keepPicture, startLoopback, type Workstation } from './workstation.ts';

const byKeysAlone = 'P-02';

let station: Workstation;
let read: CaseReader;
let dataFolder: string;

beforeAll(async () => {
  dataFolder = await demoFolder('unread');
  station = await startLoopback({ dataFolder });
  read = caseReader(station.page, handOf(station.page));
}, 180_000);
afterAll(async () => { await station?.close(); rmSync(dataFolder, { recursive: true, force: true }); });
beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

describe('the demo subjects, read through the window from baseline to their end', () => {
  for (const subject of demoPlan().subjects) {
    it(`${subject.code}: ${subject.note}${subject.code === byKeysAlone ? ', without a pointer' : ''}`, { timeout: 240_000 }, async () => {
      const { page } = station;
      const { subjectId } = await subjectByCode(page, subject.code);
      const keysOnly = subject.code === byKeysAlone;
      for (const timepoint of subject.timepoints) {
        await read.openNext(subject.code, timepoint.label);
        if (timepoint.index === 0) await read.baseline(subject, subjectId, keysOnly);
        else await read.followUp(subject, subjectId, timepoint.index, keysOnly);
      }
      const { result } = await caseReply(page, subjectId);
      expect(result?.timepoints.map(({ overall }) => overall)).toEqual(subject.timepoints.slice(1).map(({ overall }) => overall));
      expect(result?.progression?.date ?? null).toBe(subject.progressionDate);
      // What an investigator is shown: the date and, in words, what it rests on; the demo's truth knows which lesion it is.
      await page.evaluate((id) => { location.hash = `#/confirm/${id}`; }, subjectId);
      const panel = page.getByRole('complementary', { name: 'Progression date' });
      await expect.poll(async () => (await panel.locator('.nd-hero').textContent().catch(() => ''))).toBe(subject.progressionDate ?? 'None');
      const at = subject.timepoints.findIndex(({ date }) => date === subject.progressionDate);
      const news = subject.lesions.filter(({ role, timepoints }) => role === 'new' && at > 0 && timepoints[at]?.status === 'unequivocal').map(({ label }) => label);
      const reason = at < 0 ? 'No progression' : `First PD at TP${at}: ${news.length > 0 ? `new lesion ${news.join(', ')}` : 'target sum'} on ${subject.progressionDate ?? ''}.`;
      expect(await panel.innerText()).toContain(reason);
      const targets = subject.lesions.filter(({ role }) => role === 'target').length;
      for (const { index, sumMm } of subject.timepoints.slice(1)) {
        const sum = result?.timepoints[index - 1]?.sum ?? null;
        if (sumMm !== null) expect(Math.abs((sum ?? Number.NaN) - sumMm), `sum at TP${index}: ${sum}`).toBeLessThanOrEqual(toleranceMm * targets);
      }
    });
  }

  it('what was read is what is exported: every field of SDTM, ODM and EDC file is the one of the database', () => {
    const exported = path.join(dataFolder, 'exported');
    execFileSync(process.execPath, [path.join(import.meta.dirname, '../../src/cli/nadir.mjs'), 'export', '--data', dataFolder, '--study', demoPlan().study.code, '--format', 'sdtm,odm,edc', '--reads', 'all', '--out', exported], { stdio: 'pipe' });
    const { compared, differences } = compareFields(dataFolder, demoPlan().study.code, exported, 'all');
    expect(differences).toEqual([]);
    expect(Object.values(compared).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1000);
  });
});
