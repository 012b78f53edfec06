/** Processes of this machine, and what tells it from others that share a folder with it. */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';

/** Eight digits of the SHA-256 of the machine's name: process numbers in names of files mean something on their own machine alone. */
export const thisMachine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Whether a process of this machine is there. One of another account counts. */
export function isRunning(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
