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
    console.error(`nadir: this program has no Node for ${flag}; install Nadir again.`);
    app.exit(couldNotBeDone);
    return true;
  }
  const { status, signal, error } = spawnSync(node, [command, ...process.argv.slice(at + 1)], { stdio: 'inherit', windowsHide: true });
  if (error) console.error(`nadir: ${node} does not start: ${error.message}. Install Nadir again.`);
  process.exit(status ?? (signal === null ? couldNotBeDone : 128 + os.constants.signals[signal]));
}
