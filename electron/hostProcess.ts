/** Starts the host, keeps it running, and tells where it listens. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { utilityProcess } from 'electron';
import type { Installation } from './installation.ts';

/** A host that died this often within the window is broken, not unlucky. */
const restartLimit = { times: 5, withinMs: 60_000 };

type Child = { readonly stdout: Readable; readonly stderr: Readable; onExit(listener: (code: number | null) => void): void; kill(): void };

export type HostEvents = {
  /** The host died and is being started again. */
  readonly onRestart: (exitCode: number | null) => void;
  /** The host cannot run; the message is for the person. */
  readonly onFailure: (message: string) => void;
};

export type HostProcess = {
  /** Unix socket or named pipe: no port is open. */
  readonly socketPath: string;
  /** Only this process and the host know it; the window never does. */
  readonly secret: string;
  /** Resolves when the present host answers; a new promise after each restart. */
  ready(): Promise<void>;
  stop(): Promise<void>;
};

function endpoint(): { socketPath: string; release: () => void } {
  const name = `nadir-${process.pid}-${randomBytes(6).toString('hex')}`;
  if (process.platform === 'win32') return { socketPath: `\\\\.\\pipe\\${name}`, release: () => undefined };
  // Only this account may enter the folder, so only it may connect.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-'));
  return { socketPath: path.join(folder, 'host.sock'), release: () => rmSync(folder, { recursive: true, force: true }) };
}

/** On the Node of the installation, which is the one that was tested; Electron's own may be too old for the database and bounds its memory. */
function launch({ hostEntry: entry, node }: Installation, env: NodeJS.ProcessEnv): Child {
  if (node !== null) {
    const child = spawn(node, [entry], { env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    return { stdout: child.stdout, stderr: child.stderr, onExit: (listener) => { child.once('exit', listener); }, kill: () => { child.kill(); } };
  }
  const child = utilityProcess.fork(entry, [], { env: env as Record<string, string>, stdio: 'pipe', serviceName: 'Nadir host' });
  return {
    stdout: child.stdout as Readable, stderr: child.stderr as Readable,
    onExit: (listener) => { child.once('exit', listener); }, kill: () => { child.kill(); },
  };
}

type Announcement = { readonly ready?: true; readonly failed?: { readonly message: string } };

/** Resolves on the host's first line of JSON: `{"ready":true}` or `{"failed":{"message":…}}`. */
function announced(child: Child): Promise<Announcement> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const line = text.split('\n').find((candidate) => candidate.startsWith('{"ready"') || candidate.startsWith('{"failed"'));
      if (line) resolve(JSON.parse(line) as Announcement);
    });
    child.stderr.on('data', (chunk: Buffer) => process.stderr.write(chunk));
    child.onExit((code) => resolve({ failed: { message: `The host process ended with code ${code ?? 'none'} before it was ready.` } }));
  });
}

export function startHostProcess(program: Installation, events: HostEvents): HostProcess {
  const { socketPath, release } = endpoint();
  const secret = randomBytes(32).toString('hex');
  const env = { ...process.env, NADIR_SOCKET: socketPath, NADIR_SHELL: 'electron', NADIR_SHELL_SECRET: secret };
  const deaths: number[] = [];
  let stopping = false;
  let child: Child;
  let whenReady: Promise<void>;
  let whenGone: Promise<void>;

  const run = (isRestart: boolean): void => {
    // The window is still open: whoever is signed in there stays signed in.
    child = launch(program, isRestart ? { ...env, NADIR_KEEP_SESSIONS: '1' } : env);
    whenGone = new Promise((resolve) => child.onExit(() => resolve()));
    whenReady = announced(child).then((answer) => {
      if (answer.failed && !stopping) {
        stopping = true;
        events.onFailure(answer.failed.message);
      }
    });
    child.onExit((code) => {
      if (stopping) return;
      const now = Date.now();
      deaths.push(now);
      if (deaths.filter((at) => now - at < restartLimit.withinMs).length > restartLimit.times) {
        stopping = true;
        events.onFailure(`The host process ended ${restartLimit.times + 1} times within a minute. What was committed is safe. The log in the data folder says why.`);
        return;
      }
      events.onRestart(code);
      run(true);
    });
  };
  run(false);

  return {
    socketPath, secret,
    ready: () => whenReady,
    async stop() {
      stopping = true;
      child.kill();
      await whenGone;
      release();
    },
  };
}
