/** A study of two readers at one workstation, each person at a window of their own: what the double-read test and its pictures share. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { CommandReply, ImportResult, SubjectCaseReply, WireError } from '../../src/api/wire.ts';
import { findingKey } from '../../src/common/index.ts';
import { assessmentOf, demoPlan, withSeriesId, writeDemoDicom, type DemoAssessment, type DemoCaliper, type DemoLesion } from '../../src/demo/index.ts';
import { findBrowser } from './browser.ts';
import { chooseFiles, goTo } from './imports.ts';
import { caseReply } from './phantom.ts';
import { gone, startServing } from './workstation.ts';
import { until } from './until.ts';

export const password = 'lamp river window 7';
export type Somebody = { readonly fullName: string; readonly username: string; readonly roles: readonly string[] };
export const people = {
  admin: { fullName: 'Ada Keller', username: 'a.keller', roles: [] }, one: { fullName: 'Dr Olga Eins', username: 'olga.eins', roles: ['Reader'] }, two: { fullName: 'Dr Thomas Zwei', username: 'thomas.zwei', roles: ['Reader'] },
  judge: { fullName: 'Prof Julia Drei', username: 'julia.drei', roles: ['Adjudicator'] }, manager: { fullName: 'Max Manager', username: 'max.manager', roles: ['Data manager'] },
  looker: { fullName: 'Dr Ines Site', username: 'ines.site', roles: ['Investigator'] },
} as const satisfies Record<string, Somebody>;
export type Role = keyof typeof people;

export const studyCode = 'BICR-1';
export const subjectCode = 'P-05';
const subject = demoPlan().subjects.find(({ code }) => code === subjectCode);
if (!subject) throw new Error(`the demo has no ${subjectCode}`);
export const lesions: readonly DemoLesion[] = subject.lesions;
export const timepoints = subject.timepoints.length;

export type Stage = {
  readonly url: string;
  readonly browser: Browser;
  window(viewport?: { width: number; height: number }): Promise<{ page: Page; context: BrowserContext }>;
  close(): Promise<void>;
};

/** A workstation without the demo, and a browser. */
export async function openStage(): Promise<Stage> {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'nadir-double-'));
  const { url, child } = await startServing(dataFolder, { NADIR_NO_DEMO: '1' });
  const found = await findBrowser();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  return {
    url, browser,
    window: async (viewport = { width: 1600, height: 900 }) => {
      const context = await browser.newContext({ viewport });
      const page = await context.newPage();
      return { page, context };
    },
    close: async () => {
      await browser.close();
      child.kill('SIGTERM');
      await gone(child);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Sends a command as the window would; answers the reply, or the reason it was refused for. */
export const post = <T>(page: Page, address: string, body: object): Promise<{ readonly reply: T; readonly reason: string; readonly message: string }> =>
  page.evaluate(async ([to, sent]) => {
    const response = await fetch(`/api${to as string}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) });
    const text = await response.text();
    const reply = (text === '' ? {} : JSON.parse(text)) as { error?: { reason: string; message: string } };
    return { reply, reason: reply.error?.reason ?? 'ok', message: reply.error?.message ?? '' };
  }, [address, body] as const) as Promise<{ reply: T; reason: string; message: string }>;

/** Reason a query is refused for; `ok` when it is answered. */
export const refusal = (page: Page, address: string): Promise<string> => page.evaluate(async (to) => {
  const response = await fetch(`/api${to}`);
  return response.ok ? 'ok' : ((await response.json()) as WireError).error.reason;
}, address);

/** The first account, through the account menu. */
export async function setUpAccounts(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account: Local user/ }).click();
  await page.getByRole('menuitem', { name: 'Set up accounts' }).click();
  await page.getByLabel('Full name').fill(people.admin.fullName);
  await page.getByLabel('Username').fill(people.admin.username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Account: ${people.admin.fullName}, All roles` }).waitFor();
}

/** Another account in the Accounts place; answers its temporary password. */
export async function createAccount(page: Page, { fullName, username, roles }: Somebody): Promise<string> {
  await goTo(page, '#/accounts');
  await page.getByRole('button', { name: 'New account' }).click();
  await page.getByLabel('Full name').fill(fullName);
  await page.getByLabel('Username').fill(username);
  for (const box of await page.getByRole('group', { name: 'Roles' }).getByRole('checkbox').all()) await box.uncheck();
  for (const role of roles) await page.getByRole('checkbox', { name: new RegExp(`^${role}`) }).check();
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText(`For ${fullName} (${username}).`).waitFor();
  return page.getByTestId('temporary-password').innerText();
}

/** First sign-in with the temporary password, and the own one chosen. */
export async function enter(page: Page, url: string, { fullName, username }: Somebody, temporary: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(temporary);
  await page.keyboard.press('Enter');
  await page.getByRole('main', { name: 'Choose a password' }).waitFor();
  await page.getByLabel('Temporary password', { exact: true }).fill(temporary);
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: new RegExp(`^Account: ${fullName}`) }).waitFor();
}

