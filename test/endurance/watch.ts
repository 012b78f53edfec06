/** Memory, open handles and answer times of a running workstation, sample by sample, and whether they stay flat. Linux only: it reads /proc. */
import { readdirSync, readFileSync } from 'node:fs';

export type Sample = { readonly minute: number; readonly hostMb: number; readonly windowMb: number; readonly heapMb: number; readonly handles: number; readonly caseMs: number; readonly commitMs: number };
export type Measure = Exclude<keyof Sample, 'minute'>;

/** Anonymous memory in MB: what a process has taken from the system and not given back, files mapped from disk left out. */
export const residentMb = (pid: number): number => Number(/RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
export const openHandles = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

/** Processes below `parent` whose command line holds `word`. */
export function descendants(parent: number, word: string): number[] {
  const parentOf = new Map<number, number>();
  const named: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parentOf.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[1]));
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(word)) named.push(Number(name));
    } catch { /* ended meanwhile */ }
  }
  const isBelow = (pid: number): boolean => pid === parent || (pid > 1 && parentOf.has(pid) && isBelow(parentOf.get(pid) ?? 0));
  return named.filter(isBelow);
}

const quantile = (values: readonly number[], part: number): number => [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The height of some samples: of memory the lower quartile, since what is above it is rubbish waiting for the collector; of everything else the median. */
const heightOf = (measure: Measure, values: readonly number[]): number => quantile(values, measure.endsWith('Mb') ? 0.25 : 0.5);

/** Least squares, per minute. */
function slope(samples: readonly Sample[], of: Measure): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map(({ minute }) => minute)), mean(samples.map((one) => one[of]))];
  const [above, below] = samples.reduce(([a, b], one) => [a + (one.minute - x) * (one[of] - y), b + (one.minute - x) ** 2], [0, 0]);
  return below === 0 ? 0 : above / below;
}

export type Verdict = { readonly measure: Measure; readonly first: number; readonly last: number; readonly slopePerMinute: number; readonly limit: number; readonly isFlat: boolean };

/** The first third is the run's own warm-up; what follows may not grow by more than the limit from its first to its last third, and its slope over the time measured no more either. */
export function verdicts(all: readonly Sample[], limits: Readonly<Record<Measure, (first: number) => number>>): readonly Verdict[] {
  const samples = all.slice(Math.floor(all.length / 3));
  const third = Math.max(1, Math.floor(samples.length / 3));
  const minutes = (samples.at(-1)?.minute ?? 0) - (samples[0]?.minute ?? 0);
  return (Object.keys(limits) as Measure[]).map((measure) => {
    const first = heightOf(measure, samples.slice(0, third).map((one) => one[measure]));
    const last = heightOf(measure, samples.slice(-third).map((one) => one[measure]));
    const slopePerMinute = slope(samples, measure);
    const limit = limits[measure](first);
    return { measure, first, last, slopePerMinute, limit, isFlat: last - first <= limit && slopePerMinute * minutes <= 1.5 * limit };
  });
}
