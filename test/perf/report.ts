/** How the benchmark says what it found: one line per number, with its target and whether it was met. */
import os from 'node:os';

export type Line = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly digits?: number;
  /** What workstation.md section 7 or the issue asks for. */
  readonly target?: { readonly atLeast: number } | { readonly atMost: number };
  readonly note?: string;
};

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

const collected: { readonly section: string; readonly line: Line }[] = [];

const isMet = ({ value, target }: Line): boolean | null => (target === undefined ? null : 'atLeast' in target ? value >= target.atLeast : value <= target.atMost);

const written = (value: number, digits: number): string => value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Prints a section as it is measured. */
export function report(section: string, lines: readonly Line[]): void {
  console.log(`\n${section}`);
  for (const line of lines) {
    collected.push({ section, line });
    const { what, value, unit, digits = 1, target, note } = line;
    const met = isMet(line);
    const goal = target === undefined ? '' : 'atLeast' in target ? `≥ ${written(target.atLeast, 0)}` : `≤ ${written(target.atMost, Number.isInteger(target.atMost) ? 0 : 1)}`;
    console.log(`  ${what.padEnd(58)} ${`${written(value, digits)} ${unit}`.padStart(20)}  ${goal.padEnd(10)} ${met === null ? '' : met ? 'met' : 'MISSED'}${note ? `  ${note}` : ''}`);
  }
}

/** What the numbers were measured on: they mean nothing without it. */
export function machine(): string {
  const [load = 0] = os.loadavg();
  return `${os.cpus().length} cores (${os.cpus()[0]?.model ?? 'unknown'}), ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, load ${load.toFixed(1)}`;
}

export const results = () => ({ machine: machine(), results: collected.map(({ section, line }) => ({ section, ...line, met: isMet(line) })) });
