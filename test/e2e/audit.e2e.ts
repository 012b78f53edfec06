/** The audit trail in the window: found, proved, exported as a CSV that is itself recorded, checked; a damaged record is named and stops exports. */
import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { openCore } from '../../src/host/index.ts';
import { expectAccessible } from './accessible.ts';
import { makeHangingCase } from './hangingCase.ts';
import { keepPicture, startLoopback, type Workstation } from './workstation.ts';

let station: Workstation;
let dataFolder = '';
let remove = (): void => undefined;
/** So many events that an export of all takes a while. */
function addOccurrences(folder: string, count: number): void {
  const { store } = openCore(folder, { exclusive: false });
  const changes = Array.from({ length: count }, (_, number) => ({ stream: 'workstation', kind: 'AuditChecked', type: 'occurrence' as const, key: `occurrence-${number}`, after: { events: number, fault: null } }));
  store.write(() => store.log.append({ id: uuidv7(), what: 'Audit trail checked', undoable: false, actor: 'A. Auditor', role: 'dataManager', programVersion: '0.1.0', engineVersion: 'test', at: '2026-01-01T00:00:00.000Z', changes }, uuidv7));
  store.close();
}

beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });
beforeAll(async () => {
  const made = await makeHangingCase();
  ({ dataFolder, remove } = made);
  addOccurrences(dataFolder, 20_000);
  station = await startLoopback({ dataFolder, viewport: { width: 1600, height: 900 }, env: { NADIR_NO_DEMO: '1' } });
  await station.page.getByRole('navigation', { name: 'Places' }).waitFor();
});
afterAll(async () => {
  await station?.close({ keepData: true });
  remove();
});

const grid = () => station.page.getByRole('grid', { name: 'Audit trail' });
const panel = () => station.page.getByRole('complementary', { name: 'Event' });
const rows = () => grid().locator('[role=row][aria-selected]');

/** Begins what a button begins and presses Escape; no event of the kind was written. On a fast machine one may be through before the key is pressed: then it is in the trail, and the next is tried. */
async function cancelByEscape(begin: string, cancel: string, kind: string): Promise<void> {
  const { page } = station;
  const written = () => page.evaluate(async (one) => ((await (await fetch(`/api/audit/count?kind=${one}`)).json()) as { events: number }).events, kind);
  await expect.poll(async () => {
    const before = await written();
    await page.getByRole('button', { name: begin }).click();
    await page.getByRole('button', { name: cancel, exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: cancel, exact: true }).waitFor({ state: 'detached' });
    return (await written()) - before;
  }, { timeout: 20_000 }).toBe(0);
}

it('events newest first, found by kind and word, each with who, when, old and new, and a proof that holds', async () => {
  const { page } = station;
  await page.keyboard.press('Alt+8');
  await rows().first().waitFor();
  await expect.poll(() => page.getByRole('contentinfo').textContent()).toContain('Audit chain whole');
  await page.getByRole('combobox', { name: 'Event' }).selectOption('group:clinical');
  await expect.poll(async () => (await rows().allTextContents()).every((text) => /Timepoint|Subject|Clinical|dates/.test(text))).toBe(true);
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('enrolled');
  await expect.poll(async () => (await rows().allTextContents()).every((text) => text.includes('enrolled'))).toBe(true);
  await expect.poll(() => panel().textContent()).toContain('enrolled');
  await expect.poll(() => panel().locator('[data-holds=true]').count()).toBe(3);
  await expect.poll(() => panel().textContent()).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+00:00/);
  await expectAccessible(page);
});

it('an export under way says how far it is and is cancelled by Escape: no file, and the trail says nothing of one', async () => {
  const { page } = station;
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => page.getByText(/^20,\d+ events$/).count()).toBe(1);
  await cancelByEscape('Export CSV', 'Cancel', 'AuditExported');
  await page.getByText('Export cancelled. Nothing was written.').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('enrolled');
  await expect.poll(async () => (await rows().allTextContents()).every((text) => text.includes('enrolled'))).toBe(true);
});

it('days are written as everywhere; what is no date is marked and filters nothing', async () => {
  const { page } = station;
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => page.getByText(/^20,\d+ events$/).count()).toBe(1);
  const from = page.getByRole('search').getByLabel('From');
  await from.fill('2026-01-02');
  const ofDay = page.getByText(/^\d+ events of 20,\d+$/);
  await ofDay.waitFor();
  const found = await ofDay.textContent();
  await from.fill('02.01.2026');
  expect(await from.getAttribute('aria-invalid')).toBe('true');
  expect(await from.getAttribute('title')).toBe('02.01.2026 is no date. Write YYYY-MM-DD.');
  expect(await ofDay.textContent()).toBe(found);
  await from.fill('');
  await expect.poll(() => page.getByText(/^20,\d+ events$/).count()).toBe(1);
});

it('a check under way is cancelled by Escape, and the trail says nothing of it', async () => {
  const { page } = station;
  await cancelByEscape('Check the trail', 'Cancel check', 'AuditChecked');
  await page.getByText('Check cancelled. What it had looked at is not recorded.').first().waitFor();
});

it('exports exactly what is filtered, with the export in the trail', async () => {
  const { page } = station;
  await page.keyboard.press('/');
  await page.keyboard.type('enrolled');
  await expect.poll(async () => (await rows().allTextContents()).every((text) => text.includes('enrolled'))).toBe(true);
  const shown = await rows().count();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await (await download).path();
  const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n');
  expect(lines).toHaveLength(shown + 1);
  expect(lines.slice(1).every((line) => line.includes('enrolled'))).toBe(true);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => rows().first().textContent()).toContain(`Audit trail exported: ${shown} event`);
});

it('a check of everything says that it is whole; one altered byte is found, named and linked, and nothing is exported any more', async () => {
  const { page } = station;
  await page.keyboard.press('c');
  await expect.poll(() => page.locator('[data-state=whole]').textContent(), { timeout: 30_000 }).toMatch(/^Whole: [\d,]+ events/);
  const db = new Database(path.join(dataFolder, 'nadir.sqlite'));
  db.exec('DROP TRIGGER event_is_never_updated');
  const { id } = db.prepare(`SELECT id FROM event WHERE kind = 'SubjectEnrolled' LIMIT 1`).get() as { id: string };
  db.prepare(`UPDATE event SET after = replace(after, '"site":"', '"site":"9') WHERE id = ?`).run(id);
  db.exec(`CREATE TRIGGER event_is_never_updated BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END`);
  db.close();
  await page.getByRole('button', { name: 'Check the trail' }).click();
  await expect.poll(() => page.locator('[data-state=broken]').textContent(), { timeout: 30_000 }).toContain('Damage found');
  await page.getByRole('link', { name: 'Show the event' }).click();
  await expect.poll(() => panel().locator('[data-holds=false]').count()).toBe(1);
  expect(page.url()).toContain(id);
  await expect.poll(() => page.getByText('The audit trail is damaged.').count()).toBe(1);
  const refused = await page.evaluate(async () => {
    const [study] = (await (await fetch('/api/study/list')).json()) as { id: string }[];
    return ((await (await fetch(`/api/export/csv?study=${study?.id}&kind=lesions`)).json()) as { error: { reason: string } }).error.reason;
  });
  expect(refused).toBe('chainBroken');
});
