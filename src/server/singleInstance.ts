/** Where the running workstation answers, noted beside the database so that a second start can say it. Holds no token. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isNadirError, NadirError } from '../common/index.ts';
import { isRunning } from '../system/index.ts';

const fileOf = (dataFolder: string): string => path.join(dataFolder, 'address.json');

export function noteAddress(dataFolder: string, port: number): void {
  writeFileSync(fileOf(dataFolder), JSON.stringify({ pid: process.pid, address: `http://127.0.0.1:${port}/` }), { mode: 0o600 });
}

export const forgetAddress = (dataFolder: string): void => rmSync(fileOf(dataFolder), { force: true });

function runningAddress(dataFolder: string): string | null {
  try {
    const { pid, address } = JSON.parse(readFileSync(fileOf(dataFolder), 'utf8')) as { pid: number; address: string };
    // The file of a killed one may still lie about.
    return isRunning(pid) ? address : null;
  } catch {
    return null;
  }
}

/** The refusal of a second start, with the address of the first where it has one. Other errors pass unchanged. */
export function withAddress(error: unknown, dataFolder: string): unknown {
  if (!isNadirError(error) || error.reason !== 'secondInstance') return error;
  const address = runningAddress(dataFolder);
  return address ? new NadirError(error.code, `${error.message} It answers at ${address} to the window it was opened with.`, { reason: error.reason, cause: error }) : error;
}
