/** Which automatic backups are kept. Pure. */
import type { BackupPlan } from '../../casefile/index.ts';

export type Dated = { readonly name: string; /** UTC instant. */ readonly createdAt: string };

const two = (n: number): string => String(n).padStart(2, '0');

/** The day of an instant, as the clock on the wall of this machine has it. */
export function localDay(instant: string): string {
  const at = new Date(instant);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Monday of the week of a day. */
function weekOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}

/** Of the newest `n` different values of `of`, the newest backup each. */
function newestOf(backups: readonly Dated[], n: number, of: (day: string) => string): readonly string[] {
  const kept = new Map<string, string>();
  for (const { name, createdAt } of backups) {
    const value = of(localDay(createdAt));
    if (!kept.has(value) && kept.size < n) kept.set(value, name);
  }
  return [...kept.values()];
}

/** Names of those that may go: the newest of each of the last days, weeks and months stay, and so does `made`, whatever the clock said when it was made. */
export function toRemove(backups: readonly Dated[], keep: BackupPlan['keep'], made: string | null): readonly string[] {
  const newestFirst = backups.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : a.name < b.name ? 1 : -1));
  const kept = new Set([...newestOf(newestFirst, keep.daily, (day) => day), ...newestOf(newestFirst, keep.weekly, weekOf), ...newestOf(newestFirst, keep.monthly, (day) => day.slice(0, 7)), ...(made === null ? [] : [made])]);
  return newestFirst.filter(({ name }) => !kept.has(name)).map(({ name }) => name);
}
