import type { Log } from './log.ts';

/** After a defect nothing is known about what is still true: this process ends, and whoever holds the window starts a fresh one. What was committed is on disk. */
export function endOnDefect(log: Log): void {
  process.on('uncaughtException', (error) => {
    log.error('host died', error);
    process.exit(1);
  });
}
