/** Screens of people with accounts: sign-in, lock, accounts, a blinded reader's window, adjudication. A double-read study is set up and read on the way. */
import type { Page } from 'playwright-core';
import { createAccount, createDoubleStudy, enter, importSubject, openStage, people, readThrough, setUpAccounts, type Hand } from './doubleReadCase.ts';

const first: Hand = { sees: ['T1', 'T2', 'T3', 'N1', 'X1'], factor: 1 };
const second: Hand = { sees: ['T1', 'T2', 'N1'], factor: 0.94 };

/** Calls `take` at each screen; it may resize the window. */
export async function eachCentralScreen(take: (page: Page, name: string) => Promise<void>): Promise<void> {
  const stage = await openStage();
  try {
    const { page: admin } = await stage.window();
    await admin.goto(stage.url);
    await setUpAccounts(admin);
    const temporary = { one: await createAccount(admin, people.one), two: await createAccount(admin, people.two), judge: await createAccount(admin, people.judge) };
    await createDoubleStudy(admin);
    const { subjectId } = await importSubject(admin);
    await admin.evaluate(() => { location.hash = '#/accounts'; });
    await take(admin, 'accounts');
    const windows = { one: (await stage.window()).page, two: (await stage.window()).page, judge: (await stage.window()).page };
    await windows.one.goto(stage.url);
    await windows.one.getByLabel('Username').waitFor();
    await take(windows.one, 'sign-in');
    for (const who of ['one', 'two', 'judge'] as const) await enter(windows[who], stage.url, people[who], temporary[who]);
    await readThrough(windows.one, subjectId, first);
    await readThrough(windows.two, subjectId, second);
    await windows.one.evaluate((hash) => { location.hash = hash; }, `#/read/${subjectId}`);
    await windows.one.locator('[data-pane=bottomLeft]', { hasText: 'Img' }).first().waitFor();
    await take(windows.one, 'read-blinded-signed');
    await admin.evaluate(() => { location.hash = '#/audit'; });
    await admin.locator('[role=row][aria-selected=true]').waitFor();
    await take(admin, 'audit-central');
    await windows.judge.keyboard.press('Alt+6');
    await windows.judge.getByRole('button', { name: /to decide/ }).waitFor();
    await take(windows.judge, 'adjudicate-list');
    await windows.judge.locator('body').press('Enter');
    await windows.judge.getByRole('region', { name: 'Why they differ' }).waitFor();
    await take(windows.judge, 'adjudicate-case');
    await windows.one.keyboard.press('Control+Alt+l');
    await take(windows.one, 'locked');
  } finally {
    await stage.close();
  }
}
