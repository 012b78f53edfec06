/** The local log: one JSON document per line, in the data folder, never sent anywhere, free of patient identifiers. */
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { isNadirError, type Clock } from '../common/index.ts';

export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

export type Log = {
  info(event: string, facts?: LogFacts): void;
  /** Writes kind, place and cause of an error. Its text is stripped of file names and quoted values, which may hold a patient's name. */
  error(event: string, error: unknown, facts?: LogFacts): void;
};

const maxBytes = 2_000_000;
/** `NADIR_LOG_BYTES` makes files smaller where a disk is small; never larger. */
const fileBytes = (): number => Math.min(maxBytes, Math.max(1000, Number(process.env['NADIR_LOG_BYTES']) || maxBytes));
const keptFiles = 5;

/** Replaces what may come from a patient: quoted values, paths, and anything after an `=`. */
export function withoutValues(text: string): string {
  return text
    .replaceAll(/"[^"]*"|'[^']*'|“[^”]*”|`[^`]*`/g, '"…"')
    .replaceAll(/(?:[A-Za-z]:)?[\\/](?:[^\s:,;()\\/]+[\\/])*[^\s:,;()]*/g, '‹path›')
    .replaceAll(/=\s*\S+/g, '=…')
    .slice(0, 500);
}

/** Stack frames of our own code, as file and line; the first line, which repeats the message, is left out. */
const frames = (error: Error): string[] =>
  (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?[^\s()]*[\\/]((?:src|electron|node_modules)[\\/][^\s()]*)\)?/, '$1').slice(0, 200));

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { thrown: typeof error };
  const kind = isNadirError(error) ? { code: error.code, reason: error.reason } : { message: withoutValues(error.message) };
  const system = (error as NodeJS.ErrnoException).code;
  return { name: error.name, ...kind, ...(typeof system === 'string' && !isNadirError(error) ? { system } : {}), at: frames(error), ...(error.cause === undefined ? {} : { cause: describe(error.cause) }) };
}

function rotate(file: string): void {
  if (!existsSync(file) || statSync(file).size < fileBytes()) return;
  for (let age = keptFiles - 1; age >= 1; age -= 1) {
    const older = `${file}.${age}`;
    if (existsSync(older)) renameSync(older, `${file}.${age + 1}`);
  }
  renameSync(file, `${file}.1`);
}

/** Opens `logs/nadir.log` in the data folder: 2 MB a file, five old ones kept. A log that cannot be written never stops the work. */
export function openLog(dataFolder: string, clock: Clock): Log {
  const folder = path.join(dataFolder, 'logs');
  const file = path.join(folder, 'nadir.log');
  const write = (level: string, event: string, facts: Record<string, unknown>): void => {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      rotate(file);
      appendFileSync(file, `${JSON.stringify({ at: clock.nowIso(), level, pid: process.pid, event, ...facts })}\n`, { mode: 0o600 });
    } catch {
      // A full disk is reported where it matters: at the work that failed.
    }
  };
  return {
    info: (event, facts = {}) => write('info', event, facts),
    error: (event, error, facts = {}) => write('error', event, { ...facts, error: describe(error) }),
  };
}
