/**
 * How many actions a read takes (workstation.md section 2): the demo's P-03, with a second non-target, read through the real window by real pointer and key events.
 * An action is a key, a click, a drag, or a word typed and entered; scrolling to the slice is looking, not acting.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBuilt } from '../../build/ensureBuilt.ts';
import { demoPlan, type DemoLesion, type DemoSubject } from '../../src/demo/index.ts';
import { findBrowser } from '../e2e/browser.ts';
import { caseReader } from '../e2e/caseReader.ts';
import { handOf } from '../e2e/hand.ts';
import { subjectByCode } from '../e2e/phantom.ts';
import { startServing } from '../e2e/workstation.ts';
import { report } from './report.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** P-03 with another non-target beside its own. */
function twoNonTargets(): DemoSubject {
  const subject = demoPlan().subjects.find(({ code }) => code === 'P-03');
  const own = subject?.lesions.find(({ role }) => role === 'nonTarget');
  if (!subject || !own) throw new Error('P-03 is not the demo subject it was');
  return { ...subject, lesions: [...subject.lesions, { ...own, label: 'N2', organ: 'lung' } satisfies DemoLesion] };
}

export async function benchReading(folder: string): Promise<void> {
  await ensureBuilt(['renderer'], { say: (line) => console.log(line) });
  const dataFolder = path.join(folder, 'reading-data');
  const made = spawnSync(process.execPath, [path.join(root, 'src/cli/nadir.mjs'), 'demo', '--unread', '--data', dataFolder], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`the demo study was not made: ${made.stderr}`);
  const { url, child } = await startServing(dataFolder);
  const found = await findBrowser();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
    await page.goto(url);
    const hand = handOf(page);
    const read = caseReader(page, hand);
    const subject = twoNonTargets();
    await page.getByRole('navigation', { name: 'Places' }).waitFor();
    const { subjectId } = await subjectByCode(page, subject.code);
    const counts = new Map<string, { actions: number; seconds: number }>();
    const counted = async (what: string, run: () => Promise<void>): Promise<void> => {
      hand.reset();
      const begun = performance.now();
      await run();
      counts.set(what, { actions: hand.count(), seconds: (performance.now() - begun) / 1000 });
    };
    const [first, ...rest] = subject.lesions;
    if (!first) throw new Error('P-03 has no lesions');
    await read.openNext(subject.code, 'Baseline');
    await counted('first target at baseline', () => read.place({ subjectId, lesion: first, at: 0, keysOnly: false }));
    await counted('the other lesions at baseline', async () => { for (const lesion of rest) await read.place({ subjectId, lesion, at: 0, keysOnly: false }); });
    await read.openNext(subject.code, 'TP1');
    const only = (lesions: readonly DemoLesion[]): DemoSubject => ({ ...subject, lesions });
    const nonTargets = subject.lesions.filter(({ role }) => role === 'nonTarget');
    await counted('same target at follow-up', () => read.followUp(only([first]), subjectId, 1, false));
    await counted('the other targets at follow-up', () => read.followUp(only(subject.lesions.filter(({ role, label }) => role === 'target' && label !== first.label)), subjectId, 1, false));
    await counted('two non-targets at follow-up', () => read.followUp(only(nonTargets), subjectId, 1, false));
    await read.openNext(subject.code, 'TP2');
    await counted('follow-up with 3 targets and 2 non-targets', () => read.followUp(subject, subjectId, 2, false));
    const row = (what: string, atMost?: number) => {
      const count = counts.get(what);
      return { what, value: count?.actions ?? Number.NaN, unit: 'actions', digits: 0, ...(atMost === undefined ? {} : { target: { atMost } }), note: `${count?.seconds.toFixed(1)} s by machine` };
    };
    report('Reading: actions of pointer and keys', [
      row('first target at baseline', 3), row('the other lesions at baseline'), row('same target at follow-up', 2), row('two non-targets at follow-up', 3), row('follow-up with 3 targets and 2 non-targets', 15),
    ]);
  } finally {
    await browser.close();
    const ended = new Promise((resolve) => { child.once('exit', resolve); });
    child.kill('SIGTERM');
    await ended;
  }
}
