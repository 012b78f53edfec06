/** `Nadir --cli verify …`: the command line where no `nadir` command was installed, as in an AppImage or a folder. Runs before anything of a window exists, so it needs no screen. */
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import { app } from 'electron';
import { installation } from './installation.ts';

const couldNotBeDone = 3;
const flag = '--cli';

/** Runs the command that stands after `--cli` to its end and leaves with its exit status; answers false when there is none. */
export function ranAsCommand(): boolean {
  const at = process.argv.indexOf(flag);
  if (at === -1) return false;
  const { node, command } = installation();
  if (node === null) {
    process.stderr.write(`nadir: this program has no Node for ${flag}; install Nadir again.\n`);
    app.exit(couldNotBeDone);
    return true;
  }
  const { status, signal, error } = spawnSync(node, [command, ...process.argv.slice(at + 1)], { stdio: 'inherit', windowsHide: true });
  if (error) process.stderr.write(`nadir: ${node} does not start: ${error.message}. Install Nadir again.\n`);
  process.exit(status ?? (signal === null ? couldNotBeDone : 128 + os.constants.signals[signal]));
}