/** A study of two blinded readers who read in order, through the study screen; ends at Import. */
export async function createDoubleStudy(page: Page): Promise<void> {
  await goTo(page, '#/setup');
  const form = page.getByRole('main', { name: 'Study protocol' });
  await form.getByLabel('Code', { exact: true }).fill(studyCode);
  await form.getByLabel('Title', { exact: true }).fill('Central review by two readers');
  // Its protocol compares progression and its date.
  await form.getByRole('radio', { name: /^Phase III, progression-free survival/ }).check();
  await form.getByLabel('Readers', { exact: true }).selectOption('double');
  await form.getByLabel('Reader 1', { exact: true }).selectOption({ label: people.one.fullName });
  await form.getByLabel('Reader 2', { exact: true }).selectOption({ label: people.two.fullName });
  await form.getByLabel('Adjudicator', { exact: true }).selectOption({ label: people.judge.fullName });
  await form.getByLabel('Sequential lock', { exact: true }).check();
  await form.getByLabel('Blinded', { exact: true }).check();
  await form.getByRole('button', { name: /^Create study/ }).click();
  await page.getByText(`Files are copied into study ${studyCode}`).waitFor();
}

/** The demo's subject into the study, its series to their timepoints; answers study and subject. */
export async function importSubject(page: Page): Promise<{ readonly studyId: string; readonly subjectId: string }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-double-dicom-'));
  try {
    const { directory } = await writeDemoDicom(path.join(folder, 'demo'), { subjectCodes: [subjectCode] });
    const result: ImportResult = await chooseFiles(page, 'Folder to import', directory);
    const [study] = await page.evaluate(async () => (await fetch('/api/study/list')).json() as Promise<{ id: string; code: string }[]>);
    const imported = result.series.map(({ series }) => series).sort((a, b) => (a.date ?? '').localeCompare(b.date ?? ''));
    const studyId = study?.id ?? '';
    await post(page, '/series/assign', { studyId, assignments: imported.map((series, timepointIndex) => ({ seriesId: series.id, subjectId: null, newSubjectCode: subjectCode, timepointIndex })) });
    const rows = await page.evaluate(async (id) => (await fetch(`/api/worklist?study=${id}`)).json() as Promise<{ subjectId: string }[]>, studyId);
    return { studyId, subjectId: rows[0]?.subjectId ?? '' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A command on a subject with the revision the window has. */
export async function command(page: Page, subjectId: string, address: string, body: object): Promise<CommandReply> {
  const { revision } = (await caseReply(page, subjectId)).case;
  const { reply, reason, message } = await post<CommandReply>(page, address, { subjectId, expectedRevision: revision, ...body });
  if (reason !== 'ok') throw new Error(`${address}: ${reason}. ${message}`);
  return reply;
}

type Point = [number, number, number];
/** A hand that draws everything a little longer or shorter: the calliper about its middle, to a thousandth of a mm. */
function drawnBy(caliper: DemoCaliper, factor: number): DemoCaliper {
  const about = ([a, b]: DemoCaliper['longAxis']): DemoCaliper['longAxis'] => {
    const mix = (from: Point, to: Point): Point => from.map((value, axis) => { const middle = (value + (to[axis] ?? 0)) / 2; return Number((middle + (value - middle) * factor).toFixed(3)); }) as Point;
    return [mix(a, b), mix(b, a)];
  };
  return { ...caliper, longAxis: about(caliper.longAxis), shortAxis: about(caliper.shortAxis) };
}

const length = ([a, b]: DemoCaliper['longAxis']): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

function inHand(assessment: DemoAssessment, factor: number): DemoAssessment {
  if (!('caliper' in assessment) || assessment.caliper === undefined) return assessment;
  const caliper = drawnBy(assessment.caliper, factor);
  if (assessment.state === 'status') return { ...assessment, caliper };
  return { ...assessment, caliper, claimedLongMm: Number(length(caliper.longAxis).toFixed(1)), claimedShortMm: Number(length(caliper.shortAxis).toFixed(1)) };
}

export type Hand = {
  /** Lesions this reader sees, by the demo's labels. */
  readonly sees: readonly string[];
  /** Everything is drawn this much longer. */
  readonly factor: number;
  readonly describe?: (label: string) => string;
};

/** Records a timepoint as a reader would, from the demo's truth in this reader's hand. Signs nothing. */
export async function recordTimepoint(page: Page, subjectId: string, at: number, { sees, factor, describe = (label) => `lesion ${label}` }: Hand): Promise<SubjectCaseReply> {
  const ids = new Map<string, string>();
  const before = (await caseReply(page, subjectId)).case;
  for (const lesion of before.lesions) ids.set(lesion.description, lesion.id);
  const timepoint = before.timepoints[at];
  const seriesIdOf = (uid: string) => { const found = timepoint?.series.find((series) => series.seriesUid === uid); if (!found) throw new Error(`series ${uid} is not open`); return found.id; };
  for (const lesion of lesions) {
    const truth = lesion.timepoints[at];
    const assessment = truth && sees.includes(lesion.label) ? assessmentOf(truth) : undefined;
    if (!assessment) continue;
    const recorded = withSeriesId(inHand(assessment, factor), seriesIdOf);
    const known = ids.get(describe(lesion.label));
    if (known) await command(page, subjectId, '/assessment/record', { lesionId: known, timepointId: timepoint?.id, assessment: recorded });
    else await command(page, subjectId, '/lesion/place', { timepointId: timepoint?.id, role: lesion.role, organ: lesion.organ, kind: lesion.kind, description: describe(lesion.label), assessment: recorded });
  }
  return caseReply(page, subjectId);
}

/** Answers every warning that waits for a reason. */
export async function answerAll(page: Page, subjectId: string, reason: string): Promise<void> {
  for (;;) {
    const now = await caseReply(page, subjectId);
    const open = now.findings.find((one) => (one.acceptsReason ?? one.severity === 'warn') && one.severity !== 'info' && !now.case.checkReasons[findingKey(one)]);
    if (!open) return;
    await command(page, subjectId, '/check/give-reason', { findingKey: findingKey(open), reason });
  }
}

/** Signs a timepoint by the host's command; the test signs the decisive ones in the window. */
export async function signQuietly(page: Page, subjectId: string, at: number): Promise<void> {
  const { case: subjectCase } = await caseReply(page, subjectId);
  await command(page, subjectId, '/timepoint/sign', { timepointId: subjectCase.timepoints[at]?.id, meaning: 'assessed', password });
}

/** Opens a timepoint in the Read place and signs it in the review sheet. */
export async function signInWindow(page: Page, subjectId: string, at: number): Promise<void> {
  const timepoint = (await caseReply(page, subjectId)).case.timepoints[at];
  await goTo(page, `#/read/${subjectId}/${timepoint?.id ?? ''}`);
  await page.getByRole('application', { name: `Current, ${timepoint?.label ?? ''}` }).waitFor();
  await page.getByRole('button', { name: /^Finish/ }).click();
  const sheet = page.getByRole('form', { name: `Sign ${timepoint?.label ?? ''}` });
  await sheet.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Control+Enter');
  await until(async () => (await caseReply(page, subjectId)).case.signOffs[timepoint?.id ?? '']?.state === 'signed', `${timepoint?.label} to be signed`);
}

/** A whole read, signed at every timepoint. */
export async function readThrough(page: Page, subjectId: string, hand: Hand, last = timepoints - 1): Promise<void> {
  for (let at = 0; at <= last; at += 1) {
    await recordTimepoint(page, subjectId, at, hand);
    await answerAll(page, subjectId, 'Seen and kept');
    await signQuietly(page, subjectId, at);
  }
}
