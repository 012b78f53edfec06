/** How every command speaks: one JSON document or lines on standard output, everything else on standard error, never a stack trace. */
import { asDiskError, isNadirError } from '../common/index.ts';

/** 0 done · 1 done, with findings that need a person · 2 wrong usage · 3 could not be done (cli.md). */
export type ExitStatus = 0 | 1 | 2 | 3;

export const say = (line: string): void => { process.stderr.write(`${line}\n`); };
export const print = (text: string): void => { process.stdout.write(text.endsWith('\n') ? text : `${text}\n`); };
/** What people typed, as a part of one line: nothing in it begins a line that looks like the program's, moves the cursor, or turns the direction of what follows. */
export const onOneLine = (text: string): string => text.replaceAll(/\r\n|[\n\r\u2028\u2029]/g, ' ⏎ ').replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
export const printJson = (value: unknown): void => print(JSON.stringify(value));

/** What a person is told about a failure; what it was in detail belongs in the log. */
export function explain(thrown: unknown): string {
  const error = asDiskError(thrown);
  if (isNadirError(error)) return error.message;
  if (error instanceof Error) {
    const { code } = error as NodeJS.ErrnoException;
    return code ? `${error.message.split('\n')[0]} (${code})` : (error.message.split('\n')[0] ?? 'unknown failure');
  }
  return String(error);
}

/** A progress line that overwrites itself on a terminal and stays out of files. */
export function progressLine(): (text: string) => void {
  let last = 0;
  return (text) => {
    const now = performance.now();
    if (!process.stderr.isTTY || now - last < 100) return;
    last = now;
    process.stderr.write(`\r\u001b[2K${text}`);
  };
}

export const endProgress = (): void => { if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K'); };
